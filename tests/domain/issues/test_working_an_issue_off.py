"""Working an issue off: starting, resolving, closing, reopening and withdrawing."""

from typing import Any

import pytest

from domain.issues import issue
from domain.issues.words import IssueState
from tests.domain.gwt import given
from tests.domain.issues.facts import (
    AGENT,
    CLOSED,
    IS_CLOSED,
    IS_OPEN,
    IS_WITHDRAWN,
    LEAD,
    RAISED,
    REOPENED,
    RESOLVED,
    STARTED,
    TODAY,
    TRIAGED,
    WITHDRAWN,
)

RESOLVE: dict[str, Any] = {"resolution": " Restarted. ", "by": AGENT, "on": TODAY}


def test_work_starts_after_the_triage() -> None:
    given(issue.ISSUE, RAISED).when(issue.start_work, by=AGENT).refused(IS_OPEN)
    after = given(issue.ISSUE, RAISED, TRIAGED).when(issue.start_work, by=AGENT).then(STARTED)
    after.when(issue.start_work, by=AGENT).refused("The issue is in progress; resolve it first.")


@pytest.mark.parametrize("known", [(TRIAGED,), (TRIAGED, STARTED), (TRIAGED, RESOLVED, REOPENED)])
def test_an_issue_is_resolved_with_a_text(known: Any) -> None:
    given(issue.ISSUE, RAISED, *known).when(issue.resolve, **RESOLVE).then(RESOLVED)


def test_an_open_issue_is_not_resolved_and_a_resolution_is_not_empty() -> None:
    given(issue.ISSUE, RAISED).when(issue.resolve, **{**RESOLVE, "resolution": ""}).refused(
        IS_OPEN, "Say how the issue was resolved."
    )


def test_only_a_resolved_issue_is_closed() -> None:
    given(issue.ISSUE, RAISED, TRIAGED).when(issue.close, by=LEAD, on=TODAY).refused(
        "The issue is triaged; start work or resolve it first."
    )
    after = given(issue.ISSUE, RAISED, TRIAGED, RESOLVED).when(issue.close, by=LEAD, on=TODAY).then(CLOSED)
    after.when(issue.close, by=LEAD, on=TODAY).refused(IS_CLOSED)


@pytest.mark.parametrize("known", [(RESOLVED,), (RESOLVED, CLOSED)])
def test_a_finished_issue_is_reopened_with_a_reason(known: Any) -> None:
    finished = given(issue.ISSUE, RAISED, TRIAGED, *known)
    finished.when(issue.reopen, reason="", by=LEAD).refused("Say why the issue is open again.")
    finished.when(issue.reopen, reason="Down again.", by=LEAD).then(REOPENED)


def test_reopening_erases_no_earlier_resolution_or_closing() -> None:
    after = given(issue.ISSUE, RAISED, TRIAGED, RESOLVED, CLOSED, REOPENED, RESOLVED, CLOSED).state
    assert (len(after.resolutions), len(after.closings), after.state) == (2, 2, IssueState.CLOSED)


def test_an_issue_that_is_being_worked_on_is_not_reopened() -> None:
    given(issue.ISSUE, RAISED).when(issue.reopen, reason="Why.", by=LEAD).refused(IS_OPEN)
    given(issue.ISSUE, RAISED, TRIAGED, RESOLVED, REOPENED).when(issue.reopen, reason="Why.", by=LEAD).refused(
        "The issue is reopened; start work or resolve it first."
    )


def test_an_issue_is_withdrawn_with_a_reason() -> None:
    known = given(issue.ISSUE, RAISED)
    known.when(issue.withdraw, reason=" ", by=LEAD).refused("Say why the issue is withdrawn.")
    known.when(issue.withdraw, reason="A duplicate.", by=LEAD).then(WITHDRAWN).when(
        issue.withdraw, reason="A duplicate.", by=LEAD
    ).refused(IS_WITHDRAWN)
