"""The list and the page of a program: what they show, to whom, and in the past."""

import re
from uuid import UUID

from application.programs import RaiseAsk, RecordDecision, StateObjective
from application.projects import CancelProject, ReportStatus
from domain.people.words import Role
from domain.projects.words import Rating
from tests.web.programs.conftest import RAIL, ROAD
from tests.web.site import Browser, Site


def words(html: str) -> str:
    """What a person reads, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_an_empty_list_says_how_to_begin(site: Site) -> None:
    page = site.client_for(Role.MANAGER).get("/programs").text
    assert "No program is in the book yet" in page
    assert 'href="/programs/new"' in page


def test_the_list_shows_declared_beside_computed(manager: Browser) -> None:
    page = words(manager.get("/programs").text)
    assert "Transport" in page
    assert re.search(r"DFT Active Amber Red", page)


def test_the_list_is_filtered_and_says_so_when_nothing_fits(manager: Browser) -> None:
    assert "Transport" in manager.get("/programs", q="trans", rating="amber").text
    assert "No program fits" in manager.get("/programs", rating="green").text


def test_a_list_block_comes_alone_to_htmx(manager: Browser) -> None:
    block = manager.fragment("/programs", "list").text
    assert "<html" not in block
    assert "Transport" in block


def test_the_page_shows_the_arithmetic_of_the_computed_rating(manager: Browser) -> None:
    page = words(manager.get("/programs/DFT").text)
    assert "Red projects: 1 of 2 , 50 %, limit 15 % ." in page
    assert "They do not agree." in page
    assert "£29.0bn whole-life cost" in page
    assert "+365" in page


def test_costs_that_are_withheld_are_counted(site: Site, manager: Browser) -> None:
    site.do(ReportStatus(thing=ROAD, rating=Rating.GREEN, whole_life_unknown="Exempt.", finish_unknown="Exempt."))
    page = words(manager.get("/programs/DFT").text)
    assert "£14.5bn whole-life cost, 1 withheld" in page
    assert "withheld" in page


def test_decisions_asks_and_objectives_are_shown(site: Site, program: UUID, manager: Browser) -> None:
    site.do(RecordDecision(thing=program, title="Stay within target", decision="Float monthly.", facts_position=3))
    site.do(RaiseAsk(thing=program, to_whom="The Treasury", question="May it wait?"))
    site.do(StateObjective(thing=program, objective="Shorter journeys."))
    page = manager.get("/programs/DFT").text
    assert "Stay within target" in page
    assert 'href="/programs/DFT?at=3"' in page
    assert "May it wait?" in page
    assert "Shorter journeys." in page


def test_the_record_of_the_program_holds_what_happened_to_its_projects(manager: Browser) -> None:
    page = manager.get("/programs/DFT").text
    assert '<a href="/projects/RAIL">Rail renewal</a>: ' in page


def test_a_cancelled_project_counts_no_more_but_is_not_forgotten(site: Site, manager: Browser) -> None:
    site.do(CancelProject(thing=RAIL, reason="No case."))
    page = words(manager.get("/programs/DFT").text)
    assert "1 project ·" in page
    assert "1 project is over" in page


def test_in_the_past_there_are_no_acts_and_what_changed_since_is_marked(site: Site, manager: Browser) -> None:
    head = site.book.ledger.head()
    site.do(ReportStatus(thing=ROAD, rating=Rating.AMBER, finish_unknown="Under review.", whole_life=10**12))
    page = manager.get("/programs/DFT", at=head).text
    assert "You are looking at the past." in page
    assert "?act=" not in page
    road = words(page[page.index('<tr class="moved">') :])
    assert road.index("Road renewal") < road.index("now Amber") < road.index("now £10.0bn")
    assert page.count('<tr class="moved">') == 1


def test_a_stranger_to_the_program_gets_404(site: Site, program: UUID) -> None:
    other = site.program("MOD", "Defence")
    stranger = site.client_for(Role.MANAGER, other)
    assert stranger.get("/programs/DFT").status_code == 404
    assert "Transport" not in stranger.get("/programs").text
    assert stranger.post("/programs/DFT/health", rating="red").status_code == 404


def test_an_auditor_reads_and_has_no_acts(site: Site, program: UUID) -> None:
    auditor = site.client_for(Role.AUDITOR)
    assert "?act=" not in auditor.get("/programs/DFT").text
    assert auditor.post("/programs/DFT/health", rating="red").status_code == 403
    assert auditor.get("/programs/new").status_code == 403
