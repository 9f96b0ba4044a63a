"""Signing in: who gets in, what the others are told, and where one lands."""

from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from application.accounts import password_problem
from application.ledger import open_database
from tests.web.security.conftest import EMAIL, ORIGIN, OWN, PASSWORD, Site
from web.security.session import safe_next
from web.settings import Settings

Browser = TestClient[Litestar]
DIFFERENT = "The e-mail address and the password do not match. Check both and try again."


def sessions(site: Site) -> int:
    with site.ledger.database.read() as tx:
        return len(tx.rows("SELECT 1 FROM sessions"))


def test_the_right_password_lets_a_person_in(site: Site, browser: Browser) -> None:
    answer = site.sign_in(browser)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert browser.get("/programs").text == str(site.ada)


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(site: Site, browser: Browser) -> None:
    parts = {part.strip().lower() for part in site.sign_in(browser).headers["Set-Cookie"].split(";")[1:]}
    assert parts == {"httponly", "secure", "samesite=lax", "path=/", "max-age=43200"}
    assert list(browser.cookies) == ["__Host-steward"]


def test_a_session_id_chosen_by_the_browser_is_never_adopted(site: Site, browser: Browser) -> None:
    chosen = "chosen-by-an-attacker"
    browser.cookies.set("__Host-steward", chosen, domain="steward.example.org")
    site.sign_in(browser)
    assert browser.get("/programs").status_code == 200
    with site.browser() as attacker:
        attacker.cookies.set("__Host-steward", chosen)
        assert attacker.get("/programs", follow_redirects=False).status_code == 303


