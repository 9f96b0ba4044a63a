"""What an issue's facts add up to: the state that its decisions read."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.issues import events as e
from domain.issues.words import ACTS, INSTEAD, Closing, Escalation, IssueState, Resolution, Triage
from domain.kernel import Aggregate, Checks


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """An issue. Earlier resolutions and closings stay when it is reopened."""

    state: IssueState = IssueState.OPEN
    program: UUID
    project: UUID | None = None
    title: str
    from_risk: UUID | None = None
    triage: Triage | None = None
    assignee: UUID | None = None
    due: date | None = None
    level: int = 0
    escalation: Escalation | None = None
    resolutions: tuple[Resolution, ...] = ()
    closings: tuple[Closing, ...] = ()
    corrective_actions: tuple[UUID, ...] = ()


ISSUE = Aggregate("issue", Issue)


def begin(issue: Issue, act: str) -> Checks:
    """The checks of a decision, which start with whether the state offers the act at all."""
    wrong = f"The issue is {issue.state.label.lower()}; {INSTEAD[issue.state]}."
    return Checks().that(act in ACTS[issue.state], "", wrong)


@ISSUE.on(e.IssueRaised)
def _raised(_: Issue | None, fact: e.IssueRaised) -> Issue:
    return Issue(program=fact.program, project=fact.project, title=fact.title, from_risk=fact.from_risk)


@ISSUE.on(e.IssueTriaged)
def _triaged(issue: Issue, fact: e.IssueTriaged) -> Issue:
    state = IssueState.TRIAGED if issue.state is IssueState.OPEN else issue.state
    triage = Triage(severity=fact.severity, priority=fact.priority, area=fact.area)
    return replace(issue, state=state, triage=triage)


@ISSUE.on(e.IssueAssigned)
def _assigned(issue: Issue, fact: e.IssueAssigned) -> Issue:
    return replace(issue, assignee=fact.to, due=fact.due)


@ISSUE.on(e.EscalationRaised)
def _escalation_raised(issue: Issue, fact: e.EscalationRaised) -> Issue:
    escalation = Escalation(
        level=fact.level, from_level=fact.from_level, to=fact.to, to_whom=fact.to_whom, due=fact.due
    )
    return replace(issue, level=fact.level, escalation=escalation)


@ISSUE.on(e.EscalationAcknowledged)
def _escalation_acknowledged(issue: Issue, fact: e.EscalationAcknowledged) -> Issue:
    up = issue.escalation
    return replace(issue, escalation=replace(up, acknowledged_by=fact.by)) if up else issue


@ISSUE.on(e.EscalationReturned)
def _escalation_returned(issue: Issue, fact: e.EscalationReturned) -> Issue:
    return replace(issue, level=fact.to_level, escalation=None)


@ISSUE.on(e.WorkStarted)
def _work_started(issue: Issue, _: e.WorkStarted) -> Issue:
    return replace(issue, state=IssueState.IN_PROGRESS)


@ISSUE.on(e.IssueResolved)
def _resolved(issue: Issue, fact: e.IssueResolved) -> Issue:
    resolution = Resolution(resolution=fact.resolution, by=fact.by, on=fact.on)
    return replace(issue, state=IssueState.RESOLVED, resolutions=(*issue.resolutions, resolution))


@ISSUE.on(e.IssueReopened)
def _reopened(issue: Issue, _: e.IssueReopened) -> Issue:
    return replace(issue, state=IssueState.REOPENED)


@ISSUE.on(e.IssueClosed)
def _closed(issue: Issue, fact: e.IssueClosed) -> Issue:
    return replace(issue, state=IssueState.CLOSED, closings=(*issue.closings, Closing(by=fact.by, on=fact.on)))


@ISSUE.on(e.IssueWithdrawn)
def _withdrawn(issue: Issue, _: e.IssueWithdrawn) -> Issue:
    return replace(issue, state=IssueState.WITHDRAWN)


@ISSUE.on(e.CorrectiveActionLinked)
def _corrective_action_linked(issue: Issue, fact: e.CorrectiveActionLinked) -> Issue:
    return replace(issue, corrective_actions=(*issue.corrective_actions, fact.action))
