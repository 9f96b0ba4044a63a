"""Search over things and milestones, and the style guide."""

from datetime import date
from uuid import UUID

import pytest

from application.milestones import PlanMilestone
from application.projects import InitiateProject
from domain.people.words import Role
from domain.projects.state import project_id
from tests.web.site import Browser, Site


@pytest.fixture
def program(site: Site) -> UUID:
    found = site.program()
    site.do(InitiateProject(program=found, code="RAIL", name="Rail 100% renewal"))
    site.do(PlanMilestone(thing=project_id("RAIL"), name="Opening of the tunnel", due=date(2031, 1, 1)))
    return found


@pytest.fixture
def reader(site: Site, program: UUID) -> Browser:
    return site.client_for(Role.AUDITOR)


def test_before_anything_is_typed_the_page_says_what_to_type(reader: Browser) -> None:
    assert "Type a name" in reader.get("/search").text


def test_things_are_found_by_kind(reader: Browser) -> None:
    page = reader.get("/search", q="r").text
    assert page.index(">Programs<", page.index("<main")) < page.index(">Projects<", page.index("<main"))
    assert 'href="/programs/DFT"' in page
    assert 'href="/projects/RAIL"' in page


def test_a_milestone_leads_to_its_project(reader: Browser) -> None:
    page = reader.get("/search", q="TUNNEL").text
    assert "Opening of the tunnel" in page
    assert "Rail 100% renewal, due 2031-01-01" in page


def test_signs_are_looked_for_as_they_are_typed(reader: Browser) -> None:
    assert "Rail 100%" in reader.get("/search", q="100%").text
    assert "Nothing is called that" in reader.get("/search", q="1_0").text
    assert "<b>x</b>" not in reader.get("/search", q="<b>x</b>").text


def test_nothing_of_another_program_is_found(site: Site, program: UUID) -> None:
    stranger = site.client_for(Role.MANAGER, site.program("MOD", "Defence"))
    page = stranger.get("/search", q="rail").text
    assert "Nothing is called that" in page
    assert "Nothing is called that" in stranger.get("/search", q="tunnel").text


def test_the_past_knows_no_later_thing(site: Site, reader: Browser) -> None:
    assert "Nothing is called that" in reader.get("/search", q="tunnel", at=2).text


def test_the_style_guide_shows_every_part(reader: Browser) -> None:
    page = reader.get("/styleguide").text
    assert "Every part a page is made of" in page


def test_people_are_found_by_who_may_open_them_and_everybody_is_told_what_is_searched(
    site: Site, reader: Browser
) -> None:
    grace = site.person(name="Grace Hopper")
    assert f'href="/people/{grace}"' in reader.get("/search", q="hopper").text
    assert "people by name or e-mail address" in reader.get("/search").text
    manager = site.client_for(Role.MANAGER).get("/search", q="hopper").text
    assert "Nothing is called that" in manager
    assert "Searched are programs, projects, risks, issues and corrective actions" in manager
    assert "people by name" not in manager


def test_who_only_reads_reports_is_offered_no_search_and_led_to_where_they_may_go(site: Site, program: UUID) -> None:
    browser = site.client_for(Role.STAKEHOLDER, program)
    assert 'role="search"' not in browser.get("/reports").text
    for path in ("/search", "/projects/RAIL", "/reports/issued/RP-009"):
        answer = browser.get(path)
        assert answer.status_code in (403, 404)
        assert 'href="/">To the start</a>' in answer.text
        assert "search" not in answer.text.partition("<main")[2]


def test_what_was_not_there_in_the_past_leads_to_the_page_as_it_is_now(reader: Browser) -> None:
    answer = reader.get("/projects/RAIL", at=1, act="name")
    assert answer.status_code == 404
    assert 'href="/projects/RAIL?act=name">The page as it is now</a>' in answer.text
