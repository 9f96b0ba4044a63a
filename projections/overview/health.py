"""Health by program: what is declared beside what the figures give, now and over the last eight quarters."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

import msgspec

from domain.projects.health import ProgramCounts, ProgramHealth, computed_program_health, program_counts
from domain.projects.words import ProjectState, Rating
from projections.overview.quarters import Quarter, Strip, at_ends, last_quarters
from projections.programs import ProgramRow, all_programs
from projections.projects.rows import ForecastRow, ProjectRow, RatingRow
from projections.view import View

Pair = tuple[Rating | None, int | None]
ENDED = tuple(state.value for state in ProjectState if state.terminal)
COLOURS = {Rating.RED: 0, Rating.AMBER_RED: 1, Rating.AMBER: 1, Rating.AMBER_GREEN: 2, Rating.GREEN: 2}


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What a program's open projects add up to; money in minor units by currency."""

    counts: ProgramCounts
    cost: Mapping[str, int]
    withheld: int

    @property
    def green(self) -> int:
        """Green or Amber/Green."""
        return self.counts.rated - self.counts.red - self.counts.amber

    @property
    def unrated(self) -> int:
        return self.counts.projects - self.counts.rated


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One program: declared, computed, and the strip of computed ratings whose last one is now."""

    program: ProgramRow
    figures: Figures
    computed: ProgramHealth
    strip: Strip

    @property
    def live(self) -> bool:
        """There is something to say of it: open projects, or a declaration."""
        return bool(self.figures.counts.projects or self.program.declared_on)

    @property
    def agrees(self) -> bool:
        """Declared and computed have the same colour; where either is missing there is nothing to disagree."""
        return agree(self.program.rating, self.computed.rating)


class Health(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Every program that is not over, the worst first, and all of them together."""

    lines: list[Line]

    @cached_property
    def total(self) -> Figures:
        return add(line.figures for line in self.lines)


class OneProject(msgspec.Struct, frozen=True):
    """What health is computed from; `ended` is the day from which the project no longer counts."""

    id: str
    program: str
    rating: Rating | None
    slip: int | None
    cost: int | None
    currency: str
    withheld: bool
    ended: str


def by_program(view: View, today: date) -> Health:
    lines = [line for line in every_program(view, today) if not line.program.state.terminal]
    return Health(lines=sorted(lines, key=_worst_first))


def every_program(view: View, today: date) -> list[Line]:
    """Also those that are over. Four statements, however many programs and projects there are."""
    return _lines(view, all_programs(view), today, where="")


def of_program(view: View, row: ProgramRow, today: date) -> Line:
    return _lines(view, [row], today, where=f"program = '{UUID(str(row.id))}'")[0]


def counts_of(view: View, program: UUID) -> ProgramCounts:
    """What the computed health of one program is made of."""
    where = f"program = ? AND state NOT IN {ENDED}"
    held = view.rows(f"SELECT rating, slip FROM {view.span(ProjectRow)} WHERE {where}", (program,))
    return program_counts((_rating(rating), slip) for rating, slip in held)


def agree(declared: Rating | None, computed: Rating | None) -> bool:
    return declared is None or computed is None or COLOURS[declared] == COLOURS[computed]


def add(parts: Iterable[Figures]) -> Figures:
    """The figures of several programs together."""
    every = list(parts)
    names = ProgramCounts.__struct_fields__
    cost: Counter[str] = Counter()
    for each in every:
        cost.update(each.cost)
    counts = {name: sum(getattr(each.counts, name) for each in every) for name in names}
    return Figures(counts=ProgramCounts(**counts), cost=dict(cost), withheld=sum(each.withheld for each in every))


def _lines(view: View, programs: list[ProgramRow], today: date, *, where: str) -> list[Line]:
    projects: dict[str, list[OneProject]] = defaultdict(list)
    for each in _projects(view, where):
        projects[each.program].append(each)
    of_these = f"project IN (SELECT id FROM {view.span(ProjectRow)} WHERE {where})" if where else ""
    ratings, slips = _history(view, RatingRow, "rating", of_these), _history(view, ForecastRow, "slip", of_these)
    quarters = last_quarters(today)
    return [_line(row, projects[str(row.id)], quarters, (ratings, slips)) for row in programs]


def _line(
    row: ProgramRow,
    projects: list[OneProject],
    quarters: list[Quarter],
    history: tuple[Mapping[str, list[tuple[str, Any]]], Mapping[str, list[tuple[str, Any]]]],
) -> Line:
    held = [each for each in projects if not each.ended]
    figures = _figures(held)
    computed = computed_program_health(figures.counts)
    before = _before(projects, quarters[:-1], history)
    strip = [(q.name, rating) for q, rating in zip(quarters, [*before, computed.rating], strict=True)]
    return Line(program=row, figures=figures, computed=computed, strip=strip)


def _figures(projects: list[OneProject]) -> Figures:
    cost: Counter[str] = Counter()
    for each in projects:
        if each.cost is not None:
            cost[each.currency or "GBP"] += each.cost
    counts = program_counts((each.rating, each.slip) for each in projects)
    return Figures(counts=counts, cost=dict(cost), withheld=sum(each.withheld for each in projects))


def _before(projects: list[OneProject], quarters: list[Quarter], history: Any) -> list[Rating | None]:
    """What the figures gave at the end of each quarter, from what was known of each project on that day."""
    ratings, slips = history
    known: list[list[Pair]] = [[] for _ in quarters]
    for each in (one for one in projects if not one.ended or one.ended > quarters[0].iso):
        rated, moved = at_ends(ratings.get(each.id, ()), quarters), at_ends(slips.get(each.id, ()), quarters)
        first = min((h[each.id][0][0] for h in history if h.get(each.id)), default="9999")
        for n, quarter in enumerate(quarters):
            if first <= quarter.iso and (not each.ended or quarter.iso < each.ended):
                known[n].append((rated[n], moved[n]))
    return [computed_program_health(program_counts(pairs)).rating for pairs in known]


def _projects(view: View, where: str) -> list[OneProject]:
    sql = "SELECT id, program, rating, slip, whole_life_minor, currency, whole_life_unknown, state, changed_at"
    rows = view.rows(f"{sql} FROM {view.span(ProjectRow)}{_where(where)}")
    return [
        OneProject(id_, home, _rating(rating), slip, cost, currency, bool(cost is None and why), _ended(state, changed))
        for id_, home, rating, slip, cost, currency, why, state, changed in rows
    ]


def _history(view: View, kind: type[Any], value: str, where: str) -> dict[str, list[tuple[str, Any]]]:
    """By project, (ISO day, value) in the order in which it was recorded."""
    rows = view.rows(f"SELECT project, day, {value} FROM {view.span(kind)}{_where(where)} ORDER BY project, position")
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for project, day, held in rows:
        found[project].append((day, _rating(held) if value == "rating" else held))
    return found


def _where(condition: str) -> str:
    return f" WHERE {condition}" if condition else ""


def _rating(value: str | None) -> Rating | None:
    return Rating(value) if value else None


def _ended(state: str, changed_at: str) -> str:
    return changed_at[:10] if state in ENDED else ""


def _worst_first(line: Line) -> tuple[int, int, float, str]:
    """By the computed rating, then by how many of the projects are red."""
    counts = line.figures.counts
    rank = len(Rating) if line.computed.rating is None else line.computed.rating.rank
    share = counts.red / counts.projects if counts.projects else 0.0
    return rank, -counts.red, -share, line.program.name.lower()
