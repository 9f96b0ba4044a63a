"""What a corrective action's facts add up to: the state that its decisions read."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.corrective_actions import events as e
from domain.corrective_actions.words import (
    ACTS,
    INSTEAD,
    ActionState,
    Closing,
    Criterion,
    Outcome,
    Plan,
    Verification,
)
from domain.kernel import Aggregate, Checks


class CorrectiveAction(msgspec.Struct, frozen=True, kw_only=True):
    """A corrective action. What belongs to a cycle starts anew with the next; closings stay."""

    state: ActionState = ActionState.NONCONFORMITY_RECORDED
    program: UUID
    project: UUID | None = None
    title: str
    owner: UUID
    opened: date
    due: date | None = None
    cycle: int = 1
    containments: tuple[str, ...] = ()
    cause: e.CauseDetermined | None = None
    plans: int = 0
    proposed: Plan | None = None
    plan: Plan | None = None
    criterion: Criterion | None = None
    done: tuple[tuple[UUID, UUID], ...] = ()
    implementer: UUID | None = None
    verification: Verification | None = None
    systemic_changes: tuple[str, ...] = ()
    closings: tuple[Closing, ...] = ()
    risks: tuple[UUID, ...] = ()
    issues: tuple[UUID, ...] = ()

    @property
    def steps_done(self) -> frozenset[UUID]:
        return frozenset(step for step, _ in self.done)

    @property
    def doers(self) -> frozenset[UUID]:
        """Everybody who did a step of this cycle or marked it as implemented."""
        did = {person for _, person in self.done}
        return frozenset(did | {self.implementer} if self.implementer else did)


CORRECTIVE_ACTION = Aggregate("corrective_action", CorrectiveAction)


def begin(action: CorrectiveAction, act: str) -> Checks:
    """The checks of a decision, which start with whether the state offers the act at all."""
    wrong = f"The corrective action is at “{action.state.label}”; {INSTEAD[action.state]}."
    return Checks().that(act in ACTS[action.state], "", wrong)


def judgement(fact: e.EffectivenessVerified) -> Verification:
    """What a verification says, whenever and of whichever version it was said."""
    return Verification(result=fact.result, measured=fact.measured, conclusion=fact.conclusion, by=fact.by)


@CORRECTIVE_ACTION.on(e.NonconformityRecorded)
def _recorded(_: CorrectiveAction | None, fact: e.NonconformityRecorded) -> CorrectiveAction:
    return CorrectiveAction(
        program=fact.program,
        project=fact.project,
        title=fact.title,
        owner=fact.owner,
        opened=fact.on,
        due=fact.due,
        risks=(fact.source_risk,) if fact.source_risk else (),
        issues=(fact.source_issue,) if fact.source_issue else (),
    )


@CORRECTIVE_ACTION.on(e.CorrectiveActionOwnerAssigned)
def _owner_assigned(action: CorrectiveAction, fact: e.CorrectiveActionOwnerAssigned) -> CorrectiveAction:
    return replace(action, owner=fact.to)


@CORRECTIVE_ACTION.on(e.DueDateMoved)
def _due_date_moved(action: CorrectiveAction, fact: e.DueDateMoved) -> CorrectiveAction:
    return replace(action, due=fact.to)


@CORRECTIVE_ACTION.on(e.ContainmentApplied)
def _contained(action: CorrectiveAction, fact: e.ContainmentApplied) -> CorrectiveAction:
    first = action.state is ActionState.NONCONFORMITY_RECORDED
    state = ActionState.CONTAINED if first else action.state
    return replace(action, state=state, containments=(*action.containments, fact.what))


@CORRECTIVE_ACTION.on(e.ContainmentRemoved)
def _containment_removed(action: CorrectiveAction, _: e.ContainmentRemoved) -> CorrectiveAction:
    back = action.state is ActionState.CONTAINED
    return replace(action, state=ActionState.NONCONFORMITY_RECORDED if back else action.state, containments=())


@CORRECTIVE_ACTION.on(e.CauseDetermined)
def _cause_determined(action: CorrectiveAction, fact: e.CauseDetermined) -> CorrectiveAction:
    return replace(action, state=ActionState.CAUSE_DETERMINED, cause=fact)


@CORRECTIVE_ACTION.on(e.PlanProposed)
def _plan_proposed(action: CorrectiveAction, fact: e.PlanProposed) -> CorrectiveAction:
    plan = Plan(version=fact.version, steps=fact.steps, by=fact.by)
    return replace(action, plans=fact.version, proposed=plan)


@CORRECTIVE_ACTION.on(e.EffectivenessCriterionSet)
def _criterion_set(action: CorrectiveAction, fact: e.EffectivenessCriterionSet) -> CorrectiveAction:
    criterion = Criterion(
        metric=fact.metric,
        test=fact.test,
        threshold=fact.threshold,
        window_from=fact.window_from,
        window_to=fact.window_to,
    )
    return replace(action, criterion=criterion)


@CORRECTIVE_ACTION.on(e.PlanApproved)
def _plan_approved(action: CorrectiveAction, _: e.PlanApproved) -> CorrectiveAction:
    return replace(action, state=ActionState.PLAN_APPROVED, plan=action.proposed, proposed=None)


@CORRECTIVE_ACTION.on(e.StepDone)
def _step_done(action: CorrectiveAction, fact: e.StepDone) -> CorrectiveAction:
    return replace(action, done=(*action.done, (fact.step, fact.by)))


@CORRECTIVE_ACTION.on(e.ActionImplemented)
def _implemented(action: CorrectiveAction, fact: e.ActionImplemented) -> CorrectiveAction:
    return replace(action, state=ActionState.IMPLEMENTED, implementer=fact.by, proposed=None)


@CORRECTIVE_ACTION.on(e.EffectivenessVerified)
def _verified(action: CorrectiveAction, fact: e.EffectivenessVerified) -> CorrectiveAction:
    return replace(action, state=ActionState.VERIFYING, verification=judgement(fact))


@CORRECTIVE_ACTION.on(e.SystemicChangeRecorded)
def _systemic_change(action: CorrectiveAction, fact: e.SystemicChangeRecorded) -> CorrectiveAction:
    return replace(action, systemic_changes=(*action.systemic_changes, fact.what))


@CORRECTIVE_ACTION.on(e.CapaClosed)
def _closed(action: CorrectiveAction, fact: e.CapaClosed) -> CorrectiveAction:
    effective = fact.outcome is Outcome.EFFECTIVE
    state = ActionState.CLOSED_EFFECTIVE if effective else ActionState.CLOSED_INEFFECTIVE
    closing = Closing(outcome=fact.outcome, by=fact.by, on=fact.on, cycle=fact.cycle)
    return replace(action, state=state, closings=(*action.closings, closing))


@CORRECTIVE_ACTION.on(e.RecurrenceDetected)
def _recurrence_detected(action: CorrectiveAction, _: e.RecurrenceDetected) -> CorrectiveAction:
    return action


@CORRECTIVE_ACTION.on(e.CycleOpened)
def _cycle_opened(action: CorrectiveAction, fact: e.CycleOpened) -> CorrectiveAction:
    return replace(
        action,
        state=ActionState.CONTAINED if action.containments else ActionState.NONCONFORMITY_RECORDED,
        cycle=fact.cycle,
        cause=None,
        proposed=None,
        plan=None,
        criterion=None,
        done=(),
        implementer=None,
        verification=None,
    )


@CORRECTIVE_ACTION.on(e.CorrectiveActionCancelled)
def _cancelled(action: CorrectiveAction, _: e.CorrectiveActionCancelled) -> CorrectiveAction:
    return replace(action, state=ActionState.CANCELLED)


@CORRECTIVE_ACTION.on(e.LinkedRisk)
def _linked_risk(action: CorrectiveAction, fact: e.LinkedRisk) -> CorrectiveAction:
    return replace(action, risks=(*action.risks, fact.risk))


@CORRECTIVE_ACTION.on(e.LinkedIssue)
def _linked_issue(action: CorrectiveAction, fact: e.LinkedIssue) -> CorrectiveAction:
    return replace(action, issues=(*action.issues, fact.issue))
