"""Containing a nonconformity, taking the containment away, and finding the cause."""

from typing import Any

from msgspec.structs import replace

from domain.corrective_actions import corrective_action as capa
from domain.corrective_actions import events as e
from domain.corrective_actions.words import ActionState, Branch, Method
from tests.domain.corrective_actions.facts import (
    AT_PLAN,
    CAUSE,
    CONTAINED,
    LEAD,
    QUALITY,
    RECORDED,
    TO_CAUSE,
    TO_CLOSED,
    TO_IMPLEMENTED,
    TO_PLAN,
    TODAY,
)
from tests.domain.gwt import given

ASKED: dict[str, Any] = {
    "method": Method.FIVE_WHYS,
    "whys": CAUSE.whys,
    "root_cause": CAUSE.root_cause,
    "escape_point": CAUSE.escape_point,
    "by": QUALITY,
    "on": TODAY,
}
FISHBONE: dict[str, Any] = {**ASKED, "method": Method.FISHBONE, "whys": ()}
recorded = given(capa.CORRECTIVE_ACTION, RECORDED)
contained = given(capa.CORRECTIVE_ACTION, RECORDED, CONTAINED)


def test_a_nonconformity_is_contained_once() -> None:
    asked = {"what": " An overflow area. ", "by": LEAD, "on": TODAY}
    after = recorded.when(capa.contain, **asked).then(CONTAINED)
    assert after.state.state is ActionState.CONTAINED
    after.when(capa.contain, **asked).then()


def test_a_containment_says_what_it_is() -> None:
    recorded.when(capa.contain, what="", by=LEAD, on=TODAY).refused("Say what keeps the harm from spreading.")
    given(capa.CORRECTIVE_ACTION, *TO_IMPLEMENTED).when(capa.contain, what="A", by=LEAD, on=TODAY).refused(
        "The corrective action is at “Implemented”; verify the effect first."
    )


def test_a_containment_is_removed_once_and_with_a_reason() -> None:
    closed = given(capa.CORRECTIVE_ACTION, *TO_CLOSED)
    closed.when(capa.remove_containment, reason="", by=LEAD, on=TODAY).refused(
        "Say why the containment is no longer needed."
    )
    closed.when(capa.remove_containment, reason="Winter is over.", by=LEAD, on=TODAY).then(
        e.ContainmentRemoved(what=("An overflow area.",), reason="Winter is over.", by=LEAD, on=TODAY)
    ).when(capa.remove_containment, reason="Winter is over.", by=LEAD, on=TODAY).then()


def test_without_its_containment_an_action_is_back_at_the_nonconformity() -> None:
    contained.when(capa.remove_containment, reason="Too dear.", by=LEAD, on=TODAY).then_state(
        state=ActionState.NONCONFORMITY_RECORDED
    )
    recorded.when(capa.remove_containment, reason="Why.", by=LEAD, on=TODAY).refused_field("")


def test_five_whys_lead_to_the_cause_once() -> None:
    after = contained.when(capa.determine_cause, **ASKED).then(CAUSE)
    assert after.state.state is ActionState.CAUSE_DETERMINED
    after.when(capa.determine_cause, **ASKED).then()


def test_a_fishbone_leads_to_the_cause() -> None:
    branches = (Branch(category="People", causes=("Nobody owned it.",)), Branch(category="Tools", causes=()))
    contained.when(capa.determine_cause, **FISHBONE, branches=branches).then(
        replace(CAUSE, method=Method.FISHBONE, whys=(), branches=branches)
    )


def test_another_cause_keeps_the_one_before() -> None:
    given(capa.CORRECTIVE_ACTION, *TO_CAUSE).when(
        capa.determine_cause, **{**ASKED, "root_cause": "The ward round."}
    ).then(replace(CAUSE, from_root_cause=CAUSE.root_cause, root_cause="The ward round."))


def test_a_cause_needs_answers_a_root_and_an_escape_point() -> None:
    contained.when(
        capa.determine_cause, **{**ASKED, "whys": ("Why.", " "), "root_cause": "", "escape_point": ""}
    ).refused(
        "Answer every why, or leave it out.", "Say which cause is acted on.", "Say where it should have been caught."
    )
    for whys in ((), ("Why.",) * 11):
        contained.when(capa.determine_cause, **{**ASKED, "whys": whys}).refused("Give 1 to 10 whys.")


def test_a_fishbone_needs_named_branches_with_causes() -> None:
    contained.when(capa.determine_cause, **FISHBONE, branches=(Branch(category="People", causes=()),)).refused(
        "Give at least one cause on a branch."
    )
    contained.when(capa.determine_cause, **FISHBONE, branches=(Branch(category="", causes=(" ",)),)).refused(
        "Name every branch.", "Word every cause, or leave it out."
    )


def test_containment_is_skipped_only_with_a_reason() -> None:
    recorded.when(capa.determine_cause, **ASKED).refused("Nothing was contained; say why, or contain it first.")
    recorded.when(capa.determine_cause, **ASKED, without_containment="It is over.").then(
        replace(CAUSE, without_containment="It is over.")
    )


def test_a_cause_is_not_found_anew_under_an_approved_plan() -> None:
    given(capa.CORRECTIVE_ACTION, *TO_PLAN).when(capa.determine_cause, **ASKED).refused(AT_PLAN)
