"""The headers that every answer carries."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.static_files import create_static_files_router
from litestar.testing import TestClient

from tests.web.security.conftest import OWN, Site
from web.security import security_headers
from web.settings import Settings

Browser = TestClient[Litestar]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sign-in", 200),
        ("POST", "/sign-in", 422),
        ("GET", "/programs", 303),
        ("POST", "/programs", 403),
        ("GET", "/nowhere", 404),
        ("DELETE", "/sign-in", 405),
        ("TRACE", "/sign-in", 405),
        ("GET", "/broken", 500),
        ("GET", "/password/used", 410),
    ],
)
def test_every_answer_carries_them(browser: Browser, method: str, path: str, status: int) -> None:
    answer = browser.request(method, path, headers=OWN, follow_redirects=False)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_error_shows_no_trace(browser: Browser) -> None:
    text = browser.get("/broken").text
    assert "RuntimeError" not in text
    assert "Traceback" not in text


def files(folder: Path, *, origin: str) -> Litestar:
    (folder / "a.css").write_text("a {}")
    static = create_static_files_router("/static", [folder], opt={"public": True})
    return Litestar([static], before_send=[security_headers(Settings(origin=origin))], openapi_config=None)


def test_a_file_named_by_its_content_is_kept_for_ever_and_no_other(tmp_path: Path) -> None:
    with TestClient(files(tmp_path, origin="https://steward.example.org")) as browser:
        kept = browser.get("/static/a.css?v=0123456789ab")
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert kept.headers["Content-Security-Policy"] == POLICY
        assert browser.get("/static/a.css").headers["Cache-Control"] == "no-store"
        assert browser.get("/static/b.css?v=0123456789ab").headers["Cache-Control"] == "no-store"


def test_plain_http_on_ones_own_machine_promises_no_https(tmp_path: Path) -> None:
    with TestClient(files(tmp_path, origin="http://127.0.0.1:8000")) as browser:
        assert "Strict-Transport-Security" not in browser.get("/static/a.css").headers


def test_the_cookie_on_plain_http_has_the_name_that_browsers_take_there(site: Site) -> None:
    assert site.settings.cookie == "__Host-steward"
    local = Settings(origin="http://localhost:8000")
    assert (local.cookie, local.secure) == ("steward", False)
