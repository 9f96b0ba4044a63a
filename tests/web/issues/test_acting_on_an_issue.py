"""The forms of an issue three ways: as a page, as a fragment, and when somebody else was quicker."""

import re
from datetime import date
from uuid import UUID

import pytest

from application.issues import AssignIssue, RaiseIssue, ResolveIssue, StartWork, TriageIssue
from domain.issues.state import ISSUE
from domain.issues.words import Area, IssueState
from domain.people.words import Role
from projections.issues import queries
from tests.web.site import Browser, Site


@pytest.fixture
def issue(site: Site, program: UUID) -> UUID:
    site.do(RaiseIssue(program=program, title="Ward closed"))
    with site.book.view() as view:
        found = queries.find(view, "I-001")
    assert found is not None
    return found.id


@pytest.fixture
def triaged(site: Site, issue: UUID) -> UUID:
    site.do(TriageIssue(thing=issue, severity=2, priority=2, area=Area.BUYER))
    return issue


def form(browser: Browser, act: str, **typed: str) -> dict[str, str]:
    page = browser.get("/issues/I-001", act=act).text
    return {**dict(re.findall(r'name="(version|command_id)" value="([^"]*)"', page)), **typed}


def test_an_issue_is_raised_and_its_page_shows_it(manager: Browser, program: UUID) -> None:
    answer = manager.post("/issues", program=str(program), title="Ward closed", description="Since Monday.")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/issues/I-001?done=")
    assert "Since Monday." in manager.get(answer.headers["Location"]).text


def test_an_issue_without_a_title_is_refused_and_the_text_is_kept(manager: Browser, program: UUID) -> None:
    answer = manager.post("/issues", program=str(program), description="Since Monday.")
    assert answer.status_code == 422
    assert "Enter the title." in answer.text
    assert "Since Monday.</textarea>" in answer.text
    assert "<title>Error:" in answer.text


def test_a_form_of_another_programs_thing_is_not_obeyed(site: Site, manager: Browser, program: UUID) -> None:
    other = site.program("MOD", "Defence")
    answer = manager.post("/issues", program=str(other), title="Not mine")
    assert answer.status_code == 403
    with site.book.view() as view:
        assert queries.open_count(view) == 0


def test_a_triage_is_recorded_and_the_page_shows_it(site: Site, manager: Browser, issue: UUID) -> None:
    answer = manager.post(
        "/issues/I-001/triages", **form(manager, "triages", severity="1", priority="2", area="seller")
    )
    assert answer.status_code == 303
    page = manager.get(answer.headers["Location"]).text
    assert "Critical" in page
    assert "Triage recorded at position" in page


def test_everything_wrong_is_said_at_its_field(manager: Browser, issue: UUID) -> None:
    answer = manager.post("/issues/I-001/triages", **form(manager, "triages", severity="9"))
    assert answer.status_code == 422
    assert "Choose the priority." in answer.text
    assert "Say whom it touches." in answer.text


def test_a_refusal_of_the_domain_stands_at_its_field_and_keeps_the_text(manager: Browser, triaged: UUID) -> None:
    typed = form(manager, "escalations", level="3", to_whom="The board of the department")
    answer = manager.post("/issues/I-001/escalations", **typed)
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.text
    assert "The board of the department" in answer.text


def test_as_a_fragment_only_the_form_comes_back(manager: Browser, triaged: UUID) -> None:
    answer = manager.post("/issues/I-001/resolutions", target="act", **form(manager, "resolutions"))
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith("<form")
    assert "<html" not in answer.text


def test_as_a_fragment_the_browser_is_told_where_to_go(manager: Browser, triaged: UUID) -> None:
    typed = form(manager, "resolutions", resolution="Ward reopened.")
    answer = manager.post("/issues/I-001/resolutions", target="act", **typed)
    assert answer.headers["HX-Redirect"].startswith("/issues/I-001?done=")


def test_when_somebody_was_quicker_it_says_who_and_keeps_the_text(
    site: Site, manager: Browser, program: UUID, triaged: UUID
) -> None:
    typed = form(manager, "owner", to=str(manager.person), due="2030-01-31")
    quick = site.person(Role.MANAGER, program, name="Quentin Ash")
    site.do(AssignIssue(thing=triaged, to=quick, due=date(2030, 1, 1)), by=quick)
    answer = manager.post("/issues/I-001/owner", **typed)
    assert answer.status_code == 409
    assert "Quentin Ash" in answer.text
    assert 'value="2030-01-31"' in answer.text


def test_typed_words_are_kept_even_where_the_act_is_no_longer_offered(
    site: Site, manager: Browser, triaged: UUID
) -> None:
    typed = form(manager, "resolutions", resolution="My own long account of it.")
    site.do(ResolveIssue(thing=triaged, resolution="Somebody else's."))
    answer = manager.post("/issues/I-001/resolutions", **typed)
    assert answer.status_code == 409
    assert "My own long account of it." in answer.text


def test_sent_twice_it_happens_once(site: Site, manager: Browser, triaged: UUID) -> None:
    typed = form(manager, "work")
    first = manager.post("/issues/I-001/work", **typed)
    head = site.book.ledger.head()
    again = manager.post("/issues/I-001/work", **typed)
    assert (first.status_code, again.status_code) == (303, 303)
    assert site.book.ledger.head() == head


def test_a_contributor_cannot_close_what_only_managers_close(site: Site, program: UUID, triaged: UUID) -> None:
    contributor = site.client_for(Role.CONTRIBUTOR, program)
    site.do(StartWork(thing=triaged))
    site.do(ResolveIssue(thing=triaged, resolution="Done."))
    assert "Close the issue" not in contributor.get("/issues/I-001").text
    assert contributor.post("/issues/I-001/closure").status_code == 403
    assert site.book.ledger.load(ISSUE, triaged).state.state is IssueState.RESOLVED


def test_an_escalation_to_me_is_the_first_act(site: Site, manager: Browser, triaged: UUID) -> None:
    typed = form(manager, "escalations", level="1", to=str(manager.person))
    manager.post("/issues/I-001/escalations", **typed)
    assert 'class="btn p" href="/issues/I-001?act=acknowledgements"' in manager.get("/issues/I-001").text


def test_a_corrective_action_is_raised_from_the_issue_with_its_words(manager: Browser, triaged: UUID) -> None:
    page = manager.get("/issues/I-001").text
    found = re.search(r'href="(/corrective-actions/new\?[^"]*)"', page)
    assert found
    opened = manager.get(found.group(1).replace("&amp;", "&")).text
    assert 'value="Ward closed"' in opened
    assert re.search(rf'value="{triaged}" selected', opened)


def test_every_act_that_is_offered_opens_as_a_form(manager: Browser, triaged: UUID) -> None:
    offered = set(re.findall(r'/issues/I-001\?act=([a-z-]+)"', manager.get("/issues/I-001").text))
    assert {"triages", "owner", "work", "escalations", "resolutions", "actions", "withdrawal"} == offered
    for noun in offered:
        assert f'action="/issues/I-001/{noun}"' in manager.get("/issues/I-001", act=noun).text
