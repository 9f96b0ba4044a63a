"""What each fact of a project changes in its rows."""

from typing import Any

from application.ledger import Recorded
from domain.programs import events as p
from domain.projects import events as e
from domain.projects.schedule import slip_days
from domain.projects.words import CostKind, MilestoneState, ProjectState, Rating
from projections.kernel import ReadModel, Rows
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
from projections.things import ThingRow

PROJECTS = ReadModel(
    "projects",
    ProjectRow,
    ProjectTextRow,
    ForecastRow,
    RatingRow,
    MilestoneRow,
    DependencyRow,
    CostEntryRow,
    ToleranceRow,
)


@PROJECTS.on(e.ProjectInitiated)
def _initiated(rows: Rows, x: Recorded[e.ProjectInitiated]) -> None:
    fact = x.fact
    rows.put(_first_row(x))
    rows.put(ProjectTextRow(id=x.stream, description=fact.description, narrative="", next_steps=""))
    state = ProjectState.DRAFT.label
    rows.put(ThingRow(id=x.stream, kind="project", code=fact.code, title=fact.name, program=fact.program, state=state))


@PROJECTS.on(e.ProjectRenamed)
def _renamed(rows: Rows, x: Recorded[e.ProjectRenamed]) -> None:
    _change(rows, x, name=x.fact.to)
    rows.change(ThingRow, x.stream, title=x.fact.to)


@PROJECTS.on(e.ProjectMoved)
def _moved(rows: Rows, x: Recorded[e.ProjectMoved]) -> None:
    _change(rows, x, program=x.fact.to)
    rows.change(ThingRow, x.stream, program=x.fact.to)


@PROJECTS.on(e.ProjectDescribed)
def _described(rows: Rows, x: Recorded[e.ProjectDescribed]) -> None:
    _change(rows, x, category=x.fact.category)
    rows.change(ProjectTextRow, x.stream, description=x.fact.description)


@PROJECTS.on(e.LeadAssigned)
def _lead_assigned(rows: Rows, x: Recorded[e.LeadAssigned]) -> None:
    _change(rows, x, lead=x.fact.to)


@PROJECTS.on(e.PhaseEntered)
def _phase_entered(rows: Rows, x: Recorded[e.PhaseEntered]) -> None:
    _enter(rows, x, x.fact.to)


@PROJECTS.on(e.ProjectClosed)
def _closed(rows: Rows, x: Recorded[e.ProjectClosed]) -> None:
    _enter(rows, x, ProjectState.CLOSED)


@PROJECTS.on(e.ProjectReopened)
def _reopened(rows: Rows, x: Recorded[e.ProjectReopened]) -> None:
    _enter(rows, x, ProjectState.IN_PROGRESS)


@PROJECTS.on(e.ProjectCancelled)
def _cancelled(rows: Rows, x: Recorded[e.ProjectCancelled]) -> None:
    _enter(rows, x, ProjectState.CANCELLED)


@PROJECTS.on(e.ProjectLeftPortfolio)
def _left_portfolio(rows: Rows, x: Recorded[e.ProjectLeftPortfolio]) -> None:
    _enter(rows, x, ProjectState.LEFT_PORTFOLIO)


@PROJECTS.on(e.ProjectReturnedToPortfolio)
def _returned_to_portfolio(rows: Rows, x: Recorded[e.ProjectReturnedToPortfolio]) -> None:
    _enter(rows, x, x.fact.to)


@PROJECTS.on(e.ProjectWithdrawn)
def _withdrawn(rows: Rows, x: Recorded[e.ProjectWithdrawn]) -> None:
    _enter(rows, x, ProjectState.WITHDRAWN)


@PROJECTS.on(e.GatePassed, e.GateRefused)
def _gate(rows: Rows, x: Recorded[Any]) -> None:
    _change(rows, x)


@PROJECTS.on(e.BaselineApproved)
def _baseline_approved(rows: Rows, x: Recorded[e.BaselineApproved]) -> None:
    fact, row = x.fact, _row(rows, x)
    currency = row.currency or fact.currency
    slip = slip_days(fact.finish, forecast=row.finish)
    changes = {"baseline": fact.number, "baseline_finish": fact.finish, "baseline_minor": fact.cost_minor}
    _change(rows, x, **changes, currency=currency, slip=slip)


