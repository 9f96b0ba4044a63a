"""What holds of every page: no rule of accessibility is broken in either theme, and nothing scrolls sideways."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
EVERY_RULE: dict[str, Any] = {"resultTypes": ["violations"]}
COLORS: dict[str, Any] = {**EVERY_RULE, "runOnly": ["color-contrast"]}
NARROW, WIDE = 360, 1280


def check(page: Page) -> None:
    """The page as it stands, in light and dark, on a phone and on a desk."""
    _breaks_no(page, EVERY_RULE)
    page.emulate_media(color_scheme="dark")
    _breaks_no(page, COLORS)
    page.emulate_media(color_scheme="light")
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"the page is {needed} px wide in a window of {width} px"


def _breaks_no(page: Page, options: dict[str, Any]) -> None:
    found = AXE.run(page, options=options).response["violations"]
    broken = [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
    assert not broken, "\n".join(broken)
