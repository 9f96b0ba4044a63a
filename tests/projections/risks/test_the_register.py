"""The register: what each risk's row says, and what the filters and the order leave."""

from datetime import date, timedelta
from typing import Any

import pytest

from application.risks import CloseRisk, EscalateRisk, RewordRisk
from domain.risks.matrix import Level
from domain.risks.words import Category, RiskState, Stage, Tier, Treatment
from projections.risks import queries
from projections.risks.queries import Asked
from projections.risks.rows import AssessmentRow
from projections.things import find
from tests.application.risks.office import DAY, HERE, RAIL, THERE, UNTIL, Office


def codes(office: Office, *, today: date = DAY, **asked: Any) -> list[str]:
    with office.book.view() as view:
        return [row.code for row in queries.search(view, Asked(**asked), today=today).rows]


def test_a_risk_is_numbered_in_the_order_of_the_log_and_found_by_its_number(office: Office) -> None:
    office.identify()
    office.identify(title="Second")
    with office.book.view() as view:
        row = queries.find(view, "R-002")
        thing = find(view, "risk", "R-002")
    assert row
    assert thing
    assert (row.title, row.state, row.tier, thing.title, thing.state) == (
        "Second",
        RiskState.IDENTIFIED,
        Tier.PROJECT,
        "Second",
        "Identified",
    )


def test_a_row_holds_every_stage_and_the_day_of_the_next_review(office: Office) -> None:
    risk = office.assessed(4, 5)
    office.assess(risk, 5, 5, stage=Stage.INHERENT)
    office.assess(risk, 2, 3, stage=Stage.RESIDUAL)
    with office.book.view() as view:
        row = queries.one(view, risk)
    assert row
    assert (row.at(Stage.INHERENT), row.at(Stage.CURRENT), row.at(Stage.RESIDUAL)) == ((5, 5), (4, 5), (2, 3))
    assert (row.inherent_level, row.level, row.residual_level) == (Level.SEVERE, Level.SEVERE, Level.MEDIUM)
    assert row.review_due == DAY + timedelta(days=30)
    assert row.version == 4


def test_an_acceptance_stands_in_the_row_until_it_is_over(office: Office) -> None:
    risk = office.accepted()
    with office.book.view() as view:
        row, held, asked = queries.one(view, risk), queries.acceptance(view, risk), queries.request(view, risk)
    assert row
    assert held
    assert (row.state, row.treatment, row.accepted_until) == (RiskState.ACCEPTED, Treatment.ACCEPT, UNTIL)
    assert (held.level, held.seen_version, held.approver, asked) == (Level.MEDIUM, 3, office.manager, None)
    office.assess(risk, 5, 5)
    with office.book.view() as view:
        row, held = queries.one(view, risk), queries.acceptance(view, risk)
    assert row
    assert (row.state, row.treatment, row.accepted_until, held) == (RiskState.ASSESSED, None, None, None)


def test_a_closed_risk_keeps_its_level_and_loses_what_was_open(office: Office) -> None:
    risk = office.accepted()
    office.do(EscalateRisk(thing=risk, to=Tier.PROGRAM, reason="No date.", answer_due=DAY))
    office.do(CloseRisk(thing=risk, reason="Over."))
    with office.book.view() as view:
        row, raised = queries.one(view, risk), queries.escalation(view, risk)
    assert row
    assert raised is None
    assert (row.level, row.accepted_until, row.escalated, row.answer_due, row.review_due) == (
        Level.MEDIUM,
        None,
        False,
        None,
        None,
    )


