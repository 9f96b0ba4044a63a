"""What a status report says of a project, part by part or all at once, as the facts that differ from the record."""

from datetime import date
from typing import TypeVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from domain.kernel import Checks, Facts
from domain.projects import events as e
from domain.projects.money import agreed_currency, amount
from domain.projects.project import begin
from domain.projects.state import Project
from domain.projects.tolerance import crossings
from domain.projects.words import CostForecast, CostKind, Rating
from domain.texts import text, why

Value = TypeVar("Value")

FULL = 10_000
EARLIEST, LATEST = 1900, 2200


class StatusReport(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says. UNSET is "not mentioned"; None is "unknown" and needs its `…_unknown`, the reason why.

    A reason why something is unknown says that it is unknown, even where its value is left UNSET.
    Costs are minor units of `currency`; progress is basis points.
    """

    rating: Rating | UnsetType | None = UNSET
    rating_unknown: str = ""
    reason: str = ""
    start: date | UnsetType | None = UNSET
    start_unknown: str = ""
    finish: date | UnsetType | None = UNSET
    finish_unknown: str = ""
    whole_life_minor: int | UnsetType | None = UNSET
    whole_life_unknown: str = ""
    year_budget_minor: int | UnsetType | None = UNSET
    year_budget_unknown: str = ""
    year_forecast_minor: int | UnsetType | None = UNSET
    year_forecast_unknown: str = ""
    currency: str = "GBP"
    progress_bp: int | UnsetType = UNSET
    narrative: str | UnsetType = UNSET
    next_steps: str | UnsetType = UNSET


def report_status(
    project: Project,
    *,
    report: StatusReport,
    by: UUID,
    on: date,
    tolerance_days: int | None = None,
    tolerance_bp: int | None = None,
) -> Facts:
    """Everything a report says, as the facts that differ from what is recorded; tolerances are the program's."""
    checks = begin(project, "report_status")
    facts = (
        *_health(checks, project, report, by),
        *_start(checks, project, report),
        *_finish(checks, project, report, on),
        *_costs(checks, project, report),
        *_progress(checks, project, report, on),
        *_story(checks, project, report, on),
    )
    checks.done()
    return (*facts, *crossings(project, facts, tolerance_days=tolerance_days, tolerance_bp=tolerance_bp))


def declare_health(
    project: Project, *, rating: Rating | None, rating_unknown: str = "", reason: str = "", by: UUID
) -> Facts:
    checks = begin(project, "declare_health")
    report = StatusReport(rating=rating, rating_unknown=rating_unknown, reason=reason)
    facts = _health(checks, project, report, by)
    checks.done()
    return facts


def revise_finish(
    project: Project, *, finish: date | None, finish_unknown: str = "", on: date, tolerance_days: int | None = None
) -> Facts:
    checks = begin(project, "revise_finish")
    facts = _finish(checks, project, StatusReport(finish=finish, finish_unknown=finish_unknown), on)
    checks.done()
    return (*facts, *crossings(project, facts, tolerance_days=tolerance_days, tolerance_bp=None))


def record_start(project: Project, *, start: date | None, start_unknown: str = "") -> Facts:
    checks = begin(project, "record_start")
    facts = _start(checks, project, StatusReport(start=start, start_unknown=start_unknown))
    checks.done()
    return facts


def revise_cost(
    project: Project,
    *,
    kind: CostKind,
    cost_minor: int | None,
    cost_unknown: str = "",
    currency: str = "GBP",
    tolerance_bp: int | None = None,
) -> Facts:
    checks = begin(project, "revise_cost")
    currency = agreed_currency(checks, "currency", currency, recorded=project.currency)
    facts = _cost(checks, project, kind, ("cost", cost_minor, cost_unknown, currency))
    checks.done()
    return (*facts, *crossings(project, facts, tolerance_days=None, tolerance_bp=tolerance_bp))


def report_progress(project: Project, *, progress_bp: int, on: date) -> Facts:
    checks = begin(project, "report_progress")
    facts = _progress(checks, project, StatusReport(progress_bp=progress_bp), on)
    checks.done()
    return facts


def correct_progress(project: Project, *, progress_bp: int, reason: str, on: date) -> Facts:
    """Set progress to what it truly is, down as well as up."""
    checks = begin(project, "correct_progress")
    checks.that(0 <= progress_bp <= FULL, "progress_bp", "Give progress as 0 to 100 per cent.")
    reason = why(checks, reason, needed="Say why the progress recorded before was wrong.")
    checks.done()
    if progress_bp == project.progress_bp:
        return ()
    return (e.ProgressCorrected(from_bp=project.progress_bp, to_bp=progress_bp, reason=reason, on=on),)


def _health(checks: Checks, project: Project, report: StatusReport, by: UUID) -> Facts:
    rating = _said(report.rating, report.rating_unknown)
    if rating is UNSET:
        return ()
    unknown = _why(checks, "rating", rating, report.rating_unknown)
    better = rating is not None and project.rating is not None and rating.better_than(project.rating)
    sentence = "Say why confidence is now better than recorded." if better else ""
    reason = why(checks, report.reason, needed=sentence)
    if (rating, unknown) == (project.rating, project.rating_unknown):
        return ()
    return (e.HealthDeclared(from_=project.rating, to=rating, unknown=unknown, reason=reason, by=by),)


def _start(checks: Checks, project: Project, report: StatusReport) -> Facts:
    start = _said(report.start, report.start_unknown)
    if start is UNSET:
        return ()
    unknown = _why(checks, "start", _plausible(checks, "start", start), report.start_unknown)
    if (start, unknown) == (project.start, project.start_unknown):
        return ()
    return (e.StartRecorded(from_=project.start, to=start, unknown=unknown),)


def _finish(checks: Checks, project: Project, report: StatusReport, on: date) -> Facts:
    finish = _said(report.finish, report.finish_unknown)
    if finish is UNSET:
        return ()
    unknown = _why(checks, "finish", _plausible(checks, "finish", finish), report.finish_unknown)
    if (finish, unknown) == (project.finish, project.finish_unknown):
        return ()
    return (e.ScheduleForecastRevised(from_=project.finish, to=finish, unknown=unknown, on=on),)


def _costs(checks: Checks, project: Project, report: StatusReport) -> Facts:
    said = {
        CostKind.WHOLE_LIFE: _said(report.whole_life_minor, report.whole_life_unknown),
        CostKind.YEAR_BUDGET: _said(report.year_budget_minor, report.year_budget_unknown),
        CostKind.YEAR_FORECAST: _said(report.year_forecast_minor, report.year_forecast_unknown),
    }
    told = {kind: minor for kind, minor in said.items() if minor is not UNSET}
    if not told:
        return ()
    currency = agreed_currency(checks, "currency", report.currency, recorded=project.currency)
    why = {
        CostKind.WHOLE_LIFE: report.whole_life_unknown,
        CostKind.YEAR_BUDGET: report.year_budget_unknown,
        CostKind.YEAR_FORECAST: report.year_forecast_unknown,
    }
    each = [_cost(checks, project, kind, (kind.value, minor, why[kind], currency)) for kind, minor in told.items()]
    return tuple(fact for facts in each for fact in facts)


def _cost(checks: Checks, project: Project, kind: CostKind, said: tuple[str, int | None, str, str]) -> Facts:
    field, minor, why, currency = said
    amount(checks, f"{field}_minor", minor)
    unknown = _why(checks, field, minor, why)
    before = project.costs.get(kind, CostForecast(minor=None))
    if (minor, unknown) == (before.minor, before.unknown):
        return ()
    revised = e.CostForecastRevised(
        kind=kind, from_minor=before.minor, to_minor=minor, currency=currency, unknown=unknown
    )
    return (revised,)


def _progress(checks: Checks, project: Project, report: StatusReport, on: date) -> Facts:
    to = report.progress_bp
    if to is UNSET:
        return ()
    checks.that(0 <= to <= FULL, "progress_bp", "Give progress as 0 to 100 per cent.")
    less = f"Progress stands at {project.progress_bp / 100:g} per cent; to lower it, correct it and say why."
    checks.that(not 0 <= to < project.progress_bp, "progress_bp", less)
    return () if to == project.progress_bp else (e.ProgressReported(from_bp=project.progress_bp, to_bp=to, on=on),)


def _story(checks: Checks, project: Project, report: StatusReport, on: date) -> Facts:
    said = project.narrative if report.narrative is UNSET else report.narrative
    narrative = text(checks, "narrative", said)
    comes = project.next_steps if report.next_steps is UNSET else report.next_steps
    next_steps = text(checks, "next_steps", comes)
    if (narrative, next_steps) == (project.narrative, project.next_steps):
        return ()
    return (e.StatusReported(narrative=narrative, next_steps=next_steps, on=on),)


def _said(value: Value | UnsetType | None, unknown: str) -> Value | UnsetType | None:
    return None if value is UNSET and unknown.strip() else value


def _why(checks: Checks, field: str, value: object | None, unknown: str) -> str:
    name = field.replace("_", " ")
    needed = f"Give the {name} or say why it is unknown." if value is None else ""
    unknown = text(checks, f"{field}_unknown", unknown, needed=needed)
    both = f"Give the {name} or say why it is unknown, not both."
    checks.that(value is None or not unknown, f"{field}_unknown", both)
    return unknown


def _plausible(checks: Checks, field: str, day: date | None) -> date | None:
    sentence = f"The {field} must be in a year from {EARLIEST} to {LATEST}; check the date."
    checks.that(day is None or EARLIEST <= day.year <= LATEST, field, sentence)
    return day
