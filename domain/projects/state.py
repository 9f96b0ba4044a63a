"""What a project's facts add up to: the state that its decisions look at."""

from datetime import date
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace

from domain.kernel import NAMESPACE, Aggregate
from domain.programs.codes import normal
from domain.projects import events as e
from domain.projects.words import (
    Baseline,
    CostEntry,
    CostForecast,
    CostKind,
    Dimension,
    Edge,
    Gate,
    Milestone,
    MilestoneState,
    ProjectState,
    Rating,
)


class Project(msgspec.Struct, frozen=True, kw_only=True):
    program: UUID
    code: str
    name: str
    description: str = ""
    category: str = ""
    start: date | None = None
    start_unknown: str = ""
    lead: UUID | None = None
    state: ProjectState = ProjectState.DRAFT
    gates: dict[Gate, bool] = {}
    baselines: tuple[Baseline, ...] = ()
    currency: str = ""
    finish: date | None = None
    finish_unknown: str = ""
    costs: dict[CostKind, CostForecast] = {}
    entries: dict[str, CostEntry] = {}
    progress_bp: int = 0
    rating: Rating | None = None
    rating_unknown: str = ""
    narrative: str = ""
    next_steps: str = ""
    exceptions: frozenset[Dimension] = frozenset()
    milestones: dict[UUID, Milestone] = {}
    dependencies: dict[Edge, UUID] = {}
    closed_on: tuple[date, ...] = ()
    left_from: ProjectState = ProjectState.DRAFT

    @property
    def baseline(self) -> Baseline | None:
        return self.baselines[-1] if self.baselines else None


PROJECT = Aggregate("project", Project)


def project_id(code: str) -> UUID:
    """The stream of the project with this code: a code can be used once because it is the stream."""
    return uuid5(NAMESPACE, f"project/{normal(code)}")


@PROJECT.on(e.ProjectInitiated)
def _initiated(_: Project | None, fact: e.ProjectInitiated) -> Project:
    return Project(
        program=fact.program,
        code=fact.code,
        name=fact.name,
        description=fact.description,
        category=fact.category,
        start=fact.start,
        lead=fact.lead,
    )


@PROJECT.on(e.ProjectRenamed)
def _renamed(project: Project, fact: e.ProjectRenamed) -> Project:
    return replace(project, name=fact.to)


@PROJECT.on(e.ProjectMoved)
def _moved(project: Project, fact: e.ProjectMoved) -> Project:
    return replace(project, program=fact.to)


@PROJECT.on(e.ProjectDescribed)
def _described(project: Project, fact: e.ProjectDescribed) -> Project:
    return replace(project, description=fact.description, category=fact.category)


@PROJECT.on(e.LeadAssigned)
def _lead_assigned(project: Project, fact: e.LeadAssigned) -> Project:
    return replace(project, lead=fact.to)


@PROJECT.on(e.PhaseEntered)
def _phase_entered(project: Project, fact: e.PhaseEntered) -> Project:
    return replace(project, state=fact.to)


@PROJECT.on(e.GatePassed)
def _gate_passed(project: Project, fact: e.GatePassed) -> Project:
    return replace(project, gates={**project.gates, fact.gate: True})


@PROJECT.on(e.GateRefused)
def _gate_refused(project: Project, fact: e.GateRefused) -> Project:
    return replace(project, gates={**project.gates, fact.gate: False})


@PROJECT.on(e.BaselineApproved)
def _baseline_approved(project: Project, fact: e.BaselineApproved) -> Project:
    baseline = Baseline(number=fact.number, finish=fact.finish, cost_minor=fact.cost_minor)
    return replace(project, baselines=(*project.baselines, baseline), currency=project.currency or fact.currency)


@PROJECT.on(e.ScheduleForecastRevised)
def _schedule_forecast_revised(project: Project, fact: e.ScheduleForecastRevised) -> Project:
    return replace(project, finish=fact.to, finish_unknown=fact.unknown)


@PROJECT.on(e.StartRecorded)
def _start_recorded(project: Project, fact: e.StartRecorded) -> Project:
    return replace(project, start=fact.to, start_unknown=fact.unknown)


@PROJECT.on(e.CostForecastRevised)
def _cost_forecast_revised(project: Project, fact: e.CostForecastRevised) -> Project:
    forecast = CostForecast(minor=fact.to_minor, unknown=fact.unknown)
    currency = project.currency or fact.currency
    return replace(project, costs={**project.costs, fact.kind: forecast}, currency=currency)


@PROJECT.on(e.CostRecorded)
def _cost_recorded(project: Project, fact: e.CostRecorded) -> Project:
    entry = CostEntry(actual_minor=fact.actual_minor, planned_minor=fact.planned_minor, earned_minor=fact.earned_minor)
    currency = project.currency or fact.currency
    return replace(project, entries={**project.entries, fact.period: entry}, currency=currency)


@PROJECT.on(e.ProgressReported)
def _progress_reported(project: Project, fact: e.ProgressReported) -> Project:
    return replace(project, progress_bp=fact.to_bp)


