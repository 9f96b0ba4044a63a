"""The page of a figure: its rule, what was folded and the events, at any position, for whom it is; and its files."""

import csv
import io

import pytest

from application import programs as g
from application import projects as p
from domain.people.words import Role
from domain.projects.health import PROGRAM_HEALTH
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections.reports.document import figures
from projections.reports.program import program_report
from tests.projections.reports.transport import DFT, tell_transport
from tests.web.site import Browser, Site, plain

REPORT = "/reports/programs/DFT"


@pytest.fixture
def told(site: Site) -> Site:
    tell_transport(site.book)
    return site


@pytest.fixture
def ada(told: Site) -> Browser:
    return told.client_for(Role.AUDITOR)


def test_it_says_the_rule_the_arithmetic_and_every_event(ada: Browser) -> None:
    page = plain(ada.get("/trace/computed-health", program="DFT").text)
    assert PROGRAM_HEALTH.text in page
    assert "Moved more than 180 days: 2 of 3, 67 %, limit 20 %: Red." in page
    assert "3 values, each with the events that made it" in page
    for said in ("Rail Passenger Services", "Red, +198", "1 Apr 2022", "16 Oct 2022", "As told"):
        assert said in page


def test_in_the_past_it_is_as_it_was(ada: Browser) -> None:
    assert "Amber" in plain(ada.get("/trace/confidence", project="RAIL", at=32).text)
    now = plain(ada.get("/trace/confidence", project="RAIL").text)
    assert "Red" in now
    assert "Not yet" not in now


def test_an_event_of_another_program_is_named_and_not_told(told: Site) -> None:
    sea = told.program("SEA", "Sea ports")
    told.do(p.MoveProject(thing=project_id("RAIL"), program=sea))
    stranger = told.client_for(Role.AUDITOR, sea)
    page = stranger.get("/trace/confidence", project="RAIL")
    assert page.status_code == 200
    assert "Recorded in another program." in page.text
    assert "/record/33" not in page.text
    assert stranger.get("/trace/computed-health", program="DFT").status_code == 404


def test_a_figure_of_a_report_is_found_by_its_path_in_the_file(told: Site) -> None:
    reader = told.client_for(Role.STAKEHOLDER, DFT)
    with told.book.view(44) as view:
        report = program_report(view, told.book.ledger, "DFT")
    for path, figure in figures(report):
        if figure.rule:
            page = reader.get(f"{REPORT}/figures/{path}", at=44, since=32)
            assert page.status_code == 200, path
            assert f'<p class="made">{figure.text.replace("+", "+")}</p>' in page.text.replace("&#39;", "'"), path
            assert page.text.count('href="/record/') >= figure.events, path


def test_everything_leaves_as_a_file_and_that_is_noted(told: Site, ada: Browser) -> None:
    answer = ada.get("/trace/projects-red/export/csv")
    lines = list(csv.reader(io.StringIO(answer.text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))))
    assert lines[0][:5] == ["What", "Code", "Part", "Value", "Position"]
    assert [line[:4] for line in lines[1:]] == [["Rail Passenger Services", "RAIL", "", "Red"]]
    head = told.book.ledger.head()
    for address, asked, name in (
        ("/trace/projects-red", {"program": "dft"}, f"projects-red-DFT-at-{head}.csv"),
        ("/trace/list-projects", {}, f"list-projects-at-{head}.xlsx"),
        (f"{REPORT}/figures/in_short.1.1", {"at": 44}, "in_short.1.1-DFT-at-44.ndjson"),
    ):
        sent = ada.get(f"{address}/export/{name.rpartition('.')[2]}", **asked)
        assert sent.headers["Content-Disposition"] == f'attachment; filename="steward-figure-{name}"'
    assert ada.get("/trace/projects-red/export/exe").status_code == 404
    looked = told.client_for(Role.ADMINISTRATOR).get("/access").text
    assert "Red projects: 1, 1 lines as CSV" in looked


def test_a_long_figure_comes_in_pages_and_leaves_whole(told: Site) -> None:
    for n in range(60):
        told.do(p.InitiateProject(program=DFT, code=f"P{n:02}", name=f"Project {n:02}"))
    browser = told.client_for(Role.MANAGER)
    first, second = (browser.get("/trace/projects", page=page).text for page in (1, 2))
    assert ("1 to 50 of 63 values" in plain(first), "51 to 63 of 63 values" in plain(second)) == (True, True)
    for name in ("projects", "list-projects"):
        assert len(browser.get(f"/trace/{name}/export/csv").text.splitlines()) >= 64


def test_a_program_that_was_never_declared_says_so(told: Site, ada: Browser) -> None:
    told.program("SEA", "Sea ports")
    page = plain(ada.get("/trace/declared-health", program="SEA").text)
    assert "Not rated" in page
    told.do(g.DeclareProgramHealth(thing=DFT, rating=Rating.RED, narrative="Worse"))
    assert "declared the health" in plain(ada.get("/trace/declared-health", program="DFT").text)
