"""Every figure of a bridge opens what made it: its ends at their own positions, each step by its own event."""

import re

import pytest

from domain.people.words import Role
from projections.reports.rows import ReportRow
from tests.contracts import shown
from tests.contracts.shown import Element
from tests.projections.reports.issued import issued, row_of
from tests.projections.reports.transport import APRIL, Telling
from tests.web.site import Browser, Site

BRIDGE = "/reports/bridge?from=RP-001&to=RP-002"
FIGURE = "/reports/bridge/figures/3?from=RP-001&to=RP-002"


@pytest.fixture
def ends(transport: Site) -> dict[str, ReportRow]:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    return {row.code: row for row in (row_of(told, issued(told, position)) for position in (20, 44))}


@pytest.fixture
def reader(transport: Site, ends: dict[str, ReportRow]) -> Browser:
    """Somebody who reads reports and nothing else."""
    return transport.client_for(Role.STAKEHOLDER)


def figures(root: Element) -> list[tuple[str, str]]:
    """What each cell shows, and the address that it leads to."""
    cells = [each for body in root.all("tbody") for each in body.all("td") if each["class"].startswith("n w")]
    return [(cell.text, next((link["href"] for link in cell.all("a")), "")) for cell in cells]


def test_every_figure_says_the_same_where_it_leads_at_its_own_position(
    reader: Browser, ends: dict[str, ReportRow]
) -> None:
    found = figures(shown.page(reader.get(BRIDGE).text))
    assert [text for text, href in found if not href] == []
    assert sum("step=" in href for _, href in found) > 10
    for text, href in found:
        page = shown.page(reader.get(href).text)
        assert next(each for each in page.all("p") if each["class"] == "made").text == text, href
        position = ends["RP-001" if "side=opening" in href else "RP-002"].position
        assert f"at position {position}." in page.text
        events = [int(found) for link in shown.links(page) for found in re.findall(r"^/record/(\d+)", link)]
        assert max(events, default=0) <= position


def test_no_figure_leads_a_reader_of_reports_to_a_page_that_is_closed_to_them(reader: Browser) -> None:
    hrefs = {href for _, href in figures(shown.page(reader.get(BRIDGE).text))}
    pages = [shown.page(reader.get(href).text) for href in sorted(hrefs)[:40]]
    links = {link for page in pages for link in shown.links(next(page.all("main")))}
    closed = {link: reader.get(link).status_code for link in links if link.startswith("/")}
    assert {link: status for link, status in closed.items() if status not in (200, 303)} == {}


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        (FIGURE.replace("/3?", "/99?"), 404, "There is no such page"),
        (f"{FIGURE}&step=99", 400, "Step: enter a number from 1 to"),
        (f"{FIGURE}&step=soon", 400, "Step: enter a whole number"),
        (f"{FIGURE}&side=left", 400, "Side: choose one of opening, closing, change"),
    ],
)
def test_a_figure_that_the_bridge_has_not_is_answered_with_a_sentence(
    reader: Browser, address: str, status: int, sentence: str
) -> None:
    answer = reader.get(address)
    assert (answer.status_code, sentence in answer.text) == (status, True)
