"""Corrective actions are found and sorted, and each says what comes next and whom it waits for."""

from datetime import timedelta
from uuid import UUID

import pytest

from application import corrective_actions as asked
from domain.corrective_actions.state import CORRECTIVE_ACTION
from domain.corrective_actions.words import ActionState, Result, Severity
from projections.corrective_actions import queries
from projections.corrective_actions.handlers import CORRECTIVE_ACTIONS
from projections.corrective_actions.rows import ActionRow, Next
from tests.application.corrective_actions.works import AFTER, CRITERION, VERIFIED, WINDOW, Works
from tests.application.risks.office import DAY, HERE, RAIL, THERE


def row(works: Works, action: UUID) -> ActionRow:
    with works.book.view() as view:
        found = queries.one(view, action)
    assert found is not None
    return found


def waiting(works: Works, person: UUID, *, today: object = DAY, manages: object = frozenset()) -> list[str]:
    with works.book.view() as view:
        found = queries.waiting_for(view, person, today=today, manages=manages)  # type: ignore[arg-type]
    return [each.what for each in found]


def test_every_fact_of_a_corrective_action_is_read() -> None:
    assert set(CORRECTIVE_ACTION.facts) == set(CORRECTIVE_ACTIONS.handlers)


def test_it_has_a_code_and_what_was_said_of_it(works: Works) -> None:
    works.recorded()
    found = row(works, works.recorded(title="Late drawings", due=DAY))
    assert (found.code, found.title, found.project, found.due, found.cycle) == ("CA-002", "Late drawings", RAIL, DAY, 1)


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        ("recorded", Next.CONTAIN),
        ("with_cause", Next.PLAN),
        ("proposed", Next.APPROVE),
        ("approved", Next.STEPS),
        ("implemented", Next.VERIFY),
        ("closed", Next.CYCLE),
    ],
)
def test_it_says_what_comes_next(works: Works, stage: str, step: Next) -> None:
    assert row(works, getattr(works, stage)()).next_step is step


def test_without_a_criterion_that_comes_before_the_steps(works: Works) -> None:
    action = works.proposed()
    works.do(asked.ApprovePlan(thing=action), by=works.manager)
    assert row(works, action).next_step is Next.CRITERION


def test_it_waits_for_its_owner_and_its_steps_wait_for_theirs(works: Works) -> None:
    action = works.recorded(owner=works.owner)
    assert waiting(works, works.owner) == ["Contain it"]
    assert waiting(works, works.lena) == []
    works.do(asked.CancelCorrectiveAction(thing=action, reason="A duplicate."), by=works.manager)
    assert waiting(works, works.owner) == []
    works.approved(owner=works.owner)
    assert waiting(works, works.lena) == ["Own the time.", "Check weekly."]


def test_a_plan_of_the_owner_waits_for_a_manager_who_did_not_propose_it(works: Works) -> None:
    action = works.proposed(owner=works.lena)
    assert row(works, action).waits_for is None
    assert waiting(works, works.lena, manages=frozenset({HERE})) == []
    assert waiting(works, works.manager, manages=frozenset({HERE})) == ["Approve the plan"]
    assert waiting(works, works.manager, manages=frozenset({THERE})) == []


def test_an_effect_waits_to_be_verified_only_when_its_window_is_over(works: Works) -> None:
    works.implemented(owner=works.lena)
    assert waiting(works, works.sponsor, today=WINDOW["window_to"], manages=None) == []
    assert waiting(works, works.sponsor, today=AFTER, manages=None) == ["Verify the effect"]
    assert waiting(works, works.lena, today=AFTER, manages=None) == []


def test_steps_of_the_approved_plan_are_done_or_not(works: Works) -> None:
    action = works.approved()
    first, second = works.plan_steps(action)
    works.do(asked.CompleteStep(thing=action, step=first, evidence="The roster."))
    with works.book.view() as view:
        told = {each.step: (each.place, each.done_on, each.evidence) for each in queries.steps(view, action)}
    assert told == {first: (1, DAY, "The roster."), second: (2, None, "")}
    assert (row(works, action).steps, row(works, action).steps_open) == (2, 1)


def test_a_new_version_of_the_plan_keeps_what_is_done_and_drops_what_is_left_out(works: Works) -> None:
    action = works.approved()
    first, second = works.action(action).plan.steps  # type: ignore[union-attr]
    works.do(asked.CompleteStep(thing=action, step=first.id, evidence="The roster."))
    kept = asked.StepRow(id=first.id, what=first.what, kind=first.kind, owner=first.owner, due=first.due)
    works.do(asked.ProposePlan(thing=action, steps=(*works.steps("New."), kept)))
    assert row(works, action).next_step is Next.APPROVE
    works.do(asked.ApprovePlan(thing=action), by=works.manager)
    with works.book.view() as view:
        told = [(each.what, each.done_on) for each in queries.steps(view, action)]
        assert [plan.number for plan in queries.plans(view, action)] == [2, 1]
    assert told == [("New.", None), ("Own the time.", DAY)]
    assert second.what not in dict(told)


