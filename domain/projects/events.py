"""What can have happened to a project."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.kernel import Event
from domain.projects.words import CostKind, Dimension, Gate, ProjectState, Rating


class ProjectInitiated(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.initiated/1"
    program: UUID
    code: str
    name: str
    description: str
    category: str
    start: date | None
    lead: UUID | None


class ProjectRenamed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.renamed/1"
    from_: str
    to: str


class ProjectMoved(Event, frozen=True, kw_only=True):
    """The project went from one program to another."""

    TOPIC: ClassVar[str] = "project.moved/1"
    from_: UUID
    to: UUID


class ProjectDescribed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.described/1"
    from_description: str
    description: str
    from_category: str
    category: str


class LeadAssigned(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.lead_assigned/1"
    from_: UUID | None
    to: UUID


class PhaseEntered(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.phase_entered/1"
    from_: ProjectState
    to: ProjectState


class GatePassed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.gate_passed/1"
    gate: Gate
    by: UUID
    on: date
    note: str


class GateRefused(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.gate_refused/1"
    gate: Gate
    by: UUID
    on: date
    note: str


class BaselineApproved(Event, frozen=True, kw_only=True):
    """Baseline `number` replaced the one before it, which the log keeps. Cost in minor units."""

    TOPIC: ClassVar[str] = "project.baseline_approved/1"
    number: int
    from_finish: date | None
    finish: date | None
    from_cost_minor: int | None
    cost_minor: int | None
    currency: str
    by: UUID
    reason: str


class ScheduleForecastRevised(Event, frozen=True, kw_only=True):
    """`to` is None where no finish can be told; `unknown` then says why."""

    TOPIC: ClassVar[str] = "project.schedule_forecast_revised/1"
    from_: date | None
    to: date | None
    unknown: str
    on: date


class StartRecorded(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.start_recorded/1"
    from_: date | None
    to: date | None
    unknown: str


class CostForecastRevised(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.cost_forecast_revised/1"
    kind: CostKind
    from_minor: int | None
    to_minor: int | None
    currency: str
    unknown: str


class CostRecorded(Event, frozen=True, kw_only=True):
    """The actual cost, planned value and earned value of a month (`period` as YYYY-MM), minor units."""

    TOPIC: ClassVar[str] = "project.cost_recorded/1"
    period: str
    from_actual_minor: int | None
    actual_minor: int
    from_planned_minor: int | None
    planned_minor: int | None
    from_earned_minor: int | None
    earned_minor: int | None
    currency: str


class ProgressReported(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.progress_reported/1"
    from_bp: int
    to_bp: int
    on: date


class ProgressCorrected(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.progress_corrected/1"
    from_bp: int
    to_bp: int
    reason: str
    on: date


class HealthDeclared(Event, frozen=True, kw_only=True):
    """`to` is None where no rating can be given; `unknown` then says why."""

    TOPIC: ClassVar[str] = "project.health_declared/1"
    from_: Rating | None
    to: Rating | None
    unknown: str
    reason: str
    by: UUID


class StatusReported(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.status_reported/1"
    narrative: str
    next_steps: str
    on: date


class ExceptionRaised(Event, frozen=True, kw_only=True):
    """A forecast went outside its tolerance: days for time, basis points of the baseline for cost."""

    TOPIC: ClassVar[str] = "project.exception_raised/1"
    dimension: Dimension
    deviation: int
    tolerance: int


class ExceptionCleared(Event, frozen=True, kw_only=True):
    """The forecast is back inside its tolerance."""

    TOPIC: ClassVar[str] = "project.exception_cleared/1"
    dimension: Dimension
    deviation: int
    tolerance: int


class MilestonePlanned(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.milestone_planned/1"
    milestone: UUID
    name: str
    due: date


class MilestoneBaselined(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.milestone_baselined/1"
    milestone: UUID
    name: str
    from_: date
    to: date
    reason: str


class MilestoneForecast(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.milestone_forecast/1"
    milestone: UUID
    name: str
    from_: date | None
    to: date
    from_confidence_bp: int | None
    confidence_bp: int | None


class MilestoneAchieved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.milestone_achieved/1"
    milestone: UUID
    name: str
    due: date
    on: date
    evidence: str


class MilestoneMissed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.milestone_missed/1"
    milestone: UUID
    name: str
    due: date
    on: date


class MilestoneWithdrawn(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.milestone_withdrawn/1"
    milestone: UUID
    name: str
    reason: str


class DependencyRecorded(Event, frozen=True, kw_only=True):
    """`successor` is this project or one of its milestones; `predecessor` is `on_project` or one of its milestones."""

    TOPIC: ClassVar[str] = "project.dependency_recorded/1"
    predecessor: UUID
    successor: UUID
    on_project: UUID


class DependencyRemoved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.dependency_removed/1"
    predecessor: UUID
    successor: UUID
    on_project: UUID
    reason: str


class ProjectClosed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.closed/1"
    reason: str
    by: UUID
    on: date


class ProjectReopened(Event, frozen=True, kw_only=True):
    """What was closed goes on; the day it was closed stays on record."""

    TOPIC: ClassVar[str] = "project.reopened/1"
    closed_on: date
    reason: str


class ProjectCancelled(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.cancelled/1"
    from_: ProjectState
    reason: str
    by: UUID


class ProjectLeftPortfolio(Event, frozen=True, kw_only=True):
    """The source of the portfolio names the project no longer; how it ended is not known."""

    TOPIC: ClassVar[str] = "project.left_portfolio/1"
    from_: ProjectState
    reason: str


class ProjectReturnedToPortfolio(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.returned_to_portfolio/1"
    to: ProjectState
    reason: str


class ProjectWithdrawn(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "project.withdrawn/1"
    from_: ProjectState
    reason: str
