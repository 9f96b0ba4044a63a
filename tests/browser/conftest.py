"""What tests in a browser share: the machine's Chromium, the demo's book behind a port, and people's windows on it."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chrome
from playwright.sync_api import sync_playwright

from tests.browser.server import Served, serving, serving_copy, tell_demo
from tests.browser.windows import Windows

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chrome(chromium: str) -> Iterator[Chrome]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def told(chromium: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo's book as it was told; copy it before writing. Workers of one run share it."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return tell_demo(folder)


@pytest.fixture(scope="session")
def demo(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For everybody who only looks."""
    with serving_copy(told, tmp_path_factory.mktemp("looked-at")) as served:
        yield served


@pytest.fixture
def own(told: Path, tmp_path: Path) -> Iterator[Served]:
    """For a test that writes."""
    with serving_copy(told, tmp_path) as served:
        yield served


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A book in which nothing has happened yet, but for one administrator."""
    with serving(tmp_path / "empty.db") as served:
        yield served


@pytest.fixture
def windows(chrome: Chrome, demo: Served) -> Iterator[Windows]:
    """Windows on the demo that nobody writes into."""
    opened = Windows(chrome, demo)
    yield opened
    opened.close()


@pytest.fixture
def own_windows(chrome: Chrome, own: Served) -> Iterator[Windows]:
    """Windows on a copy of the demo that is this test's own."""
    opened = Windows(chrome, own)
    yield opened
    opened.close()
