"""The overview of the portfolio: every figure adds up, and everybody sees only their programs."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD, new_id
from application.ledger import Ask
from application.milestones import PlanMilestone
from application.programs import DeclareProgramHealth, RaiseAsk
from application.projects import ApproveBaseline, InitiateProject, ReportStatus
from application.risks import AssessRisk, EscalateRisk, IdentifyRisk
from domain.people.words import Role
from domain.projects.state import project_id
from domain.projects.words import Rating
from domain.risks.words import Category, Stage, Strength, Tier
from tests.web.site import Site, plain

TODAY = datetime.now(UTC).date()


def project(site: Site, program: UUID, code: str, **said: Any) -> UUID:
    site.do(InitiateProject(program=program, code=code, name=f"Project {code}"))
    site.do(ApproveBaseline(thing=project_id(code), finish=TODAY + timedelta(days=900), cost_minor=10**11))
    site.do(ReportStatus(thing=project_id(code), **said))
    return project_id(code)


@pytest.fixture
def transport(site: Site) -> UUID:
    found = site.program()
    later = TODAY + timedelta(days=900)
    project(site, found, "RAIL", rating=Rating.RED, finish=later + timedelta(days=200), whole_life=10**12)
    project(site, found, "ROAD", rating=Rating.AMBER, finish=later, whole_life_unknown="Exempt.")
    project(site, found, "PORT", rating=Rating.GREEN, finish=TODAY - timedelta(days=12))
    project(site, found, "LINK", rating_unknown="Exempt.", finish=later)
    return found


def row(page: str, name: str) -> list[str]:
    """The cells of a row of the health table."""
    found = next(each for each in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if name in each)
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", found, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def test_an_empty_book_names_the_next_steps(site: Site) -> None:
    page = site.client_for(Role.MANAGER).get("/").text
    assert "No program is here yet" in page
    assert 'href="/import"' in page
    assert 'href="/programs/new"' in page


def test_who_has_no_program_is_told_whom_to_ask(site: Site, transport: UUID) -> None:
    page = site.client_for(Role.MANAGER, uuid4()).get("/").text
    assert "Ask an administrator" in page
    assert "Transport" not in page


def test_the_figures_of_a_program_add_up(site: Site, transport: UUID) -> None:
    cells = row(site.client_for(Role.MANAGER).get("/").text, ">Transport<")
    assert cells[4:10] == ["4", "1", "1", "1", "1", "1"]
    assert cells[10] == "£10.0bn 1 withheld"


def test_the_total_is_the_sum_of_the_programs(site: Site, transport: UUID) -> None:
    defence = site.program("MOD", "Defence")
    project(site, defence, "SHIP", rating=Rating.RED, finish=TODAY + timedelta(days=900), whole_life=5 * 10**11)
    page = site.client_for(Role.MANAGER).get("/").text
    cells = row(page, "All programs")
    assert cells[4:10] == ["5", "2", "1", "1", "1", "1"]
    assert cells[10].startswith("£15.0bn")
    assert "2 of 5 projects are red" in plain(page)


def test_only_the_programs_of_the_person_are_counted(site: Site, transport: UUID) -> None:
    defence = site.program("MOD", "Defence")
    project(site, defence, "SHIP", rating=Rating.RED)
    page = site.client_for(Role.MANAGER, defence).get("/").text
    assert "Transport" not in page
    assert "Project RAIL" not in page
    assert row(page, "All programs")[4:6] == ["1", "1"]


def test_what_is_late_comes_first_then_what_is_newly_red(site: Site, transport: UUID) -> None:
    site.do(PlanMilestone(thing=project_id("ROAD"), name="Opening", due=TODAY - timedelta(days=3)))
    site.do(RaiseAsk(thing=transport, to_whom="The Treasury", question="May it wait?", due=TODAY - timedelta(days=5)))
    page = site.client_for(Role.MANAGER).get("/").text
    late = ["Project PORT: its finish has passed", "Unanswered by The Treasury", "Opening: neither"]
    wanted = [*late, ">Project RAIL</a><p>Declared Red"]
    places = [page.index(words) for words in wanted]
    assert places == sorted(places)
    (tag,) = re.findall(r'href="([^"]+)"[^>]*><span[^>]*>Overdue 12 days', page)
    told = site.client_for(Role.MANAGER).get(tag.replace("&amp;", "&")).text
    assert '<p class="made">Overdue 12 days</p>' in told
    assert "1 value, each" in told
    assert "3 things are overdue" in plain(page)


def test_an_escalated_risk_waits_for_an_answer(site: Site, transport: UUID) -> None:
    owner = site.person(Role.CONTRIBUTOR, transport)
    ask = Ask(by=STEWARD, at=site.book.now(), command=uuid4())
    named = IdentifyRisk(
        program=transport, title="Planning", category=Category.LEGAL, event="It is quashed.", owner=owner
    )
    site.book.desk.do(named, ask)
    risk = new_id(ask, "risk")
    known: dict[str, Any] = {"stage": Stage.CURRENT, "basis": "Counsel.", "strength": Strength.STRONG}
    site.do(AssessRisk(thing=risk, likelihood=5, impact=5, **known))
    site.do(EscalateRisk(thing=risk, to=Tier.EXECUTIVE, reason="Nobody here can decide."))
    page = site.client_for(Role.MANAGER).get("/").text
    assert "R-001 Planning" in page
    assert "1 escalation waits for an answer" in plain(page)
    assert "Where the open risks sit" in page
    assert 'aria-label="1 risk, almost certain, critical"' in page
    assert "Top risks" in page


def test_a_declaration_that_contradicts_the_figures_is_named(site: Site, transport: UUID) -> None:
    site.do(DeclareProgramHealth(thing=transport, rating=Rating.GREEN))
    page = site.client_for(Role.MANAGER).get("/").text
    assert "Transport: declared Green, computed Red" in page
    site.do(DeclareProgramHealth(thing=transport, rating=Rating.RED))
    assert "Does not agree" not in site.client_for(Role.MANAGER).get("/").text


def test_what_moved_is_told_old_and_new(site: Site, transport: UUID) -> None:
    browser = site.client_for(Role.MANAGER)
    assert "The book has nothing from before that day" in browser.get("/").text
    site.do(ReportStatus(thing=project_id("ROAD"), rating=Rating.RED, finish=date(2041, 10, 17)))
    page = browser.get("/", since=TODAY.isoformat()).text
    assert "No finish and no confidence moved" in page


def test_in_the_past_the_overview_is_as_it_was(site: Site, transport: UUID) -> None:
    head = site.book.ledger.head()
    later = TODAY + timedelta(days=900)
    site.do(ReportStatus(thing=project_id("ROAD"), rating=Rating.RED, finish=later, whole_life_unknown="Exempt."))
    browser = site.client_for(Role.MANAGER)
    then, now = browser.get("/", at=head).text, browser.get("/").text
    assert row(then, ">Transport<")[5:7] == ["1", "1"]
    assert row(now, ">Transport<")[5:7] == ["2", "0"]
    assert "Raise a risk" in now
    assert "Raise a risk" not in then
    assert "Events recorded from" in then


@pytest.mark.parametrize("since", ["yesterday", "2022-13-45", "<b>"])
def test_a_day_that_cannot_be_read_is_left_out_and_said(site: Site, transport: UUID, since: str) -> None:
    page = site.client_for(Role.MANAGER).get("/", since=since)
    assert page.status_code == 200
    assert "Since: enter the date as day, month and a four-figure year" in page.text


def test_a_day_that_is_still_to_come_is_said(site: Site, transport: UUID) -> None:
    page = site.client_for(Role.MANAGER).get("/", since=(TODAY + timedelta(days=9)).isoformat()).text
    assert "is still to come; enter" in page


def test_who_reads_reports_alone_is_led_to_them(site: Site, transport: UUID) -> None:
    answer = site.client_for(Role.STAKEHOLDER).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/reports")
