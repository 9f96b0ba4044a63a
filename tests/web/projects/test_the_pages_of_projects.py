"""The list of projects and one project: empty and full, now and in the past, for those who may see them."""

import re
from datetime import date
from uuid import UUID

import pytest

from application.milestones import PlanMilestone, RecordDependency
from application.projects import ApproveBaseline, InitiateProject, ReportStatus
from domain.people.words import Role
from domain.projects.state import project_id
from domain.projects.words import Rating
from tests.web.site import Site, as_it_stood, plain

NASTY = "<img src=x onerror=alert(1)>\"'{{7*7}}${7*7}"


def project(site: Site, program: UUID, code: str, name: str = "Rail", rating: Rating | None = None) -> UUID:
    site.do(InitiateProject(program=program, code=code, name=name))
    if rating:
        site.do(ReportStatus(thing=project_id(code), rating=rating, finish=date(2030, 1, 1)))
    return project_id(code)


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/projects/[^"]*">([^<]*)</a>', html)


def test_an_empty_list_says_what_to_do(site: Site, program: UUID) -> None:
    page = site.client_for(Role.MANAGER).get("/projects")
    assert page.status_code == 200
    assert "add the first project" in page.text
    filtered = site.client_for(Role.MANAGER).get("/projects", q="nothing")
    assert "No project fits" in filtered.text


def test_the_list_stands_worst_first_and_sorts_by_what_is_asked(site: Site, program: UUID) -> None:
    for code, rating in (("G", Rating.GREEN), ("R", Rating.RED), ("A", Rating.AMBER)):
        project(site, program, f"P-{code}", code, rating)
    browser = site.client_for(Role.AUDITOR)
    assert names(browser.get("/projects").text) == ["R", "A", "G"]
    assert names(browser.get("/projects", sort="-name").text) == ["R", "G", "A"]
    assert names(browser.get("/projects", sort="' OR 1=1--").text) == ["R", "A", "G"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "rai"}, ["Rail"]),
        ({"q": "100%"}, ["100% road"]),
        ({"q": "%"}, ["100% road"]),
        ({"q": "' OR 1=1--"}, []),
        ({"rating": "red"}, ["Rail"]),
        ({"rating": "none"}, ["100% road"]),
        ({"state": "closed"}, []),
        ({"program": "nonsense"}, ["100% road", "Rail"]),
    ],
)
def test_filters_stand_in_the_address(site: Site, program: UUID, query: dict[str, str], found: list[str]) -> None:
    project(site, program, "RAIL", "Rail", Rating.RED)
    project(site, program, "ROAD", "100% road")
    assert sorted(names(site.client_for(Role.AUDITOR).get("/projects", **query).text)) == found


def test_a_forecast_that_has_passed_says_so_while_the_project_is_open(site: Site, program: UUID) -> None:
    for code, finish in (("PAST", date(2020, 1, 1)), ("NEXT", date(2090, 1, 1))):
        site.do(InitiateProject(program=program, code=code, name=code))
        site.do(ReportStatus(thing=project_id(code), finish=finish))
    browser = site.client_for(Role.AUDITOR)
    assert browser.get("/projects").text.count("has passed") == 1
    assert "has passed" in browser.get("/projects/PAST").text
    assert "has passed" not in browser.get("/projects/NEXT").text


def test_a_long_list_has_pages(site: Site, program: UUID) -> None:
    for n in range(53):
        site.do(InitiateProject(program=program, code=f"P{n:02d}", name=f"Project {n:02d}"))
    browser = site.client_for(Role.AUDITOR)
    first, second = (names(browser.get("/projects", sort="name", page=n).text) for n in (1, 2))
    assert (len(first), len(second)) == (50, 3)
    assert names(browser.get("/projects", sort="name", page="99").text) == second


def test_a_project_shows_its_facts_and_its_record(site: Site, program: UUID) -> None:
    rail = project(site, program, "RAIL", "Rail", Rating.AMBER)
    site.do(ApproveBaseline(thing=rail, finish=date(2029, 1, 1)))
    site.do(PlanMilestone(thing=rail, name="First train", due=date(2028, 5, 1)))
    project(site, program, "ROAD", "Road")
    site.do(RecordDependency(thing=rail, on_project=project_id("ROAD")))
    page = plain(site.client_for(Role.AUDITOR).get("/projects/RAIL").text)
    for text in ("1 Jan 2030", "baseline 1 Jan 2029", "+365", "First train", "Waits for", "Road", "declared delivery"):
        assert text in page
    assert "Awaited by" in site.client_for(Role.AUDITOR).get("/projects/ROAD").text


def test_what_people_typed_is_shown_as_they_typed_it(site: Site, program: UUID) -> None:
    rail = project(site, program, "RAIL", NASTY)
    site.do(ReportStatus(thing=rail, rating=Rating.RED, finish=date(2030, 1, 1), narrative=NASTY, next_steps=NASTY))
    browser = site.client_for(Role.MANAGER)
    for path in ("/projects", "/projects/RAIL", "/projects/RAIL?act=status", "/record"):
        page = browser.get(path).text
        assert "<img src=x" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_in_the_past_the_page_stands_as_it_stood_and_offers_no_act(site: Site, program: UUID) -> None:
    rail = project(site, program, "RAIL", "Rail", Rating.GREEN)
    then = site.book.ledger.head()
    site.do(ReportStatus(thing=rail, rating=Rating.RED, finish=date(2031, 1, 1)))
    browser = site.client_for(Role.MANAGER)
    page = browser.get("/projects/RAIL", at=then).text
    assert "You are looking at the past" in page
    assert "1 Jan 2030" in page
    assert "1 Jan 2031" not in as_it_stood(page)
    assert "Update the status" not in page
    assert f"at={then}" in page, "links stay in the past"
    assert "1 Jan 2031" in browser.get("/projects/RAIL").text


def test_before_it_began_there_is_no_such_project(site: Site, program: UUID) -> None:
    before = site.book.ledger.head()
    project(site, program, "RAIL")
    assert site.client_for(Role.MANAGER).get("/projects/RAIL", at=before).status_code == 404


@pytest.mark.parametrize(
    ("at", "status"), [("31 Mar 2026", 200), ("2026-03-31", 200), ("yesterday", 400), ("9" * 30, 400)]
)
def test_a_moment_is_a_position_or_a_date(site: Site, program: UUID, at: str, status: int) -> None:
    page = site.client_for(Role.MANAGER).get("/projects", at=at)
    assert page.status_code == status
    assert status == 200 or "enter a position such as" in page.text


def test_a_project_of_a_program_that_is_not_yours_is_not_there(site: Site, program: UUID) -> None:
    project(site, program, "RAIL", "Secret rail")
    other = site.program("MOD", "Defence")
    stranger = site.client_for(Role.MANAGER, other)
    assert stranger.get("/projects/RAIL").status_code == 404
    for path in ("/projects", "/record", "/projects?q=secret"):
        assert "Secret rail" not in stranger.get(path).text


def test_a_stakeholder_is_told_that_the_page_is_not_theirs(site: Site, program: UUID) -> None:
    page = site.client_for(Role.STAKEHOLDER).get("/projects")
    assert page.status_code == 403
    assert "ask an administrator" in page.text
