"""Escalating a risk up the tiers, answering, and bringing it down again."""

from datetime import timedelta

from domain.risks import events as e
from domain.risks import risk
from domain.risks.words import Escalation, Tier
from tests.domain.gwt import given
from tests.domain.risks.facts import CLOSED, ESCALATED, IDENTIFIED, IS_CLOSED, LEAD, SPONSOR, TODAY

TOP = e.RiskEscalated(from_=Tier.PROGRAM, to=Tier.EXECUTIVE, reason="Now.", by=LEAD)
UNANSWERED = "No escalation waits for an answer; escalate the risk first."


def test_a_risk_goes_up_one_tier() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.escalate, to=Tier.PROGRAM, reason="No date is set.", by=LEAD, on=TODAY).then(
        ESCALATED
    )


def test_an_escalation_waits_for_an_answer_until_its_day() -> None:
    due = TODAY + timedelta(days=7)
    given(risk.RISK, IDENTIFIED).when(
        risk.escalate, to=Tier.PROGRAM, reason="No date is set.", answer_due=due, by=LEAD, on=TODAY
    ).then_state(tier=Tier.PROGRAM, escalation=Escalation(to=Tier.PROGRAM, by=LEAD, answer_due=due))


def test_an_escalation_needs_a_reason_and_a_day_ahead() -> None:
    given(risk.RISK, IDENTIFIED).when(
        risk.escalate, to=Tier.PROGRAM, reason=" ", answer_due=TODAY - timedelta(days=1), by=LEAD, on=TODAY
    ).refused("Say why the risk is escalated.", "An answer cannot be due in the past; give a later day.")


def test_past_a_tier_only_with_a_reason_for_it() -> None:
    known = given(risk.RISK, IDENTIFIED, ESCALATED)
    known.when(risk.escalate, to=Tier.EXECUTIVE, reason="", by=LEAD, on=TODAY).refused(
        "Say why the escalation goes past a tier."
    )
    known.when(risk.escalate, to=Tier.EXECUTIVE, reason="Now.", by=LEAD, on=TODAY).then(TOP)


def test_an_escalation_goes_up() -> None:
    known = given(risk.RISK, IDENTIFIED, ESCALATED)
    for tier in (Tier.PROJECT, Tier.PROGRAM):
        known.when(risk.escalate, to=tier, reason="Why.", by=LEAD, on=TODAY).refused(
            "The risk is at the program tier; choose a higher one."
        )


def test_nothing_is_above_the_executive() -> None:
    given(risk.RISK, IDENTIFIED, ESCALATED, TOP).when(
        risk.escalate, to=Tier.EXECUTIVE, reason="Why.", by=LEAD, on=TODAY
    ).refused("The risk is at the executive tier; answer the escalation or bring it down.")


def test_a_closed_risk_cannot_be_escalated() -> None:
    given(risk.RISK, IDENTIFIED, CLOSED).when(risk.escalate, to=Tier.PROGRAM, reason="Why.", by=LEAD, on=TODAY).refused(
        IS_CLOSED
    )


def test_an_escalation_is_answered_once() -> None:
    answered = given(risk.RISK, IDENTIFIED, ESCALATED).when(risk.answer_escalation, answer="Wait.", by=SPONSOR)
    after = answered.then(e.EscalationAnswered(tier=Tier.PROGRAM, answer="Wait.", by=SPONSOR))
    assert after.state.tier is Tier.PROGRAM
    after.when(risk.answer_escalation, answer="", by=SPONSOR).refused("Write the answer.", UNANSWERED)


def test_a_risk_comes_down_with_a_reason() -> None:
    known = given(risk.RISK, IDENTIFIED, ESCALATED)
    known.when(risk.deescalate, to=Tier.PROJECT, reason="Solved there.", by=LEAD).then(
        e.RiskDeescalated(from_=Tier.PROGRAM, to=Tier.PROJECT, reason="Solved there.", by=LEAD)
    ).when(risk.answer_escalation, answer="Wait.", by=SPONSOR).refused(UNANSWERED)
    known.when(risk.deescalate, to=Tier.PROGRAM, reason="", by=LEAD).refused(
        "Say why a lower tier can handle the risk.", "The risk is at the program tier; choose a lower one."
    )
