"""Where the open risks stand, which projects they are in, the matrix in force, and what is linked to them."""

from typing import Any
from uuid import UUID, uuid4

from application.risk_matrix import PublishMatrix
from application.risks import CloseRisk, LinkTreatmentAction, RecordOccurrence, UnlinkTreatmentAction
from domain.corrective_actions.corrective_action import CORRECTIVE_ACTION
from domain.corrective_actions.events import LinkedRisk
from domain.risks.matrix import MATRIX_1
from domain.risks.words import Stage
from projections.risks import queries
from tests.application.risks.office import HERE, RAIL, THERE, Office
from tests.domain.corrective_actions.facts import RECORDED

SHADES = tuple(" ".join(map(str, row)) for row in MATRIX_1.shades)


def an_action(office: Office, *facts: LinkedRisk) -> UUID:
    action = uuid4()
    here = office.book.ledger.load(CORRECTIVE_ACTION, action)
    office.book.ledger.append(office.ask(office.lena), here.facts((RECORDED, *facts)))
    return action


def test_each_open_risk_is_counted_once_where_it_stands(office: Office) -> None:
    for likelihood, impact in ((4, 5), (4, 5), (1, 2)):
        office.assessed(likelihood, impact)
    office.identify()
    office.do(CloseRisk(thing=office.assessed(3, 3), reason="Over."))
    with office.book.view() as view:
        counts = queries.heat(view)
        assert queries.open_count(view) == 4
    assert (counts[3][4], counts[0][1], sum(map(sum, counts))) == (2, 1, 3)


def test_a_heat_map_may_be_of_one_stage_and_one_program(office: Office) -> None:
    office.assess(office.assessed(4, 5), 5, 5, stage=Stage.INHERENT)
    with office.book.view() as view:
        assert queries.heat(view, stage=Stage.INHERENT)[4][4] == 1
        assert sum(map(sum, queries.heat(view, stage=Stage.RESIDUAL))) == 0
        assert queries.heat(view, program=HERE)[3][4] == 1
        assert sum(map(sum, queries.heat(view, program=THERE))) == 0


def test_open_severe_risks_are_counted_by_project(office: Office) -> None:
    office.assessed(5, 5)
    office.assessed(5, 5)
    office.assessed(3, 4)
    office.assessed(5, 5, project=None)
    office.do(CloseRisk(thing=office.assessed(5, 5), reason="Over."))
    with office.book.view() as view:
        assert queries.open_reds(view) == queries.open_reds(view, HERE) == {RAIL: 2}
        assert [row.project for row in queries.top(view, program=HERE, limit=2)] == [RAIL, RAIL]
        assert len(queries.of_project(view, RAIL)) == 3


def test_a_matrix_that_is_published_keeps_the_one_before(office: Office) -> None:
    labels: dict[str, Any] = {"likelihoods": ("A", "B", "C", "D", "E"), "impacts": MATRIX_1.impacts}
    levels = tuple(" ".join(row) for row in MATRIX_1.levels)
    with office.book.view() as view:
        assert queries.matrix(view) == MATRIX_1
    before = office.book.ledger.head()
    office.do(PublishMatrix(**labels, levels=levels, shades=SHADES), by=office.sponsor)
    with office.book.view() as view:
        assert (queries.matrix(view).version, queries.matrix(view).likelihoods[0]) == (2, "A")
        assert queries.matrix(view, 1) == MATRIX_1
    with office.book.view(before) as view:
        assert queries.matrix(view) == MATRIX_1


def test_an_action_is_linked_both_ways_until_it_is_unlinked(office: Office) -> None:
    risk, action = office.assessed(), an_action(office)
    office.do(LinkTreatmentAction(thing=risk, action=action))
    with office.book.view() as view:
        assert [(link.other, link.how) for link in queries.linked(view, risk)] == [(action, "treats")]
        assert [row.id for row in queries.linked_to(view, action)] == [risk]
    office.do(UnlinkTreatmentAction(thing=risk, action=action, reason="It failed."))
    with office.book.view() as view:
        assert (queries.linked(view, risk), queries.linked_to(view, action)) == ([], [])


def test_an_action_that_names_the_risk_is_linked_too(office: Office) -> None:
    risk = office.assessed()
    action = an_action(office, LinkedRisk(risk=risk))
    an_action(office, LinkedRisk(risk=uuid4()))
    with office.book.view() as view:
        assert [(link.other, link.how) for link in queries.linked(view, risk)] == [(action, "follows")]


def test_what_a_risk_became_is_linked_once(office: Office) -> None:
    risk = office.assessed()
    office.do(RecordOccurrence(thing=risk, title="It is late"))
    with office.book.view() as view:
        links = queries.linked(view, risk)
        assert [link.how for link in links] == ["became"]
        assert [row.id for row in queries.linked_to(view, links[0].other)] == [risk]
