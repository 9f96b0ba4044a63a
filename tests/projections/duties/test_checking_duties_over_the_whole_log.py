"""Every approval in the log is checked for its duties, by whichever way it came in."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from application.corrective_actions import ApprovePlan, AssignActionOwner, ProposePlan, VerifyEffect
from application.desk import STEWARD
from application.ledger.stored import ENCODER, envelope, moment
from application.people import DisablePerson
from domain.corrective_actions import events as c
from domain.corrective_actions.state import CORRECTIVE_ACTION
from domain.corrective_actions.words import Result
from domain.duties import DUTIES, Part
from domain.kernel import Refused
from domain.reports import events as p
from domain.reports.state import REPORT
from domain.reports.words import Meaning
from domain.risks import events as r
from domain.risks.matrix import Level
from domain.risks.risk import RISK
from projections.differences.made import made_by
from projections.duties import queries
from projections.duties.queries import Filter
from tests.application.corrective_actions.works import AFTER, VERIFIED, Works
from tests.application.risks.office import DAY, HERE, THERE


def slip(works: Works, aggregate: Any, thing: UUID, *facts: Any) -> None:
    """Into the log past every decision, as an import or an older version might have."""
    works.book.ledger.append(works.ask(works.lena), works.book.ledger.load(aggregate, thing).facts(facts))


def drafted(works: Works) -> p.ReportDrafted:
    return p.ReportDrafted(program=HERE, definition="program/2", position=9, since=1, as_of=DAY, by=works.lena)


def signed(works: Works, meaning: Meaning) -> p.ReportSigned:
    return p.ReportSigned(
        by=works.lena, printed_name="Lena", meaning=meaning, digest="d", root="r", report_version=4, on=DAY
    )


def broken(works: Works, **asked: Any) -> list[str]:
    with works.book.view() as view:
        return [row.rule for row in queries.newest(view, Filter(broken=True, **asked))]


def counted(works: Works, at: int | None = None, **asked: Any) -> tuple[int, int, int]:
    with works.book.view(at) as view:
        found = queries.counts(view, Filter(**asked))
        return found.approvals, found.checks, found.breaches


def test_what_the_decisions_let_through_breaks_no_duty(works: Works) -> None:
    works.accepted()
    action = works.implemented()
    works.do(VerifyEffect(thing=action, result=Result.EFFECTIVE, **VERIFIED), by=works.manager, on=AFTER)
    assert counted(works) == (3, 6, 0)
    assert broken(works) == []


def test_whatever_slipped_past_the_decisions_shows(works: Works) -> None:
    risk, action = works.assessed(owner=works.lena), works.proposed(owner=works.lena)
    said: dict[str, Any] = {"until": works.until, "level": Level.MEDIUM}
    slip(
        works,
        RISK,
        risk,
        r.AcceptanceRequested(approver=works.lena, argument="It is cheap.", by=works.lena, **said),
        r.RiskAccepted(approver=works.lena, matrix=1, seen_version=3, digest="", from_treatment=None, on=DAY, **said),
    )
    judged: dict[str, Any] = {"result": Result.EFFECTIVE, "measured": "96 %", "conclusion": "It works."}
    slip(
        works,
        CORRECTIVE_ACTION,
        action,
        c.PlanApproved(from_version=None, version=1, by=works.lena, seen_version=4, digest="", on=DAY),
        c.ActionImplemented(by=works.lena, on=DAY),
        c.EffectivenessVerified(**judged, by=works.lena, seen_version=6, digest="", on=DAY),
    )
    ours = [
        drafted(works),
        signed(works, Meaning.AUTHOR),
        signed(works, Meaning.REVIEWER),
        signed(works, Meaning.APPROVER),
    ]
    slip(works, REPORT, UUID(int=77), *ours)
    assert sorted(broken(works)) == sorted(duty.name for duty in DUTIES)
    assert counted(works) == (5, 8, 8)


def as_stored_earlier(works: Works, thing: UUID, fact: Any, topic: str, *unknown: str) -> None:
    """A fact as a version wrote it that did not know some of its fields, and kept no duties either."""
    ask, loaded = works.ask(works.lena), works.book.ledger.since(thing, 0)
    told = json.loads(ENCODER.encode(envelope(fact, ask)))
    for name in unknown:
        del told["data"][name]
    event = StoredEvent(str(thing), len(loaded) + 1, topic, json.dumps(told).encode())
    works.book.ledger._recorder.insert_events([event], command=str(ask.command), recorded_at=moment(ask.at))
    works.book.models.rebuild()  # so that the rows follow what came in past them


def test_what_was_approved_before_a_duty_was_known_is_found(works: Works) -> None:
    risk, action = works.assessed(owner=works.lena), works.proposed(owner=works.owner)
    said: dict[str, Any] = {"until": works.until, "level": Level.MEDIUM}
    slip(works, RISK, risk, r.AcceptanceRequested(approver=works.lena, argument="Cheap.", by=works.owner, **said))
    accepted = r.RiskAccepted(
        approver=works.lena, matrix=1, seen_version=3, digest="", from_treatment=None, on=DAY, **said
    )
    as_stored_earlier(works, risk, accepted, "risk.accepted/1", "digest")
    approved = c.PlanApproved(from_version=None, version=1, by=works.lena, seen_version=4, digest="", on=DAY)
    as_stored_earlier(works, action, approved, "corrective_action.plan_approved/1", "digest")
    slip(works, CORRECTIVE_ACTION, action, c.ActionImplemented(by=works.manager, on=DAY))
    judged: dict[str, Any] = {"result": Result.EFFECTIVE, "measured": "96 %", "conclusion": "It works."}
    verified = c.EffectivenessVerified(**judged, by=works.manager, seen_version=None, digest="", on=DAY)
    topic = "corrective_action.effectiveness_verified/1"
    as_stored_earlier(works, action, verified, topic, "seen_version", "digest")
    report = UUID(int=78)
    slip(works, REPORT, report, drafted(works))
    as_stored_earlier(works, report, signed(works, Meaning.APPROVER), "report.signed/1", "report_version")
    found = ["author-approves", "author-signs", "doer-verifies", "owner-accepts"]
    assert sorted(broken(works)) == found
    works.book.models.rebuild()
    assert sorted(broken(works)) == found


def test_a_fact_of_an_earlier_version_is_found_and_tells_what_it_changed(works: Works) -> None:
    risk = works.assessed(owner=works.lena)
    said: dict[str, Any] = {"until": works.until, "level": Level.MEDIUM}
    slip(works, RISK, risk, r.AcceptanceRequested(approver=works.manager, argument="Cheap.", by=works.owner, **said))
    accepted = r.RiskAccepted(
        approver=works.manager, matrix=1, seen_version=3, digest="", from_treatment=None, on=DAY, **said
    )
    as_stored_earlier(works, risk, accepted, "risk.accepted/1", "digest")
    head = works.book.ledger.head()
    assert works.book.ledger.newest(risk, r.RiskAccepted) == head
    with works.book.view() as view:
        assert "Accepted until" in {each.field for each in made_by(view, [head])[head]}


def test_steward_itself_is_judged_as_anybody(works: Works) -> None:
    action = works.with_cause()
    step = works.steps("Own it.")
    works.do(ProposePlan(thing=action, steps=step), by=STEWARD)
    with pytest.raises(Refused, match="Nobody approves their own plan; another manager of the program may"):
        works.do(ApprovePlan(thing=action), by=STEWARD)
    approved = c.PlanApproved(from_version=None, version=1, by=STEWARD, seen_version=4, digest="", on=DAY)
    slip(works, CORRECTIVE_ACTION, action, approved)
    assert broken(works) == ["author-approves"]


def test_a_role_that_was_lost_or_given_later_changes_no_verdict(works: Works) -> None:
    action = works.proposed()
    slip(
        works,
        CORRECTIVE_ACTION,
        action,
        c.PlanApproved(from_version=None, version=1, by=works.lena, seen_version=4, digest="", on=DAY),
    )
    works.do(DisablePerson(thing=works.lena, reason="Left."), by=STEWARD)
    assert broken(works) == ["author-approves"]


def test_a_check_names_who_had_the_other_part_and_since_which_event(works: Works) -> None:
    risk = works.accepted()
    with works.book.view() as view:
        first, second = queries.newest(view, Filter())
        events = {e.position: e.fact for e in works.book.ledger.at_positions(view.tx, range(1, view.head + 1))}
    assert (first.rule, second.rule) == ("asker-accepts", "owner-accepts")
    assert [(each.part, each.person) for each in (*first.others, *second.others)] == [
        (Part.ASKER, works.lena),
        (Part.OWNER, works.owner),
    ]
    assert isinstance(events[first.others[0].position], r.AcceptanceRequested)
    assert isinstance(events[second.others[0].position], r.RiskIdentified)
    assert {first.thing, second.thing} == {risk}


def test_only_who_has_the_part_at_the_act_counts(works: Works) -> None:
    action = works.with_cause(owner=works.manager)
    works.do(ProposePlan(thing=action, steps=works.steps("Own it.")), by=works.manager)
    works.do(ProposePlan(thing=action, steps=works.steps("Own it better.")))
    works.do(AssignActionOwner(thing=action, owner=works.owner))
    slip(
        works,
        CORRECTIVE_ACTION,
        action,
        c.PlanApproved(from_version=None, version=2, by=works.manager, seen_version=6, digest="", on=DAY),
        c.EffectivenessVerified(
            result=Result.EFFECTIVE, measured="9", conclusion="9", by=works.manager, seen_version=7, digest="", on=DAY
        ),
    )
    assert broken(works) == []


def test_who_proposed_a_plan_that_was_never_approved_is_not_the_one_who_planned(works: Works) -> None:
    action = works.approved()
    works.do(ProposePlan(thing=action, steps=works.steps("Own it better.")), by=works.manager)
    judged: dict[str, Any] = {"result": Result.EFFECTIVE, "measured": "9", "conclusion": "9", "digest": "", "on": DAY}
    slip(
        works,
        CORRECTIVE_ACTION,
        action,
        c.ActionImplemented(by=works.owner, on=DAY),
        c.EffectivenessVerified(by=works.manager, seen_version=7, **judged),
        c.EffectivenessVerified(by=works.lena, seen_version=7, **judged),
    )
    with works.book.view() as view:
        (row,) = queries.newest(view, Filter(broken=True))
    assert (row.rule, row.person, row.others[0].part) == ("author-verifies", works.lena, Part.PLANNER)


def test_a_new_cycle_begins_with_nobody_barred_but_the_owner(works: Works) -> None:
    action = works.closed()
    slip(
        works,
        CORRECTIVE_ACTION,
        action,
        c.CycleOpened(cycle=2, reason="It came back.", by=works.manager),
        c.EffectivenessVerified(
            result=Result.EFFECTIVE, measured="9", conclusion="9", by=works.lena, seen_version=9, digest="", on=DAY
        ),
    )
    assert broken(works) == []


def test_the_checks_are_narrowed_by_duty_person_program_day_and_moment(works: Works) -> None:
    works.accepted()
    before = works.book.ledger.head()
    works.approved()
    assert counted(works, rule="author-approves") == (1, 1, 0)
    assert counted(works, who=works.lena) == (2, 2, 0), "she asked for one and proposed the other"
    assert counted(works, who=works.owner) == (1, 1, 0)
    assert [counted(works, program=program) for program in (HERE, THERE)] == [(2, 3, 0), (0, 0, 0)]
    day = works.ask(works.lena).at
    assert counted(works, since=day + timedelta(days=1)) == counted(works, until=day) == (0, 0, 0)
    assert counted(works, at=before) == (1, 2, 0)
