"""A program manager's day: a status, a risk, and a corrective action from the nonconformity to its proof."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from demo.filling import PASSWORD
from demo.telling import TODAY
from tests.browser.server import Served
from tests.browser.windows import Windows, fill, record, send, sign_in

pytestmark = pytest.mark.browser

PROJECT = "/projects/DFT-LOWER-THAMES-CROSSING"
WINDOW_FROM, WINDOW_TO = "2022-05-01", "2022-06-30"
AFTER_THE_WINDOW = TODAY + timedelta(days=75)


@pytest.fixture(params=[True, False], ids=["with htmx", "without JavaScript"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def petra(own_windows: Windows, *, scripted: bool) -> Page:
    page = own_windows.open(java_script_enabled=scripted)
    sign_in(page, "pm", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Portfolio")
    return page


def test_a_wrong_status_comes_back_with_its_text_and_the_right_one_is_recorded(petra: Page, *, scripted: bool) -> None:
    petra.get_by_role("searchbox", name="Search").fill("lower thames")
    petra.keyboard.press("Enter")
    petra.locator("main").get_by_role("link", name="Lower Thames Crossing", exact=True).click()
    petra.get_by_role("link", name="Update the status").first.click()
    fill(petra, rating="Amber/Red", narrative="Bids came in on time.", next_steps="Award in autumn.")
    fill(petra, finish="0031-05-01", progress_bp="about half")
    send(petra, "Record this status")

    expect(petra.get_by_role("alert")).to_contain_text("There is a problem")
    expect(petra.locator("[name=progress_bp]")).to_have_attribute("aria-invalid", "true")
    expect(petra.locator("#progress_bp-error")).to_be_visible()
    expect(petra.locator("[name=narrative]")).to_have_value("Bids came in on time.")
    if scripted:
        expect(petra.locator("#problem")).to_be_focused()
    else:
        expect(petra).to_have_title(re.compile("^Error: "))

    fill(petra, finish="2031-05-01", progress_bp="48")
    record(petra, "Record this status")
    expect(petra.locator("#status-text")).to_contain_text("Bids came in on time.")
    expect(petra.locator("#facts")).to_contain_text("1 May 2031")


def test_a_risk_is_raised_assessed_and_escalated(petra: Page) -> None:
    petra.goto(PROJECT)
    petra.get_by_role("link", name="Raise a risk").click()
    fill(petra, title="Tunnel boring machines come late", event="The maker may not ship in time.", category="Schedule")
    fill(petra, owner="Liam Okoro")
    record(petra, "Identify the risk")
    expect(petra.get_by_role("heading", level=1)).to_have_text("Tunnel boring machines come late")
    expect(petra.locator(".crumbs")).to_contain_text("Lower Thames Crossing")

    petra.get_by_role("link", name="Assess", exact=True).click()
    fill(petra, stage="Current", likelihood="Likely", impact="Critical", basis="Two makers say so.", strength="Strong")
    record(petra, "Record the assessment")
    expect(petra.locator(".head")).to_contain_text("Severe")

    petra.get_by_role("link", name="Escalate the risk").click()
    fill(petra, to="Portfolio", reason="No program can order faster.")
    record(petra, "Escalate the risk")
    expect(petra.locator(".head")).to_contain_text("Escalated to the portfolio")
    expect(petra.locator("#record")).to_contain_text("No program can order faster.")


def test_a_nonconformity_waits_in_my_work_of_the_next_person_until_its_effect_is_proved(
    petra: Page, own: Served, own_windows: Windows, *, scripted: bool
) -> None:
    others = {name: own_windows.open(name, java_script_enabled=scripted) for name in ("sro", "quality")}
    _record_and_find_the_cause(petra)
    path = petra.url.partition("?")[0]
    _plan_and_criterion(petra)
    others["sro"].goto("/my-work")
    expect(others["sro"].get_by_text("Traffic figures were used twice").first).to_be_visible()
    expect(petra.locator("main")).to_contain_text("You proposed this plan, so another person has to approve it.")

    _go_on(others["sro"], path, "Approve the plan")
    petra.goto(path)
    fill(petra, step="Dry run", evidence="Minutes of 20 April.")
    record(petra, "Record the step as done")
    record(petra, "Mark it as implemented")
    expect(petra.locator("main")).to_contain_text("another manager or contributor has to verify it")

    others["quality"].goto(path)
    expect(others["quality"].locator("main")).to_contain_text("can be verified after that day")
    own.clock.stand(AFTER_THE_WINDOW)
    others["quality"].goto(path)
    fill(others["quality"], measured="No case in two months.", result="Effective", conclusion="It does not come back.")
    record(others["quality"], "Record the verification")
    _go_on(others["sro"], path, "Close with the verified result")
    expect(others["sro"].locator(".head")).to_contain_text("Closed effective")


def _record_and_find_the_cause(page: Page) -> None:
    page.goto("/corrective-actions/new")
    fill(page, program="Department for Transport", title="Traffic figures were used twice")
    fill(page, requirement="Each count is used once.", evidence="Two models share a count.", severity="Major")
    fill(page, owner="Petra Hollis")
    record(page, "Raise the corrective action")
    fill(page, what="Both models are stopped.")
    record(page, "Record the containment")
    fill(page, whys="The counts were copied.\nNobody owns the file.\nThe handbook names no owner.")
    fill(page, root_cause="The handbook names no owner of counts.", escape_point="The review of models.")
    record(page, "Record the cause")
    expect(page.get_by_role("region", name="Five whys")).to_contain_text("Nobody owns the file.")


def _plan_and_criterion(page: Page) -> None:
    step = {"what": "Dry run with one owner", "owner": "Petra Hollis", "kind": "Corrective", "due": "2022-04-29"}
    fill(page, **{f"steps.0.{name}": typed for name, typed in step.items()})
    record(page, "Propose the plan")
    page.goto(page.url.partition("?")[0] + "?act=criteria")
    fill(page, metric="Counts used twice", test="The window against March", threshold="None")
    fill(page, window_from=WINDOW_FROM, window_to=WINDOW_TO)
    record(page, "Set the criterion")


def _go_on(page: Page, path: str, words: str) -> None:
    page.goto(path)
    record(page, words)
