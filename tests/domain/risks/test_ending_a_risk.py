"""Ending a risk: it happened, it is closed, it is withdrawn; and opening it again."""

from typing import Any

import pytest

from domain.kernel import Event
from domain.risks import risk
from domain.risks.words import RiskState
from tests.domain.gwt import given
from tests.domain.risks.facts import (
    CLOSED,
    IDENTIFIED,
    IS_CLOSED,
    IS_IDENTIFIED,
    IS_WITHDRAWN,
    ISSUE,
    LEAD,
    MEDIUM,
    OCCURRED,
    REOPENED,
    TODAY,
    WITHDRAWN,
)


def test_a_risk_that_happened_keeps_its_issue() -> None:
    after = given(risk.RISK, IDENTIFIED).when(risk.materialise, issue=ISSUE, by=LEAD, on=TODAY).then(OCCURRED)
    assert (after.state.state, after.state.occurrences) == (RiskState.OCCURRED, (ISSUE,))
    after.when(risk.materialise, issue=ISSUE, by=LEAD, on=TODAY).refused(
        "The risk has occurred; follow its issue, or reopen it first."
    )


def test_a_risk_that_happened_may_be_closed() -> None:
    given(risk.RISK, IDENTIFIED, OCCURRED).when(risk.close, reason="It is over.", by=LEAD).then(CLOSED)


@pytest.mark.parametrize(
    ("act", "reason", "fact", "state"),
    [
        (risk.close, "It is over.", CLOSED, RiskState.CLOSED),
        (risk.withdraw, "It was a duplicate.", WITHDRAWN, RiskState.WITHDRAWN),
    ],
)
def test_a_risk_ends_with_a_reason(act: Any, reason: str, fact: Event, state: RiskState) -> None:
    after = given(risk.RISK, IDENTIFIED).when(act, reason=reason, by=LEAD).then(fact)
    assert after.state.state is state


@pytest.mark.parametrize(
    ("act", "sentence"),
    [(risk.close, "Say why the risk is closed."), (risk.withdraw, "Say why the risk is withdrawn.")],
)
def test_a_risk_does_not_end_twice_or_without_a_reason(act: Any, sentence: str) -> None:
    given(risk.RISK, IDENTIFIED, CLOSED).when(act, reason="", by=LEAD).refused(IS_CLOSED, sentence)
    given(risk.RISK, IDENTIFIED, WITHDRAWN).when(act, reason="Why.", by=LEAD).refused(IS_WITHDRAWN)


@pytest.mark.parametrize("end", [CLOSED, OCCURRED])
@pytest.mark.parametrize(("known", "state"), [((), RiskState.IDENTIFIED), ((MEDIUM,), RiskState.ASSESSED)])
def test_a_reopened_risk_is_where_its_assessment_puts_it(end: Event, known: Any, state: RiskState) -> None:
    after = given(risk.RISK, IDENTIFIED, *known, end).when(risk.reopen, reason="It is back.", by=LEAD).then(REOPENED)
    assert after.state.state is state


def test_reopening_needs_an_ended_risk_and_a_reason() -> None:
    given(risk.RISK, IDENTIFIED).when(risk.reopen, reason="", by=LEAD).refused(
        IS_IDENTIFIED, "Say why the risk is open again."
    )
    given(risk.RISK, IDENTIFIED, WITHDRAWN).when(risk.reopen, reason="Why.", by=LEAD).refused(IS_WITHDRAWN)
