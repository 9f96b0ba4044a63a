"""Identifying a risk, and saying it in other words."""

from datetime import date
from typing import Any

import pytest

from domain.risks import events as e
from domain.risks import risk
from domain.risks.words import ACTS, INSTEAD, NOW, Category, Part, RiskState, Tier
from tests.domain.gwt import given
from tests.domain.risks.facts import (
    ACCEPTED,
    ACTION,
    CLOSED,
    IDENTIFIED,
    IS_CLOSED,
    LEAD,
    MEDIUM,
    OWNER,
    PROGRAM,
    PROJECT,
    SPONSOR,
)

WORDS: dict[str, Any] = {
    "title": "Late decision",
    "cause": "A review is open.",
    "event": "The decision comes late.",
    "effect": "Work starts a year later.",
}
ASKED: dict[str, Any] = {
    **WORDS,
    "program": PROGRAM,
    "project": PROJECT,
    "category": Category.EXTERNAL,
    "owner": OWNER,
}


def test_a_risk_is_identified_with_its_text_stripped() -> None:
    given(risk.RISK).when(risk.identify, **{**ASKED, "title": " Late decision\n"}).then(IDENTIFIED)


def test_a_risk_starts_at_the_tier_of_its_project_or_program() -> None:
    given(risk.RISK).when(risk.identify, **ASKED).then_state(state=RiskState.IDENTIFIED, tier=Tier.PROJECT)
    given(risk.RISK).when(risk.identify, **{**ASKED, "project": None}).then_state(tier=Tier.PROGRAM)


def test_a_risk_needs_a_title_and_what_may_happen() -> None:
    asked = {**ASKED, "title": " ", "event": ""}
    given(risk.RISK).when(risk.identify, **asked).refused("Give the risk a title.", "Say what may happen.")


def test_a_title_has_200_characters_at_most() -> None:
    asked = {**ASKED, "title": "x" * 201, "cause": "x" * 10_001}
    given(risk.RISK).when(risk.identify, **asked).refused(
        "Title is longer than 200 characters; shorten it.", "Cause is longer than 10000 characters; shorten it."
    )


def test_only_the_parts_that_differ_are_reworded() -> None:
    asked = {**WORDS, "event": "No decision comes.", "effect": ""}
    given(risk.RISK, IDENTIFIED).when(risk.reword, **asked).then(
        e.RiskReworded(part=Part.EVENT, from_="The decision comes late.", to="No decision comes."),
        e.RiskReworded(part=Part.EFFECT, from_="Work starts a year later.", to=""),
    ).when(risk.reword, **asked).then()


def test_rewording_refuses_an_empty_title_and_a_closed_risk() -> None:
    given(risk.RISK, IDENTIFIED, CLOSED).when(risk.reword, **{**WORDS, "title": ""}).refused(
        IS_CLOSED, "Give the risk a title."
    )


def test_a_category_moves_once() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.recategorise, category=Category.COST).then(
        e.RiskRecategorised(from_=Category.EXTERNAL, to=Category.COST)
    ).when(risk.recategorise, category=Category.COST).then()


def test_the_proximity_moves_once() -> None:
    day = date(2026, 11, 1)
    given(risk.RISK, IDENTIFIED).when(risk.move_proximity, proximity=day).then(
        e.RiskProximityMoved(from_=None, to=day)
    ).when(risk.move_proximity, proximity=day).then()


def test_an_owner_is_assigned_once() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.assign_owner, owner=LEAD).then(
        e.RiskOwnerAssigned(from_=OWNER, to=LEAD)
    ).when(risk.assign_owner, owner=LEAD).then()


def test_who_accepted_the_risk_cannot_come_to_own_it() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM, ACCEPTED).when(risk.assign_owner, owner=SPONSOR).refused(
        "This person accepted the risk; name another owner or revoke the acceptance."
    )


def test_an_action_is_linked_and_unlinked_once() -> None:
    linked = (
        given(risk.RISK, IDENTIFIED).when(risk.link_action, action=ACTION).then(e.TreatmentActionLinked(action=ACTION))
    )
    linked.when(risk.link_action, action=ACTION).then()
    linked.when(risk.unlink_action, action=ACTION, reason="").refused("Say why the action no longer treats this risk.")
    linked.when(risk.unlink_action, action=ACTION, reason="Another does.").then(
        e.TreatmentActionUnlinked(action=ACTION, reason="Another does.")
    ).when(risk.unlink_action, action=ACTION, reason="Another does.").then()


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("recategorise", {"category": Category.COST}),
        ("move_proximity", {"proximity": None}),
        ("assign_owner", {"owner": LEAD}),
        ("link_action", {"action": ACTION}),
        ("unlink_action", {"action": ACTION, "reason": "Another does."}),
    ],
)
def test_a_closed_risk_is_not_described_anew(act: str, arguments: dict[str, Any]) -> None:
    given(risk.RISK, IDENTIFIED, CLOSED).when(getattr(risk, act), **arguments).refused(IS_CLOSED)


def test_every_state_offers_acts_that_are_decisions_and_says_what_to_do_instead() -> None:
    assert set(ACTS) == set(INSTEAD) == set(NOW) == set(RiskState)
    assert all(callable(getattr(risk, act)) for state in RiskState for act in risk.acts(state))
