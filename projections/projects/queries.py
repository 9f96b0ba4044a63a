"""Projects as people look at them: the list, one project with its history, milestones and dependencies."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from domain.programs.codes import normal
from domain.projects.health import ProjectHealth, computed_project_health
from domain.projects.words import ProjectState, Rating
from projections.asking import Page, Words, like, order_by
from projections.projects.rows import (
    CostEntryRow,
    DependencyRow,
    ForecastRow,
    MilestoneRow,
    ProjectRow,
    ProjectTextRow,
    RatingRow,
    ToleranceRow,
)
from projections.view import View

TERMINAL = tuple(state.value for state in ProjectState if state.terminal)
SORTS = {
    "name": "lower(name)",
    "code": "code",
    "confidence": "rating_rank",
    "finish": "finish",
    "moved": "slip",
    "cost": "whole_life_minor",
    "changed": "changed_at",
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the list is asked for."""

    WORDS: ClassVar[Words] = {
        "rating": (*Rating, "none"),
        "state": (*ProjectState, "open", "exception", "all"),
    }
    q: str = ""
    program: UUID | None = None
    rating: str = ""
    state: str = "open"
    lead: UUID | None = None
    sort: str = "confidence"
    page: int = 1


def search(view: View, asked: Asked) -> Page[ProjectRow]:
    """One page of the list, worst confidence first unless asked otherwise."""
    conditions: dict[str, Any] = {
        "(lower(name) LIKE ? ESCAPE '\\' OR lower(code) LIKE ? ESCAPE '\\')": like(asked.q, 2),
        "program = ?": asked.program,
        "lead = ?": asked.lead,
        "rating = ?": asked.rating if asked.rating in set(Rating) else None,
        "rating IS NULL": () if asked.rating == "none" else None,
        "exceptions <> '[]'": () if asked.state == "exception" else None,
        f"state NOT IN {TERMINAL}": () if asked.state in ("open", "exception") else None,
        "state = ?": asked.state if asked.state in set(ProjectState) else None,
    }
    order = order_by(asked.sort, SORTS, default="confidence", tie="lower(name), code")
    return Page.of(view, ProjectRow, conditions, order=order, page=asked.page)


def find(view: View, code: str) -> ProjectRow | None:
    found = view.select(ProjectRow, "code = ?", (normal(code),))
    return found[0] if found else None


def texts(view: View, project: UUID) -> ProjectTextRow | None:
    return view.one(ProjectTextRow, project)


def of_program(view: View, program: UUID) -> list[ProjectRow]:
    return view.select(ProjectRow, "program = ?", (program,), order="rating_rank, lower(name), code")


def forecasts(view: View, project: UUID) -> list[ForecastRow]:
    return view.select(ForecastRow, "project = ?", (project,), order="position")


def ratings(view: View, project: UUID) -> list[RatingRow]:
    return view.select(RatingRow, "project = ?", (project,), order="position")


def rating_history(view: View, projects: Sequence[UUID], *, last: int = 8) -> dict[UUID, list[RatingRow]]:
    """The last declarations of these projects, oldest first: as many as a strip shows."""
    if not projects:
        return {}
    marks = ", ".join("?" * len(projects))
    nth = "row_number() OVER (PARTITION BY project ORDER BY position DESC) AS nth"
    ranked = f"SELECT project, position, day, rating, {nth} FROM {view.span(RatingRow)} WHERE project IN ({marks})"
    sql = f"SELECT project, position, day, rating FROM ({ranked}) AS said WHERE nth <= ? ORDER BY project, position"
    found: dict[UUID, list[RatingRow]] = {project: [] for project in projects}
    for project, position, day, rating in view.rows(sql, [*projects, last]):
        row = RatingRow(
            project=UUID(project),
            position=position,
            day=date.fromisoformat(day),
            rating=Rating(rating) if rating else None,
            unknown="",
        )
        found[row.project].append(row)
    return found


def milestones(view: View, project: UUID) -> list[MilestoneRow]:
    return view.select(MilestoneRow, "project = ?", (project,), order="due, lower(name)")


def dependencies(view: View, project: UUID) -> tuple[list[DependencyRow], list[DependencyRow]]:
    """What the project waits for, and what waits for the project."""
    waits = view.select(DependencyRow, "project = ?", (project,))
    holds = view.select(DependencyRow, "on_project = ?", (project,))
    return waits, holds


def cost_entries(view: View, project: UUID) -> list[CostEntryRow]:
    return view.select(CostEntryRow, "project = ?", (project,), order="period")


def tolerance(view: View, program: UUID) -> ToleranceRow | None:
    return view.one(ToleranceRow, program)


def health(row: ProjectRow, held: ToleranceRow | None, *, open_reds: int = 0) -> ProjectHealth:
    """The rating that the figures give, with its arithmetic."""
    return computed_project_health(
        slip_days=row.slip,
        tolerance_days=held.time_days if held else None,
        overrun_bp=row.overrun_bp,
        tolerance_bp=held.cost_bp if held else None,
        open_reds=open_reds,
    )
