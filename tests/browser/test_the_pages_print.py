"""On paper: the thing itself without menu and buttons, and a foot that says which report it is and which page."""

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

OF_THE_SCREEN = ("My work", "Sign out", "Ctrl K", "Skip to the page", "More acts", "Make again")


@pytest.fixture
def page(windows: Windows) -> Page:
    return windows.open("pm")


def test_a_report_prints_with_its_position_and_its_pages_counted(page: Page) -> None:
    sheets = _printed(page, "/reports/programs/DFT?at=8000")
    text = "\n".join(sheets)
    assert not [words for words in OF_THE_SCREEN if words in text]
    assert "Department for Transport" in sheets[0]
    for number, sheet in enumerate(sheets, 1):
        assert re.search(r"DFT · Draft, not issued · position 8.?000 · root [A-Za-z0-9+/]{43}=", sheet)
        assert f"Page {number} of {len(sheets)}" in sheet


def test_an_issued_report_prints_the_document_first_and_its_signatures_after_it(page: Page) -> None:
    sheets = [" ".join(sheet.split()) for sheet in _printed(page, "/reports/issued/RP-001")]
    assert "In short" in sheets[0]
    assert "Issued report RP-001." in sheets[0]
    assert "I approve this report for release." not in sheets[0]
    after = "".join(sheets[-2:])
    assert "I approve this report for release." in after
    assert "Digest sha256:" in after
    assert all("RP-001 · issued report · position 6" in sheet for sheet in sheets)


def test_a_long_word_in_the_authors_words_breaks_on_the_page(windows: Windows) -> None:
    for width in (1280, 360):
        page = windows.open("pm", width=width)
        page.goto("/reports/issued/RP-001")
        page.evaluate("word => document.querySelector('.sheet .prose p').append(word)", "W" * 190)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_risk_prints_without_the_menu_and_its_acts(page: Page) -> None:
    text = "\n".join(_printed(page, "/risks/R-028"))
    assert not [words for words in (*OF_THE_SCREEN, "Reassess", "Choose a treatment") if words in text]
    assert "Coverage tests fail in remote valleys" in text
    assert "Liam Okoro" in text


def test_a_folded_status_is_printed_whole(page: Page) -> None:
    text = " ".join("\n".join(_printed(page, "/projects/DFT-LOWER-THAMES-CROSSING")).split())
    assert "The rest of this status" not in text
    assert "necessary to reduce" in text or "independent reviews are being undertaken" in text


def test_dark_windows_print_on_white_paper(windows: Windows) -> None:
    page = windows.open("pm", color_scheme="dark")
    page.goto("/risks/R-028")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == page.evaluate(
        "getComputedStyle(document.querySelector('h1')).color"
    )
    lightness = page.evaluate("getComputedStyle(document.querySelector('h1')).color.match(/[\\d.]+/)[0]")
    assert float(lightness) < 0.5


def _printed(page: Page, path: str) -> list[str]:
    page.goto(path)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in paper.pages]
