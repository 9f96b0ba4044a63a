"""The bridge between two positions of a program: what each key figure was, what moved it, and what it became."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from domain.projects.health import MOVED_DAYS, computed_program_health, program_counts
from domain.projects.words import Rating
from domain.risks.matrix import Level
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
AMBERS = (Rating.AMBER, Rating.AMBER_RED)
GREENS = (Rating.GREEN, Rating.AMBER_GREEN)


class Contribution(msgspec.Struct, frozen=True):
    """What one event added to a figure, in words. Position 0: no event, only the days that went by."""

    position: int
    thing: str
    text: str
    amount: int = 0


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """One figure across the bridge: the contributions add up to its closing less its opening value."""

    title: str
    opening: str
    closing: str
    change: str
    contributions: tuple[Contribution, ...]
    values: tuple[int, int] | None = None  # none for a rating, which does not add up

    @property
    def moved(self) -> bool:
        return bool(self.contributions)


class _Kind(NamedTuple):
    """A figure that counts, or adds up, rows of one kind."""

    title: str
    row: type[Row]
    counted: Counted
    worded: Worded = number


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
        _rating("Declared health", _declared(declared)),
        _rating("Computed health", _computed(known[ProjectRow])),
        *(_span(kind, known[kind.row], days, ends) for kind in (*KINDS, *_costs(known[ProjectRow]))),
    )


def _span(kind: _Kind, found: Sequence[Life], days: Days, ends: tuple[int, int]) -> Span:
    first, last = days.of(ends[0]), days.of(ends[1])
    opening = sum(_value(kind, life.first, first) for life in found)
    made = sorted(
        (each for life in found for each in _contributions(kind, life, days, first, last)),
        key=lambda each: (each.position or ends[1] + 1, each.thing),
    )
    closing = opening + sum(each.amount for each in made)
    return Span(
        title=kind.title,
        opening=kind.worded(opening),
        closing=kind.worded(closing),
        change=_signed(kind, closing - opening),
        contributions=tuple(made),
        values=(opening, closing),
    )


def _contributions(kind: _Kind, life: Life, days: Days, first: date, last: date) -> Iterator[Contribution]:
    """Event by event; where only days went by between two events, that is a contribution of its own."""
    row, value = life.first, _value(kind, life.first, first)
    for step in life.steps:
        today = days.of(step.position)
        yield from _by_time(kind, row, _value(kind, row, today) - value)
        value, before = _value(kind, step.after, today), _value(kind, row, today)
        row = step.after
        if value != before:
            yield Contribution(step.position, _named(life.row), _signed(kind, value - before), value - before)
    yield from _by_time(kind, row, _value(kind, row, last) - value)


def _by_time(kind: _Kind, row: Any, amount: int) -> Iterator[Contribution]:
    if amount:
        yield Contribution(0, f"{_named(row)} fell due on {day(row.due)}", _signed(kind, amount), amount)


def _value(kind: _Kind, row: Any, today: date) -> int:
    return 0 if row is None else int(kind.counted(row, today))


def _signed(kind: _Kind, amount: int) -> str:
    if not amount:
        return "unchanged"
    return f"+{kind.worded(amount)}" if amount > 0 else f"\N{MINUS SIGN}{kind.worded(-amount)}"


def _named(row: Any) -> str:
    name = getattr(row, "title", "") or getattr(row, "name", "")
    return f"{row.code} {name}"


def _rating(title: str, path: tuple[Rating | None, list[tuple[int, str, Rating | None]]]) -> Span:
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


def _costs(found: Sequence[Life]) -> list[_Kind]:
    """Whole-life cost of the open projects, a figure for each currency there is."""
    rows = [row for life in found for row in (life.first, *(step.after for step in life.steps)) if row is not None]
    currencies = sorted({row.currency for row in rows if row.whole_life_minor is not None}) or ["GBP"]
    return [_cost(currency, many=len(currencies) > 1) for currency in currencies]


def _cost(currency: str, *, many: bool) -> _Kind:
    def counted(row: ProjectRow, _today: date) -> int:
        return (row.whole_life_minor or 0) if row.open and row.currency == currency else 0

    title = f"Whole-life cost of the open projects{f', {currency}' if many else ''}"
    return _Kind(title, ProjectRow, counted, lambda minor: in_full(minor, currency or "GBP"))


def _open(row: Any, _today: date) -> int:
    return int(row.open)


def _far(row: Any, _today: date) -> int:
    return int(row.open and (row.slip or 0) > MOVED_DAYS)


def _overdue(row: Any, today: date) -> int:
    return int(row.open and row.due is not None and row.due < today)


def _projects(title: str, *ratings: Rating | None) -> _Kind:
    return _Kind(title, ProjectRow, lambda row, _: row.open and row.rating in ratings)


def _risks(title: str, level: Level | None) -> _Kind:
    return _Kind(title, RiskRow, lambda row, _: row.open and row.level is level)


KINDS = (
    _Kind("Open projects", ProjectRow, _open),
    _projects("Red projects", Rating.RED),
    _projects("Amber projects", *AMBERS),
    _projects("Green projects", *GREENS),
    _projects("Projects that are not rated", None),
    _Kind(f"Finishes moved by more than {MOVED_DAYS} days", ProjectRow, _far),
    _Kind("Open risks", RiskRow, _open),
    *(_risks(f"Open risks, {level.label.lower()}", level) for level in sorted(Level, key=lambda each: -each.rank)),
    _risks("Open risks, not assessed", None),
    _Kind("Open issues", IssueRow, _open),
    _Kind("Open corrective actions", ActionRow, _open),
    _Kind("Overdue corrective actions", ActionRow, _overdue),
)
