"""What may be decided about a project's promises and its money: baselines, and what each month cost and earned."""

import re
from datetime import date
from uuid import UUID

from domain.kernel import Facts
from domain.projects import events as e
from domain.projects.money import agreed_currency, amount
from domain.projects.project import begin
from domain.projects.state import Project
from domain.projects.tolerance import crossings
from domain.projects.words import Baseline, CostEntry
from domain.texts import why


def approve_baseline(
    project: Project,
    *,
    finish: date | None,
    cost_minor: int | None,
    currency: str = "GBP",
    reason: str = "",
    by: UUID,
    tolerance_days: int | None = None,
    tolerance_bp: int | None = None,
) -> Facts:
    """Promise a finish, a cost or both. The first baseline needs no reason, each later one does."""
    before = project.baseline
    if before and (before.finish, before.cost_minor) == (finish, cost_minor):
        return ()
    checks = begin(project, "approve_baseline")
    currency = agreed_currency(checks, "currency", currency, recorded=project.currency)
    amount(checks, "cost_minor", cost_minor)
    checks.that(finish or cost_minor is not None, "finish", "Give the finish, the cost or both.")
    reason = why(checks, reason, needed="Say why the baseline is replaced." if before else "")
    checks.done()
    baseline = Baseline(number=len(project.baselines) + 1, finish=finish, cost_minor=cost_minor)
    approved = _baseline_approved(before, baseline, currency=currency, by=by, reason=reason)
    return (approved, *crossings(project, (approved,), tolerance_days=tolerance_days, tolerance_bp=tolerance_bp))


def record_cost(
    project: Project,
    *,
    period: str,
    actual_minor: int,
    planned_minor: int | None = None,
    earned_minor: int | None = None,
    currency: str = "GBP",
) -> Facts:
    """What a month (YYYY-MM) cost, what was planned and what was earned, minor units; said again it is corrected."""
    checks = begin(project, "record_cost")
    month = re.fullmatch(r"(19|2[01])\d\d-(0[1-9]|1[0-2])", period)
    checks.that(month, "period", "Give the month as year and month, such as 2026-04.")
    currency = agreed_currency(checks, "currency", currency, recorded=project.currency)
    amount(checks, "actual_minor", actual_minor, least=0)
    amount(checks, "planned_minor", planned_minor, least=0)
    amount(checks, "earned_minor", earned_minor, least=0)
    checks.done()
    entry = CostEntry(actual_minor=actual_minor, planned_minor=planned_minor, earned_minor=earned_minor)
    before = project.entries.get(period)
    return () if entry == before else (_cost_recorded(period, currency, before, entry),)


def _baseline_approved(
    before: Baseline | None, baseline: Baseline, *, currency: str, by: UUID, reason: str
) -> e.BaselineApproved:
    return e.BaselineApproved(
        number=baseline.number,
        from_finish=before.finish if before else None,
        finish=baseline.finish,
        from_cost_minor=before.cost_minor if before else None,
        cost_minor=baseline.cost_minor,
        currency=currency,
        by=by,
        reason=reason,
    )


def _cost_recorded(period: str, currency: str, before: CostEntry | None, entry: CostEntry) -> e.CostRecorded:
    return e.CostRecorded(
        period=period,
        from_actual_minor=before.actual_minor if before else None,
        actual_minor=entry.actual_minor,
        from_planned_minor=before.planned_minor if before else None,
        planned_minor=entry.planned_minor,
        from_earned_minor=before.earned_minor if before else None,
        earned_minor=entry.earned_minor,
        currency=currency,
    )
