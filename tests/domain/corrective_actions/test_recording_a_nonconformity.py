"""Recording a nonconformity, and owning, dating, linking and cancelling its corrective action."""

from datetime import date
from typing import Any

import pytest

from domain.corrective_actions import corrective_action as capa
from domain.corrective_actions import events as e
from domain.corrective_actions.words import ACTS, INSTEAD, ActionState, Severity
from tests.domain.corrective_actions.facts import (
    AT_CANCELLED,
    AT_INEFFECTIVE,
    CANCELLED,
    ISSUE,
    LEAD,
    PROGRAM,
    QUALITY,
    RECORDED,
    RISK,
    SPONSOR,
    TO_CLOSED,
    TODAY,
)
from tests.domain.gwt import given

ASKED: dict[str, Any] = {
    "program": PROGRAM,
    "title": " Attainment below target ",
    "requirement": "95 % within four hours.",
    "evidence": "85.9 % in January.",
    "severity": Severity.MAJOR,
    "source_issue": ISSUE,
    "owner": LEAD,
    "by": QUALITY,
    "on": TODAY,
}
recorded = given(capa.CORRECTIVE_ACTION, RECORDED)


def test_a_nonconformity_is_recorded_and_linked_to_its_source() -> None:
    after = given(capa.CORRECTIVE_ACTION).when(capa.record_nonconformity, **ASKED).then(RECORDED)
    assert (after.state.cycle, after.state.issues, after.state.risks) == (1, (ISSUE,), ())


def test_a_nonconformity_needs_title_requirement_and_evidence() -> None:
    asked = {**ASKED, "title": "", "requirement": " ", "evidence": ""}
    given(capa.CORRECTIVE_ACTION).when(capa.record_nonconformity, **asked).refused(
        "Give the corrective action a title.",
        "Say which requirement was not met.",
        "Say what shows that it was not met.",
    )


def test_an_owner_is_assigned_once() -> None:
    recorded.when(capa.assign_owner, owner=SPONSOR).then(e.CorrectiveActionOwnerAssigned(from_=LEAD, to=SPONSOR)).when(
        capa.assign_owner, owner=SPONSOR
    ).then()


def test_a_due_date_moves_once_and_with_a_reason() -> None:
    day = date(2026, 9, 1)
    recorded.when(capa.move_due_date, to=day, reason="", by=LEAD).refused("Say why the due date moves.")
    recorded.when(capa.move_due_date, to=day, reason="A strike.", by=LEAD).then(
        e.DueDateMoved(from_=None, to=day, reason="A strike.", by=LEAD)
    ).when(capa.move_due_date, to=day, reason="A strike.", by=LEAD).then()


def test_risks_and_issues_are_linked_once() -> None:
    recorded.when(capa.link_issue, issue=ISSUE).then()
    recorded.when(capa.link_risk, risk=RISK).then(e.LinkedRisk(risk=RISK)).when(capa.link_risk, risk=RISK).then()
    recorded.when(capa.link_issue, issue=RISK).then(e.LinkedIssue(issue=RISK))


def test_a_closed_action_may_still_be_linked() -> None:
    given(capa.CORRECTIVE_ACTION, *TO_CLOSED).when(capa.link_risk, risk=RISK).then(e.LinkedRisk(risk=RISK))


def test_an_action_is_cancelled_with_a_reason() -> None:
    recorded.when(capa.cancel, reason="", by=QUALITY).refused("Say why the corrective action is cancelled.")
    recorded.when(capa.cancel, reason="A duplicate.", by=QUALITY).then(CANCELLED)


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("assign_owner", {"owner": SPONSOR}),
        ("move_due_date", {"to": TODAY, "reason": "Why.", "by": LEAD}),
        ("cancel", {"reason": "Why.", "by": LEAD}),
    ],
)
def test_a_finished_action_is_not_moved(act: str, arguments: dict[str, Any]) -> None:
    given(capa.CORRECTIVE_ACTION, RECORDED, CANCELLED).when(getattr(capa, act), **arguments).refused(AT_CANCELLED)
    given(capa.CORRECTIVE_ACTION, *TO_CLOSED).when(getattr(capa, act), **arguments).refused(AT_INEFFECTIVE)


@pytest.mark.parametrize(("act", "arguments"), [("link_risk", {"risk": RISK}), ("link_issue", {"issue": RISK})])
def test_a_cancelled_action_is_not_linked(act: str, arguments: dict[str, Any]) -> None:
    given(capa.CORRECTIVE_ACTION, RECORDED, CANCELLED).when(getattr(capa, act), **arguments).refused(AT_CANCELLED)


def test_every_state_offers_acts_that_are_decisions_and_says_what_to_do_instead() -> None:
    assert set(ACTS) == set(INSTEAD) == set(ActionState)
    assert all(callable(getattr(capa, act)) for state in ActionState for act in capa.acts(state))
