"""Escalating an issue level by level, acknowledging it, and sending it back."""

from datetime import timedelta
from typing import Any

import pytest

from domain.issues import events as e
from domain.issues import issue
from tests.domain.gwt import given
from tests.domain.issues.facts import ESCALATED, LEAD, RAISED, RESOLVED, SPONSOR, TODAY, TRIAGED

ASKED: dict[str, Any] = {"level": 1, "to": SPONSOR, "by": LEAD, "on": TODAY}
NOT_ESCALATED = "No escalation is up; escalate the issue first."


def test_an_issue_goes_up_one_level() -> None:
    given(issue.ISSUE, RAISED).when(issue.escalate, **ASKED).then(ESCALATED)


def test_an_issue_goes_to_somebody_named_in_words() -> None:
    asked = {**ASKED, "to": None, "to_whom": " Head of operations "}
    given(issue.ISSUE, RAISED).when(issue.escalate, **asked).then(
        e.EscalationRaised(from_level=0, level=1, to_whom="Head of operations", reason="", by=LEAD)
    )


def test_an_escalation_goes_to_one() -> None:
    known = given(issue.ISSUE, RAISED)
    known.when(issue.escalate, **{**ASKED, "to": None}).refused("Say whom you escalate to.")
    known.when(issue.escalate, **ASKED, to_whom="Head").refused("Choose a person or name somebody, not both.")


def test_past_a_level_only_with_a_reason() -> None:
    known = given(issue.ISSUE, RAISED)
    known.when(issue.escalate, **{**ASKED, "level": 3}).refused("Say why the escalation goes past a level.")
    known.when(issue.escalate, **{**ASKED, "level": 3}, reason="Everyone is affected.").then_state(level=3)


@pytest.mark.parametrize("level", [0, 1, 4])
def test_a_level_rises_to_three_at_most(level: int) -> None:
    given(issue.ISSUE, RAISED, ESCALATED).when(issue.escalate, **{**ASKED, "level": level}, reason="Why.").refused(
        "The issue is at escalation level 1; choose 2 to 3."
    )


def test_nothing_is_above_level_three() -> None:
    top = e.EscalationRaised(from_level=1, level=3, to=SPONSOR, reason="Why.", by=LEAD)
    given(issue.ISSUE, RAISED, ESCALATED, top).when(issue.escalate, **{**ASKED, "level": 3}).refused(
        "The issue is at escalation level 3; return the escalation or resolve the issue."
    )


def test_an_escalation_falls_due_ahead_and_a_resolved_issue_has_none() -> None:
    past = TODAY - timedelta(days=1)
    given(issue.ISSUE, RAISED, TRIAGED, RESOLVED).when(issue.escalate, **ASKED, due=past).refused(
        "The issue is resolved; close it, or reopen it first.",
        "An escalation cannot fall due in the past; give a later day.",
    )


def test_an_escalation_is_acknowledged_once() -> None:
    given(issue.ISSUE, RAISED, ESCALATED).when(issue.acknowledge_escalation, by=SPONSOR).then(
        e.EscalationAcknowledged(level=1, by=SPONSOR)
    ).when(issue.acknowledge_escalation, by=SPONSOR).then()


def test_only_an_escalation_that_is_up_is_acknowledged_or_returned() -> None:
    given(issue.ISSUE, RAISED).when(issue.acknowledge_escalation, by=SPONSOR).refused(NOT_ESCALATED)
    given(issue.ISSUE, RAISED).when(issue.return_escalation, reason="", by=SPONSOR).refused(
        NOT_ESCALATED, "Say why the escalation is returned."
    )


def test_a_returned_escalation_goes_back_to_its_level() -> None:
    second = e.EscalationRaised(from_level=1, level=2, to=SPONSOR, reason="", by=LEAD)
    after = given(issue.ISSUE, RAISED, ESCALATED, second).when(issue.return_escalation, reason="Yours.", by=SPONSOR)
    returned = e.EscalationReturned(from_level=2, to_level=1, by=SPONSOR, reason="Yours.")
    assert after.then(returned).state.level == 1
