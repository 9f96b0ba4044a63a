"""A report's way: drafted, written, issued, signed by two people, superseded, and read and checked by a third."""

import re

import pytest
from playwright.sync_api import Page, expect

from demo.filling import PASSWORD
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser
FITS = "[...document.querySelectorAll('.scroll')].every(each => each.scrollWidth <= each.clientWidth)"


def test_from_a_draft_to_a_checked_document(own_windows: Windows) -> None:
    petra = own_windows.open("pm")
    petra.goto("/reports")
    petra.get_by_role("link", name="Draft a report").click()
    petra.get_by_label("Program", exact=True).select_option(label="Department for Transport (DFT)")
    petra.get_by_role("button", name="Draft the report").click()
    expect(petra.locator(".steps .done").last).to_contain_text("Drafted")
    _write(petra, "The A303 waits; everything else moves.")
    petra.get_by_role("link", name="Issue the report").first.click()
    petra.get_by_role("button", name="Issue the report").click()
    expect(petra.locator(".steps .done").last).to_contain_text("Issued")
    digest = petra.locator("#facts code").first.text_content() or ""
    _sign(petra, "Author", digest)

    simon = own_windows.open("sro")
    simon.goto("/reports/issued/RP-004")
    _sign(simon, "Approver", digest)
    expect(simon.locator("#signatures tbody tr")).to_have_count(2)
    expect(simon.locator("#signatures")).to_contain_text("I approve this report for release.")
    simon.get_by_role("link", name="supersede it by this report").click()
    simon.get_by_label("Reason").fill("Its figures were of April.")
    simon.get_by_role("button", name="Supersede the report").click()
    expect(simon.locator("main")).to_contain_text("Superseded by RP-004")

    stella = own_windows.open("stakeholder")
    stella.goto("/reports/issued/RP-002")
    expect(stella.locator("main")).to_contain_text("Its figures were of April.")
    bridge = stella.get_by_role("link", name="The bridge from here to RP-004").get_attribute("href")
    stella.set_viewport_size({"width": 360, "height": 900})  # while nothing moves: it would break off a transition
    stella.goto(str(bridge))
    assert stella.evaluate(FITS), "what moved a figure is read without scrolling sideways"
    stella.go_back()
    stella.get_by_role("link", name=re.compile("^RP-004")).first.click()
    expect(stella.locator(".sheet")).to_contain_text("The A303 waits; everything else moves.")
    stella.get_by_role("link", name="Check it").click()
    expect(stella.locator(".note.good")).to_have_text("Everything that was compared is equal.")
    expect(stella.locator("#findings tbody tr")).to_have_count(6)


def test_a_wrong_password_signs_nothing_and_keeps_the_rest(own_windows: Windows) -> None:
    simon = own_windows.open("sro")
    simon.goto("/reports/issued/RP-002?act=signatures")
    simon.get_by_label("Approver").check()
    simon.get_by_label("Your password").fill("something else")
    simon.get_by_role("button", name="Sign the report").click()
    expect(simon.locator("#password-error")).to_contain_text("This is not your password; nothing was signed.")
    expect(simon.get_by_label("Approver")).to_be_checked()
    expect(simon.get_by_label("Your password")).to_have_value("")


def _write(page: Page, summary: str) -> None:
    page.get_by_role("link", name="Write the narrative").first.click()
    page.get_by_label("Summary").fill(summary)
    page.get_by_role("button", name="Write the narrative").click()
    expect(page.locator(".sheet")).to_contain_text(summary)


def _sign(page: Page, meaning: str, digest: str) -> None:
    page.get_by_role("link", name="Sign the report").first.click()
    expect(page.get_by_text("You sign this document, and no other:")).to_be_visible()
    expect(page.locator(".note code").first).to_have_text(digest)
    page.get_by_label(meaning).check()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign the report").click()
    expect(page.locator("#status")).to_contain_text("Signature recorded at position")
