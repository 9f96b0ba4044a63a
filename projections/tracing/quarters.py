"""Computed health at the end of a past quarter: what was known of each project on that day, and by which events."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.projects.health import PROGRAM_HEALTH, computed_program_health, program_counts
from domain.projects.words import Rating
from projections.amounts import days_moved
from projections.overview.quarters import Quarter, at_ends, last_quarters
from projections.programs import ProgramRow
from projections.projects.rows import ForecastRow, ProjectRow, RatingRow
from projections.tracing.projects import rating_word, worked
from projections.tracing.traces import Input, Trace
from projections.view import View

Known = tuple[Any, int]  # a value and the event that said it
History = Mapping[UUID, list[tuple[str, Known]]]


def quarters(today: date) -> list[str]:
    return [quarter.name for quarter in last_quarters(today)]


def past_health(view: View, program: ProgramRow, today: date, name: str) -> Trace:
    """The letter of the strip for a quarter that is over."""
    quarter = next(each for each in last_quarters(today) if each.name == name)
    rows = view.select(ProjectRow, "program = ?", (program.id,), order="length(code), code")
    ratings, slips = _history(view, RatingRow, "rating", rows), _history(view, ForecastRow, "slip", rows)
    there = [row for row in rows if _counts(row, quarter, ratings, slips)]
    known = [(row, _at(ratings, row, quarter), _at(slips, row, quarter)) for row in there]
    health = computed_program_health(program_counts((rating[0], slip[0]) for _, rating, slip in known))
    inputs = tuple(_input(row, rating, slip) for row, rating, slip in known)
    title = f"Computed health of {program.name} at the end of {name}"
    return Trace(title, rating_word(health.rating), PROGRAM_HEALTH, worked(health), inputs)


def _counts(row: ProjectRow, quarter: Quarter, *histories: History) -> bool:
    """Whether anything was known of it by then, and it was not over."""
    first = min((found[0][0] for each in histories if (found := each.get(row.id))), default="9999")
    ended = "" if row.open else row.changed_at.date().isoformat()
    return first <= quarter.iso and (not ended or quarter.iso < ended)


def _at(history: History, row: ProjectRow, quarter: Quarter) -> Known:
    (found,) = at_ends(history.get(row.id, ()), [quarter])
    return found or (None, 0)


def _input(row: ProjectRow, rating: Known, slip: Known) -> Input:
    moved = f", {days_moved(slip[0])}" if slip[0] is not None else ""
    positions = sorted({position for _, position in (rating, slip) if position})
    return Input(thing=row.id, value=f"{rating_word(rating[0])}{moved}", positions=tuple(positions))


def _history(view: View, kind: type[Any], field: str, rows: list[ProjectRow]) -> History:
    ids = {row.id for row in rows}
    found: dict[UUID, list[tuple[str, tuple[Rating | int | None, int]]]] = defaultdict(list)
    for each in view.select(kind, order="project, position"):
        if each.project in ids:
            found[each.project].append((each.day.isoformat(), (getattr(each, field), each.position)))
    return found
