"""Replay in a real browser: a life stepped through by keys, a history played and paused, and both without motion."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

PROJECT = "/projects/DFT-LOWER-THAMES-CROSSING"
HISTORY = "/programs/DFT/history?by=quarter"


@pytest.fixture
def aubrey(windows: Windows) -> Page:
    return windows.open("auditor")


def at_event(page: Page, number: int) -> None:
    expect(page.get_by_role("complementary", name="Time machine")).to_contain_text(f"Event {number} of 33 in the life")


def at_frame(page: Page, number: int) -> None:
    expect(page.get_by_role("region", name="Player")).to_contain_text(f"frame {number} of 32")


def test_an_auditor_steps_through_a_life_with_the_keys_and_stays_where_they_are(aubrey: Page) -> None:
    aubrey.goto(PROJECT)
    aubrey.locator("#record").get_by_role("link", name="Step through its life").click()
    at_event(aubrey, 33)
    aubrey.evaluate("window.scrollTo(0, 300); window.kept = true")
    for key, number in (("ArrowLeft", 32), ("Home", 1), ("ArrowRight", 2), ("End", 33), ("ArrowRight", 33)):
        aubrey.keyboard.press(key)
        at_event(aubrey, number)
    assert aubrey.evaluate("window.kept && window.scrollY > 0"), "the page was loaded anew"
    aubrey.get_by_role("link", name="Previous").click()
    at_event(aubrey, 32)
    assert aubrey.evaluate("document.activeElement.id") == "step-prev"
    aubrey.reload()
    at_event(aubrey, 32)


def test_what_an_event_changed_is_marked_and_the_keys_belong_to_fields_first(aubrey: Page) -> None:
    aubrey.goto(f"{PROJECT}?step=yes")
    aubrey.locator(".tm summary").click()
    event = aubrey.locator(".tm .trail li", has_text="29 Nov 2023")
    event.get_by_role("link", name=re.compile("^Go to position")).click()
    at_event(aubrey, 28)
    expect(aubrey.locator("mark.moved", has_text="29 Nov 2023")).to_be_visible()
    expect(aubrey.locator(".tm del", has_text="4 Nov 2023").first).to_be_visible()
    aubrey.get_by_label("Search").focus()
    aubrey.keyboard.press("Home")
    aubrey.keyboard.press("ArrowLeft")
    at_event(aubrey, 28)


def test_a_life_plays_by_itself_until_it_is_paused(aubrey: Page) -> None:
    aubrey.goto(f"{PROJECT}?step=yes")
    aubrey.get_by_role("link", name="First").click()
    at_event(aubrey, 1)
    aubrey.locator("[data-play]").click()
    at_event(aubrey, 2)
    expect(aubrey.locator("[data-play]")).to_contain_text("Pause")
    at_event(aubrey, 3)
    aubrey.locator("[data-play]").click()
    expect(aubrey.locator("[data-play]")).to_contain_text("Play")


def test_a_history_is_moved_by_slider_and_keys_and_plays_to_its_end(aubrey: Page) -> None:
    aubrey.goto(HISTORY)
    at_frame(aubrey, 32)
    aubrey.keyboard.press("ArrowLeft")
    at_frame(aubrey, 31)
    slider = aubrey.get_by_role("slider", name="Frame")
    slider.focus()
    aubrey.keyboard.press("ArrowLeft")
    at_frame(aubrey, 30)
    expect(slider).to_be_focused()
    aubrey.get_by_label("Speed").select_option("2")
    aubrey.locator("[data-play]").click()
    at_frame(aubrey, 32)
    expect(aubrey.locator("[data-play]")).to_contain_text("Play")
    expect(slider).to_have_value("32")


def test_who_wants_less_motion_goes_on_by_hand(windows: Windows) -> None:
    page = windows.open("auditor", reduced_motion="reduce")
    page.goto(f"{HISTORY}&frame=3")
    page.locator("[data-play]").click()
    at_frame(page, 4)
    page.wait_for_timeout(1_500)
    at_frame(page, 4)


def test_without_scripts_every_step_and_frame_is_a_link(windows: Windows) -> None:
    page = windows.open("auditor", java_script_enabled=False)
    page.goto(f"{PROJECT}?step=yes")
    page.get_by_role("link", name="First").click()
    page.get_by_role("link", name="Next").click()
    at_event(page, 2)
    page.goto(HISTORY)
    expect(page.locator("[data-play]")).to_be_hidden()
    page.get_by_role("link", name="First").click()
    at_frame(page, 1)
    page.get_by_role("button", name="Go", exact=True).click()
    at_frame(page, 1)


@pytest.mark.parametrize("address", [f"{PROJECT}?at=6784&step=yes", "/risks/R-021?step=yes", f"{HISTORY}&frame=31"])
def test_replay_is_accessible(aubrey: Page, address: str) -> None:
    aubrey.goto(address)
    check(aubrey)
