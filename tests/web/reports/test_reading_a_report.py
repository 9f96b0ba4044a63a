"""The page of a report: the whole document, its figures linked to the record, and sentences where there is none."""

import html
import re

import pytest

from application.programs import RenameProgram
from domain.people.words import Role
from projections.reports.definitions import NEWEST
from projections.reports.document import figures
from projections.reports.program import program_report
from tests.projections.reports.transport import DFT
from tests.web.site import Site

REPORT = "/reports/programs/DFT"


def test_the_page_says_what_it_was_made_from(transport: Site) -> None:
    page = transport.client_for(Role.AUDITOR).get(REPORT, at=44)
    with transport.book.view(44) as view:
        report = program_report(view, transport.book.ledger, "DFT")
    assert page.status_code == 200
    for said in ("As of position 44", report.moment_text, str(report.digest), f"Report definition {NEWEST.name}"):
        assert said in page.text


def test_without_a_position_it_leads_to_its_address_as_of_now(transport: Site) -> None:
    answer = transport.client_for(Role.AUDITOR).get(REPORT)
    head = transport.book.ledger.head()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{REPORT}?at={head}")


def test_figures_lead_to_the_events_that_made_them(transport: Site) -> None:
    page = transport.client_for(Role.CONTRIBUTOR).get(REPORT, at=44).text
    with transport.book.view(44) as view:
        report = program_report(view, transport.book.ledger, "DFT")
    path = next(path for path, figure in figures(report) if figure.text == "16 Oct 2022")
    link = f'href="{REPORT}/figures/{path}?at=44&amp;since=32" data-e="34" title="How this is made"'
    assert f'<a class="fig" {link}>16 Oct 2022' in page
    assert 'href="/record/34' in transport.client_for(Role.CONTRIBUTOR).get(f"{REPORT}/figures/{path}", at=44).text


def test_a_stakeholder_traces_a_figure_to_its_event_and_no_further(transport: Site) -> None:
    reader = transport.client_for(Role.STAKEHOLDER, DFT)
    figure = _figure_of(reader.get(REPORT, at=44).text, event=34)
    page = reader.get(figure)
    assert page.status_code == 200
    assert 'href="/record/34' in page.text
    event = reader.get("/record/34", at=44)
    assert event.status_code == 200
    assert all('href="/projects' not in each.text for each in (page, event))
    stranger = transport.client_for(Role.STAKEHOLDER, transport.program("SEA", "Sea ports"))
    assert [stranger.get(address).status_code for address in ("/record/34", figure)] == [404, 404]


def test_the_page_at_a_position_stays_as_it_is(transport: Site) -> None:
    ada = transport.client_for(Role.AUDITOR)
    before = _sheet(ada.get(REPORT, at=44).text)
    transport.do(RenameProgram(thing=DFT, name="Transport and more"))
    assert _sheet(ada.get(REPORT, at=44).text) == before


@pytest.mark.parametrize(
    ("path", "query", "sentence"),
    [
        ("/reports/programs/NO", {"at": 44}, "There is no program NO among yours"),
        (REPORT, {"at": 2}, "was not in the book yet at position 2"),
        (REPORT, {"at": 44, "since": 44}, "enter a position from 0 to 43"),
    ],
)
def test_where_there_is_no_report_the_page_says_why(
    transport: Site, path: str, query: dict[str, int], sentence: str
) -> None:
    page = transport.client_for(Role.AUDITOR).get(path, **query)
    assert page.status_code == 404
    assert sentence in page.text


def test_beyond_the_end_of_the_book_there_is_nothing_yet(transport: Site) -> None:
    page = transport.client_for(Role.AUDITOR).get(REPORT, at=9_999)
    assert page.status_code == 400
    assert "The book ends at position" in page.text


def test_a_program_of_others_looks_like_none_at_all(transport: Site) -> None:
    other = transport.program("SEA", "Sea ports")
    for role in (Role.STAKEHOLDER, Role.MANAGER):
        stranger = transport.client_for(role, other)
        page = stranger.get(REPORT, at=44)
        assert (page.status_code, "There is no program DFT among yours" in page.text) == (404, True)
        assert "Rail Passenger Services" not in page.text
        assert stranger.get(f"{REPORT}/report.json", at=44).status_code == 400
        assert stranger.get(f"{REPORT}/report.pdf", at=44).status_code == 400


def test_hostile_text_stays_text_on_the_page(transport: Site) -> None:
    transport.do(RenameProgram(thing=DFT, name="<img src=x onerror=alert(1)>"))
    page = transport.client_for(Role.AUDITOR).get(REPORT, at=transport.book.ledger.head())
    assert "<img" not in page.text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.text


def _figure_of(page: str, *, event: int) -> str:
    """The address of the page of a figure that this event made."""
    found = re.search(rf'<a class="fig" href="([^"]+)" data-e="{event}"', page)
    assert found
    return html.unescape(found.group(1))


def _sheet(page: str) -> str:
    return page[page.index('<article class="sheet">') : page.index("</article>")]
