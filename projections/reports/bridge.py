"""The bridge between two positions of a program: what each key figure was, what moved it, and what it became."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec

from domain.corrective_actions.words import OPEN_ACTIONS
from domain.issues.words import OPEN_ISSUES
from domain.projects.groups import AMBERS, GREENS, GROUPS, WHOLE_LIFE
from domain.projects.health import MOVED_DAYS, PROGRAM_HEALTH, computed_program_health, program_counts
from domain.projects.words import Rating
from domain.risks.matrix import OPEN_RISKS, Level
from domain.rules import RECORDED, Rule
from projections.amounts import day, in_full, number
from projections.corrective_actions.rows import ActionRow
from projections.issues.rows import IssueRow
from projections.programs import ProgramRow
from projections.projects.rows import ProjectRow
from projections.reports.steps import Life, lives
from projections.reports.texts import rated
from projections.risks.rows import RiskRow
from projections.rows import Row
from projections.view import View, chunks

Counted = Callable[[Any, date], int]
Worded = Callable[[int], str]
LEVELS = Rule(
    "open-risks-of-level",
    "Open risks of a level",
    "The open risks to whose newest assessment the matrix in force gave this level, or that nobody has assessed.",
)
OVERDUE_ACTIONS = Rule(
    "overdue-actions",
    "Overdue corrective actions",
    "The open corrective actions whose date due lies before the day of the position.",
)


class Contribution(msgspec.Struct, frozen=True):
    """What one event added to a figure, in words. Position 0: no event, only the days that went by."""

    position: int
    thing: str
    text: str
    amount: int = 0


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """One figure across the bridge: the contributions add up to its closing less its opening value."""

    title: str
    rule: Rule
    opening: str
    closing: str
    change: str
    contributions: tuple[Contribution, ...]
    kind: "Kind | None" = None  # none for a rating, which does not add up
    values: tuple[int, int] | None = None

    @property
    def moved(self) -> bool:
        return bool(self.contributions)


class Kind(NamedTuple):
    """A figure that counts, or adds up, rows of one kind; `fields` are what a row is counted by."""

    title: str
    rule: Rule
    row: type[Row]
    fields: tuple[str, ...]
    counted: Counted
    worded: Worded = number

    def value(self, row: Any, today: date) -> int:
        return 0 if row is None else int(self.counted(row, today))


class Days:
    """The day of each position, asked for once."""

    def __init__(self, view: View, positions: Iterable[int]) -> None:
        wanted = sorted(set(positions))
        self._days: dict[int, date] = {}
        for chunk in chunks(wanted):
            sql = f"SELECT position, recorded_at FROM events WHERE position IN ({', '.join('?' * len(chunk))})"
            self._days.update({at: datetime.fromisoformat(when).date() for at, when in view.rows(sql, chunk)})

    def of(self, position: int) -> date:
        return self._days[position]


def bridge(view: View, program: ProgramRow, earlier: int) -> tuple[Span, ...]:
    """From the earlier position to the view's own; one figure after the other, moved or not."""
    known: dict[type[Row], list[Life]] = {
        kind: lives(view, kind, program, earlier) for kind in (ProjectRow, RiskRow, IssueRow, ActionRow)
    }
    declared = lives(view, ProgramRow, program, earlier)
    every = (life for found in known.values() for life in found)
    days = Days(view, [earlier, view.at, *(step.position for life in every for step in life.steps)])
    ends = (earlier, view.at)
    return (
        _rating("Declared health", RECORDED, _declared(declared)),
        _rating("Computed health", PROGRAM_HEALTH, _computed(known[ProjectRow])),
        *(_span(kind, known[kind.row], days, ends) for kind in (*KINDS, *_costs(known[ProjectRow]))),
    )


def _span(kind: Kind, found: Sequence[Life], days: Days, ends: tuple[int, int]) -> Span:
    first, last = days.of(ends[0]), days.of(ends[1])
    opening = sum(kind.value(life.first, first) for life in found)
    made = sorted(
        (each for life in found for each in _contributions(kind, life, days, first, last)),
        key=lambda each: (each.position or ends[1] + 1, each.thing),
    )
    closing = opening + sum(each.amount for each in made)
    return Span(
        title=kind.title,
        rule=kind.rule,
        kind=kind,
        opening=kind.worded(opening),
        closing=kind.worded(closing),
        change=_signed(kind, closing - opening),
        contributions=tuple(made),
        values=(opening, closing),
    )


def _contributions(kind: Kind, life: Life, days: Days, first: date, last: date) -> Iterator[Contribution]:
    """Event by event; where only days went by between two events, that is a contribution of its own."""
    row, value = life.first, kind.value(life.first, first)
    for step in life.steps:
        today = days.of(step.position)
        yield from _by_time(kind, row, kind.value(row, today) - value)
        value, before = kind.value(step.after, today), kind.value(row, today)
        row = step.after
        if value != before:
            yield Contribution(step.position, _named(life.row), _signed(kind, value - before), value - before)
    yield from _by_time(kind, row, kind.value(row, last) - value)


