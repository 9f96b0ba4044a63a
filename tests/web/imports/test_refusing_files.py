"""A file that cannot be taken is answered with a sentence at the form, and nothing is recorded or kept."""

import asyncio
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from application.imports.sources import MAX_BYTES
from domain.people.words import Role
from tests.web.site import ORIGIN, OWN, Browser, Site
from web.imports.sending import MOST_BYTES


@pytest.fixture
def manager(site: Site) -> Browser:
    return site.client_for(Role.MANAGER)


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * 210_000_000)
    return held.getvalue()


def lone_cell() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("xl/worksheets/sheet1.xml", '<c r="A1"/><c r="XFD1048576"/>')
    return held.getvalue()


FILES = [
    ("empty.csv", b"", "empty.csv is empty"),
    ("blank.csv", b" \n \n", "holds no text"),
    ("other.csv", b"a,b\n1,2\n", "lacks the column"),
    ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00", "holds NUL bytes"),
    ("broken.xlsx", b"PK\x03\x04nothing", "damaged or not an XLSX workbook"),
    ("bomb.xlsx", bomb(), "unpacks to more than 200 MB"),
    ("lone.xlsx", lone_cell(), "too large"),
]


def kept(site: Site) -> int:
    with site.book.database.read() as tx:
        return int((tx.one("SELECT count(*) FROM uploads") or (0,))[0])


def send(browser: Browser, *files: tuple[str, bytes], **fields: Any) -> Any:
    return browser.post(
        "/import", files=[("files", (name, data, "")) for name, data in files], **{"kind": "risks", **fields}
    )


@pytest.mark.parametrize(("name", "data", "sentence"), FILES, ids=[name for name, _, _ in FILES])
def test_an_unreadable_file_is_refused_with_a_sentence(
    site: Site, manager: Browser, name: str, data: bytes, sentence: str
) -> None:
    head = site.book.ledger.head()
    refused = send(manager, (name, data))
    assert refused.status_code == 422
    assert sentence in refused.text
    assert 'value="risks" checked' in refused.text
    assert (kept(site), site.book.ledger.head()) == (0, head)


def test_one_bad_file_refuses_all_of_them(site: Site, manager: Browser) -> None:
    refused = send(
        manager, ("good.csv", manager.get("/import/templates/risks.csv").content), ("bad.csv", b"a,b\n1,2\n")
    )
    assert refused.status_code == 422
    assert kept(site) == 0


def test_a_file_over_20_mb_is_too_large(site: Site, manager: Browser) -> None:
    refused = send(manager, ("big.csv", b"x" * (MAX_BYTES + 1)))
    assert refused.status_code == 413
    assert "big.csv is larger than 20 MB" in refused.text
    assert kept(site) == 0


def test_more_than_all_files_together_may_be_is_cut_off(site: Site, manager: Browser) -> None:
    refused = send(manager, ("huge.csv", b"x" * MOST_BYTES))
    assert refused.status_code == 413
    assert "a file 20 MB" in refused.text


def test_other_pages_still_take_a_megabyte_only(manager: Browser) -> None:
    address = "/import/some-token/years"
    assert manager.post(address, **{"year.0": "x" * 1_100_000}).status_code == 413


def test_nothing_chosen_is_said_at_both_fields(manager: Browser) -> None:
    refused = manager.post("/import", target="upload")
    assert refused.status_code == 422
    assert refused.text.startswith("<form")
    assert "Choose what the files hold." in refused.text
    assert "Choose a file." in refused.text


def test_too_many_files_are_refused(manager: Browser) -> None:
    refused = send(manager, *[(f"{n}.csv", b"a") for n in range(21)])
    assert refused.status_code == 422
    assert "at most 20 at once" in refused.text


def test_in_the_past_there_is_nothing_to_send(site: Site, manager: Browser) -> None:
    site.program()
    page = manager.get("/import", at=1)
    assert page.status_code == 200
    assert "Go back to now to import" in page.text
    assert 'type="file"' not in page.text


def test_a_file_that_arrives_in_many_parts_is_read_whole(site: Site, manager: Browser) -> None:
    """A header proves the form, so that nobody has read the body before the fields and the files are asked for."""
    data = manager.get("/import/templates/risks.csv").content
    headers = {
        **OWN,
        "X-CSRF-Token": manager.csrf,
        "Cookie": f"{site.settings.cookie}={manager.client.cookies[site.settings.cookie]}",
    }
    sent = httpx.Request(
        "POST", f"{ORIGIN}/import", data={"kind": "risks"}, files={"files": ("rows.csv", data, "")}, headers=headers
    )
    with ThreadPoolExecutor(1) as apart:  # a thread of its own has no event loop yet, whatever ran before
        found = [apart.submit(lambda: asyncio.run(status_of(site.app, sent))).result() for _ in range(5)]
    assert found == [303] * 5


async def status_of(app: Any, request: httpx.Request) -> int:
    """What the application answers to a request whose body comes in small parts."""
    body, answers = request.read(), []
    parts = [body[n : n + 64] for n in range(0, len(body), 64)]

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        part = parts.pop(0) if parts else b""
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "https",
        "path": "/import",
        "raw_path": b"/import",
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 5000),
        "server": ("steward.example.org", 443),
        "app": app,
        "state": {},
    }
    await app(scope, receive, send)
    return int(answers[0]["status"])
