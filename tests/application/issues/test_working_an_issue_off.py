"""An issue is triaged, assigned, escalated, resolved and ended, each by who may."""

from datetime import timedelta
from typing import Any

import pytest

from application import issues as asked
from application.corrective_actions import RecordNonconformity
from application.desk import NotAllowed
from application.ledger import Stale
from domain.corrective_actions.events import LinkedIssue
from domain.issues import events as e
from domain.issues.words import Area, IssueState
from domain.kernel import Refused
from tests.application.corrective_actions.works import NONCONFORMITY, Works
from tests.application.risks.office import DAY

DUE = DAY + timedelta(days=7)


def test_triage_gives_severity_priority_and_area(works: Works) -> None:
    facts = works.do(asked.TriageIssue(thing=works.raised(), severity=1, priority=2, area=Area.SELLER))
    assert facts == [e.IssueTriaged(severity=1, priority=2, area=Area.SELLER)]


def test_an_owner_and_a_due_date_are_assigned(works: Works) -> None:
    facts = works.do(asked.AssignIssue(thing=works.triaged(), to=works.owner, due=DUE))
    assert facts == [e.IssueAssigned(from_=None, to=works.owner, due=DUE)]


def test_an_escalation_names_a_person_a_level_and_a_day(works: Works) -> None:
    issue = works.triaged()
    facts = works.do(asked.EscalateIssue(thing=issue, level=1, to=works.manager, due=DUE, reason="No answer."))
    up = e.EscalationRaised(from_level=0, level=1, to=works.manager, due=DUE, reason="No answer.", by=works.lena)
    assert facts == [up]


def test_an_escalation_past_a_level_needs_a_reason(works: Works) -> None:
    with pytest.raises(Refused) as refused:
        works.do(asked.EscalateIssue(thing=works.triaged(), level=2, to=works.manager))
    assert [problem.field for problem in refused.value.problems] == ["reason"]


def test_an_escalation_is_acknowledged_and_returned(works: Works) -> None:
    issue = works.triaged()
    works.do(asked.EscalateIssue(thing=issue, level=1, to_whom="The board"))
    taken = works.do(asked.AcknowledgeEscalation(thing=issue), by=works.manager)
    back = works.do(asked.ReturnEscalation(thing=issue, reason="It is decided."), by=works.manager)
    assert taken == [e.EscalationAcknowledged(level=1, by=works.manager)]
    assert back == [e.EscalationReturned(from_level=1, to_level=0, by=works.manager, reason="It is decided.")]


def test_an_issue_is_worked_on_resolved_closed_and_reopened(works: Works) -> None:
    issue = works.triaged()
    works.do(asked.StartWork(thing=issue))
    works.do(asked.ResolveIssue(thing=issue, resolution="Ward reopened."))
    works.do(asked.CloseIssue(thing=issue), by=works.manager)
    works.do(asked.ReopenIssue(thing=issue, reason="Closed again."))
    state = works.issue(issue)
    assert state.state is IssueState.REOPENED
    assert [each.resolution for each in state.resolutions] == ["Ward reopened."]
    assert [each.by for each in state.closings] == [works.manager]


@pytest.mark.parametrize("act", [asked.CloseIssue, asked.WithdrawIssue])
def test_ending_an_issue_is_for_managers(works: Works, act: type[Any]) -> None:
    with pytest.raises(NotAllowed):
        works.do(act(thing=works.triaged(), **({"reason": "A duplicate."} if act is asked.WithdrawIssue else {})))


def test_an_issue_that_is_not_resolved_cannot_be_closed(works: Works) -> None:
    with pytest.raises(Refused, match="start work or resolve it first"):
        works.do(asked.CloseIssue(thing=works.triaged()), by=works.manager)


def test_linking_a_corrective_action_is_recorded_on_both(works: Works) -> None:
    issue, action = works.raised(), works.recorded()
    facts = works.do(asked.LinkAction(thing=issue, action=action))
    assert facts == [e.CorrectiveActionLinked(action=action), LinkedIssue(issue=issue)]
    assert works.do(asked.LinkAction(thing=issue, action=action)) == []


def test_a_corrective_action_raised_from_an_issue_is_linked_in_the_same_save(works: Works) -> None:
    issue = works.raised()
    _, linked = works.do(RecordNonconformity(**NONCONFORMITY, owner=works.owner, source_issue=issue))
    assert isinstance(linked, e.CorrectiveActionLinked)
    assert works.action(linked.action).issues == (issue,)
    assert works.issue(issue).corrective_actions == (linked.action,)


def test_an_issue_that_changed_since_it_was_seen_is_not_overwritten(works: Works) -> None:
    issue = works.triaged()
    with pytest.raises(Stale):
        works.do(asked.StartWork(thing=issue, seen=1))
