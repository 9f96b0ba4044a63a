"""An auditor's way: who said what and when, and any page as it stood on an earlier day."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

PROJECT = "/projects/DFT-LOWER-THAMES-CROSSING"
RISK = "/risks/R-021"


@pytest.fixture
def aubrey(windows: Windows) -> Page:
    return windows.open("auditor")


def test_the_record_of_a_project_says_who_when_and_from_what_to_what(aubrey: Page) -> None:
    aubrey.goto(PROJECT)
    expect(aubrey.get_by_role("link", name="Update the status")).to_have_count(0)
    aubrey.locator("#record").get_by_role("link", name=re.compile("^All ")).click()
    row = aubrey.get_by_role("row", name=re.compile("Liam Okoro forecast the milestone Main works")).first
    expect(row.locator("del")).to_have_text(["4 Nov 2023", "70%"])
    expect(row.locator("ins")).to_have_text(["29 Nov 2023", "62.5%"])
    row.get_by_role("link").first.click()
    expect(aubrey.locator("#what")).to_contain_text("29 Mar 2022, 08:22 UTC")
    expect(aubrey.locator("#what")).to_contain_text("lead@example.org")


def test_the_record_is_narrowed_taken_away_and_the_taking_is_on_record(aubrey: Page) -> None:
    aubrey.goto("/record")
    aubrey.get_by_label("Kind").select_option("Risk")
    aubrey.get_by_label("Text").fill("escalated it")
    aubrey.get_by_role("button", name="Show").click()
    rows = aubrey.locator("#events tbody tr:not(.group)")
    shown = rows.count()
    assert 0 < shown < 50
    for row in rows.all():
        expect(row).to_contain_text("escalated it")
    with aubrey.expect_download() as started:
        aubrey.get_by_role("link", name="Export CSV").click()
    lines = list(csv.DictReader(io.StringIO(started.value.path().read_bytes().decode("utf-8-sig"), newline="")))
    assert [line["position"] for line in lines] == [_digits(row.locator("td").first.inner_text()) for row in rows.all()]
    assert all("escalated it" in line["what_happened"] for line in lines)
    aubrey.get_by_role("navigation", name="Main").get_by_role("link", name="Access").click()
    expect(aubrey.locator("#looks")).to_contain_text("kind Risk, with the text escalated it")


def test_a_figure_of_the_portfolio_opens_the_events_that_made_it(aubrey: Page) -> None:
    aubrey.goto("/")
    figure = aubrey.locator(".sub a.fig").first
    words = figure.inner_text()
    figure.focus()
    aubrey.keyboard.press("Enter")
    expect(aubrey.locator("p.made")).to_have_text(words)
    expect(aubrey.locator("#inputs-caption")).to_contain_text(f"{words} values, each with the events that made it")
    aubrey.locator("#inputs .trail a.p").first.click()
    expect(aubrey.locator("#what")).to_contain_text("declared delivery confidence")


def test_an_auditor_is_offered_nothing_to_write(aubrey: Page) -> None:
    for path in ("/", "/projects", "/risks", "/issues", "/corrective-actions", RISK):
        aubrey.goto(path)
        writing = aubrey.get_by_role("link", name=re.compile("^(Add|Raise|Identify|Import|Assess|Reassess)\\b"))
        expect(writing).to_have_count(0)


def test_from_an_event_one_steps_through_a_life_and_to_the_page_as_it_stood_then(aubrey: Page) -> None:
    aubrey.goto(RISK)
    before = aubrey.locator(".head").inner_text()
    aubrey.locator("#record").get_by_role("link", name=re.compile("^Position ")).last.click()
    event = aubrey.get_by_role("heading", level=1).inner_text()
    aubrey.get_by_role("link", name="After, in its life").click()
    expect(aubrey.get_by_role("heading", level=1)).not_to_have_text(event)
    aubrey.get_by_role("link", name="Before, in its life").click()
    expect(aubrey.get_by_role("heading", level=1)).to_have_text(event)
    aubrey.get_by_role("link", name="The page as it stood then").click()
    expect(aubrey.get_by_text("You are looking at the past.")).to_be_visible()
    expect(aubrey.locator(".head")).to_contain_text("Not assessed")
    assert "Not assessed" not in before


def test_the_time_machine_goes_by_date_by_position_and_by_single_events(aubrey: Page) -> None:
    aubrey.goto(PROJECT)
    aubrey.get_by_text("See a past date").click()
    aubrey.get_by_label("Past date").fill("2019-12-31")
    aubrey.get_by_label("Past date").press("Enter")
    machine = aubrey.get_by_role("complementary", name="Time machine")
    expect(machine).to_contain_text("Read only.")
    expect(aubrey.locator("#facts")).to_contain_text("31 Jul 2028")
    expect(aubrey.locator("#acts")).to_have_count(0)

    here = _position(aubrey)
    machine.get_by_role("link", name=re.compile("Event")).first.click()
    assert _position(aubrey) == here - 1
    machine.get_by_role("link", name=re.compile("Event")).last.click()
    assert _position(aubrey) == here
    machine.get_by_role("textbox", name="Position").fill("7734")
    machine.get_by_role("button", name="Go to the position").click()
    expect(aubrey.locator("#facts")).to_contain_text("31 May 2029")
    machine.get_by_role("link", name="Back to now").click()
    expect(machine).to_have_count(0)


def test_links_of_a_past_page_stay_in_the_past(aubrey: Page) -> None:
    aubrey.goto("/?at=2019-12-31")
    there = _position(aubrey)
    aubrey.get_by_role("navigation", name="Main").get_by_role("link", name="Projects").click()
    assert _position(aubrey) == there
    aubrey.locator("main tbody").get_by_role("link").first.click()
    assert _position(aubrey) == there


def test_nothing_can_be_written_in_the_past(windows: Windows) -> None:
    page = windows.open("pm")
    page.goto(f"{PROJECT}?at=7734&act=status")
    expect(page.get_by_text("You are looking at the past.")).to_be_visible()
    expect(page.locator("form[method=post]:not(.theme):not([action='/sign-out'])")).to_have_count(0)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _position(page: Page) -> int:
    return int(page.get_by_role("complementary", name="Time machine").locator("input[name=at]").first.input_value())
