"""What may be asked of risks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid5

from msgspec.structs import replace

from application.approvals import shown
from application.desk import MANAGERS, Act, Command, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask, Loaded
from application.ledger.ledger import Change
from domain.corrective_actions.corrective_action import CORRECTIVE_ACTION
from domain.issues import issue as issues
from domain.issues.issue import ISSUE
from domain.kernel import Aggregate, Facts, refuse
from domain.people.person import PERSON, Person, holds
from domain.programs.state import PROGRAM
from domain.projects.state import PROJECT
from domain.risks import risk
from domain.risks.events import RiskAccepted
from domain.risks.matrix import RISK_MATRIX, in_force, matrix_id
from domain.risks.risk import RISK, Risk
from domain.risks.words import AUTHORITY, Category, Stage, Strength, Tier, Treatment

SCALED = "From 1, the least, to 5."
NO_EVENT = "Say what may happen."
NO_DAY = "Enter the last day of the acceptance."


class IdentifyRisk(Command, frozen=True, kw_only=True):
    """Identify the risk"""

    program: Annotated[UUID, ask("Program", input="program")]
    project: Annotated[
        UUID | None, ask("Project", "Leave it empty for a risk of the whole program.", input="project")
    ] = None
    title: Annotated[str, ask("Title", "A few words that people will say in a meeting.")]
    cause: Annotated[str, ask("Because", "What is so already and makes it possible.", input="area", rows=2)] = ""
    event: Annotated[
        str,
        ask("It may happen that", "The one thing that may or may not happen.", input="area", rows=2, missing=NO_EVENT),
    ]
    effect: Annotated[
        str, ask("Which would mean", "What it would do to dates, cost or people.", input="area", rows=2)
    ] = ""
    category: Annotated[Category, ask("Category", input="select")]
    owner: Annotated[UUID, ask("Owner", "Who watches it and answers for it.", input="person")]
    proximity: Annotated[date | None, ask("May happen by")] = None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        desk.load(PROGRAM, self.program).state  # noqa: B018 - raises where there is no such program
        _same_program(desk, self.project, self.program)
        here = desk.load(RISK, new_id(ask, "risk"))
        facts = risk.identify(
            program=self.program,
            project=self.project,
            title=self.title,
            category=self.category,
            cause=self.cause,
            event=self.event,
            effect=self.effect,
            owner=self.owner,
            proximity=self.proximity,
        )
        return [here.facts(facts)]


class RiskAct(Act, frozen=True, kw_only=True):
    """An act on one risk."""

    AGGREGATE: ClassVar[Aggregate[Any]] = RISK


class AssessRisk(RiskAct, frozen=True, kw_only=True):
    """Record the assessment"""

    stage: Annotated[Stage, ask("Stage", "Inherent: as if nothing were done. Current: today. Residual: the target.")]
    likelihood: Annotated[int, ask("Likelihood", SCALED, input="likelihood")]
    impact: Annotated[int, ask("Impact", SCALED, input="impact")]
    basis: Annotated[str, ask("What it rests on", "Figures, talks, documents.", input="area")]
    strength: Annotated[Strength, ask("How much is known")]
    justification: Annotated[
        str, ask("Justification", "Needed where the target is above the current level.", input="area", rows=2)
    ] = ""

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded: Loaded[Risk] = desk.look(self, ask)
        facts = risk.assess(
            loaded.state,
            stage=self.stage,
            likelihood=self.likelihood,
            impact=self.impact,
            matrix=in_force(desk.load(RISK_MATRIX, matrix_id()).found),
            basis=self.basis,
            strength=self.strength,
            justification=self.justification,
            by=ask.by,
            on=ask.on,
        )
        return [loaded.facts(facts)]


class RewordRisk(RiskAct, frozen=True, kw_only=True):
    """Reword the risk"""

    title: Annotated[str, ask("Title")]
    cause: Annotated[str, ask("Because", input="area", rows=2)] = ""
    event: Annotated[str, ask("It may happen that", input="area", rows=2, missing=NO_EVENT)]
    effect: Annotated[str, ask("Which would mean", input="area", rows=2)] = ""

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.reword(state, title=self.title, cause=self.cause, event=self.event, effect=self.effect)


class RecategoriseRisk(RiskAct, frozen=True, kw_only=True):
    """Move the risk to the category"""

    category: Annotated[Category, ask("Category", input="select")]

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.recategorise(state, category=self.category)


class MoveProximity(RiskAct, frozen=True, kw_only=True):
    """Record when it may happen"""

    proximity: Annotated[date | None, ask("May happen by", "Leave it empty where no day can be named.")] = None

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.move_proximity(state, proximity=self.proximity)


class AssignRiskOwner(RiskAct, frozen=True, kw_only=True):
    """Assign the owner"""

    owner: Annotated[UUID, ask("Owner", input="person")]

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.assign_owner(state, owner=self.owner)


class ChooseTreatment(RiskAct, frozen=True, kw_only=True):
    """Choose the treatment"""

    treatment: Annotated[Treatment, ask("Treatment", "To accept it, ask for acceptance instead.")]
    response: Annotated[str, ask("What is done about it", input="area")]

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.choose_treatment(state, treatment=self.treatment, response=self.response, by=ask.by)


class LinkTreatmentAction(RiskAct, frozen=True, kw_only=True):
    """Link the corrective action"""

    action: Annotated[UUID, ask("Corrective action", "What is done to treat this risk.", input="corrective_action")]

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.link_action(state, action=self.action)

    def also(self, desk: Desk, loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        desk.load(CORRECTIVE_ACTION, self.action).state  # noqa: B018 - raises where there is no such action
        return ()


class UnlinkTreatmentAction(RiskAct, frozen=True, kw_only=True):
    """Unlink the corrective action"""

    action: Annotated[UUID, ask("Corrective action", input="linked_action")]
    reason: Reason

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.unlink_action(state, action=self.action, reason=self.reason)


class RequestAcceptance(RiskAct, frozen=True, kw_only=True):
    """Ask for acceptance"""

    approver: Annotated[
        UUID, ask("Approver", "Somebody with the authority for this level, not the owner.", input="person")
    ]
    until: Annotated[date, ask("Until", "A year at most; after that day it lapses by itself.", missing=NO_DAY)]
    argument: Annotated[str, ask("Why it may be lived with", input="area")]

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded: Loaded[Risk] = desk.look(self, ask)
        facts = risk.request_acceptance(
            loaded.state, approver=self.approver, until=self.until, argument=self.argument, by=ask.by, on=ask.on
        )
        self._can_be_approved(desk, loaded.state, ask)
        return [loaded.facts(facts)]

    def _can_be_approved(self, desk: Desk, state: Risk, ask: Ask) -> None:
        """Said now, because the approver could only refuse later."""
        tier = authority(desk.load(PERSON, self.approver).found, program=state.program, today=ask.today)
        if tier is None or (state.current and tier.rank < AUTHORITY[state.current.level].rank):
            raise refuse(
                "This person may not accept a risk of this level; name a manager for all programs.", "approver"
            )


class AcceptRisk(RiskAct, frozen=True, kw_only=True):
    """Accept the risk"""

    ROLES = MANAGERS

    until: Annotated[date, ask("Until", "As asked for, or an earlier day.", missing=NO_DAY)]

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded: Loaded[Risk] = desk.look(self, ask)
        approver = desk.load(PERSON, ask.by).found
        seen = shown(desk.ledger, loaded, self.seen)
        facts = risk.accept(
            loaded.state,
            approver=ask.by,
            until=self.until,
            authority=authority(approver, program=loaded.state.program, today=ask.today) or Tier.PROJECT,
            seen_version=seen.version,
            digest=seen.digest,
            on=ask.on,
        )
        return [loaded.facts(facts)]


class DeclineAcceptance(RiskAct, frozen=True, kw_only=True):
    """Decline to accept it"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.decline_acceptance(state, reason=self.reason, by=ask.by)


