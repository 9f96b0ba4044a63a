"""A corrective action from its nonconformity to the approved plan."""

from typing import Any

import pytest

from application import corrective_actions as asked
from application.desk import NotAllowed
from domain.corrective_actions import events as e
from domain.corrective_actions.state import CORRECTIVE_ACTION
from domain.corrective_actions.words import ActionState, Branch
from domain.issues.events import CorrectiveActionLinked
from domain.kernel import Refused
from domain.risks.events import TreatmentActionLinked
from tests.application.corrective_actions.works import CAUSE, CRITERION, NONCONFORMITY, Works
from tests.application.risks.office import DAY, ROAD, THERE
from tests.digests import by_hand

FISHBONE: dict[str, Any] = {"root_cause": "Two posts empty", "escape_point": "The weekly review."}


def test_a_nonconformity_is_recorded(works: Works) -> None:
    facts = works.do(asked.RecordNonconformity(**NONCONFORMITY, owner=works.owner))
    assert facts == [e.NonconformityRecorded(**NONCONFORMITY, owner=works.owner, by=works.lena, on=DAY)]


def test_everything_that_is_missing_is_said_at_once(works: Works) -> None:
    with pytest.raises(Refused) as refused:
        works.recorded(title="", requirement="", evidence="")
    assert [problem.field for problem in refused.value.problems] == ["title", "requirement", "evidence"]


def test_a_project_of_another_program_is_refused_at_its_field(works: Works) -> None:
    with pytest.raises(Refused) as refused:
        works.recorded(project=ROAD)
    assert [problem.field for problem in refused.value.problems] == ["project"]


def test_who_has_no_role_in_the_program_records_nothing_there(works: Works) -> None:
    with pytest.raises(NotAllowed):
        works.recorded(program=THERE, project=None)


def test_raised_from_a_risk_it_treats_that_risk(works: Works) -> None:
    risk = works.identify()
    recorded, linked = works.do(asked.RecordNonconformity(**NONCONFORMITY, owner=works.owner, source_risk=risk))
    assert isinstance(recorded, e.NonconformityRecorded)
    assert isinstance(linked, TreatmentActionLinked)
    assert works.action(linked.action).risks == (risk,)


def test_raised_from_a_risk_that_is_over_it_leaves_the_risk_as_it_is(works: Works) -> None:
    risk = works.identify()
    works.raised(from_risk=risk)
    facts = works.do(asked.RecordNonconformity(**NONCONFORMITY, owner=works.owner, source_risk=risk))
    assert [type(fact) for fact in facts] == [e.NonconformityRecorded]


def test_links_are_recorded_on_both_sides(works: Works) -> None:
    action, issue, risk = works.recorded(), works.raised(), works.identify()
    assert works.do(asked.LinkIssue(thing=action, issue=issue)) == [
        e.LinkedIssue(issue=issue),
        CorrectiveActionLinked(action=action),
    ]
    assert works.do(asked.LinkRisk(thing=action, risk=risk)) == [
        e.LinkedRisk(risk=risk),
        TreatmentActionLinked(action=action),
    ]


def test_a_cause_without_containment_says_why_nothing_was_contained(works: Works) -> None:
    action = works.recorded()
    with pytest.raises(Refused) as refused:
        works.do(asked.FindCauseByWhys(thing=action, **CAUSE))
    assert [problem.field for problem in refused.value.problems] == ["without_containment"]
    works.do(asked.FindCauseByWhys(thing=action, **CAUSE, without_containment="No harm is left."))
    assert works.action(action).state is ActionState.CAUSE_DETERMINED


def test_causes_of_a_fishbone_are_gathered_under_their_branches(works: Works) -> None:
    typed = [("People", "Two posts empty"), ("Method", "Nobody owns it"), ("People ", "One lead for two shifts")]
    rows = tuple(asked.CauseRow(category=category, cause=cause) for category, cause in typed)
    (fact,) = works.do(asked.FindCauseByFishbone(thing=works.with_cause(), branches=rows, **FISHBONE))
    assert isinstance(fact, e.CauseDetermined)
    assert fact.branches == (
        Branch(category="People", causes=("Two posts empty", "One lead for two shifts")),
        Branch(category="Method", causes=("Nobody owns it",)),
    )


def test_a_containment_is_removed_with_a_reason(works: Works) -> None:
    action = works.with_cause()
    (fact,) = works.do(asked.RemoveContainment(thing=action, reason="The ward is open."))
    assert fact == e.ContainmentRemoved(what=("An overflow area.",), reason="The ward is open.", by=works.lena, on=DAY)


def test_a_step_keeps_its_id_from_one_version_of_the_plan_to_the_next(works: Works) -> None:
    action = works.proposed()
    first, second = works.action(action).proposed.steps  # type: ignore[union-attr]
    kept = asked.StepRow(id=first.id, what="Own it.", kind=first.kind, owner=first.owner, due=first.due)
    works.do(asked.ProposePlan(thing=action, steps=(kept, *works.steps("New."))))
    now = works.action(action).proposed
    assert now is not None
    assert (now.version, now.steps[0].id) == (2, first.id)
    assert now.steps[1].id not in {first.id, second.id}


def test_an_approval_keeps_the_version_that_was_seen(works: Works) -> None:
    action = works.proposed()
    seen = works.book.ledger.load(CORRECTIVE_ACTION, action).version
    (fact,) = works.do(asked.ApprovePlan(thing=action, seen=seen), by=works.manager)
    assert fact == e.PlanApproved(
        from_version=None,
        version=1,
        by=works.manager,
        seen_version=seen,
        digest=by_hand(works.book, action, seen),
        on=DAY,
    )


def test_nobody_approves_their_own_plan(works: Works) -> None:
    action = works.with_cause()
    works.do(asked.ProposePlan(thing=action, steps=works.steps("Own it.")), by=works.manager)
    with pytest.raises(Refused, match="Nobody approves their own plan"):
        works.do(asked.ApprovePlan(thing=action), by=works.manager)


def test_approving_is_for_managers(works: Works) -> None:
    with pytest.raises(NotAllowed):
        works.do(asked.ApprovePlan(thing=works.proposed()), by=works.owner)


def test_where_no_plan_waits_there_is_nothing_to_approve(works: Works) -> None:
    with pytest.raises(Refused, match="No plan waits for approval"):
        works.do(asked.ApprovePlan(thing=works.with_cause()), by=works.manager)


def test_an_owner_and_a_due_date_change_with_what_was_before(works: Works) -> None:
    action = works.recorded(due=DAY)
    (owner,) = works.do(asked.AssignActionOwner(thing=action, owner=works.manager))
    (due,) = works.do(asked.MoveDueDate(thing=action, to=CRITERION["window_to"], reason="The window is longer."))
    assert owner == e.CorrectiveActionOwnerAssigned(from_=works.owner, to=works.manager)
    assert due == e.DueDateMoved(from_=DAY, to=CRITERION["window_to"], reason="The window is longer.", by=works.lena)
