"""People's browser windows, each watched: what it complains of and where it turns to."""

from typing import Any

from playwright.sync_api import Browser as Chrome
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.server import Served, address

PATIENCE_MS = 15_000
VALUE_OF = "(list, words) => [...list.options].find(option => option.text.includes(words)).value"

expect.set_options(timeout=PATIENCE_MS)


class Windows:
    """Opens windows on one server; at the end no window may have complained or asked another machine."""

    def __init__(self, chrome: Chrome, served: Served) -> None:
        self._chrome = chrome
        self._contexts: list[BrowserContext] = []
        self.served = served
        self.complaints: list[str] = []

    def open(self, person: str = "", *, width: int = 1280, **options: Any) -> Page:
        """A window of somebody who is signed in already; of a stranger without a name."""
        context = self._chrome.new_context(
            base_url=self.served.origin, viewport={"width": width, "height": 900}, **options
        )
        context.set_default_timeout(PATIENCE_MS)
        if person:
            context.add_cookies([self.served.cookie(person)])  # type: ignore[list-item]
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert not self.complaints, self.complaints

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium itself writes a line for every answer of 400 and above; those are answers we mean to give.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.served.origin}/", "data:", "blob:")):
            self.complaints.append(f"asked {url}")


def sign_in(page: Page, person: str, password: str) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(address(person))
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def fill(page: Page, **fields: str) -> None:
    """Type into the form of an act; a field of radio buttons or a list takes the words of the choice."""
    for name, typed in fields.items():
        _put(page, page.locator("form#act, main form").first, name, typed)


def record(page: Page, words: str) -> None:
    """Send a form that will be taken, and wait for the page that says so."""
    before = page.url
    send(page, words)
    page.wait_for_url(lambda url: url != before and "done=" in url)
    expect(page.get_by_role("status")).to_contain_text("recorded at position")


def send(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def _put(page: Page, form: Locator, name: str, typed: str) -> None:
    field = form.locator(f"[name='{name}']").first
    kind = field.evaluate("field => field.type")
    if kind == "radio":
        form.locator(f"label:has([name='{name}'])", has_text=typed).first.click()
    elif kind == "select-one":
        field.select_option(field.evaluate(VALUE_OF, typed))
    else:
        field.fill(typed)
