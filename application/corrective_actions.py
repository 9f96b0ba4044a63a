"""What may be asked of corrective actions."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid5

import msgspec

from application.approvals import shown
from application.desk import MANAGERS, Act, Command, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask, Loaded
from application.ledger.ledger import Change
from application.places import check_place
from domain.corrective_actions import corrective_action as action
from domain.corrective_actions.state import CORRECTIVE_ACTION, CorrectiveAction
from domain.corrective_actions.words import Branch, Kind, Method, Result, Severity, Step
from domain.issues import issue
from domain.issues.state import ISSUE
from domain.kernel import Aggregate, Facts
from domain.risks import risk
from domain.risks.state import RISK

RootCause = Annotated[str, ask("Root cause", "The cause that the plan acts on.", input="area", rows=2)]
EscapePoint = Annotated[str, ask("Where it should have been caught", "And why it was not.", input="area", rows=2)]
Uncontained = Annotated[
    str, ask("Why nothing was contained", "Only where nothing keeps the harm from spreading.", input="area", rows=2)
]


class CauseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One cause on a fishbone, with the branch it sits on."""

    category: Annotated[str, ask("Branch")]
    cause: Annotated[str, ask("Cause")]


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a plan as it is typed; `id` is there where the step was in the plan before."""

    what: Annotated[str, ask("What is done")]
    owner: Annotated[UUID, ask("Owner", input="person")]
    kind: Annotated[Kind, ask("Type", input="select")]
    due: Annotated[date, ask("Due", missing="Enter the day it is due.")]
    id: Annotated[UUID | None, ask("Step", input="hidden")] = None


class RecordNonconformity(Command, frozen=True, kw_only=True):
    """Raise the corrective action"""

    OUT_OF: ClassVar[tuple[str, ...]] = ("source_issue", "source_risk")

    program: Annotated[UUID, ask("Program", input="program")]
    project: Annotated[UUID | None, ask("Project", input="project")] = None
    title: Annotated[str, ask("Title", "What does not conform, in one line.")]
    requirement: Annotated[
        str, ask("Requirement", "What should have been: the standard, target or rule.", input="area", rows=2)
    ]
    evidence: Annotated[str, ask("Evidence", "What shows that it was not met.", input="area", rows=3)]
    severity: Annotated[Severity, ask("Severity")]
    kind: Annotated[Kind, ask("Type", input="radio")]
    owner: Annotated[UUID, ask("Owner", "Who answers for it until its effect is verified.", input="person")]
    due: Annotated[date | None, ask("Due")] = None
    source_issue: Annotated[UUID | None, ask("From the issue", input="issue")] = None
    source_risk: Annotated[UUID | None, ask("From the risk", input="risk")] = None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        check_place(desk, program=self.program, project=self.project)
        here = desk.load(CORRECTIVE_ACTION, new_id(ask, "corrective_action"))
        facts = action.record_nonconformity(
            program=self.program,
            project=self.project,
            title=self.title,
            requirement=self.requirement,
            evidence=self.evidence,
            severity=self.severity,
            kind=self.kind,
            source_issue=self.source_issue,
            source_risk=self.source_risk,
            owner=self.owner,
            due=self.due,
            by=ask.by,
            on=ask.on,
        )
        sources = [*_of_issue(desk, self, ask, self.source_issue, here.stream)]
        sources += _of_risk(desk, self, ask, self.source_risk, here.stream)
        return [here.facts(facts), *sources]


class CorrectiveActionAct(Act, frozen=True, kw_only=True):
    """An act on one corrective action."""

    AGGREGATE: ClassVar[Aggregate[Any]] = CORRECTIVE_ACTION


class ApplyContainment(CorrectiveActionAct, frozen=True, kw_only=True):
    """Record the containment"""

    what: Annotated[str, ask("What keeps the harm from spreading", input="area")]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.contain(state, what=self.what, by=ask.by, on=ask.on)


class RemoveContainment(CorrectiveActionAct, frozen=True, kw_only=True):
    """Remove the containment"""

    reason: Annotated[str, ask("Reason", "Why it is no longer needed. It goes into the record.", input="area")]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.remove_containment(state, reason=self.reason, by=ask.by, on=ask.on)


class FindCauseByWhys(CorrectiveActionAct, frozen=True, kw_only=True):
    """Record the cause"""

    whys: Annotated[
        tuple[str, ...],
        ask("Five whys", "One answer on each line; each line says why the line above it is so.", rows=6),
    ] = ()
    root_cause: RootCause
    escape_point: EscapePoint
    without_containment: Uncontained = ""

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.determine_cause(
            state,
            method=Method.FIVE_WHYS,
            whys=self.whys,
            root_cause=self.root_cause,
            escape_point=self.escape_point,
            without_containment=self.without_containment,
            by=ask.by,
            on=ask.on,
        )


class FindCauseByFishbone(CorrectiveActionAct, frozen=True, kw_only=True):
    """Record the cause by a fishbone"""

    branches: Annotated[
        tuple[CauseRow, ...],
        ask("Causes", "Each with its branch, such as people, method, supply, place or measure.", rows=4, row="Cause"),
    ] = ()
    root_cause: Annotated[
        str, ask("Root cause", "Word it as in the list to see it marked on the fishbone.", input="area", rows=2)
    ]
    escape_point: EscapePoint
    without_containment: Uncontained = ""

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.determine_cause(
            state,
            method=Method.FISHBONE,
            branches=_branches(self.branches),
            root_cause=self.root_cause,
            escape_point=self.escape_point,
            without_containment=self.without_containment,
            by=ask.by,
            on=ask.on,
        )


class ProposePlan(CorrectiveActionAct, frozen=True, kw_only=True):
    """Propose the plan"""

    steps: Annotated[
        tuple[StepRow, ...],
        ask("Steps", "A step that is done stays in the plan. Empty a row to leave its step out.", rows=3, row="Step"),
    ] = ()

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        fresh = (uuid5(ask.command, f"step {n}") for n in range(len(self.steps)))
        steps = [
            Step(id=row.id or new, what=row.what, kind=row.kind, owner=row.owner, due=row.due)
            for row, new in zip(self.steps, fresh, strict=True)
        ]
        return action.propose_plan(state, steps=steps, by=ask.by)


class SetCriterion(CorrectiveActionAct, frozen=True, kw_only=True):
    """Set the criterion"""

    metric: Annotated[str, ask("Metric", "What is measured.")]
    test: Annotated[str, ask("Test", "How it is compared, such as: the mean of the window, against the window before.")]
    threshold: Annotated[str, ask("Threshold", "What it must reach, such as: at least 95 %.")]
    window_from: Annotated[date, ask("Window from", missing="Enter the first day of the window.")]
    window_to: Annotated[
        date, ask("Window to", "The effect is verified after this day.", missing="Enter the last day of the window.")
    ]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.set_criterion(
            state,
            metric=self.metric,
            test=self.test,
            threshold=self.threshold,
            window_from=self.window_from,
            window_to=self.window_to,
            by=ask.by,
        )


class ApprovePlan(CorrectiveActionAct, frozen=True, kw_only=True):
    """Approve the plan"""

    ROLES = MANAGERS

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        """The fact keeps the version of the action that the approver saw, and a digest of it."""
        loaded: Loaded[CorrectiveAction] = desk.look(self, ask)
        seen = shown(desk.ledger, loaded, self.seen)
        facts = action.approve_plan(
            loaded.state,
            version=loaded.state.proposed.version if loaded.state.proposed else 0,
            seen_version=seen.version,
            digest=seen.digest,
            by=ask.by,
            on=ask.on,
        )
        return [loaded.facts(facts)]


class CompleteStep(CorrectiveActionAct, frozen=True, kw_only=True):
    """Record the step as done"""

    step: Annotated[UUID, ask("Step", input="step")]
    evidence: Annotated[str, ask("Evidence", "What shows that it is done.", input="area")]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.complete_step(state, step=self.step, evidence=self.evidence, by=ask.by, on=ask.on)


class MarkImplemented(CorrectiveActionAct, frozen=True, kw_only=True):
    """Mark it as implemented"""

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.mark_implemented(state, by=ask.by, on=ask.on)


class VerifyEffect(CorrectiveActionAct, frozen=True, kw_only=True):
    """Record the verification"""

    measured: Annotated[
        str, ask("What was measured", "The figures of the window, against the criterion.", input="area", rows=3)
    ]
    result: Annotated[Result, ask("Result")]
    conclusion: Annotated[str, ask("What you conclude, and why", "Your words go into the record.", input="area")]

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        """The fact keeps the version of the action that the verifier saw, and a digest of it."""
        loaded: Loaded[CorrectiveAction] = desk.look(self, ask)
        seen = shown(desk.ledger, loaded, self.seen)
        facts = action.verify(
            loaded.state,
            result=self.result,
            measured=self.measured,
            conclusion=self.conclusion,
            seen_version=seen.version,
            digest=seen.digest,
            by=ask.by,
            on=ask.on,
        )
        return [loaded.facts(facts)]


class RecordSystemicChange(CorrectiveActionAct, frozen=True, kw_only=True):
    """Record the systemic change"""

    what: Annotated[
        str, ask("What changed in the way of working", "So that the same cause cannot act elsewhere.", input="area")
    ]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.record_systemic_change(state, what=self.what, by=ask.by)


class CloseCorrectiveAction(CorrectiveActionAct, frozen=True, kw_only=True):
    """Close with the verified result"""

    ROLES = MANAGERS

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.close(state, by=ask.by, on=ask.on)


class OpenCycle(CorrectiveActionAct, frozen=True, kw_only=True):
    """Open a new cycle"""

    reason: Reason

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.open_cycle(state, reason=self.reason, by=ask.by)


class DetectRecurrence(CorrectiveActionAct, frozen=True, kw_only=True):
    """Record the recurrence"""

    evidence: Annotated[str, ask("What shows that it happened again", input="area")]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.detect_recurrence(state, evidence=self.evidence, by=ask.by, on=ask.on)


class AssignActionOwner(CorrectiveActionAct, frozen=True, kw_only=True):
    """Assign the owner"""

    owner: Annotated[UUID, ask("Owner", input="person")]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.assign_owner(state, owner=self.owner)


class MoveDueDate(CorrectiveActionAct, frozen=True, kw_only=True):
    """Change the due date"""

    to: Annotated[date, ask("New due date")]
    reason: Reason

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.move_due_date(state, to=self.to, reason=self.reason, by=ask.by)


class LinkIssue(CorrectiveActionAct, frozen=True, kw_only=True):
    """Link the issue"""

    issue: Annotated[UUID, ask("Issue", input="issue")]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.link_issue(state, issue=self.issue)

    def also(self, desk: Desk, loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        return _of_issue(desk, self, ask, self.issue, self.thing)


class LinkRisk(CorrectiveActionAct, frozen=True, kw_only=True):
    """Link the risk"""

    risk: Annotated[UUID, ask("Risk", input="risk")]

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.link_risk(state, risk=self.risk)

    def also(self, desk: Desk, loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        return _of_risk(desk, self, ask, self.risk, self.thing)


class CancelCorrectiveAction(CorrectiveActionAct, frozen=True, kw_only=True):
    """Cancel the corrective action"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: CorrectiveAction, ask: Ask) -> Facts:
        return action.cancel(state, reason=self.reason, by=ask.by)


def _branches(rows: Sequence[CauseRow]) -> tuple[Branch, ...]:
    """The causes under their branches, both in the order in which they were typed."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.category.strip(), []).append(row.cause)
    return tuple(Branch(category=category, causes=tuple(causes)) for category, causes in found.items())


def _of_issue(desk: Desk, command: Command, ask: Ask, source: UUID | None, linked: UUID) -> Sequence[Change]:
    if source is None:
        return ()
    found = desk.load(ISSUE, source)
    desk.allow(ask, command.ROLES, found.state.program)
    return [found.facts(issue.link_corrective_action(found.state, action=linked))]


def _of_risk(desk: Desk, command: Command, ask: Ask, source: UUID | None, linked: UUID) -> Sequence[Change]:
    """A risk that is over may still be named as the source; its own stream then stays as it is."""
    if source is None:
        return ()
    found = desk.load(RISK, source)
    desk.allow(ask, command.ROLES, found.state.program)
    open_to_links = "link_action" in risk.acts(found.state.state)
    return [found.facts(risk.link_action(found.state, action=linked))] if open_to_links else ()
