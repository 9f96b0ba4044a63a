"""Verifying the effect, closing the cycle, and opening the next when it did not work or came back."""

from typing import Any

import pytest
from msgspec.structs import replace

from domain.corrective_actions import corrective_action as capa
from domain.corrective_actions import events as e
from domain.corrective_actions.words import ActionState, Closing, Outcome, Result
from tests.domain.corrective_actions.facts import (
    AFTER_WINDOW,
    AT_IMPLEMENTED,
    AT_INEFFECTIVE,
    AT_PLAN,
    AUDITOR,
    CLOSED,
    LEAD,
    NOT_EFFECTIVE,
    QUALITY,
    RECORDED,
    TO_CLOSED,
    TO_IMPLEMENTED,
    TO_PLAN,
    TO_VERIFIED,
    WINDOW_TO,
)
from tests.domain.gwt import given

VERIFY: dict[str, Any] = {
    "result": Result.NOT_EFFECTIVE,
    "measured": "92.5 %",
    "conclusion": " Below 95 %. ",
    "by": AUDITOR,
    "seen_version": 9,
    "digest": "9a",
    "on": AFTER_WINDOW,
}
SIGN: dict[str, Any] = {"by": AUDITOR, "on": AFTER_WINDOW}
PLANNED = "You proposed the plan; a manager or contributor of the program who had no part in it may verify it."
OWNS = "You own this action; a manager or contributor of the program who had no part in it may verify it."
DID = "You did a part of this action; a manager or contributor of the program who had no part in it may verify it."
implemented = given(capa.CORRECTIVE_ACTION, *TO_IMPLEMENTED)
verified = given(capa.CORRECTIVE_ACTION, *TO_VERIFIED)
closed = given(capa.CORRECTIVE_ACTION, *TO_CLOSED)
effective = given(
    capa.CORRECTIVE_ACTION,
    *TO_IMPLEMENTED,
    replace(NOT_EFFECTIVE, result=Result.EFFECTIVE),
    replace(CLOSED, outcome=Outcome.EFFECTIVE),
)


def test_the_effect_is_verified_once() -> None:
    after = implemented.when(capa.verify, **VERIFY).then(NOT_EFFECTIVE)
    assert after.state.state is ActionState.VERIFYING
    after.when(capa.verify, **VERIFY).then()


def test_another_conclusion_keeps_the_result_before() -> None:
    verified.when(capa.verify, **{**VERIFY, "result": Result.EFFECTIVE}).then(
        replace(NOT_EFFECTIVE, from_result=Result.NOT_EFFECTIVE, result=Result.EFFECTIVE)
    )


@pytest.mark.parametrize(("doer", "said"), [(LEAD, (DID, PLANNED, OWNS)), (QUALITY, (DID,))])
def test_who_planned_owns_or_did_a_part_of_it_does_not_verify_it(doer: Any, said: tuple[str, ...]) -> None:
    implemented.when(capa.verify, **{**VERIFY, "by": doer}).refused(*said)


def test_an_effect_is_verified_as_it_was_seen() -> None:
    implemented.when(capa.verify, **{**VERIFY, "seen_version": 0}).refused(
        "Open the action and verify the effect you see."
    )


def test_the_effect_is_not_verified_before_the_window_ends() -> None:
    implemented.when(capa.verify, **{**VERIFY, "measured": "", "conclusion": "", "on": WINDOW_TO}).refused(
        "Say what was measured.",
        "Say what you conclude, and why.",
        "The window ends on 31 Mar 2027; verify after that day.",
    )


def test_an_action_that_is_not_implemented_is_not_verified() -> None:
    given(capa.CORRECTIVE_ACTION, *TO_PLAN).when(capa.verify, **VERIFY).refused(AT_PLAN)


def test_a_systemic_change_is_recorded_once() -> None:
    verified.when(capa.record_systemic_change, what="", by=QUALITY).refused("Say what changed in the way of working.")
    verified.when(capa.record_systemic_change, what="A new playbook.", by=QUALITY).then(
        e.SystemicChangeRecorded(what="A new playbook.", by=QUALITY)
    ).when(capa.record_systemic_change, what="A new playbook.", by=QUALITY).then()
    given(capa.CORRECTIVE_ACTION, RECORDED).when(capa.record_systemic_change, what="A", by=QUALITY).refused_field("")


@pytest.mark.parametrize(
    ("result", "outcome", "state"),
    [
        (Result.NOT_EFFECTIVE, Outcome.INEFFECTIVE, ActionState.CLOSED_INEFFECTIVE),
        (Result.EFFECTIVE, Outcome.EFFECTIVE, ActionState.CLOSED_EFFECTIVE),
    ],
)
def test_a_cycle_closes_with_what_was_verified(result: Result, outcome: Outcome, state: ActionState) -> None:
    known = given(capa.CORRECTIVE_ACTION, *TO_IMPLEMENTED, replace(NOT_EFFECTIVE, result=result))
    after = known.when(capa.close, **SIGN).then(replace(CLOSED, outcome=outcome))
    assert after.state.state is state


def test_an_action_is_not_closed_unverified_or_twice() -> None:
    implemented.when(capa.close, **SIGN).refused(AT_IMPLEMENTED)
    closed.when(capa.close, **SIGN).refused(AT_INEFFECTIVE)


def test_a_new_cycle_starts_over_and_keeps_the_closing() -> None:
    after = (
        closed.when(capa.open_cycle, reason="Below 95 %.", by=LEAD)
        .then(e.CycleOpened(cycle=2, reason="Below 95 %.", by=LEAD))
        .state
    )
    assert after.closings == (Closing(outcome=Outcome.INEFFECTIVE, by=AUDITOR, on=AFTER_WINDOW, cycle=1),)
    assert (after.state, after.cycle, after.plans) == (ActionState.CONTAINED, 2, 1)
    assert (after.cause, after.plan, after.criterion, after.done, after.verification) == (None, None, None, (), None)


def test_a_new_cycle_without_containment_starts_at_the_nonconformity() -> None:
    removed = e.ContainmentRemoved(what=("An overflow area.",), reason="Why.", by=LEAD, on=AFTER_WINDOW)
    given(capa.CORRECTIVE_ACTION, *TO_CLOSED, removed).when(capa.open_cycle, reason="Why.", by=LEAD).then_state(
        state=ActionState.NONCONFORMITY_RECORDED
    )


def test_a_new_cycle_needs_a_reason_and_an_ineffective_close() -> None:
    closed.when(capa.open_cycle, reason="", by=LEAD).refused("Say why a new cycle is opened.")
    effective.when(capa.open_cycle, reason="Why.", by=LEAD).refused(
        "The corrective action is at “Closed effective”; record a recurrence to open a new cycle."
    )


@pytest.mark.parametrize("known", [closed, effective])
def test_a_recurrence_counts_against_the_closed_cycle_and_opens_the_next(known: Any) -> None:
    after = known.when(capa.detect_recurrence, evidence="84 % in December.", **SIGN).then(
        e.RecurrenceDetected(evidence="84 % in December.", by=AUDITOR, on=AFTER_WINDOW, cycle=1),
        e.CycleOpened(cycle=2, reason="84 % in December.", by=AUDITOR),
    )
    assert (after.state.cycle, len(after.state.closings)) == (2, 1)


def test_a_recurrence_needs_evidence_and_a_closed_action() -> None:
    closed.when(capa.detect_recurrence, evidence="", **SIGN).refused("Say what shows that it happened again.")
    verified.when(capa.detect_recurrence, evidence="It is back.", **SIGN).refused(
        "The corrective action is at “Verifying”; close it with the result of the verification."
    )
