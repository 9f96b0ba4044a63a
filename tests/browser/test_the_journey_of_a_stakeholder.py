"""A stakeholder's way: one program's report at a stated position, and nothing else."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

REPORT = "/reports/programs/HO"
POSITION = 8000


@pytest.fixture
def stella(windows: Windows) -> Page:
    return windows.open("stakeholder")


def test_the_menu_leads_to_reports_and_their_proof_alone(stella: Page) -> None:
    stella.goto("/reports")
    links = stella.get_by_role("navigation", name="Main").get_by_role("list").get_by_role("link")
    expect(links).to_have_text(["Reports", "Proof"])


@pytest.mark.parametrize("path", ["/projects", "/risks/R-028", "/record", "/my-work", "/import", "/people"])
def test_other_pages_are_not_hers(stella: Page, path: str) -> None:
    answer = stella.goto(path)
    assert answer is not None
    assert answer.status == 403
    expect(stella.get_by_role("heading", level=1)).to_have_text("This is not yours to do")


def test_her_first_page_is_the_reports(stella: Page) -> None:
    stella.goto("/")
    expect(stella.get_by_role("heading", level=1)).to_have_text("Reports")


def test_a_report_is_chosen_with_its_position_and_taken_away_twice(stella: Page, tmp_path: Path) -> None:
    stella.goto("/reports")
    stella.get_by_role("combobox", name="Program").select_option("HO")
    stella.get_by_label("Position or date").fill(str(POSITION))
    stella.get_by_role("button", name="Make the report").click()
    stella.wait_for_url(re.compile(f"{REPORT}\\?at={POSITION}$"))
    sheet = stella.locator("article.sheet")
    expect(sheet).to_contain_text("As of position 8\N{THIN SPACE}000")

    told = json.loads(_take(stella, "JSON", tmp_path).read_text(encoding="utf-8"))
    assert told["position"] == POSITION
    assert told["digest"] == _digest(told)
    expect(sheet).to_contain_text(told["digest"])
    first = PdfReader(_take(stella, "PDF", tmp_path))
    assert str(told["digest"])[:20] in "".join(page.extract_text() for page in first.pages)


def test_a_figure_leads_to_its_rule_and_its_events(stella: Page) -> None:
    stella.goto(f"{REPORT}?at={POSITION}")
    figure = stella.locator("article.sheet table#projects a.fig").first
    words = figure.inner_text()
    figure.focus()
    stella.keyboard.press("Enter")
    expect(stella.locator("p.made")).to_have_text(words)
    expect(stella.locator("main")).to_contain_text("The value that its newest event set.")
    stella.locator("#inputs .trail a.p").first.click()
    expect(stella.get_by_role("heading", level=1)).to_contain_text("Event ")


def test_the_same_position_gives_the_same_bytes(stella: Page) -> None:
    stella.goto("/reports")
    asked = [stella.request.get(f"{REPORT}/report.json?at={POSITION}").body() for _ in range(2)]
    assert asked[0] == asked[1]


def _take(page: Page, words: str, folder: Path) -> Path:
    with page.expect_download() as taken:
        page.locator("main").get_by_role("link", name=words, exact=True).click()
    kept = folder / taken.value.suggested_filename
    taken.value.save_as(kept)
    return kept


def _digest(told: dict[str, object]) -> str:
    """As the report itself says: sorted names, no spaces, without the digest."""
    bare = {name: value for name, value in told.items() if name != "digest"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
