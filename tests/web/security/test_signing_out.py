"""Signing out wins, also over what is still under way."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import httpx
from litestar import Litestar
from litestar.testing import TestClient

from application.accounts import Session
from tests.web.security.conftest import ORIGIN, OWN, PASSWORD, Site

Browser = TestClient[Litestar]


def sign_out(site: Site, browser: Browser) -> Any:
    form = {"_csrf_token": site.csrf(browser)}
    return browser.post("/sign-out", data=form, headers=OWN, follow_redirects=False)


def test_signing_out_ends_the_session_and_clears_the_browser(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    token = browser.cookies["__Host-steward"]
    answer = sign_out(site, browser)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not browser.cookies
    assert site.accounts.session(token, now=site.clock()) is None


def test_a_link_cannot_sign_anybody_out(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    assert browser.get("/sign-out").status_code == 405
    assert browser.get("/programs").status_code == 200


def test_a_page_elsewhere_cannot_sign_anybody_out(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    assert browser.post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert browser.get("/programs").status_code == 200


def test_a_slow_request_does_not_undo_it(site: Site) -> None:
    async def race() -> tuple[int, int, int]:
        app: Any = site.app()
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as browser:
            await browser.post("/sign-in", data={"email": "ada@example.org", "password": PASSWORD}, headers=OWN)
            token = browser.cookies["__Host-steward"]
            form = {"_csrf_token": csrf(site, token)}
            site.clock.on(minutes=2)
            slow = Slow(site)
            under_way = asyncio.create_task(browser.get("/programs"))
            await asyncio.to_thread(slow.began.wait, 10)
            out = await browser.post("/sign-out", data=form, headers=OWN)
            slow.go_on.set()
            late = await under_way
            after = await browser.get("/programs", headers={"Cookie": f"__Host-steward={token}"})
            return out.status_code, late.status_code, after.status_code

    with ThreadPoolExecutor(1) as apart:  # a thread of its own has no event loop yet, whatever ran before
        assert apart.submit(lambda: asyncio.run(race())).result() == (303, 303, 303)


def csrf(site: Site, token: str) -> str:
    session = site.accounts.session(token, now=site.clock())
    assert session is not None
    return session.csrf


class Slow:
    """Holds the first request back after it has read its session and before it notes that it was seen."""

    def __init__(self, site: Site) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()
        self._touched = site.accounts._touched
        site.accounts._touched = self._wait  # type: ignore[method-assign]

    def _wait(self, session: Session, now: datetime) -> Session | None:
        if not self.began.is_set():
            self.began.set()
            self.go_on.wait(10)
        return self._touched(session, now)
