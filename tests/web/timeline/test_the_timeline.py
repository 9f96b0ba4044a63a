"""The timeline: projects and milestones with their dates in words, filtered and by pages."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from application.milestones import ForecastMilestone, PlanMilestone, WithdrawMilestone
from application.projects import ApproveBaseline, InitiateProject, ReportStatus
from domain.people.words import Role
from domain.projects.state import PROJECT, project_id
from tests.web.site import Browser, Site
from web.shared.words import day

TODAY = datetime.now(UTC).date()


@pytest.fixture
def program(site: Site) -> UUID:
    found = site.program()
    for code, baseline, finish in (
        ("RAIL", date(2040, 1, 1), date(2041, 10, 17)),
        ("ROAD", date(2045, 5, 1), date(2045, 5, 1)),
    ):
        site.do(InitiateProject(program=found, code=code, name=f"{code.title()} renewal"))
        site.do(ApproveBaseline(thing=project_id(code), finish=baseline, cost_minor=None))
        site.do(ReportStatus(thing=project_id(code), finish=finish))
    site.do(PlanMilestone(thing=project_id("ROAD"), name="Opening", due=date(2044, 3, 2)))
    return found


@pytest.fixture
def reader(site: Site, program: UUID) -> Browser:
    return site.client_for(Role.AUDITOR)


def milestone(site: Site) -> UUID:
    (found,) = site.book.ledger.load(PROJECT, project_id("ROAD")).state.milestones
    return found


def test_an_empty_timeline_says_what_to_do(site: Site) -> None:
    assert "give the projects a finish" in site.client_for(Role.AUDITOR).get("/timeline").text


def test_dates_stand_in_words_beside_the_bars(reader: Browser) -> None:
    page = reader.get("/timeline").text
    assert page.index("Rail renewal") < page.index("Road renewal") < page.index("Opening")
    assert "1 Jan 2040" in page
    assert "17 Oct 2041" in page
    assert 'aria-label="Opening: due 2 Mar 2044"' in page


def test_the_line_of_a_day_in_the_past_names_that_day(site: Site, reader: Browser) -> None:
    site.do(ReportStatus(thing=project_id("RAIL"), finish=date(2042, 1, 1)))
    then = site.book.ledger.head() - 1
    assert (">today</text>" in reader.get("/timeline").text) is True
    for path in ("/timeline", "/programs/DFT"):
        page = reader.get(path, at=then).text
        assert ">today</text>" not in page
        assert f">as of {day(TODAY)}</text>" in page


def test_late_only_leaves_out_what_is_on_plan(site: Site, reader: Browser) -> None:
    page = reader.get("/timeline", late="yes").text
    assert "Rail renewal" in page
    assert "Road renewal" not in page
    site.do(ForecastMilestone(thing=project_id("ROAD"), milestone=milestone(site), forecast=date(2044, 6, 2)))
    assert "Road renewal" in reader.get("/timeline", late="yes").text


def test_the_years_are_those_of_the_finish(reader: Browser) -> None:
    page = reader.get("/timeline", first="2042", last="2046").text
    assert "Road renewal" in page
    assert "Rail renewal" not in page
    assert "No open project fits" in reader.get("/timeline", first="2050").text


def test_a_program_is_chosen(site: Site, program: UUID, reader: Browser) -> None:
    other = site.program("MOD", "Defence")
    assert "Rail renewal" in reader.get("/timeline", program=str(program)).text
    assert "No open project fits" in reader.get("/timeline", program=str(other)).text


def test_withdrawn_milestones_are_gone_but_not_from_the_past(site: Site, reader: Browser) -> None:
    head = site.book.ledger.head()
    site.do(WithdrawMilestone(thing=project_id("ROAD"), milestone=milestone(site), reason="Merged."))
    assert "Opening" not in reader.get("/timeline").text
    assert "Opening" in reader.get("/timeline", at=head).text


def test_a_long_timeline_has_pages(site: Site, program: UUID, reader: Browser) -> None:
    for n in range(50):
        site.do(InitiateProject(program=program, code=f"P_{n:02d}", name=f"Part {n:02d}"))
        site.do(ReportStatus(thing=project_id(f"P_{n:02d}"), finish=TODAY + timedelta(days=400 + n)))
    first, second = reader.get("/timeline").text, reader.get("/timeline", page="2").text
    assert "Part 00" in first
    assert "Rail renewal" not in first
    assert "Rail renewal" in second


def test_the_list_comes_alone_to_htmx(reader: Browser) -> None:
    block = reader.fragment("/timeline", "list").text
    assert "<html" not in block
    assert "Opening" in block


def test_a_stranger_sees_none_of_it(site: Site, program: UUID) -> None:
    stranger = site.client_for(Role.MANAGER, site.program("MOD", "Defence"))
    assert "renewal" not in stranger.get("/timeline").text
