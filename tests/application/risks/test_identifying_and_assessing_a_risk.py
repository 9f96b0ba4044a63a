"""A risk comes into the book, is put into words and gets its level from the matrix in force."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from application.desk import NotAllowed
from application.ledger import NotFound, Stale
from application.risk_matrix import PublishMatrix
from application.risks import AssessRisk, AssignRiskOwner, MoveProximity, RecategoriseRisk, RewordRisk
from domain.kernel import Refused
from domain.people.words import Role
from domain.risks import events as e
from domain.risks.matrix import MATRIX_1, Level, RiskMatrixPublished
from domain.risks.words import Category, Part, Stage, Strength
from tests.application.risks.office import HERE, RAIL, ROAD, THERE, Office

SEVERE = ("severe severe severe severe severe",) * 5
LABELS: dict[str, Any] = {"likelihoods": MATRIX_1.likelihoods, "impacts": MATRIX_1.impacts}
SHIPPED = tuple(" ".join(row) for row in MATRIX_1.levels)
SHADES = tuple(" ".join(map(str, row)) for row in MATRIX_1.shades)


def test_a_risk_is_identified_in_its_program_and_project(office: Office) -> None:
    state = office.state(office.identify())
    assert (state.program, state.project, state.title) == (HERE, RAIL, "Late decision")


def test_a_project_of_another_program_is_refused_at_its_field(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.identify(project=ROAD)
    assert [problem.field for problem in refused.value.problems] == ["project"]


def test_who_has_no_role_in_the_program_identifies_nothing_there(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.identify(program=THERE, project=None)


def test_a_level_comes_from_the_shipped_matrix_until_one_is_published(office: Office) -> None:
    fact = office.assess(office.identify(), 4, 5)[0]
    assert isinstance(fact, e.RiskAssessed)
    assert (fact.level, fact.matrix) == (Level.SEVERE, 1)


def test_a_level_comes_from_the_matrix_in_force(office: Office) -> None:
    published = office.do(PublishMatrix(**LABELS, levels=SEVERE, shades=SHADES), by=office.sponsor)
    assert [type(fact) for fact in published] == [RiskMatrixPublished]
    fact = office.assess(office.identify(), 1, 1)[0]
    assert isinstance(fact, e.RiskAssessed)
    assert (fact.level, fact.matrix) == (Level.SEVERE, 2)


def test_the_matrix_in_force_published_again_changes_nothing(office: Office) -> None:
    assert office.do(PublishMatrix(**LABELS, levels=SHIPPED, shades=SHADES), by=office.sponsor) == []


@pytest.mark.parametrize(
    ("field", "lines", "sentence"),
    [
        ("levels", ("low grave", *SHIPPED[1:]), "'grave' is no level; write low, medium, high or severe."),
        ("shades", ("0 1 x 2 3", *SHADES[1:]), "'x' is no shade; write a number from 0 to 5."),
        ("shades", ("9 9 9 9 9",) * 5, "Give every shade as 0 to 5."),
        ("levels", SHIPPED[1:], "Give 5 rows of 5 cells."),
        ("levels", SHIPPED[::-1], "let cells only rise in both directions."),
    ],
)
def test_a_matrix_that_cannot_be_read_or_falls_is_refused(
    office: Office, field: str, lines: tuple[str, ...], sentence: str
) -> None:
    asked: dict[str, Any] = {"levels": SHIPPED, "shades": SHADES, field: lines}
    with pytest.raises(Refused) as refused:
        office.do(PublishMatrix(**LABELS, **asked), by=office.sponsor)
    assert (field, True) in [(p.field, sentence in p.sentence) for p in refused.value.problems]


def test_only_a_manager_for_all_programs_publishes_a_matrix(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.do(PublishMatrix(**LABELS, levels=SEVERE, shades=SHADES), by=office.manager)


def test_a_matrix_published_meanwhile_is_not_overwritten(office: Office) -> None:
    office.do(PublishMatrix(**LABELS, levels=SEVERE, shades=SHADES, seen=0), by=office.sponsor)
    with pytest.raises(Stale) as stale:
        office.do(PublishMatrix(**LABELS, levels=SHIPPED, shades=SHADES, seen=0), by=office.sponsor)
    assert [type(event.fact) for event in stale.value.since] == [RiskMatrixPublished]


def test_an_assessment_of_what_moved_meanwhile_is_stale(office: Office) -> None:
    risk = office.assessed()
    asked: dict[str, Any] = {
        "stage": Stage.CURRENT,
        "likelihood": 1,
        "impact": 1,
        "basis": "Talks.",
        "strength": Strength.WEAK,
    }
    with pytest.raises(Stale):
        office.do(AssessRisk(thing=risk, seen=1, **asked))


def test_the_wording_is_recorded_part_by_part(office: Office) -> None:
    risk = office.identify()
    facts = office.do(RewordRisk(thing=risk, title="Later decision", event="It comes late.", cause="A review is open."))
    assert [fact.part for fact in facts if isinstance(fact, e.RiskReworded)] == [Part.TITLE, Part.EVENT, Part.EFFECT]


def test_category_day_and_owner_are_recorded_with_what_they_were(office: Office) -> None:
    risk, day = office.identify(), date(2026, 9, 1)
    facts = [
        *office.do(RecategoriseRisk(thing=risk, category=Category.LEGAL)),
        *office.do(MoveProximity(thing=risk, proximity=day)),
        *office.do(AssignRiskOwner(thing=risk, owner=office.manager)),
    ]
    assert facts == [
        e.RiskRecategorised(from_=Category.EXTERNAL, to=Category.LEGAL),
        e.RiskProximityMoved(from_=None, to=day),
        e.RiskOwnerAssigned(from_=office.owner, to=office.manager),
    ]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.STAKEHOLDER])
def test_readers_change_nothing(office: Office, role: Role) -> None:
    risk, reader = office.identify(), office.person("Rita Sage", role, HERE)
    with pytest.raises(NotAllowed):
        office.do(RecategoriseRisk(thing=risk, category=Category.LEGAL), by=reader)


def test_a_risk_that_is_not_in_the_book_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.do(RecategoriseRisk(thing=uuid4(), category=Category.LEGAL), by=office.sponsor)