def test_the_worst_comes_first_then_what_may_happen_soonest_and_the_unassessed_last(office: Office) -> None:
    office.identify()
    office.assessed(1, 1)
    office.assessed(5, 5, proximity=DAY + timedelta(days=60))
    office.assessed(5, 5, proximity=DAY + timedelta(days=30))
    assert codes(office) == ["R-004", "R-003", "R-002", "R-001"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "DECISION"}, ["R-002", "R-001"]),
        ({"q": "100%"}, []),
        ({"q": "r-002"}, ["R-002"]),
        ({"level": "severe"}, ["R-002"]),
        ({"level": "none"}, ["R-003"]),
        ({"level": "grave"}, ["R-002", "R-001", "R-003"]),
        ({"tier": "executive"}, ["R-002"]),
        ({"state": "escalated"}, ["R-002"]),
        ({"state": "closed"}, ["R-004"]),
        ({"state": "all", "sort": "code"}, ["R-001", "R-002", "R-003", "R-004"]),
        ({"state": "waiting"}, []),
        ({"category": "legal"}, ["R-003"]),
        ({"likelihood": 4, "impact": 5}, ["R-002"]),
        ({"stage": "inherent", "likelihood": 5, "impact": 5}, ["R-001"]),
        ({"program": HERE, "project": RAIL}, ["R-002", "R-001", "R-003"]),
        ({"program": THERE}, []),
        ({"sort": "-title"}, ["R-003", "R-001", "R-002"]),
    ],
)
def test_filters_and_order(office: Office, asked: dict[str, Any], found: list[str]) -> None:
    one, two = office.assessed(), office.assessed(4, 5)
    office.identify(title="Strike", category=Category.LEGAL)
    office.assess(one, 5, 5, stage=Stage.INHERENT)
    office.do(EscalateRisk(thing=two, to=Tier.EXECUTIVE, reason="No date.", answer_due=DAY))
    office.do(RewordRisk(thing=two, title="A late decision", event="It is late."))
    office.do(CloseRisk(thing=office.assessed(title="Gone"), reason="Over."))
    assert codes(office, **asked) == found


def test_a_review_is_overdue_from_the_day_after_it_was_due(office: Office) -> None:
    office.assessed(5, 5)
    due = DAY + timedelta(days=30)
    assert codes(office, review="overdue", today=due) == []
    assert codes(office, review="overdue", today=due + timedelta(days=1)) == ["R-001"]


def test_a_view_of_one_program_holds_no_risk_of_another(office: Office) -> None:
    office.assessed(5, 5)
    with office.book.view(programs=frozenset({THERE})) as view:
        assert queries.search(view, Asked(), today=DAY).total == 0
        assert (queries.open_count(view), queries.open_reds(view), queries.top(view)) == (0, {}, [])
        assert sum(map(sum, queries.heat(view))) == 0


def test_an_earlier_position_shows_the_risk_as_it_was(office: Office) -> None:
    risk = office.assessed()
    before = office.book.ledger.head()
    office.assess(risk, 5, 5)
    with office.book.view(before) as view:
        row = queries.one(view, risk)
        assert row
        assert (row.level, row.version) == (Level.MEDIUM, 2)
        assert len(queries.assessments(view, risk)) == 1


def assessment(day: date, level: Level) -> AssessmentRow:
    said = {"basis": "", "strength": "weak", "justification": "", "assessor": HERE, "likelihood": 1, "impact": 1}
    kept: Any = {"position": 1, "risk": HERE, "program": HERE, "stage": Stage.CURRENT, "matrix": 1, **said}
    return AssessmentRow(day=day, level=level, **kept)


def test_the_line_of_twelve_months_starts_with_the_first_assessment() -> None:
    today = date(2026, 3, 2)
    rows = [assessment(date(2025, 12, 31), Level.MEDIUM), assessment(date(2026, 2, 1), Level.SEVERE)]
    assert queries.monthly(rows, today) == [2, 2, 4, 4]
    assert queries.monthly([assessment(date(2020, 1, 1), Level.LOW)], today) == [1] * 13
    assert queries.monthly([], today) == []


def test_the_level_history_is_that_of_the_current_stage(office: Office) -> None:
    risk = office.assessed(1, 1)
    office.assess(risk, 5, 5, stage=Stage.INHERENT)
    with office.book.view() as view:
        assert queries.level_history(view, [risk], today=DAY + timedelta(days=35)) == {risk: [1, 1]}
        assert queries.level_history(view, [], today=DAY) == {}
