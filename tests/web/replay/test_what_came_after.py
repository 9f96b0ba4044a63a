"""A page of the past says what of it is not so any more, and what was recorded later that bears on it."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD
from application.ledger import Ask
from application.programs import DeclareProgramHealth
from application.projects import InitiateProject, MoveProject, ReportStatus
from domain.people.words import Role
from domain.projects.state import project_id
from domain.projects.words import Rating
from tests.application.risks.office import Office
from tests.web.site import Browser, Site

RAIL = project_id("RAIL")


@pytest.fixture
def program(site: Site) -> UUID:
    found = site.program()
    site.do(InitiateProject(program=found, code="RAIL", name="Rail"))
    site.do(ReportStatus(thing=RAIL, rating=Rating.GREEN, finish=date(2030, 1, 1)))
    return found


@pytest.fixture
def auditor(site: Site, program: UUID) -> Browser:
    return site.client_for(Role.AUDITOR)


def card(page: Any) -> str:
    """What the part below the page says, on one line."""
    html = page.text.partition('id="since"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition(">")[2]).replace("\u202f", " ").split())


def test_what_is_otherwise_now_stands_under_the_value_and_in_a_list(site: Site, auditor: Browser) -> None:
    then = site.book.ledger.head()
    site.do(ReportStatus(thing=RAIL, rating=Rating.RED, finish=date(2031, 3, 1)))
    page = auditor.get("/projects/RAIL", at=then)
    assert re.findall(r'class="now">now (?:<a[^>]*>)?([^<]*)<', page.text) == ["Red", "1 Mar 2031"]
    assert "Finish 1 Jan 2030 1 Mar 2031" in card(page)
    assert "Green Red" in card(page)
    assert 'id="since"' not in auditor.get("/projects/RAIL").text
    listed = auditor.get("/projects", at=then).text
    assert '<tr class="moved">' in listed
    assert re.findall(r'class="now">now (?:<a[^>]*>)?([^<]*)<', listed) == ["Red", "1 Mar 2031"]
    assert 'class="moved"' not in auditor.get("/projects").text


def test_a_fact_that_was_true_by_then_comes_first_and_says_so(site: Site, auditor: Browser) -> None:
    then, now = site.book.ledger.head(), site.book.now()
    site.do(ReportStatus(thing=RAIL, rating=Rating.AMBER, finish=date(2030, 1, 1)))
    ask = Ask(by=STEWARD, at=now, command=uuid4(), effective_at=now - timedelta(days=40))
    late = site.book.desk.do(ReportStatus(thing=RAIL, rating=Rating.RED, finish=date(2030, 1, 1)), ask).positions[0]
    said = card(auditor.get("/projects/RAIL", at=then))
    assert said.index("It was true by then, and recorded on") < said.index("Green → became Amber")
    assert f'href="/record/{late}?at={late}"' in auditor.get("/projects/RAIL", at=then).text


def test_a_program_says_both_healths_as_they_are_now(site: Site, program: UUID, auditor: Browser) -> None:
    then = site.book.ledger.head()
    site.do(DeclareProgramHealth(thing=program, rating=Rating.AMBER, narrative="It wobbles."))
    site.do(ReportStatus(thing=RAIL, rating=Rating.RED, finish=date(2031, 3, 1)))
    page = auditor.get("/programs/DFT", at=then)
    assert "Now Amber, declared on" in page.text
    assert "Now Red." in page.text
    assert '<tr class="moved">' in page.text
    assert "1 later event so far" in card(page)
    assert "It wobbles." in card(page)


def test_where_nothing_came_after_it_says_so(site: Site, auditor: Browser) -> None:
    assert card(auditor.get("/projects/RAIL", at=site.book.ledger.head() - 1)).endswith(
        "Nothing was recorded about it later."
    )


def test_every_list_marks_what_is_otherwise_now(site: Site, office: Office) -> None:
    auditor = site.client_for(Role.AUDITOR)
    risk, head = office.assessed(2, 2), site.book.ledger.head()
    office.assess(risk, 5, 5)
    page = auditor.get("/risks", at=head).text
    assert re.findall(r'class="now">now (?:<a[^>]*>)?([^<]*)<', page)[0] == "Severe"
    assert '<tr class="moved">' in page
    assert '"now">now Severe' in auditor.get("/risks/R-001", at=head).text
    assert [auditor.get(path, at=head).status_code for path in ("/issues", "/corrective-actions")] == [200, 200]


def test_what_left_a_persons_programs_is_not_told_to_them(site: Site, program: UUID) -> None:
    then, local = site.book.ledger.head(), site.client_for(Role.AUDITOR, program, name="Lo Cal")
    elsewhere = site.program("MOJ", "Justice")
    site.do(MoveProject(thing=RAIL, program=elsewhere))
    site.do(ReportStatus(thing=RAIL, rating=Rating.RED, finish=date(2031, 3, 1)))
    page = local.get("/projects/RAIL", at=then)
    assert page.status_code == 200
    assert "1 Mar 2031" not in page.text
    assert "Justice" not in page.text