@PROJECTS.on(e.ScheduleForecastRevised)
def _finish_revised(rows: Rows, x: Recorded[e.ScheduleForecastRevised]) -> None:
    fact, row = x.fact, _row(rows, x)
    slip = slip_days(row.baseline_finish, forecast=fact.to)
    _change(rows, x, finish=fact.to, finish_unknown=fact.unknown, slip=slip)
    rows.put(
        ForecastRow(
            project=x.stream,
            position=x.position,
            day=fact.on,
            finish=fact.to,
            slip=slip,
        )
    )


@PROJECTS.on(e.StartRecorded)
def _start_recorded(rows: Rows, x: Recorded[e.StartRecorded]) -> None:
    _change(rows, x, start=x.fact.to, start_unknown=x.fact.unknown)


@PROJECTS.on(e.CostForecastRevised)
def _cost_revised(rows: Rows, x: Recorded[e.CostForecastRevised]) -> None:
    fact, row = x.fact, _row(rows, x)
    changes: dict[CostKind, dict[str, Any]] = {
        CostKind.WHOLE_LIFE: {"whole_life_minor": fact.to_minor, "whole_life_unknown": fact.unknown},
        CostKind.YEAR_BUDGET: {"year_budget_minor": fact.to_minor},
        CostKind.YEAR_FORECAST: {"year_forecast_minor": fact.to_minor},
    }
    _change(rows, x, currency=row.currency or fact.currency, **changes[fact.kind])


@PROJECTS.on(e.CostRecorded)
def _cost_recorded(rows: Rows, x: Recorded[e.CostRecorded]) -> None:
    fact, row = x.fact, _row(rows, x)
    rows.put(
        CostEntryRow(
            project=x.stream,
            period=fact.period,
            actual_minor=fact.actual_minor,
            planned_minor=fact.planned_minor,
            earned_minor=fact.earned_minor,
        )
    )
    _change(rows, x, currency=row.currency or fact.currency)


@PROJECTS.on(e.ProgressReported, e.ProgressCorrected)
def _progress(rows: Rows, x: Recorded[Any]) -> None:
    _change(rows, x, progress_bp=x.fact.to_bp)


@PROJECTS.on(e.HealthDeclared)
def _health_declared(rows: Rows, x: Recorded[e.HealthDeclared]) -> None:
    fact = x.fact
    changes = {"rating": fact.to, "rating_rank": _rank(fact.to), "rating_unknown": fact.unknown}
    _change(rows, x, **changes)
    rows.put(
        RatingRow(
            project=x.stream,
            position=x.position,
            day=x.envelope.effective_at.date(),
            rating=fact.to,
            unknown=fact.unknown,
        )
    )


@PROJECTS.on(e.StatusReported)
def _status_reported(rows: Rows, x: Recorded[e.StatusReported]) -> None:
    _change(rows, x, reported_on=x.fact.on)
    rows.change(ProjectTextRow, x.stream, narrative=x.fact.narrative, next_steps=x.fact.next_steps)


@PROJECTS.on(e.ExceptionRaised)
def _exception_raised(rows: Rows, x: Recorded[e.ExceptionRaised]) -> None:
    _change(rows, x, exceptions=tuple(sorted({*_row(rows, x).exceptions, x.fact.dimension})))


@PROJECTS.on(e.ExceptionCleared)
def _exception_cleared(rows: Rows, x: Recorded[e.ExceptionCleared]) -> None:
    _change(rows, x, exceptions=tuple(sorted({*_row(rows, x).exceptions} - {x.fact.dimension})))


@PROJECTS.on(e.MilestonePlanned)
def _milestone_planned(rows: Rows, x: Recorded[e.MilestonePlanned]) -> None:
    rows.put(
        MilestoneRow(
            id=x.fact.milestone,
            project=x.stream,
            name=x.fact.name,
            due=x.fact.due,
            forecast=None,
            confidence_bp=None,
            state=MilestoneState.PLANNED,
            achieved_on=None,
            position=x.position,
        )
    )
    _change(rows, x)


