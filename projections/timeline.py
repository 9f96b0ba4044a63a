"""The timeline: projects with their baseline and forecast finishes, and the milestones of each, page by page."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from domain.projects.words import MilestoneState
from projections.asking import Page, Words, like
from projections.projects.queries import TERMINAL
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.view import View

END = "coalesce(finish, baseline_finish)"
FIRST, LAST = 1900, 2200


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the timeline is asked for: years that the finish lies in, and whether only what is late."""

    WORDS: ClassVar[Words] = {"late": ("yes",)}
    q: str = ""
    program: UUID | None = None
    first: int = 0
    last: int = 0
    late: str = ""
    page: int = 1


class Timeline(msgspec.Struct, frozen=True):
    """One page of projects by finish, the milestones of each by due date, and the years that the page spans."""

    found: Page[ProjectRow]
    milestones: dict[UUID, list[MilestoneRow]]
    axis: tuple[date, date]


def timeline(view: View, asked: Asked, *, today: date) -> Timeline:
    page = found(view, asked, today)
    return Timeline(page, _milestones(view, [row.id for row in page.rows]), _axis(page.rows, asked, today))


def found(view: View, asked: Asked, today: date) -> Page[ProjectRow]:
    """Late means: the forecast lies past the baseline, or the finish or a milestone is past and not reached."""
    now = today.isoformat()
    conditions: dict[str, Any] = {
        f"state NOT IN {TERMINAL}": (),
        f"{END} IS NOT NULL": (),
        "lower(name) LIKE ? ESCAPE '\\'": like(asked.q, 1),
        "program = ?": asked.program,
        f"{END} >= ?": f"{asked.first:04d}-01-01" if FIRST <= asked.first <= LAST else None,
        f"{END} <= ?": f"{asked.last:04d}-12-31" if FIRST <= asked.last <= LAST else None,
        f"(slip > 0 OR {END} < ? OR id IN ({_late_milestones(view)}))": (now, now) if asked.late == "yes" else None,
    }
    return Page.of(view, ProjectRow, conditions, order=f"{END}, lower(name), code", page=asked.page)


def _late_milestones(view: View) -> str:
    planned = MilestoneState.PLANNED.value
    return f"SELECT project FROM {view.span(MilestoneRow)} WHERE state = '{planned}' AND (due < ? OR forecast > due)"


def _milestones(view: View, projects: list[UUID]) -> dict[UUID, list[MilestoneRow]]:
    by_project: dict[UUID, list[MilestoneRow]] = {project: [] for project in projects}
    if projects:
        marks = ", ".join("?" * len(projects))
        where = f"project IN ({marks}) AND state <> '{MilestoneState.WITHDRAWN.value}'"
        for row in view.select(MilestoneRow, where, projects, order="due, lower(name)"):
            by_project[row.project].append(row)
    return by_project


def _axis(rows: list[ProjectRow], asked: Asked, today: date) -> tuple[date, date]:
    """The years asked for; else from last year, or the first finish of the page, to nine of ten finishes."""
    ends = sorted(end for row in rows for end in (row.finish, row.baseline_finish) if end)
    low = min(today.year - 1, ends[0].year if ends else today.year)
    high = ends[len(ends) * 9 // 10].year if ends else today.year
    first = asked.first if FIRST <= asked.first <= LAST else max(low, today.year - 10)
    last = asked.last if FIRST <= asked.last <= LAST else max(high, today.year + 1)
    return date(first, 1, 1), date(max(first, last), 12, 31)
