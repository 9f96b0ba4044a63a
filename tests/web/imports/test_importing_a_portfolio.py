"""Editions of the portfolio go from a browser into the book: shown first, then recorded, and only once."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from application.people import RevokeRole
from domain.people.words import Role
from domain.programs.state import program_id
from projections.programs import ProgramRow
from projections.projects.rows import ProjectRow
from tests.web.site import Browser, Site

GMPP = Path(__file__).parents[3] / "demo" / "gmpp"
HEADINGS = (
    "Project Name,Department,Delivery Confidence Assessment,Project - Start Date,Project - End Date,Description / Aims"
)
ROW = 'Fast "trains" <b>,DFT,Amber,01/02/2015,31/12/2025,Build it'


def editions() -> list[tuple[str, tuple[str, bytes, str]]]:
    found = sorted(GMPP.glob("uk_*.csv"))
    assert len(found) == 5
    return [("files", (path.name, path.read_bytes(), "text/csv")) for path in found]


def edition(name: str = "gmpp_2019.csv", *rows: str) -> list[tuple[str, tuple[str, bytes, str]]]:
    text = "\n".join([HEADINGS, *(rows or (ROW,))])
    return [("files", (name, text.encode(), "text/csv"))]


def seen(page: Any) -> dict[str, str]:
    """What the confirmation carries of the preview."""
    return {
        name: found[1]
        for name in ("seen", "version")
        if (found := re.search(f'name="{name}" value="([^"]*)"', page.text))
    }


def would_record(page: Any) -> int:
    found = re.search(r"<p>([\d\s]+) events would be recorded", page.text)
    return int(re.sub(r"\s", "", found[1])) if found else 0


def recorded(page: Any) -> int:
    found = re.search(r"<b>([\d\s]+) events recorded</b>", page.text)
    return int(re.sub(r"\s", "", found[1])) if found else 0


@pytest.fixture
def manager(site: Site) -> Browser:
    return site.client_for(Role.MANAGER)


def send(browser: Browser, files: Any) -> Any:
    answer = browser.post("/import", kind="portfolio", files=files)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_five_editions_are_recorded_as_the_preview_says_and_only_once(site: Site, manager: Browser) -> None:
    head = site.book.ledger.head()
    address = send(manager, editions())
    preview = manager.get(address)
    assert site.book.ledger.head() == head, "a preview records nothing"
    done = manager.post(f"{address}/confirmation", **seen(preview))
    assert recorded(done) == would_record(preview) == site.book.ledger.head() - head
    with site.book.view() as view:
        projects = view.count(ProjectRow)
    counted = [int(number) for number in re.findall(r"New projects \(([\d\s]+)\)", preview.text)]
    assert projects == sum(counted) > 400

    again = manager.get(send(manager, editions()))
    assert "All but the problems below is recorded already" in again.text
    assert "/confirmation" not in again.text


def test_facts_are_the_persons_own_and_true_on_the_editions_day(site: Site, manager: Browser) -> None:
    address = send(manager, edition())
    manager.post(f"{address}/confirmation", **seen(manager.get(address)))
    last = list(site.book.ledger.since(program_id("DFT"), 0))[-1].envelope
    assert last.actor == manager.person
    assert last.effective_at == datetime(2018, 9, 30, 12, tzinfo=UTC)


def test_with_htmx_only_the_block_comes_back(manager: Browser) -> None:
    sent = manager.post("/import", target="upload", kind="portfolio", files=edition())
    assert (sent.status_code, sent.text) == (200, "")
    address = sent.headers["hx-redirect"]
    done = manager.post(f"{address}/confirmation", target="preview", **seen(manager.get(address)))
    assert done.status_code == 200
    assert done.text.lstrip().startswith('<div class="stack" id="preview">')
    assert recorded(done) > 0


def test_a_hostile_name_of_a_project_or_file_is_shown_and_harmless(manager: Browser) -> None:
    page = manager.get(send(manager, edition("<img src=x onerror=alert(1)> 2019.csv")))
    assert "<img src=x" not in page.text
    assert "&lt;img src=x onerror=alert(1)&gt; 2019.csv" in page.text
    assert "Fast &#34;trains&#34; &lt;b&gt;" in page.text


def test_a_year_that_nobody_says_is_asked_for_and_the_file_kept(manager: Browser) -> None:
    address = send(manager, edition("edition.csv"))
    asked = manager.get(address)
    assert "Year of edition.csv" in asked.text
    refused = manager.post(f"{address}/years", **{"year.0": "last year"})
    assert refused.status_code == 422
    assert "Enter the year of the edition" in refused.text
    assert 'value="last year"' in refused.text
    said = manager.post(f"{address}/years", **{"year.0": "2021"})
    assert said.headers["location"] == address
    assert "31 Mar 2021" in manager.get(address).text


def test_a_book_that_moved_since_the_preview_shows_the_preview_again(site: Site, manager: Browser) -> None:
    address = send(manager, edition())
    before = seen(manager.get(address))
    site.program("DFT", "Transport")
    head = site.book.ledger.head()
    stale = manager.post(f"{address}/confirmation", **before)
    assert stale.status_code == 409
    assert "has changed since you looked" in stale.text
    assert "Transport" in stale.text
    assert site.book.ledger.head() == head
    done = manager.post(f"{address}/confirmation", **seen(stale))
    assert recorded(done) == would_record(stale) > 0


def test_a_confirmation_sent_twice_records_once(site: Site, manager: Browser) -> None:
    address = send(manager, edition())
    carried = seen(manager.get(address))
    manager.post(f"{address}/confirmation", **carried)
    head = site.book.ledger.head()
    again = manager.post(f"{address}/confirmation", **carried)
    assert again.status_code == 404
    assert "no longer kept" in again.text
    assert site.book.ledger.head() == head


def test_the_files_belong_to_who_sent_them(site: Site, manager: Browser) -> None:
    address = send(manager, edition())
    other = site.client_for(Role.MANAGER, name="Grace Hopper")
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/confirmation", **seen(manager.get(address))).status_code == 404


def test_a_manager_of_one_program_may_not_add_programs(site: Site) -> None:
    browser = site.client_for(Role.MANAGER, site.program())
    assert "Portfolio editions</label>" not in browser.get("/import").text
    refused = browser.post("/import", kind="portfolio", files=edition())
    assert refused.status_code == 403
    assert "role manager for all programs" in refused.text


def test_who_lost_the_role_meanwhile_may_not_confirm(site: Site, manager: Browser) -> None:
    address = send(manager, edition())
    carried = seen(manager.get(address))
    site.do(RevokeRole(thing=manager.person, role=Role.MANAGER, reason="Left."))
    assert manager.post(f"{address}/confirmation", **carried).status_code == 403
    with site.book.view() as view:
        assert view.count(ProgramRow) == 0