@PROJECTS.on(e.MilestoneBaselined)
def _milestone_baselined(rows: Rows, x: Recorded[e.MilestoneBaselined]) -> None:
    _milestone(rows, x, due=x.fact.to)


@PROJECTS.on(e.MilestoneForecast)
def _milestone_forecast(rows: Rows, x: Recorded[e.MilestoneForecast]) -> None:
    _milestone(rows, x, forecast=x.fact.to, confidence_bp=x.fact.confidence_bp)


@PROJECTS.on(e.MilestoneAchieved)
def _milestone_achieved(rows: Rows, x: Recorded[e.MilestoneAchieved]) -> None:
    _milestone(rows, x, state=MilestoneState.ACHIEVED, achieved_on=x.fact.on)


@PROJECTS.on(e.MilestoneMissed)
def _milestone_missed(rows: Rows, x: Recorded[e.MilestoneMissed]) -> None:
    _milestone(rows, x, state=MilestoneState.MISSED)


@PROJECTS.on(e.MilestoneWithdrawn)
def _milestone_withdrawn(rows: Rows, x: Recorded[e.MilestoneWithdrawn]) -> None:
    _milestone(rows, x, state=MilestoneState.WITHDRAWN)


@PROJECTS.on(e.DependencyRecorded)
def _dependency_recorded(rows: Rows, x: Recorded[e.DependencyRecorded]) -> None:
    fact = x.fact
    rows.put(
        DependencyRow(
            project=x.stream,
            predecessor=fact.predecessor,
            successor=fact.successor,
            on_project=fact.on_project,
        )
    )
    _change(rows, x)


@PROJECTS.on(e.DependencyRemoved)
def _dependency_removed(rows: Rows, x: Recorded[e.DependencyRemoved]) -> None:
    rows.end(DependencyRow, x.stream, x.fact.predecessor, x.fact.successor)
    _change(rows, x)


@PROJECTS.on(p.ToleranceSet)
def _tolerance_set(rows: Rows, x: Recorded[p.ToleranceSet]) -> None:
    rows.put(ToleranceRow(program=x.stream, time_days=x.fact.time_days, cost_bp=x.fact.cost_bp))


def _first_row(x: Recorded[e.ProjectInitiated]) -> ProjectRow:
    fact = x.fact
    return ProjectRow(
        id=x.stream,
        program=fact.program,
        code=fact.code,
        name=fact.name,
        category=fact.category,
        state=ProjectState.DRAFT,
        lead=fact.lead,
        start=fact.start,
        start_unknown="",
        rating=None,
        rating_rank=_rank(None),
        rating_unknown="",
        finish=None,
        finish_unknown="",
        baseline=0,
        baseline_finish=None,
        baseline_minor=None,
        slip=None,
        whole_life_minor=None,
        whole_life_unknown="",
        year_budget_minor=None,
        year_forecast_minor=None,
        currency="",
        progress_bp=0,
        exceptions=(),
        reported_on=None,
        version=x.version,
        changed_at=x.envelope.recorded_at,
    )


def _rank(rating: Rating | None) -> int:
    """Not rated sorts after the worst and before the rest that need no attention."""
    return len(Rating) if rating is None else rating.rank


def _row(rows: Rows, x: Recorded[Any]) -> ProjectRow:
    row = rows.get(ProjectRow, x.stream)
    if row is None:
        sentence = f"Project {x.stream} has facts before it was initiated."
        raise LookupError(sentence)
    return row


def _change(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(ProjectRow, x.stream, version=x.version, changed_at=x.envelope.recorded_at, **changes)


def _enter(rows: Rows, x: Recorded[Any], state: ProjectState) -> None:
    _change(rows, x, state=state)
    rows.change(ThingRow, x.stream, state=state.label)


def _milestone(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(MilestoneRow, x.fact.milestone, position=x.position, **changes)
    _change(rows, x)
