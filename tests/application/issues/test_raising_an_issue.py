"""An issue comes into the book, alone or because a risk came true."""

from uuid import uuid4

import pytest

from application.desk import NotAllowed
from application.issues import RaiseIssue
from domain.issues import events as e
from domain.kernel import Refused
from domain.risks.events import RiskOccurred
from domain.risks.words import RiskState
from tests.application.corrective_actions.works import Works
from tests.application.risks.office import DAY, HERE, RAIL, ROAD, THERE


def test_an_issue_is_raised_in_its_program_and_project(works: Works) -> None:
    facts = works.do(RaiseIssue(program=HERE, project=RAIL, title="Ward closed", description="Since Monday."))
    raised = e.IssueRaised(
        program=HERE, project=RAIL, title="Ward closed", description="Since Monday.", raised_by=works.lena, on=DAY
    )
    assert facts == [raised]


def test_an_issue_from_a_risk_records_that_the_risk_occurred(works: Works) -> None:
    risk = works.identify()
    raised, occurred = works.do(RaiseIssue(program=HERE, title="It came late", from_risk=risk))
    assert isinstance(raised, e.IssueRaised)
    assert isinstance(occurred, RiskOccurred)
    assert works.issue(occurred.issue).from_risk == risk
    assert works.state(risk).state is RiskState.OCCURRED


def test_a_second_issue_from_a_risk_that_occurred_leaves_the_risk_as_it_is(works: Works) -> None:
    risk = works.identify()
    works.raised(from_risk=risk)
    assert [type(fact) for fact in works.do(RaiseIssue(program=HERE, title="Again", from_risk=risk))] == [e.IssueRaised]


def test_an_issue_needs_a_title(works: Works) -> None:
    with pytest.raises(Refused, match="Give the issue a title"):
        works.do(RaiseIssue(program=HERE, title=" "))


@pytest.mark.parametrize("project", [ROAD, uuid4()])
def test_a_project_of_another_program_is_refused_at_its_field(works: Works, project: object) -> None:
    with pytest.raises(Refused) as refused:
        works.raised(project=project)
    assert [problem.field for problem in refused.value.problems] == ["project"]


def test_who_has_no_role_in_the_program_raises_nothing_there(works: Works) -> None:
    with pytest.raises(NotAllowed):
        works.raised(program=THERE, project=None)


def test_a_risk_of_another_program_cannot_be_named_as_the_source(works: Works) -> None:
    foreign = works.identify()
    with pytest.raises(NotAllowed):
        works.do(RaiseIssue(program=THERE, title="Elsewhere", from_risk=foreign), by=works.lena)
