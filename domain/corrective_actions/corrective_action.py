"""What may be decided about a corrective action: recording, containing, owning, linking and cancelling it."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from domain.corrective_actions import events as e
from domain.corrective_actions.cause import determine_cause
from domain.corrective_actions.effect import close, detect_recurrence, open_cycle, record_systemic_change, verify
from domain.corrective_actions.plan import approve_plan, complete_step, mark_implemented, propose_plan, set_criterion
from domain.corrective_actions.state import CORRECTIVE_ACTION, CorrectiveAction, begin
from domain.corrective_actions.words import ACTS, Kind, Severity, acts
from domain.kernel import Checks, Facts
from domain.texts import TITLE, text, why

__all__ = [
    "ACTS",
    "CORRECTIVE_ACTION",
    "CorrectiveAction",
    "acts",
    "approve_plan",
    "close",
    "complete_step",
    "detect_recurrence",
    "determine_cause",
    "mark_implemented",
    "open_cycle",
    "propose_plan",
    "record_systemic_change",
    "set_criterion",
    "verify",
]


class Origin(TypedDict, total=False):
    """What may be known of where a nonconformity comes from and when it is to be dealt with."""

    project: UUID | None
    source_issue: UUID | None
    source_risk: UUID | None
    due: date | None


def record_nonconformity(
    *,
    program: UUID,
    title: str,
    requirement: str,
    evidence: str,
    severity: Severity,
    kind: Kind = Kind.CORRECTIVE,
    owner: UUID,
    by: UUID,
    on: date,
    **origin: Unpack[Origin],
) -> Facts:
    checks = Checks()
    recorded = e.NonconformityRecorded(
        program=program,
        title=text(checks, "title", title, needed="Give the corrective action a title.", most=TITLE),
        requirement=text(checks, "requirement", requirement, needed="Say which requirement was not met."),
        evidence=text(checks, "evidence", evidence, needed="Say what shows that it was not met."),
        severity=severity,
        kind=kind,
        owner=owner,
        by=by,
        on=on,
        **origin,
    )
    checks.done()
    return (recorded,)


def assign_owner(action: CorrectiveAction, *, owner: UUID) -> Facts:
    begin(action, "assign_owner").done()
    return () if owner == action.owner else (e.CorrectiveActionOwnerAssigned(from_=action.owner, to=owner),)


def move_due_date(action: CorrectiveAction, *, to: date, reason: str, by: UUID) -> Facts:
    checks = begin(action, "move_due_date")
    reason = why(checks, reason, needed="Say why the due date moves.")
    checks.done()
    return () if to == action.due else (e.DueDateMoved(from_=action.due, to=to, reason=reason, by=by),)


def contain(action: CorrectiveAction, *, what: str, by: UUID, on: date) -> Facts:
    checks = begin(action, "contain")
    what = text(checks, "what", what, needed="Say what keeps the harm from spreading.")
    checks.done()
    return () if what in action.containments else (e.ContainmentApplied(what=what, by=by, on=on),)


def remove_containment(action: CorrectiveAction, *, reason: str, by: UUID, on: date) -> Facts:
    """Take away every containment that is in place; where none is, nothing is recorded."""
    checks = begin(action, "remove_containment")
    reason = why(checks, reason, needed="Say why the containment is no longer needed.")
    checks.done()
    held = action.containments
    return (e.ContainmentRemoved(what=held, reason=reason, by=by, on=on),) if held else ()


def link_risk(action: CorrectiveAction, *, risk: UUID) -> Facts:
    begin(action, "link_risk").done()
    return () if risk in action.risks else (e.LinkedRisk(risk=risk),)


def link_issue(action: CorrectiveAction, *, issue: UUID) -> Facts:
    begin(action, "link_issue").done()
    return () if issue in action.issues else (e.LinkedIssue(issue=issue),)


def cancel(action: CorrectiveAction, *, reason: str, by: UUID) -> Facts:
    checks = begin(action, "cancel")
    reason = why(checks, reason, needed="Say why the corrective action is cancelled.")
    checks.done()
    return (e.CorrectiveActionCancelled(reason=reason, by=by),)