class RevokeAcceptance(RiskAct, frozen=True, kw_only=True):
    """Revoke the acceptance"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.revoke_acceptance(state, reason=self.reason, by=ask.by)


class LapseAcceptance(RiskAct, frozen=True, kw_only=True):
    """Record that the acceptance has lapsed"""

    ROLES = MANAGERS

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.lapse_acceptance(state, on=ask.today)


class ReviewRisk(RiskAct, frozen=True, kw_only=True):
    """Record the review"""

    next_due: Annotated[date, ask("Next review", "A severe risk within 30 days, high 90, medium 180, low 365.")]
    note: Annotated[str, ask("What was found", input="area")] = ""

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.review(state, next_due=self.next_due, note=self.note, by=ask.by, on=ask.on)


class EscalateRisk(RiskAct, frozen=True, kw_only=True):
    """Escalate the risk"""

    to: Annotated[Tier, ask("To the tier", missing="Choose the tier.")]
    reason: Reason
    answer_due: Annotated[date | None, ask("Answer needed by")] = None

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.escalate(state, to=self.to, reason=self.reason, answer_due=self.answer_due, by=ask.by, on=ask.on)


class AnswerEscalation(RiskAct, frozen=True, kw_only=True):
    """Answer the escalation"""

    ROLES = MANAGERS

    answer: Annotated[str, ask("Answer", "What was decided, and who does it.", input="area")]

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.answer_escalation(state, answer=self.answer, by=ask.by)


class DeescalateRisk(RiskAct, frozen=True, kw_only=True):
    """Bring the risk down"""

    to: Annotated[Tier, ask("To the tier", missing="Choose the tier.")]
    reason: Reason

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.deescalate(state, to=self.to, reason=self.reason, by=ask.by)


class RecordOccurrence(RiskAct, frozen=True, kw_only=True):
    """Record that it happened"""

    title: Annotated[str, ask("Title of the issue", "An issue is raised in the same step and follows it up.")]
    description: Annotated[str, ask("What happened", input="area")] = ""

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.materialise(state, issue=new_id(ask, "issue"), by=ask.by, on=ask.on)

    def also(self, desk: Desk, loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        raised = issues.raise_issue(
            program=loaded.state.program,
            project=loaded.state.project,
            title=self.title,
            description=self.description,
            from_risk=self.thing,
            raised_by=ask.by,
            on=ask.on,
        )
        return [desk.load(ISSUE, new_id(ask, "issue")).facts(raised)]


class CloseRisk(RiskAct, frozen=True, kw_only=True):
    """Close the risk"""

    reason: Reason

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.close(state, reason=self.reason, by=ask.by)


class ReopenRisk(RiskAct, frozen=True, kw_only=True):
    """Reopen the risk"""

    reason: Reason

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.reopen(state, reason=self.reason, by=ask.by)


class WithdrawRisk(RiskAct, frozen=True, kw_only=True):
    """Withdraw the risk"""

    reason: Reason

    def decide(self, state: Risk, ask: Ask) -> Facts:
        return risk.withdraw(state, reason=self.reason, by=ask.by)


def authority(person: Person | None, *, program: UUID, today: date) -> Tier | None:
    """Up to which tier a person may accept: managers for all programs anything, of the program what is its own."""
    if person is None or not holds(person, roles=MANAGERS, program=program, today=today):
        return None
    everywhere = holds(person, roles=MANAGERS, program=None, today=today)
    return Tier.EXECUTIVE if everywhere else Tier.PROGRAM


def lapse_due(desk: Desk, ids: Iterable[UUID], ask: Ask) -> int:
    """End the acceptances among these risks whose last day is before `ask.today`; answers how many.

    The command's id follows from the risk and its version, so two workers at once, or one twice, end each once.
    """
    ended = 0
    for thing in ids:
        loaded = desk.load(RISK, thing)
        held = loaded.found.acceptance if loaded.found else None
        if held and held.until < ask.today:
            command = uuid5(ask.command, f"{thing}/{loaded.version}")
            because = replace(ask, command=command, caused_by=desk.ledger.newest(thing, RiskAccepted))
            ended += bool(desk.do(LapseAcceptance(thing=thing), because).positions)
    return ended


def _same_program(desk: Desk, project: UUID | None, program: UUID) -> None:
    if project and desk.load(PROJECT, project).state.program != program:
        raise refuse("The project belongs to another program; choose its program, or another project.", "project")