def _by_time(kind: Kind, row: Any, amount: int) -> Iterator[Contribution]:
    if amount:
        yield Contribution(0, f"{_named(row)} fell due on {day(row.due)}", _signed(kind, amount), amount)


def _signed(kind: Kind, amount: int) -> str:
    if not amount:
        return "unchanged"
    return f"+{kind.worded(amount)}" if amount > 0 else f"\N{MINUS SIGN}{kind.worded(-amount)}"


def _named(row: Any) -> str:
    name = getattr(row, "title", "") or getattr(row, "name", "")
    return f"{row.code} {name}"


def _rating(title: str, rule: Rule, path: tuple[Rating | None, list[tuple[int, str, Rating | None]]]) -> Span:
    """A rating does not add up: each event says what it made of it."""
    opening, steps = path
    made, before = [], opening
    for position, thing, after in steps:
        if after is not before:
            text = f"{rated(before).text} \N{RIGHTWARDS ARROW} {rated(after).text}"
            made.append(Contribution(position, thing, text))
            before = after
    change = "unchanged" if before is opening else f"{rated(opening).text} \N{RIGHTWARDS ARROW} {rated(before).text}"
    return Span(
        title=title,
        rule=rule,
        opening=rated(opening).text,
        closing=rated(before).text,
        change=change,
        contributions=tuple(made),
    )


def _declared(found: Sequence[Life]) -> tuple[Rating | None, list[tuple[int, str, Rating | None]]]:
    (life,) = found
    return life.first and life.first.rating, [(s.position, _named(life.row), s.after.rating) for s in life.steps]


def _computed(found: Sequence[Life]) -> tuple[Rating | None, list[tuple[int, str, Rating | None]]]:
    """Computed anew after every event of a project."""
    now = {n: life.first for n, life in enumerate(found)}
    opening, made = _health(now.values()), []
    every = ((step.position, n, step.after) for n, life in enumerate(found) for step in life.steps)
    for position, n, after in sorted(every, key=lambda each: each[:2]):
        now[n] = after
        made.append((position, _named(found[n].row), _health(now.values())))
    return opening, made


def _health(rows: Iterable[Any]) -> Rating | None:
    counts = program_counts((row.rating, row.slip) for row in rows if row is not None and row.open)
    return computed_program_health(counts).rating


def _costs(found: Sequence[Life]) -> list[Kind]:
    """Whole-life cost of the open projects, a figure for each currency there is."""
    rows = [row for life in found for row in (life.first, *(step.after for step in life.steps)) if row is not None]
    currencies = sorted({row.currency for row in rows if row.whole_life_minor is not None}) or ["GBP"]
    return [_cost(currency, many=len(currencies) > 1) for currency in currencies]


@cache
def _cost(currency: str, *, many: bool) -> Kind:
    def counted(row: ProjectRow, _today: date) -> int:
        return (row.whole_life_minor or 0) if row.open and row.currency == currency else 0

    title = f"Whole-life cost of the open projects{f', {currency}' if many else ''}"
    fields = ("whole_life_minor", "state", "program")
    return Kind(title, WHOLE_LIFE, ProjectRow, fields, counted, lambda minor: in_full(minor, currency or "GBP"))


def _open(row: Any, _today: date) -> int:
    return int(row.open)


def _far(row: Any, _today: date) -> int:
    return int(row.open and (row.slip or 0) > MOVED_DAYS)


def _overdue(row: Any, today: date) -> int:
    return int(row.open and row.due is not None and row.due < today)


def _projects(title: str, group: str, *ratings: Rating | None) -> Kind:
    fields = ("rating", "state", "program")
    return Kind(title, GROUPS[group].rule, ProjectRow, fields, lambda row, _: row.open and row.rating in ratings)


def _risks(title: str, level: Level | None) -> Kind:
    fields = ("level", "state", "program")
    return Kind(title, LEVELS, RiskRow, fields, lambda row, _: row.open and row.level is level)


HERE = ("state", "program")
KINDS = (
    Kind("Open projects", GROUPS["projects"].rule, ProjectRow, HERE, _open),
    _projects("Red projects", "projects-red", Rating.RED),
    _projects("Amber projects", "projects-amber", *AMBERS),
    _projects("Green projects", "projects-green", *GREENS),
    _projects("Projects that are not rated", "projects-unrated", None),
    Kind(
        f"Finishes moved by more than {MOVED_DAYS} days",
        GROUPS["projects-moved"].rule,
        ProjectRow,
        ("finish", "baseline_finish", *HERE),
        _far,
    ),
    Kind("Open risks", OPEN_RISKS, RiskRow, HERE, _open),
    *(_risks(f"Open risks, {level.label.lower()}", level) for level in sorted(Level, key=lambda each: -each.rank)),
    _risks("Open risks, not assessed", None),
    Kind("Open issues", OPEN_ISSUES, IssueRow, HERE, _open),
    Kind("Open corrective actions", OPEN_ACTIONS, ActionRow, HERE, _open),
    Kind("Overdue corrective actions", OVERDUE_ACTIONS, ActionRow, ("due", *HERE), _overdue),
)
