"""The status form three ways: as a page, as a fragment, and when somebody else was quicker."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.projects import CancelProject, InitiateProject, RecordReport, ReportStatus
from domain.people.words import Role
from domain.projects.state import PROJECT, project_id
from domain.projects.status import StatusReport
from domain.projects.words import Rating
from tests.web.site import Browser, Site
from web.shared.words import day

RAIL = project_id("RAIL")
PATH = "/projects/RAIL/status"


@pytest.fixture
def program(site: Site) -> UUID:
    found = site.program()
    site.do(InitiateProject(program=found, code="RAIL", name="Rail"))
    site.do(ReportStatus(thing=RAIL, rating=Rating.AMBER, finish=date(2030, 1, 1), narrative="It goes."))
    return found


def form(browser: Browser, **typed: str) -> dict[str, str]:
    page = browser.get("/projects/RAIL", act="status").text
    hidden = dict(re.findall(r'name="(version|command_id)" value="([^"]*)"', page))
    return {**hidden, "rating": "amber", "finish": "2030-01-01", "narrative": "It goes.", **typed}


def events(site: Site) -> int:
    return site.book.ledger.head()


def test_the_form_opens_with_what_is_recorded(manager: Browser) -> None:
    page = manager.get("/projects/RAIL", act="status").text
    assert 'value="2030-01-01"' in page
    assert re.search(r'value="amber" checked', page)
    assert "It goes.</textarea>" in page
    assert f"These are the words of {day(datetime.now(UTC))}. They keep that day while" in page


def test_a_status_is_recorded_and_the_page_shows_it(site: Site, manager: Browser) -> None:
    answer = manager.post(PATH, **form(manager, rating="red", narrative="It stands."))
    assert answer.status_code == 303
    page = manager.get(answer.headers["Location"]).text
    assert "It stands." in page
    assert "Status recorded at position" in page
    assert site.book.ledger.load(PROJECT, RAIL).state.rating is Rating.RED


def test_a_story_that_no_report_has_room_for_is_said_to_be_too_long(site: Site, manager: Browser) -> None:
    before = events(site)
    for name in ("narrative", "note"):
        answer = manager.post(PATH, **form(manager, **{name: "y" * 4_001}))
        assert (answer.status_code, events(site)) == (422, before)
        assert f"{name.capitalize()} is longer than 4000 characters; shorten it." in answer.text
    told = f"{'y' * 3_000}\n{'z' * 3_000}"
    site.do(RecordReport(thing=RAIL, report=StatusReport(narrative=told)))
    kept = form(manager, narrative=told.replace("\n", "\r\n"), next_steps="The signals.")
    assert manager.post(PATH, **kept).status_code == 303, "what an edition told at length stays"


def test_as_a_fragment_the_browser_is_told_where_to_go(manager: Browser) -> None:
    answer = manager.post(PATH, target="act", **form(manager, rating="red"))
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["HX-Redirect"].startswith("/projects/RAIL?done=")


def test_sent_twice_it_happens_once(site: Site, manager: Browser) -> None:
    typed = form(manager, rating="red")
    first, head = manager.post(PATH, **typed), events(site)
    again = manager.post(PATH, **typed)
    assert (first.status_code, again.status_code) == (303, 303)
    assert again.headers["Location"] == first.headers["Location"]
    assert events(site) == head


@pytest.mark.parametrize("target", ["", "act"])
def test_all_errors_stand_beside_their_fields_and_nothing_typed_is_lost(
    site: Site, manager: Browser, target: str
) -> None:
    head = events(site)
    typed = form(manager, rating="purple", finish="16 Oct 203", whole_life="lots", narrative="Kept <b>text</b>")
    answer = manager.post(PATH, target=target, **typed)
    assert answer.status_code == 422
    for name, sentence in (
        ("rating", "none of the choices"),
        ("finish", "four-figure year"),
        ("whole_life", "enter an amount"),
    ):
        assert re.search(rf'href="#{name}">[^<]*{sentence}', answer.text), name
    assert 'value="16 Oct 203"' in answer.text
    assert "Kept &lt;b&gt;text&lt;/b&gt;" in answer.text
    assert ("<title>Error: " in answer.text) is (not target)
    assert events(site) == head


def test_a_refusal_of_the_rules_stands_at_its_field_too(manager: Browser) -> None:
    answer = manager.post(PATH, target="act", **form(manager, rating="green"))
    assert answer.status_code == 422
    assert 'href="#reason">Say why confidence is now better than recorded.' in answer.text


@pytest.mark.parametrize("target", ["", "act"])
def test_when_somebody_was_quicker_both_are_shown_and_mine_can_be_sent_again(
    site: Site, manager: Browser, target: str
) -> None:
    typed = form(manager, rating="amber_red", finish="2030-06-01", narrative="Mine.")
    other = site.person(Role.CONTRIBUTOR, name="Lena Quick")
    site.do(ReportStatus(thing=RAIL, rating=Rating.RED, finish=date(2030, 3, 1), narrative="Theirs."), by=other)
    answer = manager.post(PATH, target=target, **typed)
    assert answer.status_code == 409
    for text in (
        "Lena Quick",
        "was Amber",
        "1 Mar 2030",
        "was 1 Jan 2030",
        "1 Jun 2030",
        "Mine.</textarea>",
        "position",
    ):
        assert text in answer.text
    assert answer.headers.get("HX-Retarget") == "#main", "the page around the form is drawn again too"
    around = answer.text.partition("</form>")[2]
    assert "Theirs." in around
    assert "Your text is kept; nothing of yours is saved yet." in answer.text
    hidden = dict(re.findall(r'name="(version|command_id)" value="([^"]*)"', answer.text))
    again = manager.post(PATH, **{**typed, **hidden, "reason": "Better seen."})
    assert again.status_code == 303


def test_it_may_have_been_true_earlier_but_not_later(site: Site, manager: Browser) -> None:
    answer = manager.post(PATH, **form(manager, rating="red", true_since="2026-01-31", older="2026-01-31"))
    assert answer.status_code == 303
    assert "True since" in manager.get("/projects/RAIL").text
    later = manager.post(PATH, **form(manager, rating="amber", true_since="31 Dec 2199"))
    assert later.status_code == 422
    assert "still to come" in later.text


def test_who_would_put_something_older_in_the_place_of_something_newer_is_warned_before(
    site: Site, manager: Browser
) -> None:
    head = events(site)
    warned = manager.post(PATH, **form(manager, rating="red", true_since="2026-01-31"))
    assert (warned.status_code, events(site)) == (422, head)
    assert "something newer is known, true since" in warned.text
    assert "Steward declared delivery confidence" in warned.text
    assert 'name="true_since" aria-invalid="true"' in warned.text
    (older,) = re.findall(r'name="older" value="([^"]*)"', warned.text)
    other = manager.post(PATH, **form(manager, rating="red", true_since="2026-02-01", older=older))
    assert other.status_code == 422, "another day is another question"
    again = manager.post(PATH, **form(manager, rating="red", true_since="2026-01-31", older=older))
    assert again.status_code == 303
    assert site.book.ledger.load(PROJECT, RAIL).state.rating is Rating.RED


def test_a_change_of_what_no_newer_fact_says_is_back_dated_without_a_warning(site: Site, manager: Browser) -> None:
    answer = manager.post(PATH, **form(manager, progress_bp="40", true_since="2026-01-31"))
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CONTRIBUTOR, 303), (Role.AUDITOR, 403), (Role.STAKEHOLDER, 403), (Role.ADMINISTRATOR, 403)],
)
def test_who_may_report(site: Site, program: UUID, manager: Browser, role: Role, status: int) -> None:
    typed = form(manager, rating="red")
    assert site.client_for(role).post(PATH, **typed).status_code == status


def test_a_stranger_to_the_program_finds_nothing(site: Site, manager: Browser) -> None:
    stranger = site.client_for(Role.MANAGER, site.program("MOD", "Defence"))
    assert stranger.post(PATH, **form(manager, rating="red")).status_code == 404


def test_a_form_without_its_token_or_from_elsewhere_is_refused(site: Site, manager: Browser) -> None:
    head, typed = events(site), form(manager, rating="red")
    answers = [
        manager.client.post(PATH, data={**typed, "_csrf_token": "é"}, headers={"Sec-Fetch-Site": "same-origin"}),
        manager.client.post(PATH, data=typed, headers={"Sec-Fetch-Site": "same-origin"}),
        manager.client.post(
            PATH, data={**typed, "_csrf_token": manager.csrf}, headers={"Sec-Fetch-Site": "cross-site"}
        ),
        manager.client.post(PATH, data={**typed, "_csrf_token": manager.csrf}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert events(site) == head


def test_an_act_that_does_not_exist_is_not_found(manager: Browser) -> None:
    assert manager.post("/projects/RAIL/nonsense", command_id=str(uuid4())).status_code == 404


def test_looking_changes_nothing(site: Site, manager: Browser) -> None:
    head = events(site)
    paths: tuple[tuple[str, dict[str, Any]], ...] = (
        ("/projects", {}),
        ("/projects/RAIL", {"act": "status"}),
        ("/record", {}),
    )
    for path, query in paths:
        assert manager.get(path, **query).status_code == 200
    assert events(site) == head


@pytest.mark.parametrize("target", ["", "act"])
def test_typed_words_are_kept_even_where_the_act_is_no_longer_offered(
    site: Site, manager: Browser, target: str
) -> None:
    typed = form(manager, narrative="My own long account of it.")
    site.do(CancelProject(thing=RAIL, reason="No money."))
    answer = manager.post(PATH, target=target, **typed)
    assert answer.status_code == 409
    assert "My own long account of it." in answer.text
    assert "No money." in answer.text


def test_what_cannot_be_read_and_what_the_rules_refuse_are_told_together(manager: Browser) -> None:
    answer = manager.post(PATH, **form(manager, rating="green", finish="16 Oct 203"))
    assert answer.status_code == 422
    assert "four-figure year" in answer.text
    assert 'href="#reason">Say why confidence is now better than recorded.' in answer.text
    assert "finish_unknown" not in re.findall(r'href="#(\w+)"', answer.text)
