"""One's own sessions and password."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.web.security.conftest import OWN, PASSWORD, Site
from web.sign_in.door import browser_of

Browser = TestClient[Litestar]
NEW = "seven copper buckets leak"


def send(site: Site, browser: Browser, path: str, **form: str) -> Any:
    form["_csrf_token"] = site.csrf(browser)
    return browser.post(path, data=form, headers=OWN, follow_redirects=False)


def test_the_password_changes_with_the_old_one_and_ends_the_other_sessions(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    before = browser.cookies["__Host-steward"]
    with site.browser() as other:
        site.sign_in(other)
        answer = send(site, browser, "/account", old=PASSWORD, password=NEW, again=NEW)
        assert answer.headers["Location"] == "/account?done=password"
        assert other.get("/programs", follow_redirects=False).status_code == 303
    assert browser.cookies["__Host-steward"] != before
    assert "Your password is changed" in browser.get("/account?done=password").text
    assert site.sign_in(browser, password=NEW).status_code == 303


def test_every_problem_is_told_at_once(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    answer = send(site, browser, "/account", old="wrong", password="short", again="other")
    assert answer.status_code == 422
    assert "This is not your password; check it and try again." in answer.text
    assert "Use at least 12 characters;" in answer.text
    assert "The two passwords differ" in answer.text
    assert site.sign_in(browser).status_code == 303


def test_the_old_password_cannot_be_guessed_at_length(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    answers = [send(site, browser, "/account", old="no", password=NEW, again=NEW) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert answers[-1].headers["Retry-After"] == "30"


def test_another_session_is_seen_and_ended(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    with site.browser() as other:
        site.sign_in(other)
        mine, its = sorted(
            site.accounts.sessions_of(site.ada, now=site.clock()), key=lambda each: each.csrf != site.csrf(browser)
        )
        assert f'value="{its.token_sha256}"' in browser.get("/account").text
        send(site, browser, "/account/endings", session=its.token_sha256)
        assert other.get("/programs", follow_redirects=False).status_code == 303
    assert [each.csrf for each in site.accounts.sessions_of(site.ada, now=site.clock())] == [mine.csrf]


def test_all_others_end_together_and_this_one_stays(site: Site, browser: Browser) -> None:
    with site.browser() as one, site.browser() as two:
        site.sign_in(one)
        site.sign_in(two)
        site.sign_in(browser)
        send(site, browser, "/account/endings", session="others")
        for other in (one, two):
            assert other.get("/programs", follow_redirects=False).status_code == 303
    assert browser.get("/programs").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/150.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.2 Safari/605.1", "Safari on Mac"),
        ("curl/8.1", "A browser"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, words: str) -> None:
    assert browser_of(agent) == words


def test_the_session_of_someone_else_stays(site: Site, browser: Browser) -> None:
    bob = site.person("Bob", "bob@example.org")
    site.accounts.start_session(bob, now=site.clock())
    (theirs,) = site.accounts.sessions_of(bob, now=site.clock())
    site.sign_in(browser)
    send(site, browser, "/account/endings", session=theirs.token_sha256)
    assert site.accounts.sessions_of(bob, now=site.clock()) == [theirs]
