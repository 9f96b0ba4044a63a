"""One thing's life, event by event: its page as it was, what the event changed on it, and the way to the others."""

import re
from typing import Any
from urllib.parse import urljoin

import pytest

from application.projects import RenameProject, ReportStatus
from application.risks import RecordOccurrence
from domain.people.words import Role
from domain.projects.words import Rating
from tests.application.risks.office import RAIL, THERE, Office
from tests.contracts import shown
from tests.web.replay.test_marking_what_changed import marked
from tests.web.site import Browser, Site


@pytest.fixture
def auditor(site: Site) -> Browser:
    return site.client_for(Role.AUDITOR)


@pytest.fixture
def stranger(site: Site, office: Office) -> Browser:
    """A manager of another program."""
    return site.client_for(Role.MANAGER, THERE)


def bar(answer: Any) -> str:
    """The words of the stepper."""
    return next(each.text for each in shown.page(answer.text).all("aside") if each["class"].startswith("tm"))


def life(site: Site, office: Office) -> list[int]:
    """A risk, assessed twice, with events of other things between its own."""
    risk = office.assessed(2, 2, title="Late <decision>")
    office.do(RenameProject(thing=RAIL, name="Elsewhere"))
    office.assess(risk, 5, 5)
    return [each.position for each in site.book.ledger.since(risk, 0)]


def test_without_a_moment_it_begins_at_the_newest_event(site: Site, office: Office, auditor: Browser) -> None:
    positions = life(site, office)
    words = bar(auditor.get("/risks/R-001", step="yes"))
    assert f"Event {len(positions)} of {len(positions)} in the life of R-001." in words
    assert "reassessed the current level" in words


def test_a_step_marks_what_the_event_changed_and_tells_what_is_gone(
    site: Site, office: Office, auditor: Browser
) -> None:
    positions = life(site, office)
    answer = auditor.get("/risks/R-001", at=positions[-1], step="yes")
    assert "Severe" in marked(answer.text)
    assert not any("Elsewhere" in words for words in marked(answer.text))
    assert "No longer here" in bar(answer)
    assert "Current: Unlikely · Moderate · Low" in bar(answer)
    assert 'href="#moved"' in answer.text
    assert len(re.findall('id="moved"', answer.text)) == 1


def test_the_first_event_says_that_everything_is_new(site: Site, office: Office, auditor: Browser) -> None:
    positions = life(site, office)
    answer = auditor.get("/risks/R-001", at=positions[0], step="yes")
    assert "Everything on this page is new with this event." in bar(answer)
    assert marked(answer.text) == []
    assert 'rel="prev"' not in answer.text


def test_the_ways_lead_through_the_whole_life_and_back(site: Site, office: Office, auditor: Browser) -> None:
    positions = life(site, office)
    assert _walk(auditor, f"/risks/R-001?at={positions[0]}&step=yes", "next") == positions
    assert _walk(auditor, f"/risks/R-001?at={positions[-1]}&step=yes", "prev") == positions[::-1]


def test_between_two_events_the_newest_before_is_shown_and_said(site: Site, office: Office, auditor: Browser) -> None:
    positions = life(site, office)
    words = bar(auditor.get("/risks/R-001", at=positions[-1] - 1, step="yes"))
    assert f"Event {len(positions) - 1} of {len(positions)}" in words
    assert f"None of its events stands at position {positions[-1] - 1}" in words


def test_before_it_was_recorded_the_page_says_so_and_offers_the_first_event(
    site: Site, office: Office, auditor: Browser
) -> None:
    positions = life(site, office)
    answer = auditor.get("/risks/R-001", at=1, step="yes")
    assert answer.status_code == 404
    assert f"its life begins at position {positions[0]}" in answer.text
    assert f'href="/risks/R-001?at={positions[0]}&amp;step=yes"' in answer.text


@pytest.mark.parametrize(("at", "status"), [("99999", 400), ("next week", 400), ("-1", 400), ("1999-12-31", 404)])
def test_a_moment_that_cannot_be_is_refused_with_a_sentence(
    site: Site, office: Office, auditor: Browser, at: str, status: int
) -> None:
    life(site, office)
    assert auditor.get("/risks/R-001", at=at, step="yes").status_code == status


def test_an_unknown_thing_has_no_life(site: Site, office: Office, auditor: Browser) -> None:
    assert auditor.get("/risks/R-404", step="yes").status_code == 404


def test_whoever_may_not_see_the_thing_may_not_step_through_it(site: Site, office: Office, stranger: Browser) -> None:
    positions = life(site, office)
    for at in (positions[0], positions[-1], 1):
        answer = stranger.get("/risks/R-001", at=at, step="yes")
        assert answer.status_code == 404
        assert "decision" not in answer.text


def test_what_one_command_said_to_several_things_is_shown_as_one(site: Site, office: Office, auditor: Browser) -> None:
    risk = office.assessed(4, 4)
    office.do(RecordOccurrence(thing=risk, title="It came"))
    newest = site.book.ledger.since(risk, 0)[-1].position
    answer = auditor.get("/risks/R-001", at=newest, step="yes")
    assert "something you may not see" not in answer.text
    assert any("It came" in words for words in marked(answer.text))


def test_a_text_of_a_person_never_becomes_markup_by_a_mark(site: Site, office: Office, auditor: Browser) -> None:
    office.do(ReportStatus(thing=RAIL, rating=Rating.AMBER, narrative="<mark>ours</mark> & <script>x</script>"))
    answer = auditor.get("/projects/RAIL", step="yes")
    assert "<script>x" not in answer.text
    assert "&lt;script&gt;x&lt;/script&gt;" in "".join(marked(answer.text))


def test_the_page_of_an_event_and_of_a_thing_lead_to_the_steps(site: Site, office: Office, auditor: Browser) -> None:
    positions = life(site, office)
    assert f'href="/risks/R-001?at={positions[1]}&amp;step=yes"' in auditor.get(f"/record/{positions[1]}").text
    assert 'href="/risks/R-001?step=yes"' in auditor.get("/risks/R-001").text


def _walk(browser: Browser, start: str, way: str) -> list[int]:
    """The positions that one comes through by following the links of one way."""
    address, passed = start, []
    while address:
        answer = browser.get(address)
        root = shown.page(answer.text)
        passed.append(int(re.findall(r"at=(\d+)", address)[0]))
        ahead = [each["href"] for each in root.all("a") if each["rel"] == way and "step=yes" in each["href"]]
        address = urljoin(address, ahead[0]) if ahead else ""
    return passed
