"""Every kind of page: rules of accessibility in both themes, narrow and wide, by keyboard, and without a complaint."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser as Chrome
from playwright.sync_api import Page, expect

from application.desk import STEWARD
from application.ledger import Ask
from application.people import AddPerson
from demo.telling import TODAY
from domain.people.words import Role
from tests.browser.checks import NARROW, check
from tests.browser.server import Served
from tests.browser.windows import Windows, fill, record, send

pytestmark = pytest.mark.browser

EDITION = (
    "Project Name,Department,Delivery Confidence Assessment,Project - Start Date,Project - End Date\n"
    "Lower Thames Crossing,DFT,Red,30/05/2014,31/12/2032\n"
    "A line to the sea,DFT,Amber,01/02/2021,31/12/2035\n"
    "A line to nowhere,DFT,Purple,01/02/2021,soon\n"
)
PROJECT = "/projects/DFT-LOWER-THAMES-CROSSING"
PAGES = [
    ("pm", "/"),
    ("pm", "/my-work"),
    ("pm", "/search?q=thames"),
    ("pm", "/search?q=nothing+is+called+this"),
    ("pm", "/programs"),
    ("pm", "/programs/new"),
    ("pm", "/programs/DFT"),
    ("pm", "/projects"),
    ("pm", "/projects/new"),
    ("pm", PROJECT),
    ("pm", f"{PROJECT}?act=status"),
    ("pm", "/timeline"),
    ("pm", "/risks"),
    ("pm", "/risks/new"),
    ("pm", "/risks/R-028"),
    ("pm", "/risks/R-028?act=assessments"),
    ("pm", "/risks/heat-map"),
    ("pm", "/risks/matrix"),
    ("pm", "/issues"),
    ("pm", "/issues/new"),
    ("pm", "/issues/I-017"),
    ("pm", "/corrective-actions"),
    ("pm", "/corrective-actions/new"),
    ("pm", "/corrective-actions/CA-002"),
    ("pm", "/corrective-actions/CA-006?act=plans"),
    ("pm", "/reports"),
    ("pm", "/reports/programs/DFT?at=8000"),
    ("pm", "/reports/checks"),
    ("pm", "/reports/issued/new"),
    ("stakeholder", "/reports/issued/RP-001"),
    ("stakeholder", "/reports/issued/RP-001/check"),
    ("auditor", "/reports/bridge?from=RP-001&to=RP-002"),
    ("sro", "/reports/issued/RP-002?act=signatures"),
    ("pm", "/reports/issued/RP-003?act=narrative"),
    ("auditor", "/proof"),
    ("stakeholder", "/proof/consistency?old=100&new=4000"),
    ("auditor", "/duties"),
    ("auditor", "/evidence?program=DFT"),
    ("pm", "/record"),
    ("pm", "/record/6641"),
    ("pm", "/import"),
    ("pm", "/account"),
    ("pm", "/styleguide"),
    ("pm", f"{PROJECT}?at=2019-12-31"),
    ("pm", "/projects/NO-SUCH-PROJECT"),
    ("admin", "/people"),
    ("admin", "/people/new"),
    ("stakeholder", "/projects"),
    ("", "/sign-in"),
]


@pytest.mark.parametrize(("person", "path"), PAGES, ids=[f"{person} {path}" for person, path in PAGES])
def test_a_page_breaks_no_rule(windows: Windows, person: str, path: str) -> None:
    page = windows.open(person)
    page.goto(path)
    check(page)


def test_a_person_breaks_no_rule(windows: Windows) -> None:
    page = windows.open("admin")
    page.goto("/people")
    page.locator("main tbody").get_by_role("link").first.click()
    expect(page.locator("#grants")).to_be_visible()
    check(page)


def test_a_form_that_came_back_breaks_no_rule(windows: Windows) -> None:
    page = windows.open("pm")
    page.goto(f"{PROJECT}?act=status")
    fill(page, progress_bp="about half", finish="0031-05-01")
    send(page, "Record this status")
    expect(page.locator("#problem")).to_be_visible()
    check(page)


def test_a_form_that_was_overtaken_breaks_no_rule(own_windows: Windows) -> None:
    slow, quick = own_windows.open("pm"), own_windows.open("sro")
    for page in (slow, quick):
        page.goto(f"{PROJECT}?act=status")
        fill(page, rating="Red")
    record(quick, "Record this status")
    send(slow, "Record this status")
    expect(slow.locator("#stale")).to_be_visible()
    check(slow)


def test_the_preview_of_an_import_breaks_no_rule(own_windows: Windows) -> None:
    page = own_windows.open("pm")
    page.goto("/import")
    page.get_by_label("Portfolio editions").check()
    page.get_by_label("Files", exact=True).set_input_files(
        {"name": "gmpp_2023.csv", "mimeType": "text/csv", "buffer": EDITION.encode()}
    )
    send(page, "Show what would change")
    expect(page.get_by_text("events would be recorded")).to_be_visible()
    check(page)


def test_an_empty_book_breaks_no_rule_and_says_how_to_begin(beginner: Page) -> None:
    for path, way in {"/": "Import a file", "/programs": "Add a program", "/my-work": "Open the portfolio"}.items():
        beginner.goto(path)
        expect(beginner.locator("main").get_by_role("link", name=way).first).to_be_visible()
        check(beginner)


def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(windows: Windows) -> None:
    page = windows.open("pm")
    page.goto("/risks/R-028")
    within = "main :is(a[href], button, summary):visible"
    wanted = {text.strip() for text in page.locator(within).all_inner_texts()}
    reached: set[str] = set()
    while (here := _tab(page)) is not None:
        name, outline = here
        assert outline != "none", f"nobody sees that the focus is on {name}"
        reached.add(name)
    assert wanted <= reached


def test_the_first_key_offers_to_skip_the_menu(windows: Windows) -> None:
    page = windows.open("pm")
    page.goto("/risks")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_on_a_phone_the_menu_opens_and_closes(windows: Windows) -> None:
    page = windows.open("pm", width=NARROW)
    page.goto("/risks")
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_a_chosen_theme_stays(windows: Windows) -> None:
    page = windows.open("auditor")
    page.goto("/risks")
    with page.expect_response("**/theme"):
        page.get_by_role("button", name="Dark").click()
    page.goto("/projects")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.fixture
def beginner(chrome: Chrome, empty: Served) -> Iterator[Page]:
    """A manager of a book in which nothing was recorded yet."""
    ask = Ask(by=STEWARD, at=TODAY, command=uuid4())
    empty.book.desk.do(AddPerson(name="Petra Hollis", email="pm@example.org", role=Role.MANAGER, program=None), ask)
    opened = Windows(chrome, empty)
    yield opened.open("pm")
    opened.close()


def _tab(page: Page) -> tuple[str, str] | None:
    """What the next press of Tab leads to, and the line around it; None when the page is through."""
    page.keyboard.press("Tab")
    here = page.evaluate(
        "() => { const at = document.activeElement;"
        " return at === document.body ? null : [at.innerText.trim(), getComputedStyle(at).outlineStyle] }"
    )
    return (here[0], here[1]) if here else None
