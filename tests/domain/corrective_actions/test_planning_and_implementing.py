"""Proposing and approving a plan, fixing the criterion, doing the steps, and marking it all implemented."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain.corrective_actions import corrective_action as capa
from domain.corrective_actions import events as e
from domain.corrective_actions.words import ActionState, Criterion
from tests.domain.corrective_actions.facts import (
    APPROVED,
    AT_IMPLEMENTED,
    AT_START,
    CRITERION,
    FIRST,
    FIRST_DONE,
    IMPLEMENTED,
    LATER,
    LEAD,
    PROPOSED,
    QUALITY,
    RECORDED,
    SECOND,
    SECOND_DONE,
    SPONSOR,
    TO_CAUSE,
    TO_IMPLEMENTED,
    TO_PLAN,
    TO_PROPOSAL,
    TODAY,
    WINDOW_FROM,
    WINDOW_TO,
)
from tests.domain.gwt import given

SET: dict[str, Any] = {
    "metric": "Attainment",
    "test": "December to March",
    "threshold": "At least 95 %",
    "window_from": WINDOW_FROM,
    "window_to": WINDOW_TO,
    "by": SPONSOR,
}
APPROVE: dict[str, Any] = {"version": 1, "seen_version": 4, "digest": "4f", "by": SPONSOR, "on": TODAY}
DONE: dict[str, Any] = {"step": FIRST.id, "evidence": " The roster. ", "by": LEAD, "on": LATER}
NO_PLAN = "No plan waits for approval; propose one first."
recorded = given(capa.CORRECTIVE_ACTION, RECORDED)
caused = given(capa.CORRECTIVE_ACTION, *TO_CAUSE)
proposed = given(capa.CORRECTIVE_ACTION, *TO_PROPOSAL)
planned = given(capa.CORRECTIVE_ACTION, *TO_PLAN)
implemented = given(capa.CORRECTIVE_ACTION, *TO_IMPLEMENTED)


def test_a_plan_is_proposed_once() -> None:
    asked = {"steps": [replace(FIRST, what=f" {FIRST.what} "), SECOND], "by": LEAD}
    caused.when(capa.propose_plan, **asked).then(PROPOSED).when(capa.propose_plan, **asked).then()


def test_a_step_is_not_due_before_there_was_anything_to_mend_unless_it_stands_in_the_plan_already() -> None:
    early = replace(FIRST, due=TODAY - timedelta(days=1))
    said = "“Own the discharge time.” is due on 01 Mar 2026, before this was opened on 02 Mar 2026; give a later day."
    caused.when(capa.propose_plan, steps=[early, SECOND], by=LEAD).refused(said)
    old = e.PlanProposed(version=1, steps=(early,), by=LEAD)
    told = given(capa.CORRECTIVE_ACTION, *TO_CAUSE, old)
    told.when(capa.propose_plan, steps=[early, SECOND], by=LEAD).then(replace(old, version=2, steps=(early, SECOND)))


def test_another_plan_is_the_next_version_and_waits_for_its_own_approval() -> None:
    after = planned.when(capa.propose_plan, steps=[FIRST], by=LEAD).then(
        e.PlanProposed(version=2, steps=(FIRST,), by=LEAD)
    )
    assert after.state.plan.version == 1
    after.when(capa.mark_implemented, by=LEAD, on=LATER).refused(
        "2 of 2 steps are not done; complete them first.",
        "A new version of the plan waits for approval; have it approved first.",
    )
    after.when(capa.approve_plan, **{**APPROVE, "version": 2}).then(replace(APPROVED, from_version=1, version=2))


def test_a_plan_has_steps_with_words_and_ids_of_their_own() -> None:
    recorded.when(capa.propose_plan, steps=[], by=LEAD).refused(AT_START, "Give the plan at least one step.")
    caused.when(capa.propose_plan, steps=[FIRST, replace(FIRST, what="")], by=LEAD).refused(
        "Two steps have one id; give each its own.", "Say what is done in every step."
    )


def test_a_step_that_is_done_stays_in_the_plan() -> None:
    given(capa.CORRECTIVE_ACTION, *TO_PLAN, FIRST_DONE).when(capa.propose_plan, steps=[SECOND], by=LEAD).refused(
        "A step that is done stays in the plan; add it again."
    )


def test_a_criterion_is_set_once_and_keeps_the_one_before() -> None:
    before = Criterion(**{name: value for name, value in SET.items() if name != "by"})
    recorded.when(capa.set_criterion, **SET).then(CRITERION).when(capa.set_criterion, **SET).then()
    higher = {**SET, "threshold": "At least 96 %"}
    other = replace(CRITERION, from_=before, threshold="At least 96 %")
    given(capa.CORRECTIVE_ACTION, *TO_PROPOSAL).when(capa.set_criterion, **higher).then(other)


def test_a_criterion_that_was_approved_with_its_plan_moves_only_with_a_new_plan() -> None:
    higher = {**SET, "threshold": "At least 96 %"}
    planned.when(capa.set_criterion, **higher).refused(
        "The plan was approved with this criterion; propose the plan again, then set another criterion with it."
    )
    planned.when(capa.set_criterion, **SET).then()
    again = given(capa.CORRECTIVE_ACTION, *TO_PLAN, replace(PROPOSED, version=2))
    assert again.when(capa.set_criterion, **higher).facts


def test_a_criterion_has_metric_test_threshold_and_a_window() -> None:
    asked = {**SET, "metric": "", "test": "", "threshold": "", "window_from": WINDOW_TO, "window_to": WINDOW_FROM}
    recorded.when(capa.set_criterion, **asked).refused(
        "Say which metric shows the effect.",
        "Say how the metric is tested.",
        "Say what the metric must reach.",
        "The window ends before it starts; give a later end.",
    )


def test_a_criterion_is_frozen_once_the_action_is_implemented() -> None:
    implemented.when(capa.set_criterion, **{**SET, "threshold": "At least 90 %"}).refused(AT_IMPLEMENTED)


def test_a_plan_is_approved_once() -> None:
    after = proposed.when(capa.approve_plan, **APPROVE).then(APPROVED)
    assert after.state.state is ActionState.PLAN_APPROVED
    after.when(capa.approve_plan, **APPROVE).then()


def test_nobody_approves_their_own_plan() -> None:
    proposed.when(capa.approve_plan, **{**APPROVE, "by": LEAD, "seen_version": 0}).refused(
        "Nobody approves their own plan; another manager of the program may.",
        "Open the action and approve the plan you see.",
    )


def test_only_the_version_that_waits_is_approved() -> None:
    caused.when(capa.approve_plan, **APPROVE).refused(NO_PLAN)
    recorded.when(capa.approve_plan, **APPROVE).refused(AT_START, NO_PLAN)
    proposed.when(capa.approve_plan, **{**APPROVE, "version": 2}).refused(
        "Version 1 of the plan waits for approval; read that one."
    )


def test_a_step_is_done_once_and_with_evidence() -> None:
    planned.when(capa.complete_step, **{**DONE, "evidence": ""}).refused("Say what shows that the step is done.")
    planned.when(capa.complete_step, **DONE).then(FIRST_DONE).when(capa.complete_step, **DONE).then()


def test_only_a_step_of_the_approved_plan_is_done() -> None:
    planned.when(capa.complete_step, **{**DONE, "step": UUID(int=99)}).refused(
        "The approved plan has no such step; choose one of its steps."
    )
    implemented.when(capa.complete_step, **DONE).refused(AT_IMPLEMENTED)


def test_an_action_is_implemented_when_every_step_is_done() -> None:
    half = given(capa.CORRECTIVE_ACTION, *TO_PLAN, FIRST_DONE)
    half.when(capa.mark_implemented, by=LEAD, on=LATER).refused("1 of 2 steps are not done; complete them first.")
    given(capa.CORRECTIVE_ACTION, *TO_PLAN, FIRST_DONE, SECOND_DONE).when(
        capa.mark_implemented, by=LEAD, on=LATER
    ).then(IMPLEMENTED).when(capa.mark_implemented, by=LEAD, on=LATER).refused(AT_IMPLEMENTED)


def test_an_action_is_not_implemented_without_a_criterion() -> None:
    given(capa.CORRECTIVE_ACTION, *TO_CAUSE, PROPOSED, APPROVED, FIRST_DONE, SECOND_DONE).when(
        capa.mark_implemented, by=LEAD, on=LATER
    ).refused("No effectiveness criterion is set; set it before the action is implemented.")


def test_the_window_is_not_over_when_the_action_is_implemented() -> None:
    given(capa.CORRECTIVE_ACTION, *TO_PLAN, FIRST_DONE, SECOND_DONE).when(
        capa.mark_implemented, by=QUALITY, on=WINDOW_TO
    ).refused("The window of the criterion is over by then; set a criterion with a later window.")
