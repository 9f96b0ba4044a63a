"""The acts on a program, as a page, as a fragment, when refused, and when somebody else was quicker."""

import re
from typing import Any
from uuid import UUID

import pytest

from application.programs import CancelProgram, DeclareProgramHealth, RaiseAsk
from domain.people.words import Role
from domain.programs.state import PROGRAM, program_id
from domain.projects.words import Rating
from tests.web.site import Browser, Site

PATH = "/programs/DFT"


def form(browser: Browser, noun: str, **typed: str) -> dict[str, str]:
    page = browser.get(PATH, act=noun).text
    return {**dict(re.findall(r'name="(version|command_id)" value="([^"]*)"', page)), **typed}


def state(site: Site) -> Any:
    return site.book.ledger.load(PROGRAM, program_id("DFT")).state


ACTS = [
    ("health", {"rating": "red", "narrative": "It stands still."}, "It stands still."),
    ("decisions", {"title": "Stop phase two", "decision": "No money."}, "Stop phase two"),
    ("asks", {"to_whom": "The Treasury", "question": "May it wait?", "due": "2031-01-01"}, "May it wait?"),
    ("tolerance", {"time_days": "90", "cost_bp": "5"}, "90 days, 5 % of cost"),
    ("objectives", {"objective": "Shorter journeys."}, "Shorter journeys."),
    ("name", {"name": "Transport and roads"}, "<h1>Transport and roads</h1>"),
    ("hold", {"reason": "Elections."}, "On hold"),
    ("closing", {}, "Closing"),
    ("cancellation", {"reason": "No case."}, "Cancelled"),
]


@pytest.mark.parametrize(("noun", "typed", "shown"), ACTS, ids=[noun for noun, _, _ in ACTS])
def test_what_was_done_is_on_the_next_page(manager: Browser, noun: str, typed: dict[str, str], shown: str) -> None:
    answer = manager.post(f"{PATH}/{noun}", **form(manager, noun, **typed))
    assert answer.status_code == 303
    page = manager.get(answer.headers["Location"]).text
    assert shown in page
    assert "recorded at position" in page


def test_the_owner_is_chosen_from_people(site: Site, manager: Browser) -> None:
    owner = site.person(Role.MANAGER, name="Olive Stone")
    answer = manager.post(f"{PATH}/owner", **form(manager, "owner", owner=str(owner)))
    assert answer.status_code == 303
    assert state(site).owner == owner
    assert "Olive Stone" in manager.get(PATH).text


def test_an_ask_is_answered_from_its_button(site: Site, program: UUID, manager: Browser) -> None:
    site.do(RaiseAsk(thing=program, to_whom="The Treasury", question="May it wait?"))
    (asked,) = state(site).asks
    page = manager.get(PATH).text
    assert f"?act=answers&amp;asked={asked}" in page
    assert f'value="{asked}" selected' in manager.get(PATH, act="answers", asked=str(asked)).text
    manager.post(f"{PATH}/answers", **form(manager, "answers", asked=str(asked), answer="Until June."))
    assert state(site).asks[asked].answer == "Until June."


def test_a_program_on_hold_is_resumed(site: Site, manager: Browser) -> None:
    manager.post(f"{PATH}/hold", **form(manager, "hold", reason="Elections."))
    manager.post(f"{PATH}/resumption", **form(manager, "resumption"))
    assert state(site).state == "active"


def test_as_a_fragment_the_browser_is_told_where_to_go(manager: Browser) -> None:
    answer = manager.post(f"{PATH}/health", target="act", **form(manager, "health", rating="red"))
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["HX-Redirect"].startswith(f"{PATH}?done=")


@pytest.mark.parametrize("target", ["", "act"])
def test_all_errors_stand_beside_their_fields_and_nothing_typed_is_lost(manager: Browser, target: str) -> None:
    typed = form(manager, "tolerance", time_days="soon", cost_bp="lots")
    answer = manager.post(f"{PATH}/tolerance", target=target, **typed)
    assert answer.status_code == 422
    assert 'id="time_days-error"' in answer.text
    assert 'id="cost_bp-error"' in answer.text
    assert 'value="soon"' in answer.text
    assert ("<html" in answer.text) is not bool(target)


@pytest.mark.parametrize("target", ["", "act"])
def test_who_was_slower_sees_what_happened_and_keeps_the_text(
    site: Site, program: UUID, manager: Browser, target: str
) -> None:
    typed = form(manager, "health", rating="red", narrative="My own words.")
    other = site.person(Role.MANAGER, program, name="Oscar Quick")
    site.do(DeclareProgramHealth(thing=program, rating=Rating.GREEN, narrative="All is well."), by=other)
    answer = manager.post(f"{PATH}/health", target=target, **typed)
    assert answer.status_code == 409
    assert "Oscar Quick" in answer.text
    assert "My own words.</textarea>" in answer.text
    assert state(site).rating is Rating.GREEN


def test_a_program_with_open_projects_is_not_closed(site: Site, manager: Browser) -> None:
    manager.post(f"{PATH}/closing", **form(manager, "closing"))
    answer = manager.post(f"{PATH}/closure", **form(manager, "closure", reason="Done."))
    assert answer.status_code == 422
    assert "These projects are still open: Rail renewal, Road renewal" in answer.text


def test_a_program_is_added_and_opened(site: Site) -> None:
    manager = site.client_for(Role.MANAGER)
    assert "Add a program" in manager.get("/programs/new").text
    answer = manager.post("/programs", code="mod", name="Defence", purpose="Keep safe.")
    assert answer.status_code == 303
    page = manager.get(answer.headers["Location"]).text
    assert "<h1>Defence</h1>" in page
    assert "No project is open in this program" in page


def test_a_code_that_is_used_is_refused_at_its_field(site: Site, program: UUID) -> None:
    answer = site.client_for(Role.MANAGER).post("/programs", code="DFT", name="Another")
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text
    assert 'value="Another"' in answer.text


def test_a_manager_of_one_program_cannot_add_another(manager: Browser) -> None:
    assert manager.get("/programs/new").status_code == 403
    assert manager.post("/programs", code="MOD", name="Defence").status_code == 403


def test_typed_words_are_kept_even_where_the_act_is_no_longer_offered(site: Site, manager: Browser) -> None:
    typed = form(manager, "decisions", title="Stop phase two", decision="My own long account of it.")
    site.do(CancelProgram(thing=program_id("DFT"), reason="No case."))
    answer = manager.post(f"{PATH}/decisions", **typed)
    assert answer.status_code == 409
    assert "My own long account of it." in answer.text
