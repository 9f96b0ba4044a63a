"""A corrective action from its approved plan to the proof of its effect, and round again where it had none."""

import pytest

from application import corrective_actions as asked
from application.desk import NotAllowed
from domain.corrective_actions import events as e
from domain.corrective_actions.words import ActionState, Outcome, Result
from domain.kernel import Refused
from domain.people.words import Role
from tests.application.corrective_actions.works import AFTER, CRITERION, VERIFIED, WINDOW, Works
from tests.application.risks.office import DAY, HERE


def test_a_step_is_done_with_evidence(works: Works) -> None:
    action = works.approved()
    step = works.plan_steps(action)[0]
    (fact,) = works.do(asked.CompleteStep(thing=action, step=step, evidence="The roster."))
    assert fact == e.StepDone(step=step, what="Own the time.", evidence="The roster.", by=works.lena, on=DAY)


def test_it_is_not_implemented_while_steps_are_open(works: Works) -> None:
    with pytest.raises(Refused, match="2 of 2 steps are not done"):
        works.do(asked.MarkImplemented(thing=works.approved()))


def test_the_criterion_is_fixed_before_the_action_is_implemented(works: Works) -> None:
    with pytest.raises(Refused, match="verify the effect first"):
        works.do(asked.SetCriterion(thing=works.implemented(), **{**CRITERION, "threshold": "At least 90 %"}))


def test_the_effect_is_not_verified_before_the_window_is_over(works: Works) -> None:
    act = asked.VerifyEffect(thing=works.implemented(), result=Result.EFFECTIVE, **VERIFIED)
    with pytest.raises(Refused, match="verify after that day"):
        works.do(act, by=works.manager, on=WINDOW["window_to"])


def test_who_did_a_part_does_not_verify(works: Works) -> None:
    act = asked.VerifyEffect(thing=works.implemented(), result=Result.EFFECTIVE, **VERIFIED)
    with pytest.raises(Refused, match="You did a part of this action"):
        works.do(act, by=works.lena, on=AFTER)


@pytest.mark.parametrize(
    ("result", "outcome", "state"),
    [
        (Result.EFFECTIVE, Outcome.EFFECTIVE, ActionState.CLOSED_EFFECTIVE),
        (Result.NOT_EFFECTIVE, Outcome.INEFFECTIVE, ActionState.CLOSED_INEFFECTIVE),
    ],
)
def test_it_is_closed_with_what_was_verified(
    works: Works, result: Result, outcome: Outcome, state: ActionState
) -> None:
    action = works.closed(result)
    assert works.action(action).state is state
    assert [closing.outcome for closing in works.action(action).closings] == [outcome]


def test_closing_is_for_managers(works: Works) -> None:
    action = works.implemented()
    other = works.person("Ove Lind", Role.CONTRIBUTOR, HERE)
    works.do(asked.VerifyEffect(thing=action, result=Result.EFFECTIVE, **VERIFIED), by=other, on=AFTER)
    with pytest.raises(NotAllowed):
        works.do(asked.CloseCorrectiveAction(thing=action), by=other, on=AFTER)


def test_an_action_without_effect_goes_round_again_and_keeps_its_closing(works: Works) -> None:
    action = works.closed()
    works.do(asked.OpenCycle(thing=action, reason="The target was missed."), on=AFTER)
    state = works.action(action)
    assert (state.cycle, state.state, len(state.closings)) == (2, ActionState.CONTAINED, 1)


def test_a_recurrence_counts_against_the_closed_cycle_and_opens_the_next(works: Works) -> None:
    action = works.closed(Result.EFFECTIVE)
    recurred, opened = works.do(asked.DetectRecurrence(thing=action, evidence="88 % in May."), on=AFTER)
    assert recurred == e.RecurrenceDetected(evidence="88 % in May.", by=works.lena, on=AFTER, cycle=1)
    assert opened == e.CycleOpened(cycle=2, reason="88 % in May.", by=works.lena)


def test_a_change_in_the_way_of_working_is_recorded(works: Works) -> None:
    (fact,) = works.do(asked.RecordSystemicChange(thing=works.approved(), what="Every ward names an owner."))
    assert fact == e.SystemicChangeRecorded(what="Every ward names an owner.", by=works.lena)


def test_cancelling_is_for_managers_and_needs_a_reason(works: Works) -> None:
    action = works.recorded()
    with pytest.raises(NotAllowed):
        works.do(asked.CancelCorrectiveAction(thing=action, reason="A duplicate."))
    with pytest.raises(Refused, match="Say why"):
        works.do(asked.CancelCorrectiveAction(thing=action, reason=""), by=works.manager)
    assert works.do(asked.CancelCorrectiveAction(thing=action, reason="A duplicate."), by=works.manager) == [
        e.CorrectiveActionCancelled(reason="A duplicate.", by=works.manager)
    ]
