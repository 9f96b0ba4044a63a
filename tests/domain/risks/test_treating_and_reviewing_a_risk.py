"""Choosing a treatment, and looking at the risk again in time."""

from datetime import timedelta

from domain.risks import events as e
from domain.risks import risk
from domain.risks.words import RiskState, Treatment
from tests.domain.gwt import given
from tests.domain.risks.facts import (
    ACCEPTED,
    IDENTIFIED,
    IS_IDENTIFIED,
    LEAD,
    MEDIUM,
    REDUCED,
    REQUESTED,
    TODAY,
)

LAST = TODAY + timedelta(days=180)


def test_a_treatment_is_chosen_once() -> None:
    asked = {"treatment": Treatment.REDUCE, "response": " Prepare both ways. ", "by": LEAD}
    chosen = given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.choose_treatment, **asked).then(REDUCED)
    assert chosen.state.state is RiskState.TREATMENT_PLANNED
    chosen.when(risk.choose_treatment, **asked).then()


def test_another_treatment_keeps_the_one_before() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM, REDUCED).when(
        risk.choose_treatment, treatment=Treatment.SHARE, response="Insure it.", by=LEAD
    ).then(
        e.TreatmentChosen(
            from_=Treatment.REDUCE,
            treatment=Treatment.SHARE,
            from_response="Prepare both ways.",
            response="Insure it.",
            by=LEAD,
        )
    )


def test_accepting_is_not_chosen_but_asked_for() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.choose_treatment, treatment=Treatment.ACCEPT, response="", by=LEAD).refused(
        IS_IDENTIFIED,
        "Say what is done about the risk.",
        "Accepting takes another person's approval; ask for acceptance instead.",
    )


def test_an_accepted_risk_is_treated_only_after_its_acceptance_ends() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM, ACCEPTED).when(
        risk.choose_treatment, treatment=Treatment.AVOID, response="Stop.", by=LEAD
    ).refused("The risk is accepted; revoke the acceptance first.")


def test_choosing_a_treatment_takes_back_the_request_for_acceptance() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM, REQUESTED).when(
        risk.choose_treatment, treatment=Treatment.AVOID, response="Stop.", by=LEAD
    ).then_state(request=None)


def test_the_first_review_of_a_treatment_starts_the_monitoring() -> None:
    reviewed = given(risk.RISK, IDENTIFIED, MEDIUM, REDUCED).when(
        risk.review, next_due=LAST, note="On course.", by=LEAD, on=TODAY
    )
    after = reviewed.then(
        e.RiskReviewed(by=LEAD, on=TODAY, from_due=MEDIUM.review_due, next_due=LAST, note="On course.")
    )
    assert after.state.state is RiskState.MONITORING
    assert after.state.review_due == LAST


def test_a_review_leaves_an_accepted_risk_accepted() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM, ACCEPTED).when(risk.review, next_due=LAST, by=LEAD, on=TODAY).then_state(
        state=RiskState.ACCEPTED
    )


def test_the_next_review_is_not_later_than_the_level_allows() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM).when(
        risk.review, next_due=LAST + timedelta(days=1), by=LEAD, on=TODAY
    ).refused("A medium risk is reviewed again by 29 Aug 2026; give that day or an earlier one.")


def test_the_next_review_comes_after_this_one() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.review, next_due=TODAY, by=LEAD, on=TODAY).refused(
        "The next review comes after this one; give a later day."
    )


def test_a_risk_without_a_level_is_not_reviewed() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.review, next_due=LAST, by=LEAD, on=TODAY).refused(IS_IDENTIFIED)
