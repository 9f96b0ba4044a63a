"""Issues are found, sorted, counted and aged by what is recorded of them."""

from datetime import timedelta
from uuid import UUID

import pytest

from application import issues as asked
from domain.issues.issue import ISSUE
from domain.issues.words import IssueState
from projections.issues import queries
from projections.issues.handlers import ISSUES
from projections.issues.rows import IssueRow
from tests.application.corrective_actions.works import Works
from tests.application.risks.office import DAY, HERE, RAIL, THERE


def titles(works: Works, **asked_for: object) -> list[str]:
    with works.book.view() as view:
        found = queries.search(view, queries.Asked(**asked_for), today=DAY)  # type: ignore[arg-type]
    return [row.title for row in found.rows]


def row(works: Works, issue: UUID) -> IssueRow:
    with works.book.view() as view:
        found = queries.one(view, issue)
    assert found is not None
    return found


def test_every_fact_of_an_issue_is_read() -> None:
    assert set(ISSUE.facts) == set(ISSUES.handlers)


def test_a_new_issue_has_a_code_and_what_was_said_of_it(works: Works) -> None:
    first, second = works.raised(), works.raised(title="Late", description="Long.")
    assert (row(works, first).code, row(works, second).code) == ("I-001", "I-002")
    found = row(works, second)
    assert (found.title, found.project, found.opened_on, found.version) == ("Late", RAIL, DAY, 1)
    with works.book.view() as view:
        assert queries.description(view, second) == "Long."


def test_the_worst_stand_first_and_what_is_not_triaged_last(works: Works) -> None:
    works.raised(title="Unknown")
    works.triaged(3, title="Moderate")
    works.triaged(1, title="Critical")
    assert titles(works) == ["Critical", "Moderate", "Unknown"]
    assert titles(works, sort="-title") == ["Unknown", "Moderate", "Critical"]


def test_codes_sort_by_their_number(works: Works) -> None:
    for _ in range(3):
        works.raised()
    with works.book.view() as view:
        found = queries.search(view, queries.Asked(sort="-code"), today=DAY)
    assert [each.code for each in found.rows] == ["I-003", "I-002", "I-001"]


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        ({"q": "ward"}, ["Ward closed"]),
        ({"q": "i-002"}, ["Late"]),
        ({"q": "100%"}, []),
        ({"severity": 1}, ["Late"]),
        ({"state": "untriaged"}, ["Ward closed"]),
        ({"state": "triaged"}, ["Late"]),
        ({"state": "closed"}, ["Over"]),
        ({"state": "all"}, ["Late", "Over", "Ward closed"]),
        ({"escalated": "yes"}, ["Late"]),
        ({"overdue": "yes"}, ["Late"]),
        ({"program": THERE}, []),
        ({"program": HERE, "project": RAIL}, ["Late", "Ward closed"]),
    ],
)
def test_the_list_is_narrowed(works: Works, asked_for: dict[str, object], expected: list[str]) -> None:
    works.raised()
    late = works.triaged(1, title="Late")
    works.do(asked.AssignIssue(thing=late, to=works.owner, due=DAY - timedelta(days=1)))
    works.do(asked.EscalateIssue(thing=late, level=1, to=works.manager))
    over = works.triaged(2, title="Over")
    works.do(asked.ResolveIssue(thing=over, resolution="Done."))
    works.do(asked.CloseIssue(thing=over), by=works.manager)
    assert titles(works, **asked_for) == expected


def test_an_escalation_waits_for_its_person_until_it_is_acknowledged(works: Works) -> None:
    issue = works.triaged()
    works.do(asked.EscalateIssue(thing=issue, level=1, to=works.manager, due=DAY, reason="No answer."))
    with works.book.view() as view:
        assert [each.id for each in queries.awaiting_answer(view, works.manager)] == [issue]
    works.do(asked.AcknowledgeEscalation(thing=issue), by=works.manager)
    with works.book.view() as view:
        assert queries.awaiting_answer(view, works.manager) == []
        (told,) = queries.escalations(view, issue)
    assert (told.level, told.reason, told.acknowledged_by, told.acknowledged_on) == (
        1,
        "No answer.",
        works.manager,
        DAY,
    )


def test_an_escalation_that_is_returned_stays_in_the_history(works: Works) -> None:
    issue = works.triaged()
    works.do(asked.EscalateIssue(thing=issue, level=1, to_whom="The board"))
    works.do(asked.ReturnEscalation(thing=issue, reason="Decided."), by=works.manager)
    works.do(asked.EscalateIssue(thing=issue, level=1, to=works.manager))
    with works.book.view() as view:
        newest, oldest = queries.escalations(view, issue)
    assert (oldest.to_whom, oldest.returned_because) == ("The board", "Decided.")
    assert (newest.escalated_to, newest.returned_by) == (works.manager, None)
    assert row(works, issue).level == 1


def test_every_resolving_and_closing_stays_when_it_is_reopened(works: Works) -> None:
    issue = works.triaged()
    works.do(asked.ResolveIssue(thing=issue, resolution="Ward reopened."))
    works.do(asked.CloseIssue(thing=issue), by=works.manager)
    assert row(works, issue).closed_on == DAY
    works.do(asked.ReopenIssue(thing=issue, reason="Closed again."))
    with works.book.view() as view:
        told = queries.endings(view, issue)
    assert [each.state for each in told] == [IssueState.REOPENED, IssueState.CLOSED, IssueState.RESOLVED]
    assert [each.words for each in told] == ["Closed again.", "", "Ward reopened."]
    assert row(works, issue).closed_on is None


def test_issues_are_found_from_their_risk_project_owner_and_action(works: Works) -> None:
    risk, action = works.identify(), works.recorded()
    issue = works.raised(from_risk=risk)
    works.do(asked.AssignIssue(thing=issue, to=works.owner))
    works.do(asked.LinkAction(thing=issue, action=action))
    with works.book.view() as view:
        found = [queries.of_risk(view, risk), queries.of_project(view, RAIL), queries.of_owner(view, works.owner)]
        assert [[each.id for each in rows] for rows in found] == [[issue]] * 3
        assert queries.actions(view, issue) == [action]


def test_what_is_open_is_counted_and_aged(works: Works) -> None:
    works.triaged(1)
    works.raised(on=DAY - timedelta(days=31))
    works.raised(on=DAY - timedelta(days=400))
    with works.book.view() as view:
        assert queries.counts(view, today=DAY) == {"open": 3, "critical": 1, "escalated": 0, "overdue": 0}
        assert [count for _, count in queries.ageing(view, today=DAY)] == [1, 1, 0, 1]


def test_at_a_past_position_the_issue_is_as_it_was(works: Works) -> None:
    issue = works.raised()
    before = works.book.ledger.head()
    works.do(asked.WithdrawIssue(thing=issue, reason="A duplicate."), by=works.manager)
    with works.book.view(before) as view:
        assert [each.state for each in queries.search(view, queries.Asked(), today=DAY).rows] == [IssueState.OPEN]
    with works.book.view() as view:
        assert queries.open_count(view) == 0


def test_who_may_see_other_programs_only_sees_no_issue_of_this_one(works: Works) -> None:
    works.raised()
    with works.book.view(programs=frozenset({THERE})) as view:
        assert queries.search(view, queries.Asked(), today=DAY).total == 0
        assert queries.find(view, "I-001") is None