@PROJECT.on(e.ProgressCorrected)
def _progress_corrected(project: Project, fact: e.ProgressCorrected) -> Project:
    return replace(project, progress_bp=fact.to_bp)


@PROJECT.on(e.HealthDeclared)
def _health_declared(project: Project, fact: e.HealthDeclared) -> Project:
    return replace(project, rating=fact.to, rating_unknown=fact.unknown)


@PROJECT.on(e.StatusReported)
def _status_reported(project: Project, fact: e.StatusReported) -> Project:
    return replace(project, narrative=fact.narrative, next_steps=fact.next_steps)


@PROJECT.on(e.ExceptionRaised)
def _exception_raised(project: Project, fact: e.ExceptionRaised) -> Project:
    return replace(project, exceptions=project.exceptions | {fact.dimension})


@PROJECT.on(e.ExceptionCleared)
def _exception_cleared(project: Project, fact: e.ExceptionCleared) -> Project:
    return replace(project, exceptions=project.exceptions - {fact.dimension})


@PROJECT.on(e.MilestonePlanned)
def _milestone_planned(project: Project, fact: e.MilestonePlanned) -> Project:
    milestone = Milestone(name=fact.name, due=fact.due)
    return replace(project, milestones={**project.milestones, fact.milestone: milestone})


@PROJECT.on(e.MilestoneBaselined)
def _milestone_baselined(project: Project, fact: e.MilestoneBaselined) -> Project:
    return _milestone(project, fact.milestone, Milestone(name=fact.name, due=fact.to), due=fact.to)


@PROJECT.on(e.MilestoneForecast)
def _milestone_forecast(project: Project, fact: e.MilestoneForecast) -> Project:
    unplanned = Milestone(name=fact.name, due=fact.to)
    return _milestone(project, fact.milestone, unplanned, forecast=fact.to, confidence_bp=fact.confidence_bp)


@PROJECT.on(e.MilestoneAchieved)
def _milestone_achieved(project: Project, fact: e.MilestoneAchieved) -> Project:
    unplanned = Milestone(name=fact.name, due=fact.due)
    return _milestone(project, fact.milestone, unplanned, state=MilestoneState.ACHIEVED, achieved_on=fact.on)


@PROJECT.on(e.MilestoneMissed)
def _milestone_missed(project: Project, fact: e.MilestoneMissed) -> Project:
    unplanned = Milestone(name=fact.name, due=fact.due)
    return _milestone(project, fact.milestone, unplanned, state=MilestoneState.MISSED)


@PROJECT.on(e.MilestoneWithdrawn)
def _milestone_withdrawn(project: Project, fact: e.MilestoneWithdrawn) -> Project:
    unplanned = Milestone(name=fact.name, due=date.min)
    return _milestone(project, fact.milestone, unplanned, state=MilestoneState.WITHDRAWN)


@PROJECT.on(e.DependencyRecorded)
def _dependency_recorded(project: Project, fact: e.DependencyRecorded) -> Project:
    edge = Edge(fact.predecessor, fact.successor)
    return replace(project, dependencies={**project.dependencies, edge: fact.on_project})


@PROJECT.on(e.DependencyRemoved)
def _dependency_removed(project: Project, fact: e.DependencyRemoved) -> Project:
    gone = Edge(fact.predecessor, fact.successor)
    return replace(project, dependencies={edge: on for edge, on in project.dependencies.items() if edge != gone})


@PROJECT.on(e.ProjectClosed)
def _closed(project: Project, fact: e.ProjectClosed) -> Project:
    return replace(project, state=ProjectState.CLOSED, closed_on=(*project.closed_on, fact.on))


@PROJECT.on(e.ProjectReopened)
def _reopened(project: Project, _: e.ProjectReopened) -> Project:
    return replace(project, state=ProjectState.IN_PROGRESS)


@PROJECT.on(e.ProjectCancelled)
def _cancelled(project: Project, _: e.ProjectCancelled) -> Project:
    return replace(project, state=ProjectState.CANCELLED)


@PROJECT.on(e.ProjectLeftPortfolio)
def _left_portfolio(project: Project, fact: e.ProjectLeftPortfolio) -> Project:
    return replace(project, state=ProjectState.LEFT_PORTFOLIO, left_from=fact.from_)


@PROJECT.on(e.ProjectReturnedToPortfolio)
def _returned_to_portfolio(project: Project, fact: e.ProjectReturnedToPortfolio) -> Project:
    return replace(project, state=fact.to)


@PROJECT.on(e.ProjectWithdrawn)
def _withdrawn(project: Project, _: e.ProjectWithdrawn) -> Project:
    return replace(project, state=ProjectState.WITHDRAWN)


def _milestone(project: Project, milestone: UUID, unplanned: Milestone, **changes: object) -> Project:
    before = project.milestones.get(milestone, unplanned)
    return replace(project, milestones={**project.milestones, milestone: replace(before, **changes)})