def test_every_cycle_stays_with_its_cause_its_effect_and_its_closing(works: Works) -> None:
    action = works.closed()
    works.do(asked.OpenCycle(thing=action, reason="The target was missed."), on=AFTER)
    with works.book.view() as view:
        now, before = queries.cycles(view, action)
    assert (before.outcome, before.measured, before.closed_on) == ("ineffective", VERIFIED["measured"], AFTER)
    assert before.whys
    assert (now.cycle, now.opened_because, now.cause_on, now.metric) == (2, "The target was missed.", None, "")
    assert now.contained_on == before.contained_on
    assert row(works, action).state is ActionState.CONTAINED
    assert row(works, action).window_to is None


def test_a_recurrence_stands_against_the_cycle_it_followed(works: Works) -> None:
    action = works.closed(Result.EFFECTIVE)
    works.do(asked.DetectRecurrence(thing=action, evidence="88 % in May."), on=AFTER)
    with works.book.view() as view:
        _, before = queries.cycles(view, action)
    assert (before.recurrence, before.recurred_on) == ("88 % in May.", AFTER)
    assert row(works, action).closed_on is None


def test_an_approval_shows_the_version_that_was_seen(works: Works) -> None:
    action = works.approved()
    with works.book.view() as view:
        (cycle,) = queries.cycles(view, action)
    assert (cycle.approved_by, cycle.approved_version, cycle.seen_version) == (works.manager, 1, 5)


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        ({}, ["Late", "Minor"]),
        ({"q": "min"}, ["Minor"]),
        ({"q": "ca-002"}, ["Minor"]),
        ({"severity": "minor"}, ["Minor"]),
        ({"severity": "nonsense"}, ["Late", "Minor"]),
        ({"next": "plan"}, ["Minor"]),
        ({"overdue": "yes"}, ["Late"]),
        ({"state": "cancelled"}, ["Over"]),
        ({"state": "all", "sort": "code"}, ["Late", "Minor", "Over"]),
        ({"sort": "severity"}, ["Late", "Minor"]),
        ({"sort": "-state"}, ["Minor", "Late"]),
        ({"program": THERE}, []),
    ],
)
def test_the_list_is_narrowed(works: Works, asked_for: dict[str, object], expected: list[str]) -> None:
    works.recorded(title="Late", due=DAY - timedelta(days=1))
    works.with_cause(title="Minor", severity=Severity.MINOR)
    over = works.recorded(title="Over")
    works.do(asked.CancelCorrectiveAction(thing=over, reason="A duplicate."), by=works.manager)
    with works.book.view() as view:
        found = queries.search(view, queries.Asked(**asked_for), today=DAY)  # type: ignore[arg-type]
    assert [each.title for each in found.rows] == expected


def test_it_is_found_from_what_it_answers(works: Works) -> None:
    issue, risk = works.raised(), works.identify()
    action = works.recorded(source_issue=issue)
    works.do(asked.LinkRisk(thing=action, risk=risk))
    with works.book.view() as view:
        found = [queries.of_thing(view, issue), queries.of_thing(view, risk), queries.of_project(view, RAIL)]
        assert [[each.id for each in rows] for rows in found] == [[action]] * 3
        assert {link.thing: link.kind for link in queries.links(view, action)} == {issue: "issue", risk: "risk"}


def test_what_is_open_is_counted_and_aged(works: Works) -> None:
    works.implemented(due=DAY)
    works.proposed(on=DAY - timedelta(days=100))
    with works.book.view() as view:
        assert queries.counts(view, today=AFTER) == {"open": 2, "overdue": 1, "approve": 1, "verify": 1}
        assert [count for _, count in queries.ageing(view, today=DAY)] == [1, 0, 1, 0]


def test_at_a_past_position_it_is_as_it_was(works: Works) -> None:
    action = works.proposed()
    works.do(asked.SetCriterion(thing=action, **CRITERION))
    before = works.book.ledger.head()
    works.do(asked.SetCriterion(thing=action, **{**CRITERION, "threshold": "At least 90 %"}))
    with works.book.view(before) as view:
        assert queries.cycles(view, action)[0].threshold == "At least 95 %"
    with works.book.view() as view:
        assert queries.cycles(view, action)[0].threshold == "At least 90 %"
