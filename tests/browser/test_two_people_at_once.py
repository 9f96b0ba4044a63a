"""Two people write about one project at the same time: neither loses a word, and nothing is overwritten unseen."""

import pytest
from playwright.sync_api import expect

from tests.browser.windows import Windows, fill, record, send

pytestmark = pytest.mark.browser

FORM = "/projects/DFT-LOWER-THAMES-CROSSING?act=status"


@pytest.mark.parametrize("scripted", [True, False], ids=["with htmx", "without JavaScript"])
def test_the_slower_one_sees_what_happened_keeps_the_text_and_sends_again(
    own_windows: Windows, *, scripted: bool
) -> None:
    petra = own_windows.open("pm", java_script_enabled=scripted)
    simon = own_windows.open("sro", java_script_enabled=scripted)
    for page in (petra, simon):
        page.goto(FORM)
    fill(simon, rating="Red", narrative="The works stand still.")
    record(simon, "Record this status")

    fill(petra, finish="2030-01-31", narrative="We wait for the consent.")
    with petra.expect_response("**/status") as answer:
        send(petra, "Record this status")
    assert answer.value.status == 409
    told = petra.locator("#stale")
    expect(told).to_contain_text("This changed while you were writing.")
    expect(told).to_contain_text("Simon Ashdown")
    expect(told).to_contain_text("22 Apr 2022, 09:00")
    expect(told.get_by_role("row", name="Delivery confidence Red")).to_be_visible()
    expect(petra.locator("[name=narrative]")).to_have_value("We wait for the consent.")
    if scripted:
        expect(told).to_be_focused()

    fill(petra, rating="Red")
    record(petra, "Record this status")
    expect(petra.locator("#status-text")).to_contain_text("We wait for the consent.")
    expect(petra.locator("#facts")).to_contain_text("31 Jan 2030")
    expect(petra.locator("#record")).to_contain_text("The works stand still.")
