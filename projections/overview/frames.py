"""A program's history as frames: where the book stood at the end of each period, and the program's figures there."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.projects.health import ProgramCounts, computed_program_health
from domain.projects.words import Rating
from projections.corrective_actions.queries import OPEN as OPEN_ACTIONS
from projections.corrective_actions.rows import ActionRow
from projections.issues.queries import OPEN as OPEN_ISSUES
from projections.issues.rows import IssueRow
from projections.moments import positions_at, then
from projections.overview.health import agree, counts_of
from projections.programs import ProgramRow
from projections.record import EntryRow
from projections.risks.queries import OPEN as OPEN_RISKS
from projections.risks.rows import RiskRow
from projections.view import View

MOST = 36
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Step(StrEnum):
    """How far a frame lies from the next, the finest first; a day is a frame only where something was recorded."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The last day of a period, where the book stood at its end, and where it stood at the end of the one before."""

    day: date
    position: int
    before: int


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A frame with what the program looked like there."""

    frame: Frame
    declared: Rating | None
    counts: ProgramCounts
    risks: int
    issues: int
    actions: int

    @property
    def computed(self) -> Rating | None:
        return computed_program_health(self.counts).rating

    @property
    def agrees(self) -> bool:
        return agree(self.declared, self.computed)

    @property
    def green(self) -> int:
        return self.counts.rated - self.counts.red - self.counts.amber


class Frames(msgspec.Struct, frozen=True):
    """The frames, oldest first, and how far they lie apart; `asked` where that would have been too many."""

    step: Step
    frames: list[Frame]
    asked: Step | None = None


def born(view: View, program: UUID) -> date:
    """The day on which the program was recorded."""
    sql = f"SELECT recorded_at FROM {view.span(EntryRow)} WHERE stream = ? ORDER BY position LIMIT 1"
    return datetime.fromisoformat(view.rows(sql, (program,))[0][0]).date()


def frames(view: View, program: UUID, *, since: date, until: date, step: Step | None) -> Frames:
    """Frames from one day to another, at most 36: a finer step than fits gives way to the next coarser one."""
    wanted = list(Step)[list(Step).index(step or Step.MONTH) :]
    for each in wanted:
        days = _days(view, program, since, until) if each is Step.DAY else list(_ends(since, until, MONTHS[each]))
        if len(days) <= MOST:
            return Frames(each, _framed(view, since, days), step if step and step is not each else None)
    return Frames(Step.YEAR, _framed(view, since, days[-MOST:]), step)


def points(view: View, program: UUID, framed: Iterable[Frame]) -> list[Point]:
    """Two statements for each frame, so that a long history stays a matter of milliseconds."""
    return [_point(view, program, each) for each in framed]


def _ends(since: date, until: date, months: int) -> Iterator[date]:
    """The last day of each month, quarter or year that holds a day of the period; the last is the period's own."""
    number = (since.year * 12 + since.month - 1) // months
    while (end := _first_of((number + 1) * months) - timedelta(days=1)) < until:
        yield end
        number += 1
    yield until


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _days(view: View, program: UUID, since: date, until: date) -> list[date]:
    """The days on which something of the program was recorded, one more than fit at most."""
    where = "program = ? AND recorded_at >= ? AND recorded_at < ?"
    sql = f"SELECT DISTINCT substr(recorded_at, 1, 10) FROM {view.span(EntryRow)} WHERE {where} ORDER BY 1"
    found = view.rows(f"{sql} LIMIT {MOST + 1}", (program, since.isoformat(), (until + timedelta(days=1)).isoformat()))
    return [date.fromisoformat(day) for (day,) in found] or [until]


def _framed(view: View, since: date, days: list[date]) -> list[Frame]:
    moments = [datetime.combine(day, time(), UTC) for day in (since, *(day + timedelta(days=1) for day in days))]
    just_before = [each - timedelta(microseconds=1) for each in moments]
    before, *found = [min(position, view.at) for position in positions_at(view, just_before)]
    return [
        Frame(day=day, position=position, before=earlier)
        for day, position, earlier in zip(days, found, [before, *found[:-1]], strict=True)
    ]


def _point(view: View, program: UUID, frame: Frame) -> Point:
    there = then(view, frame.position)
    ((declared, risks, issues, actions),) = there.rows(
        f"SELECT (SELECT rating FROM {there.span(ProgramRow, 'id = ?')} WHERE id = ?),"
        f" (SELECT count(*) FROM {there.span(RiskRow)} WHERE program = ? AND {OPEN_RISKS}),"
        f" (SELECT count(*) FROM {there.span(IssueRow)} WHERE program = ? AND {OPEN_ISSUES}),"
        f" (SELECT count(*) FROM {there.span(ActionRow)} WHERE program = ? AND {OPEN_ACTIONS})",
        (program, program, program, program),
    )
    counts = counts_of(there, program)
    rating = Rating(declared) if declared else None
    return Point(frame=frame, declared=rating, counts=counts, risks=risks, issues=issues, actions=actions)
