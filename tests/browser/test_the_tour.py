"""The pictures of the README's tour, taken of the demo; `--tour` takes them anew."""

import re
from pathlib import Path

import pytest

from tests.browser.windows import Windows

ROOT = Path(__file__).parents[2]
TOUR = ROOT / "docs" / "tour"
PICTURES = {
    "portfolio": "/",
    "project": "/projects/DFT-LOWER-THAMES-CROSSING",
    "risk": "/risks/R-028",
    "corrective-action": "/corrective-actions/CA-002",
    "past": "/projects/DFT-LOWER-THAMES-CROSSING?at=2019-12-31",
    "record": "/record",
    "step": "/projects/DFT-LOWER-THAMES-CROSSING?step=yes",
    "compare": "/compare?from_date=2021-03-31&program=DFT",
    "proof": "/proof",
    "issued": "/reports/issued/RP-001",
    "report": "/reports/programs/DFT?at=8577",
}
PNG = b"\x89PNG\r\n\x1a\n"


def test_the_readme_shows_these_pictures() -> None:
    shown = re.findall(r"\(docs/tour/([a-z-]+)\.png\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown == list(PICTURES)


@pytest.mark.browser
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_there(request: pytest.FixtureRequest, name: str) -> None:
    picture = TOUR / f"{name}.png"
    if request.config.getoption("--tour"):
        _take(request.getfixturevalue("windows"), PICTURES[name], picture)
    assert picture.read_bytes().startswith(PNG)


def _take(windows: Windows, path: str, picture: Path) -> None:
    page = windows.open("pm", color_scheme="light")
    page.goto(path)
    page.evaluate("document.fonts.ready")
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture, animations="disabled", clip={"x": 0, "y": 0, "width": 1280, "height": 900})
