"""Raising an issue, saying how bad it is, and giving it to somebody."""

from typing import Any

import pytest

from domain.issues import events as e
from domain.issues import issue
from domain.issues.words import ACTS, INSTEAD, Area, IssueState
from tests.domain.gwt import given
from tests.domain.issues.facts import (
    ACTION,
    AGENT,
    CLOSED,
    IS_CLOSED,
    IS_WITHDRAWN,
    LEAD,
    PROGRAM,
    RAISED,
    RESOLVED,
    RISK,
    TODAY,
    TRIAGED,
    WITHDRAWN,
)

ASKED: dict[str, Any] = {
    "program": PROGRAM,
    "title": " Queue is down ",
    "description": "Since noon.",
    "from_risk": RISK,
    "raised_by": AGENT,
    "on": TODAY,
}
TRIAGE: dict[str, Any] = {"severity": 2, "priority": 1, "area": Area.SELLER}


def test_an_issue_is_raised() -> None:
    after = given(issue.ISSUE).when(issue.raise_issue, **ASKED).then(RAISED)
    assert (after.state.state, after.state.level, after.state.from_risk) == (IssueState.OPEN, 0, RISK)


def test_an_issue_needs_a_title() -> None:
    given(issue.ISSUE).when(issue.raise_issue, **{**ASKED, "title": " "}).refused("Give the issue a title.")
    given(issue.ISSUE).when(issue.raise_issue, **{**ASKED, "title": "x" * 201}).refused_field("title")


def test_an_issue_is_triaged_once() -> None:
    after = given(issue.ISSUE, RAISED).when(issue.triage, **TRIAGE).then(TRIAGED)
    assert after.state.state is IssueState.TRIAGED
    after.when(issue.triage, **TRIAGE).then()


def test_another_severity_keeps_the_one_before() -> None:
    given(issue.ISSUE, RAISED, TRIAGED).when(issue.triage, **{**TRIAGE, "severity": 1}).then(
        e.IssueTriaged(
            from_severity=2, severity=1, from_priority=1, priority=1, from_area=Area.SELLER, area=Area.SELLER
        )
    )


@pytest.mark.parametrize("number", [0, 5])
def test_severity_and_priority_are_one_to_four(number: int) -> None:
    asked = {"severity": number, "priority": number, "area": Area.BUYER}
    given(issue.ISSUE, RAISED, TRIAGED, RESOLVED, CLOSED).when(issue.triage, **asked).refused(
        IS_CLOSED,
        "Give the severity as 1 (critical) to 4 (minor).",
        "Give the priority as 1 (now) to 4 (when there is time).",
    )


def test_an_issue_is_assigned_once_and_the_day_before_is_kept() -> None:
    first = (
        given(issue.ISSUE, RAISED)
        .when(issue.assign, to=AGENT, due=TODAY)
        .then(e.IssueAssigned(from_=None, to=AGENT, due=TODAY))
    )
    first.when(issue.assign, to=AGENT, due=TODAY).then()
    first.when(issue.assign, to=LEAD).then(e.IssueAssigned(from_=AGENT, to=LEAD, from_due=TODAY, due=None))


def test_a_withdrawn_issue_is_not_assigned() -> None:
    given(issue.ISSUE, RAISED, WITHDRAWN).when(issue.assign, to=AGENT).refused(IS_WITHDRAWN)


def test_a_corrective_action_is_linked_once_even_after_closing() -> None:
    given(issue.ISSUE, RAISED, TRIAGED, RESOLVED, CLOSED).when(issue.link_corrective_action, action=ACTION).then(
        e.CorrectiveActionLinked(action=ACTION)
    ).when(issue.link_corrective_action, action=ACTION).then()
    given(issue.ISSUE, RAISED, WITHDRAWN).when(issue.link_corrective_action, action=ACTION).refused(IS_WITHDRAWN)


def test_every_state_offers_acts_that_are_decisions_and_says_what_to_do_instead() -> None:
    assert set(ACTS) == set(INSTEAD) == set(IssueState)
    assert all(callable(getattr(issue, act)) for state in IssueState for act in issue.acts(state))
