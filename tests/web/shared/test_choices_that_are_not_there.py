"""What an address asks for and no list offers is said beside the filters, and the list is shown all the same."""

import pytest

from domain.people.words import Role
from domain.programs.state import program_id
from tests.web.site import Browser, Site, plain


@pytest.fixture
def ada(site: Site) -> Browser:
    site.program("DFT", "Transport")
    return site.client_for(Role.MANAGER)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/risks?likelihood=abc", "Likelihood: “abc”"),
        ("/risks?state=zzz&level=dreadful", "Level: “dreadful”"),
        ("/risks?program=zzz", "Program: “zzz”"),
        ("/risks?project=zzz", "Project: “zzz”"),
        ("/risks/heat-map?program=zzz", "Program: “zzz”"),
        ("/issues?severity=9", "Severity: “9”"),
        ("/issues?state=zzz", "State: “zzz”"),
        ("/issues?overdue=maybe", "Due: “maybe”"),
        ("/projects?rating=blue", "Confidence: “blue”"),
        ("/projects?state=zzz", "State: “zzz”"),
        ("/timeline?first=soon", "Finish from: “soon”"),
        ("/timeline?late=zzz", "Show: “zzz”"),
        ("/corrective-actions?next=zzz", "Next step: “zzz”"),
        ("/corrective-actions?owner=zzz", "Owner: “zzz”"),
        ("/programs?state=zzz", "State: “zzz”"),
    ],
)
def test_a_choice_that_no_list_offers_is_said_beside_the_filters(ada: Browser, address: str, sentence: str) -> None:
    answer = ada.get(address)
    assert answer.status_code == 200
    assert plain(answer.text).count(f"{sentence} is not in the list; choose one from it.") == 1


@pytest.mark.parametrize(
    "address",
    [
        *("/risks?likelihood=4&impact=5&stage=residual", "/risks?state=open&sort=-level&page=1", "/risks?q=zzz"),
        *("/issues?severity=2&state=unresolved", "/projects?state=cancelled", "/projects?state=all&rating=none"),
        f"/corrective-actions?program={program_id('DFT')}",
        *("/timeline?late=yes", "/programs?state=open", "/projects?colour=blue"),
    ],
)
def test_a_choice_that_is_offered_is_not_complained_about(ada: Browser, address: str) -> None:
    answer = ada.get(address)
    assert answer.status_code == 200
    assert "is not in the list" not in answer.text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/trace/list-risks?level=zz", "Level: “zz” is not there to choose; go back to the list and choose again."),
        ("/trace/list-projects?rating=zz", "Rating: “zz” is not there to choose"),
        ("/trace/list-corrective-actions?state=zz", "State: “zz” is not there to choose"),
        ("/trace/list-issues/export/csv?overdue=perhaps", "Overdue: “perhaps” is not there to choose"),
    ],
)
def test_a_figure_of_what_no_list_offers_is_refused(ada: Browser, address: str, sentence: str) -> None:
    answer = ada.get(address)
    assert (answer.status_code, sentence in plain(answer.text)) == (400, True)


def test_a_day_before_the_book_began_is_said_to_be(ada: Browser) -> None:
    for path in ("/programs", "/risks", "/record"):
        answer = ada.get(f"{path}?at=1999-01-01")
        assert answer.status_code == 200
        assert "Nothing was recorded yet: the book began on" in plain(answer.text)
