"""What may be asked of issues."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from application.desk import MANAGERS, Act, Command, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask, Loaded
from application.ledger.ledger import Change
from application.places import check_place
from domain.corrective_actions import corrective_action
from domain.corrective_actions.state import CORRECTIVE_ACTION
from domain.issues import issue
from domain.issues.state import ISSUE, Issue
from domain.issues.words import PRIORITIES, SEVERITIES, Area
from domain.kernel import Aggregate, Facts
from domain.risks import risk
from domain.risks.state import RISK

SEVERITY = tuple((str(n), f"{n} {word}") for n, word in SEVERITIES.items())
PRIORITY = tuple((str(n), f"{n} {word}") for n, word in PRIORITIES.items())
LEVEL = (("1", "1 Program"), ("2", "2 Portfolio"), ("3", "3 Executive"))


class RaiseIssue(Command, frozen=True, kw_only=True):
    """Raise the issue"""

    OUT_OF: ClassVar[tuple[str, ...]] = ("from_risk",)

    program: Annotated[UUID, ask("Program", input="program")]
    project: Annotated[UUID | None, ask("Project", input="project")] = None
    title: Annotated[str, ask("Title", "What is wrong, in one line.")]
    description: Annotated[str, ask("Description", "What happened, since when, and whom it touches.", input="area")] = (
        ""
    )
    from_risk: Annotated[
        UUID | None,
        ask("From the risk", "Only where a risk came true; the risk is then recorded as occurred.", input="risk"),
    ] = None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        check_place(desk, program=self.program, project=self.project)
        here = desk.load(ISSUE, new_id(ask, "issue"))
        facts = issue.raise_issue(
            program=self.program,
            project=self.project,
            title=self.title,
            description=self.description,
            from_risk=self.from_risk,
            raised_by=ask.by,
            on=ask.on,
        )
        return [here.facts(facts), *self._occurred(desk, here.stream, ask)]

    def _occurred(self, desk: Desk, raised: UUID, ask: Ask) -> Sequence[Change]:
        """The risk it came from occurred with it; one that is over already stays as it is."""
        if self.from_risk is None:
            return ()
        source = desk.load(RISK, self.from_risk)
        desk.allow(ask, self.ROLES, source.state.program)
        if "materialise" not in risk.acts(source.state.state):
            return ()
        return [source.facts(risk.materialise(source.state, issue=raised, by=ask.by, on=ask.on))]


class IssueAct(Act, frozen=True, kw_only=True):
    """An act on one issue."""

    AGGREGATE: ClassVar[Aggregate[Any]] = ISSUE


class TriageIssue(IssueAct, frozen=True, kw_only=True):
    """Triage the issue"""

    severity: Annotated[int, ask("Severity", "How much harm it does.", input="radio", choices=SEVERITY)]
    priority: Annotated[int, ask("Priority", "How soon it is worked on.", input="radio", choices=PRIORITY)]
    area: Annotated[Area, ask("Whom it touches")]

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.triage(state, severity=self.severity, priority=self.priority, area=self.area)


class AssignIssue(IssueAct, frozen=True, kw_only=True):
    """Assign the issue"""

    to: Annotated[UUID, ask("Owner", "Who sees to it that it is resolved.", input="person")]
    due: Annotated[date | None, ask("Due")] = None

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.assign(state, to=self.to, due=self.due)


class StartWork(IssueAct, frozen=True, kw_only=True):
    """Start work"""

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.start_work(state, by=ask.by)


class EscalateIssue(IssueAct, frozen=True, kw_only=True):
    """Escalate the issue"""

    level: Annotated[int, ask("Level", input="radio", choices=LEVEL)]
    to: Annotated[UUID | None, ask("To a person", input="person")] = None
    to_whom: Annotated[str, ask("To somebody else", "A body or a person who does not use Steward.")] = ""
    due: Annotated[date | None, ask("Answer due")] = None
    reason: Annotated[
        str, ask("Reason", "Needed where a level is passed over. It goes into the record.", input="area")
    ] = ""

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.escalate(
            state,
            level=self.level,
            to=self.to,
            to_whom=self.to_whom,
            due=self.due,
            reason=self.reason,
            by=ask.by,
            on=ask.on,
        )


class AcknowledgeEscalation(IssueAct, frozen=True, kw_only=True):
    """Acknowledge the escalation"""

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.acknowledge_escalation(state, by=ask.by)


class ReturnEscalation(IssueAct, frozen=True, kw_only=True):
    """Return the escalation"""

    reason: Reason

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.return_escalation(state, reason=self.reason, by=ask.by)


class ResolveIssue(IssueAct, frozen=True, kw_only=True):
    """Record it as resolved"""

    resolution: Annotated[str, ask("Resolution", "What was done, and how you know that it is over.", input="area")]

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.resolve(state, resolution=self.resolution, by=ask.by, on=ask.on)


class CloseIssue(IssueAct, frozen=True, kw_only=True):
    """Close the issue"""

    ROLES = MANAGERS

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.close(state, by=ask.by, on=ask.on)


class ReopenIssue(IssueAct, frozen=True, kw_only=True):
    """Reopen the issue"""

    reason: Reason

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.reopen(state, reason=self.reason, by=ask.by)


class WithdrawIssue(IssueAct, frozen=True, kw_only=True):
    """Withdraw the issue"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.withdraw(state, reason=self.reason, by=ask.by)


class LinkAction(IssueAct, frozen=True, kw_only=True):
    """Link the corrective action"""

    action: Annotated[UUID, ask("Corrective action", input="corrective_action")]

    def decide(self, state: Issue, ask: Ask) -> Facts:
        return issue.link_corrective_action(state, action=self.action)

    def also(self, desk: Desk, loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        other = desk.load(CORRECTIVE_ACTION, self.action)
        desk.allow(ask, self.ROLES, other.state.program)
        return [other.facts(corrective_action.link_issue(other.state, issue=self.thing))]
