"""The rows that projects are looked at by."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from domain.projects.schedule import slip_days
from domain.projects.tolerance import beyond
from domain.projects.words import Dimension, MilestoneState, ProjectState, Rating
from projections.rows import Row


class ProjectRow(Row, frozen=True, kw_only=True):
    """A project in the list. Costs in minor units, `slip` in days past the baseline, ranks sort worst first."""

    TABLE: ClassVar[str] = "projects"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("program",), ("lead",), ("state",))

    id: UUID
    program: UUID
    code: str
    name: str
    category: str
    state: ProjectState
    lead: UUID | None
    start: date | None
    start_unknown: str
    rating: Rating | None
    rating_rank: int
    rating_unknown: str
    finish: date | None
    finish_unknown: str
    baseline: int
    baseline_finish: date | None
    baseline_minor: int | None
    slip: int | None
    whole_life_minor: int | None
    whole_life_unknown: str
    year_budget_minor: int | None
    year_forecast_minor: int | None
    currency: str
    progress_bp: int
    exceptions: tuple[Dimension, ...]
    reported_on: date | None
    version: int
    changed_at: datetime

    @property
    def open(self) -> bool:
        return not self.state.terminal

    @property
    def overrun_bp(self) -> int | None:
        """Whole-life cost beyond the baseline, in basis points of the baseline."""
        return beyond(self.baseline_minor, self.whole_life_minor)


class ProjectTextRow(Row, frozen=True, kw_only=True):
    """The long texts of a project, apart from the list so that the list stays quick."""

    TABLE: ClassVar[str] = "project_texts"
    WITHIN: ClassVar[tuple[str, type[Row]]] = ("id", ProjectRow)

    id: UUID
    description: str
    narrative: str
    next_steps: str


class ForecastRow(Row, frozen=True, kw_only=True):
    """One forecast of a project's finish; every one is kept."""

    TABLE: ClassVar[str] = "forecasts"
    KEY: ClassVar[tuple[str, ...]] = ("project", "position")
    LASTING: ClassVar[bool] = True
    WITHIN: ClassVar[tuple[str, type[Row]]] = ("project", ProjectRow)

    project: UUID
    position: int
    day: date
    finish: date | None
    slip: int | None

    @property
    def point(self) -> tuple[str, int | None]:
        """For the chart of slip: the month of the forecast, and the days past the baseline."""
        return f"{self.day:%b %Y}", self.slip


class RatingRow(Row, frozen=True, kw_only=True):
    """One declaration of a project's health; every one is kept."""

    TABLE: ClassVar[str] = "ratings"
    KEY: ClassVar[tuple[str, ...]] = ("project", "position")
    LASTING: ClassVar[bool] = True
    WITHIN: ClassVar[tuple[str, type[Row]]] = ("project", ProjectRow)

    project: UUID
    position: int
    day: date
    rating: Rating | None
    unknown: str

    @property
    def strip(self) -> tuple[str, Rating | None]:
        """For the strip of ratings: when, and which."""
        return f"{self.day:%b %Y}", self.rating


class MilestoneRow(Row, frozen=True, kw_only=True):
    TABLE: ClassVar[str] = "milestones"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("project",),)
    WITHIN: ClassVar[tuple[str, type[Row]]] = ("project", ProjectRow)

    id: UUID
    project: UUID
    name: str
    due: date
    forecast: date | None
    confidence_bp: int | None
    state: MilestoneState
    achieved_on: date | None
    position: int

    @property
    def late(self) -> int | None:
        """Days past its due date: as achieved, or as forecast."""
        return slip_days(self.due, forecast=self.achieved_on or self.forecast)


class DependencyRow(Row, frozen=True, kw_only=True):
    TABLE: ClassVar[str] = "dependencies"
    KEY: ClassVar[tuple[str, ...]] = ("project", "predecessor", "successor")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("on_project",),)
    WITHIN: ClassVar[tuple[str, type[Row]]] = ("project", ProjectRow)

    project: UUID
    predecessor: UUID
    successor: UUID
    on_project: UUID


class CostEntryRow(Row, frozen=True, kw_only=True):
    """One month's cost, minor units: actual, planned value and earned value."""

    TABLE: ClassVar[str] = "cost_entries"
    KEY: ClassVar[tuple[str, ...]] = ("project", "period")
    WITHIN: ClassVar[tuple[str, type[Row]]] = ("project", ProjectRow)

    project: UUID
    period: str
    actual_minor: int
    planned_minor: int | None
    earned_minor: int | None


class ToleranceRow(Row, frozen=True, kw_only=True):
    """The program's tolerances, which the computed health of its projects is held against."""

    TABLE: ClassVar[str] = "tolerances"
    KEY: ClassVar[tuple[str, ...]] = ("program",)

    program: UUID
    time_days: int
    cost_bp: int