def test_signing_in_again_ends_the_session_that_the_browser_had(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    old = browser.cookies["__Host-steward"]
    site.sign_in(browser)
    assert browser.cookies["__Host-steward"] != old
    assert sessions(site) == 1


def test_strangers_who_only_look_leave_no_rows(site: Site, browser: Browser) -> None:
    for _ in range(3):
        browser.get("/sign-in")
        browser.get("/programs")
    assert sessions(site) == 0
    assert not browser.cookies


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(site: Site, browser: Browser) -> None:
    wrong = site.sign_in(browser, password="seven copper buckets leak")
    unknown = site.sign_in(browser, email="eve@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert DIFFERENT in wrong.text
    assert wrong.text.replace(EMAIL, "") == unknown.text.replace("eve@example.org", "")


def test_the_address_stays_typed_and_the_password_does_not(site: Site, browser: Browser) -> None:
    page = site.sign_in(browser, password="seven copper buckets leak", next="/risks?level=high").text
    assert f'value="{EMAIL}"' in page
    assert "seven copper" not in page
    assert 'name="next" value="/risks?level=high"' in page
    assert "<title>Error: Sign in" in page


def test_both_empty_fields_are_named_at_once(site: Site, browser: Browser) -> None:
    page = site.sign_in(browser, email=" ", password="").text
    assert "Enter your e-mail address." in page
    assert "Enter your password." in page


def test_the_spelling_of_the_address_does_not_matter(site: Site, browser: Browser) -> None:
    assert site.sign_in(browser, email=" ADA@Example.org ").status_code == 303


def test_a_disabled_person_is_told_what_a_stranger_is_told(site: Site, browser: Browser) -> None:
    site.disable(site.ada)
    answer = site.sign_in(browser)
    assert answer.status_code == 422
    assert DIFFERENT in answer.text


def test_a_person_without_a_password_cannot_sign_in(site: Site, browser: Browser) -> None:
    site.person("Bob", "bob@example.org")
    assert site.sign_in(browser, email="bob@example.org", password="").status_code == 422
    assert site.sign_in(browser, email="bob@example.org").status_code == 422


@pytest.mark.parametrize("hostile", ["x" * 2048, "\x00", "é" * 600, "' OR 1=1 --"])
def test_hostile_text_is_refused_like_any_other(site: Site, browser: Browser, hostile: str) -> None:
    assert site.sign_in(browser, password=hostile).status_code == 422
    assert site.sign_in(browser, email=hostile).status_code == 422


def test_a_field_sent_twice_is_refused(browser: Browser) -> None:
    form: Any = {"email": [EMAIL, "eve@example.org"], "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers=OWN)
    assert answer.status_code == 400
    assert "a field twice" in answer.text


def test_the_eleventh_try_waits_even_with_the_right_password(site: Site, browser: Browser) -> None:
    for _ in range(10):
        assert site.sign_in(browser, password="seven copper buckets leak").status_code == 422
    held = site.sign_in(browser)
    assert (held.status_code, held.headers["Retry-After"]) == (429, "30")
    assert "That was tried too often; wait 1 minute and try again." in held.text
    site.clock.on(seconds=31)
    assert site.sign_in(browser).status_code == 303


def test_one_address_may_not_try_many_accounts(site: Site, browser: Browser) -> None:
    assert not any(site.door.too_often(f"p{n}@example.org", "testclient") for n in range(60))
    assert site.sign_in(browser).status_code == 429
    site.clock.on(seconds=61)
    assert site.sign_in(browser).status_code == 303


def test_an_account_is_held_back_over_a_day_wherever_the_tries_come_from(site: Site) -> None:
    waits = []
    for n in range(101):
        waits.append(site.door.too_often(EMAIL, f"192.0.2.{n}"))
        site.clock.at += timedelta(seconds=1)
    assert not any(waits[:100])
    assert waits[100] > 600


@pytest.mark.parametrize(("proxy", "address"), [("", "testclient"), ("testclient", "192.0.2.7")])
def test_only_the_known_proxy_may_say_where_a_request_comes_from(tmp_path: Any, proxy: str, address: str) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'book.sqlite'}")
    site = Site(database, Settings(origin=ORIGIN, trusted_proxy=proxy))
    with site.browser() as browser:
        browser.headers["X-Forwarded-For"] = "203.0.113.9, 192.0.2.7"
        site.sign_in(browser)
    (session,) = site.accounts.sessions_of(site.ada, now=site.clock())
    assert session.address == address
    database.close()


def test_someone_signed_in_is_not_asked_again(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    answer = browser.get("/sign-in?next=/programs", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/programs")


def test_one_lands_where_one_wanted_to_go(site: Site, browser: Browser) -> None:
    assert site.sign_in(browser, next="/risks?level=high").headers["Location"] == "/risks?level=high"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\n/evil.example",
        "/x\r\nSet-Cookie: a=b",
        "/\x00",
        "/\u2028x",
        "/" + "x" * 3000,
        "/sign-in",
        "/sign-out",
        "",
    ],
)
def test_one_never_lands_elsewhere(site: Site, browser: Browser, target: str) -> None:
    assert safe_next(target) == "/"
    assert site.sign_in(browser, next=target).headers["Location"] == "/"


def test_the_demo_says_so_and_lets_anybody_in_with_one_click(demo: Site) -> None:
    with demo.browser() as browser:
        page = browser.get("/sign-in").text
        assert "This is a demo" in page
        assert f'name="ready" value="{EMAIL}"' in page
        answer = browser.post("/sign-in", data={"ready": EMAIL, "next": "/programs"}, headers=OWN)
        assert answer.text == str(demo.ada)


def test_the_demo_opens_no_account_that_is_not_listed(demo: Site) -> None:
    demo.person("Root", "root@example.org", password=PASSWORD)
    with demo.browser() as browser:
        assert browser.post("/sign-in", data={"ready": "root@example.org"}, headers=OWN).status_code == 422


def test_a_real_book_has_no_account_without_a_password(site: Site, browser: Browser) -> None:
    assert browser.post("/sign-in", data={"ready": EMAIL}, headers=OWN).status_code == 422
    assert "demo" not in browser.get("/sign-in").text


def test_the_password_of_these_tests_would_be_taken() -> None:
    assert password_problem(PASSWORD, known=(EMAIL, ORIGIN)) == ""
