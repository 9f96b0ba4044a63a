"""What may be decided about an issue: one function per act, each answering with facts or a refusal."""

from datetime import date
from uuid import UUID

from domain.issues import events as e
from domain.issues.state import ISSUE, Issue, begin
from domain.issues.words import ACTS, HIGHEST_ESCALATION, PRIORITIES, SEVERITIES, Area, Triage, acts
from domain.kernel import Checks, Facts
from domain.texts import TITLE, text, why

__all__ = ["ACTS", "ISSUE", "Issue", "acts"]

NOT_ESCALATED = "No escalation is up; escalate the issue first."


def raise_issue(
    *,
    program: UUID,
    project: UUID | None = None,
    title: str,
    description: str = "",
    from_risk: UUID | None = None,
    raised_by: UUID,
    on: date,
) -> Facts:
    checks = Checks()
    raised = e.IssueRaised(
        program=program,
        project=project,
        title=text(checks, "title", title, needed="Give the issue a title.", most=TITLE),
        description=text(checks, "description", description),
        from_risk=from_risk,
        raised_by=raised_by,
        on=on,
    )
    checks.done()
    return (raised,)


def triage(issue: Issue, *, severity: int, priority: int, area: Area) -> Facts:
    checks = begin(issue, "triage")
    checks.that(severity in SEVERITIES, "severity", "Give the severity as 1 (critical) to 4 (minor).")
    checks.that(priority in PRIORITIES, "priority", "Give the priority as 1 (now) to 4 (when there is time).")
    checks.done()
    before = issue.triage
    if before == Triage(severity=severity, priority=priority, area=area):
        return ()
    triaged = e.IssueTriaged(
        from_severity=before.severity if before else None,
        severity=severity,
        from_priority=before.priority if before else None,
        priority=priority,
        from_area=before.area if before else None,
        area=area,
    )
    return (triaged,)


def assign(issue: Issue, *, to: UUID, due: date | None = None) -> Facts:
    begin(issue, "assign").done()
    if (to, due) == (issue.assignee, issue.due):
        return ()
    return (e.IssueAssigned(from_=issue.assignee, to=to, from_due=issue.due, due=due),)


def escalate(
    issue: Issue,
    *,
    level: int,
    to: UUID | None = None,
    to_whom: str = "",
    due: date | None = None,
    reason: str = "",
    by: UUID,
    on: date,
) -> Facts:
    """Escalate to a person (`to`) or to somebody named in words (`to_whom`); past a level only with a reason."""
    checks = begin(issue, "escalate")
    skipped = level > issue.level + 1
    reason = why(checks, reason, needed="Say why the escalation goes past a level." if skipped else "")
    to_whom = text(checks, "to_whom", to_whom, needed="" if to else "Say whom you escalate to.", most=TITLE)
    checks.that(not (to and to_whom), "to_whom", "Choose a person or name somebody, not both.")
    _level_rises(checks, issue, level)
    checks.that(due is None or due >= on, "due", "An escalation cannot fall due in the past; give a later day.")
    checks.done()
    raised = e.EscalationRaised(
        from_level=issue.level, level=level, to=to, to_whom=to_whom, due=due, reason=reason, by=by
    )
    return (raised,)


def acknowledge_escalation(issue: Issue, *, by: UUID) -> Facts:
    begin(issue, "acknowledge_escalation").that(issue.escalation, "", NOT_ESCALATED).done()
    up = issue.escalation
    again = up is not None and up.acknowledged_by == by
    return () if again else (e.EscalationAcknowledged(level=issue.level, by=by),)


def return_escalation(issue: Issue, *, reason: str, by: UUID) -> Facts:
    checks = begin(issue, "return_escalation").that(issue.escalation, "", NOT_ESCALATED)
    reason = why(checks, reason, needed="Say why the escalation is returned.")
    checks.done()
    back = issue.escalation.from_level if issue.escalation else 0
    return (e.EscalationReturned(from_level=issue.level, to_level=back, by=by, reason=reason),)


def start_work(issue: Issue, *, by: UUID) -> Facts:
    begin(issue, "start_work").done()
    return (e.WorkStarted(by=by),)


def resolve(issue: Issue, *, resolution: str, by: UUID, on: date) -> Facts:
    checks = begin(issue, "resolve")
    resolution = text(checks, "resolution", resolution, needed="Say how the issue was resolved.")
    checks.done()
    return (e.IssueResolved(resolution=resolution, by=by, on=on),)


def reopen(issue: Issue, *, reason: str, by: UUID) -> Facts:
    checks = begin(issue, "reopen")
    reason = why(checks, reason, needed="Say why the issue is open again.")
    checks.done()
    return (e.IssueReopened(reason=reason, by=by),)


def close(issue: Issue, *, by: UUID, on: date) -> Facts:
    begin(issue, "close").done()
    return (e.IssueClosed(by=by, on=on),)


def withdraw(issue: Issue, *, reason: str, by: UUID) -> Facts:
    checks = begin(issue, "withdraw")
    reason = why(checks, reason, needed="Say why the issue is withdrawn.")
    checks.done()
    return (e.IssueWithdrawn(reason=reason, by=by),)


def link_corrective_action(issue: Issue, *, action: UUID) -> Facts:
    begin(issue, "link_corrective_action").done()
    return () if action in issue.corrective_actions else (e.CorrectiveActionLinked(action=action),)


def _level_rises(checks: Checks, issue: Issue, level: int) -> None:
    top = issue.level >= HIGHEST_ESCALATION
    step = "return the escalation or resolve the issue" if top else f"choose {issue.level + 1} to {HIGHEST_ESCALATION}"
    rises = issue.level < level <= HIGHEST_ESCALATION
    checks.that(rises, "level", f"The issue is at escalation level {issue.level}; {step}.")
