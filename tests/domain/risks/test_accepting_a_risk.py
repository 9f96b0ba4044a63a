"""Accepting a risk: asking, approving, declining, revoking and lapsing."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.risks import events as e
from domain.risks import risk
from domain.risks.matrix import Level
from domain.risks.words import AUTHORITY, RiskState, Tier, Treatment
from tests.domain.gwt import given
from tests.domain.risks.facts import (
    ACCEPTED,
    CLOSED,
    IDENTIFIED,
    IS_CLOSED,
    IS_IDENTIFIED,
    LEAD,
    MEDIUM,
    OCCURRED,
    OWNER,
    REDUCED,
    REQUESTED,
    SPONSOR,
    TODAY,
    UNTIL,
    assessed,
)

ASKED: dict[str, Any] = {
    "approver": SPONSOR,
    "until": UNTIL,
    "argument": "It is cheap.",
    "by": LEAD,
    "on": TODAY,
}
APPROVED: dict[str, Any] = {
    "approver": SPONSOR,
    "until": UNTIL,
    "authority": Tier.PROGRAM,
    "seen_version": 3,
    "digest": "3c",
    "on": TODAY,
}
LONG = "An acceptance lasts a year at most; end it by 02 Mar 2027."
OWN = "The owner cannot accept their own risk; a manager of the program who does not own it may."
NOBODY = "Nobody asked for an acceptance; ask for one first."
ASKED_IT = "Nobody approves what they ask for; a manager of the program who did not ask for it may."
OTHER = "Another person was asked to accept this risk; ask again to name a new one."
requested = given(risk.RISK, IDENTIFIED, MEDIUM, REQUESTED)
accepted = given(risk.RISK, IDENTIFIED, MEDIUM, REQUESTED, ACCEPTED)


def test_an_acceptance_is_asked_for_once() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.request_acceptance, **ASKED).then(REQUESTED).when(
        risk.request_acceptance, **ASKED
    ).then()


def test_only_an_assessed_risk_may_be_accepted() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.request_acceptance, **ASKED).refused(IS_IDENTIFIED)
    given(risk.RISK, IDENTIFIED).when(risk.accept, **APPROVED).refused(IS_IDENTIFIED, NOBODY)


def test_the_owner_is_not_asked_to_accept() -> None:
    asked = {**ASKED, "approver": OWNER, "argument": " "}
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.request_acceptance, **asked).refused(
        "Say why the risk may be lived with.", OWN
    )


def test_nobody_asks_themselves() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.request_acceptance, **{**ASKED, "approver": LEAD}).refused(ASKED_IT)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(TODAY, "An acceptance ends after today; give a later day."), (TODAY + timedelta(days=366), LONG)],
)
def test_an_acceptance_ends_within_a_year(until: date, sentence: str) -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.request_acceptance, **{**ASKED, "until": until}).refused(sentence)


def test_an_acceptance_may_last_a_year() -> None:
    asked = {**ASKED, "until": TODAY + timedelta(days=365)}
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.request_acceptance, **asked).then_state(state=RiskState.ASSESSED)


def test_approving_freezes_the_level_and_makes_accept_the_treatment() -> None:
    after = requested.when(risk.accept, **APPROVED).then(ACCEPTED).state
    assert (after.state, after.treatment, after.request) == (RiskState.ACCEPTED, Treatment.ACCEPT, None)
    assert (after.acceptance.level, after.acceptance.until) == (Level.MEDIUM, UNTIL)


def test_an_acceptance_is_extended_by_asking_again() -> None:
    later = date(2026, 9, 30)
    asked = accepted.when(risk.request_acceptance, **{**ASKED, "until": later})
    extended = asked.then_state(state=RiskState.ACCEPTED).when(risk.accept, **{**APPROVED, "until": later})
    assert extended.facts[0].from_until == UNTIL  # type: ignore[attr-defined]
    assert extended.state.acceptance.until == later


def test_an_acceptance_is_not_approved_for_longer_than_it_was_asked_for() -> None:
    requested.when(risk.accept, **{**APPROVED, "until": UNTIL + timedelta(days=1)}).refused(
        "This ends later than what was asked for; give an earlier day."
    )


def test_only_the_person_who_was_asked_decides() -> None:
    requested.when(risk.accept, **{**APPROVED, "approver": LEAD}).refused(ASKED_IT, OTHER)
    requested.when(risk.decline_acceptance, reason="No.", by=LEAD).refused(OTHER)


def test_who_became_the_owner_meanwhile_cannot_approve() -> None:
    owned = e.RiskOwnerAssigned(from_=OWNER, to=SPONSOR)
    given(risk.RISK, IDENTIFIED, MEDIUM, REQUESTED, owned).when(risk.accept, **APPROVED).refused(OWN)


@pytest.mark.parametrize("level", list(Level))
def test_each_level_is_accepted_at_its_tier_or_above(level: Level) -> None:
    cell = {Level.LOW: (1, 1), Level.MEDIUM: (3, 3), Level.HIGH: (3, 4), Level.SEVERE: (5, 5)}[level]
    asked = given(risk.RISK, IDENTIFIED, assessed(*cell), REQUESTED)
    for tier in Tier:
        answer = asked.when(risk.accept, **{**APPROVED, "authority": tier})
        assert (answer.refusal is None) == (tier.rank >= AUTHORITY[level].rank)


def test_too_little_authority_says_whom_to_ask() -> None:
    requested.when(risk.accept, **{**APPROVED, "authority": Tier.PROJECT, "seen_version": 0}).refused(
        "Open the risk and accept the version you see.",
        "A medium risk is accepted at the program tier or above; ask someone there.",
    )


def test_the_person_who_was_asked_may_decline() -> None:
    requested.when(risk.decline_acceptance, reason="Too dear.", by=SPONSOR).then(
        e.AcceptanceDeclined(by=SPONSOR, reason="Too dear.")
    ).when(risk.decline_acceptance, reason="", by=SPONSOR).refused("Say why the risk is not accepted.", NOBODY)


def test_revoking_brings_the_risk_back_to_be_treated() -> None:
    after = accepted.when(risk.revoke_acceptance, reason="It grew.", by=LEAD).then(
        e.AcceptanceRevoked(level=Level.MEDIUM, until=UNTIL, by=LEAD, reason="It grew.")
    )
    assert (after.state.state, after.state.acceptance, after.state.treatment) == (RiskState.ASSESSED, None, None)
    after.when(risk.revoke_acceptance, reason="", by=LEAD).refused(
        "The risk is assessed; assess, treat, accept, escalate or close it.", "Say why the acceptance ends."
    )


def test_an_acceptance_lapses_after_its_last_day_and_once() -> None:
    day = UNTIL + timedelta(days=1)
    lapsed = accepted.when(risk.lapse_acceptance, on=day).then(
        e.AcceptanceLapsed(level=Level.MEDIUM, until=UNTIL, on=day)
    )
    assert (lapsed.state.state, lapsed.state.treatment) == (RiskState.LAPSED, None)
    lapsed.when(risk.lapse_acceptance, on=day).then()


def test_an_acceptance_does_not_lapse_on_its_last_day() -> None:
    accepted.when(risk.lapse_acceptance, on=UNTIL).refused(
        "The acceptance holds until 30 Jun 2026; revoke it to end it earlier."
    )


def test_a_lapsed_risk_is_assessed_again_before_it_is_accepted() -> None:
    lapsed = e.AcceptanceLapsed(level=Level.MEDIUM, until=UNTIL, on=UNTIL + timedelta(days=1))
    given(risk.RISK, IDENTIFIED, MEDIUM, ACCEPTED, lapsed).when(risk.request_acceptance, **ASKED).refused(
        "The risk has a lapsed acceptance; assess its current level again first."
    )


@pytest.mark.parametrize("end", [OCCURRED, CLOSED])
def test_the_end_of_a_risk_ends_its_acceptance(end: Any) -> None:
    after = given(risk.RISK, IDENTIFIED, MEDIUM, REDUCED, ACCEPTED, end).state
    assert (after.acceptance, after.treatment, after.review_due) == (None, None, None)


def test_a_closed_risk_is_not_accepted() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM, REQUESTED, CLOSED).when(risk.accept, **APPROVED).refused(IS_CLOSED, NOBODY)
