"""Assessing a risk at a stage, and what a higher level does to an acceptance."""

from datetime import date, timedelta
from typing import Any

from domain.risks import events as e
from domain.risks import risk
from domain.risks.matrix import MATRIX_1, Level
from domain.risks.words import RiskState, Stage, Strength
from tests.domain.gwt import given
from tests.domain.risks.facts import (
    ACCEPTED,
    CLOSED,
    IDENTIFIED,
    IS_CLOSED,
    LEAD,
    MEDIUM,
    TODAY,
    UNTIL,
    assessed,
)

ASKED: dict[str, Any] = {
    "stage": Stage.CURRENT,
    "likelihood": 3,
    "impact": 3,
    "matrix": MATRIX_1,
    "basis": "Three talks.",
    "strength": Strength.MODERATE,
    "by": LEAD,
    "on": TODAY,
}
ABOVE = "The residual level High is above the current level Medium; assess the residual level lower, or justify it."
LAPSED = e.AcceptanceLapsed(level=Level.MEDIUM, until=UNTIL, on=date(2026, 7, 1))


def test_the_level_is_looked_up_and_sets_the_review() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.assess, **ASKED).then(MEDIUM)
    given(risk.RISK, IDENTIFIED).when(risk.assess, **ASKED).then_state(
        state=RiskState.ASSESSED, review_due=TODAY + timedelta(days=180)
    )


def test_the_inherent_level_alone_does_not_make_a_risk_assessed() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.assess, **{**ASKED, "stage": Stage.INHERENT}).then_state(
        state=RiskState.IDENTIFIED, review_due=None
    )


def test_a_reassessment_keeps_what_was_before() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.assess, **{**ASKED, "likelihood": 4}).then(
        assessed(4, 3, from_likelihood=3, from_impact=3, from_level=Level.MEDIUM)
    )


def test_a_lower_level_does_not_put_the_review_off() -> None:
    low = assessed(1, 1, from_likelihood=3, from_impact=3, from_level=Level.MEDIUM, review_due=MEDIUM.review_due)
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.assess, **{**ASKED, "likelihood": 1, "impact": 1}).then(low)


def test_the_same_assessment_makes_no_fact() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM).when(risk.assess, **ASKED).then()


def test_the_same_assessment_counts_after_a_lapse() -> None:
    given(risk.RISK, IDENTIFIED, MEDIUM, ACCEPTED, LAPSED).when(risk.assess, **ASKED).then_state(
        state=RiskState.ASSESSED
    )


def test_everything_wrong_is_said_at_once() -> None:
    asked = {**ASKED, "likelihood": 0, "impact": 6, "basis": ""}
    given(risk.RISK, IDENTIFIED, CLOSED).when(risk.assess, **asked).refused(
        IS_CLOSED, "Give the likelihood as 1 to 5.", "Give the impact as 1 to 5.", "Say what the assessment rests on."
    )


def test_the_residual_level_needs_a_current_one() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.assess, **{**ASKED, "stage": Stage.RESIDUAL}).refused(
        "Assess the current level first."
    )


def test_a_residual_level_above_the_current_needs_a_justification() -> None:
    asked = {**ASKED, "stage": Stage.RESIDUAL, "impact": 4}
    known = given(risk.RISK, IDENTIFIED, MEDIUM)
    known.when(risk.assess, **asked).refused(ABOVE)
    known.when(risk.assess, **asked, justification="The season is worse.").then(
        assessed(3, 4, stage=Stage.RESIDUAL, justification="The season is worse.")
    )


def test_a_current_level_cannot_fall_below_the_residual_without_a_justification() -> None:
    high, residual = assessed(4, 4), assessed(3, 4, stage=Stage.RESIDUAL)
    given(risk.RISK, IDENTIFIED, high, residual).when(risk.assess, **ASKED).refused(ABOVE)


def test_a_level_above_the_accepted_one_ends_the_acceptance() -> None:
    revoked = e.AcceptanceRevoked(
        level=Level.MEDIUM,
        until=UNTIL,
        by=LEAD,
        reason="The current level High is above the accepted level Medium.",
    )
    accepted = given(risk.RISK, IDENTIFIED, MEDIUM, ACCEPTED)
    raised = accepted.when(risk.assess, **{**ASKED, "likelihood": 4})
    assert raised.facts[1:] == (revoked,)
    raised.then_state(state=RiskState.ASSESSED, acceptance=None, treatment=None)


def test_a_level_within_the_accepted_one_keeps_the_acceptance() -> None:
    accepted = given(risk.RISK, IDENTIFIED, MEDIUM, ACCEPTED)
    accepted.when(risk.assess, **{**ASKED, "likelihood": 2}).then_state(
        state=RiskState.ACCEPTED, acceptance=accepted.state.acceptance
    )
