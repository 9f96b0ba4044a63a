"""Which requests that change something are believed to come from our own pages."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.web.security.conftest import EMAIL, ORIGIN, OWN, PASSWORD, Site

Browser = TestClient[Litestar]
SENTENCE = "This form came from elsewhere or its session ended; open the page again and send it once more."
FOREIGN = "https://evil.example"


@pytest.fixture
def csrf(site: Site, browser: Browser) -> str:
    site.sign_in(browser)
    return site.csrf(browser)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}, 201),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Origin": ORIGIN}, 201),
        ({"Origin": FOREIGN}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": f"{ORIGIN}.evil.example"}, 403),
        ({"Origin": ORIGIN.replace("https", "http")}, 403),
        ({"Referer": f"{ORIGIN}/programs"}, 403),
        ({}, 403),
    ],
)
def test_the_browser_must_say_that_the_page_is_ours(
    browser: Browser, csrf: str, headers: dict[str, str], status: int
) -> None:
    answer = browser.post("/programs", data={"_csrf_token": csrf}, headers=headers)
    assert answer.status_code == status
    assert (SENTENCE in answer.text) == (status == 403)


def test_the_token_may_come_by_header(browser: Browser, csrf: str) -> None:
    assert browser.post("/programs", headers={**OWN, "X-CSRF-Token": csrf}).status_code == 201


def test_the_token_may_come_in_a_form_with_files(browser: Browser, csrf: str) -> None:
    files = {"file": ("x.csv", b"a,b")}
    assert browser.post("/programs", data={"_csrf_token": csrf}, files=files, headers=OWN).status_code == 201


@pytest.mark.parametrize("token", ["", "x", "é", "\x00", "x" * 5000, "\N{CYRILLIC SMALL LETTER A}"])
def test_a_wrong_token_is_refused_whatever_letters_it_has(browser: Browser, csrf: str, token: str) -> None:
    assert browser.post("/programs", data={"_csrf_token": token}, headers=OWN).status_code == 403


def test_a_header_of_odd_bytes_is_refused_and_not_an_error(browser: Browser, csrf: str) -> None:
    headers = [(b"Sec-Fetch-Site", b"same-origin"), (b"X-CSRF-Token", "токен".encode())]
    assert browser.post("/programs", headers=headers).status_code == 403


def test_a_missing_token_is_refused(browser: Browser, csrf: str) -> None:
    assert browser.post("/programs", headers=OWN).status_code == 403


def test_a_token_sent_twice_is_refused(browser: Browser, csrf: str) -> None:
    assert browser.post("/programs", data={"_csrf_token": [csrf, csrf]}, headers=OWN).status_code == 403


def test_the_token_of_another_session_is_refused(site: Site, browser: Browser, csrf: str) -> None:
    with site.browser() as other:
        site.sign_in(other)
        assert other.post("/programs", data={"_csrf_token": csrf}, headers=OWN).status_code == 403


def test_signing_in_from_a_page_elsewhere_is_refused(site: Site, browser: Browser) -> None:
    form = {"email": EMAIL, "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers={"Origin": FOREIGN})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/sign-in", "/account", "/programs", "/programs/a"])
def test_looking_at_a_page_records_nothing(site: Site, browser: Browser, csrf: str, path: str) -> None:
    before = site.ledger.head()
    assert browser.get(path).status_code in {200, 404}
    assert site.ledger.head() == before
