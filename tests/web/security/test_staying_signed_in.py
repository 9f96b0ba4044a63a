"""What a stranger is told, and when someone becomes a stranger again."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.web.security.conftest import OWN, Site

Browser = TestClient[Litestar]


def status(browser: Browser, path: str = "/programs") -> int:
    return browser.get(path, follow_redirects=False).status_code


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/programs", "/sign-in?next=%2Fprograms"),
        ("/programs?sort=name&at=7", "/sign-in?next=%2Fprograms%3Fsort%3Dname%26at%3D7"),
        ("/account", "/sign-in?next=%2Faccount"),
    ],
)
def test_a_stranger_is_asked_to_sign_in_and_comes_back(browser: Browser, path: str, target: str) -> None:
    answer = browser.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, target)


@pytest.mark.parametrize(
    "path", ["/programs/sign-in", "/programs/static", "/programs/set-up", "/programs/health", "/programs/%2Fsign-in"]
)
def test_a_path_that_looks_public_is_not(browser: Browser, path: str) -> None:
    assert status(browser, path) in {303, 404}
    assert browser.get(path, follow_redirects=False).text.find("sign-in") != 0


def test_htmx_is_sent_to_sign_in_and_back_to_the_page_not_the_fragment(browser: Browser) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://steward.example.org/risks?level=high"}
    answer = browser.get("/programs", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=%2Frisks%3Flevel%3Dhigh"
    assert answer.text == ""


def test_htmx_is_never_sent_elsewhere(browser: Browser) -> None:
    answer = browser.get("/programs", headers={"HX-Request": "true", "HX-Current-URL": "https:////evil.example"})
    assert answer.headers["HX-Redirect"] == "/sign-in"


def test_a_program_is_told_in_json(browser: Browser) -> None:
    answer = browser.get("/programs", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["status"] == 401


def test_a_form_of_an_ended_session_is_not_answered_with_another_page(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    site.clock.on(minutes=31)
    answer = browser.post("/programs", headers=OWN, follow_redirects=False)
    assert answer.status_code == 403
    assert "open the page again and send it once more" in answer.text


def test_a_session_ends_when_idle(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    site.clock.on(minutes=29)
    assert status(browser) == 200
    site.clock.on(minutes=30)
    assert status(browser) == 303


def test_a_session_ends_twelve_hours_after_sign_in(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    for _ in range(35):
        site.clock.on(minutes=20)
        assert status(browser) == 200
    site.clock.on(minutes=20)
    assert status(browser) == 303


def test_a_disabled_person_is_out_at_the_next_request(site: Site, browser: Browser) -> None:
    site.sign_in(browser)
    assert status(browser) == 200
    site.disable(site.ada)
    assert status(browser) == 303


@pytest.mark.parametrize("value", ["", "x", "é", "a" * 4000, '"'])
def test_a_made_up_cookie_is_a_stranger(browser: Browser, value: str) -> None:
    answer = browser.get(
        "/programs", headers=[(b"Cookie", b"__Host-steward=" + value.encode())], follow_redirects=False
    )
    assert answer.status_code == 303
