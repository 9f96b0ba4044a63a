"""Every page there is: whole and valid, its links lead somewhere, the past is read only, and no text becomes markup."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.contracts import shown
from tests.contracts.crawling import crawl
from tests.contracts.house import House, settle
from tests.contracts.routes import TABLE, filled
from tests.contracts.stock import tell
from tests.projections.tables import dump
from tests.web.security.test_headers import POLICY
from tests.web.site import Browser, Site

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{7*7}}"
PLAIN = (
    "/sign-in",
    "report.json",
    "report.pdf",
    "signatures.pdf",
    "print.css",
    "/templates/",
    "/health/",
    "/static/",
    "/chosen",
    "/export",
    "/evidence/bundle",
    "{token",
)
PAGES = sorted(
    route.here for (method, path), route in TABLE.items() if method == "GET" and not any(each in path for each in PLAIN)
)
MOMENTS = ["1", "mid", "head", "beyond", "1999-12-31", "next week", "-1", "9" * 30, "31 Mar 2026"]
LEAVING = {"Back to now", "Compare with now", "What was true on this day"}
STAYING = {"/theme", "/sign-out"}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole(house: House, address: str) -> None:
    answer = _looked_at(house, address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!doctype html>")
    root = shown.page(answer.text)
    every = list(root.all())
    assert [len(list(root.all(tag))) for tag in ("html", "head", "body", "main", "h1")] == [1, 1, 1, 1, 1]
    assert next(root.all("html"))["lang"] == "en"
    assert next(root.all("title")).text
    assert [each.tag for each in every if "style" in each.attributes or each.tag == "style"] == []
    assert [name for each in every for name in each.attributes if name.startswith("on")] == []
    assert all(each["src"] for each in root.all("script"))
    ids = shown.ids(root)
    assert len(ids) == len(set(ids)), sorted(name for name in ids if ids.count(name) > 1)
    for name in ("for", "aria-labelledby", "aria-describedby"):
        assert {word for each in every for word in each[name].split()} <= set(ids)


def test_a_code_in_an_address_is_found_in_whichever_case_it_is_typed(house: House) -> None:
    parts = [urlsplit(filled(house, address)) for address in PAGES]
    typed = [part._replace(path=part.path.lower()).geturl() for part in parts if part.path != part.path.lower()]
    assert len(typed) > 10
    assert [each for each in typed if _looked_at(house, each).status_code != 200] == []


@pytest.mark.parametrize("who", ["manager", "auditor", "stakeholder", "administrator"])
def test_every_link_leads_somewhere_and_looking_changes_nothing(house: House, who: str) -> None:
    before = dump(house.book)
    answers = [(address, answer) for address, answer in crawl(house.as_(who), "/") if not _before_its_time(answer)]
    assert [(address, answer.status_code) for address, answer in answers if answer.status_code not in (200, 303)] == []
    assert dump(house.book) == before


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_past_is_shown_or_refused_with_a_sentence_and_never_written(house: House, moment: str) -> None:
    head = house.head()
    at = {"mid": str(head // 2), "head": str(head), "beyond": str(head + 1000)}.get(moment, moment)
    for address in PAGES:
        answer = _looked_at(house, address, at=at)
        assert answer.status_code in (200, 303, 400, 404), f"{address} at {at}: {answer.status_code}"
        root = shown.page(answer.text)
        if answer.status_code == 200 and moment in ("1", "mid", "1999-12-31") and _has_past(address):
            _is_read_only(root, address)
            _stays_there(root, address)


def test_no_text_becomes_markup(tmp_path: Path) -> None:
    with _hostile(f"sqlite:///{tmp_path / 'book.sqlite'}") as browser:
        escaped = 0
        for address, answer in crawl(browser, "/", "/record", "/search?q=img", "/timeline", f"/search?q={HOSTILE}"):
            if "html" in answer.headers.get("Content-Type", ""):
                assert "<img src=x" not in answer.text, address
                escaped += "&lt;img src=x onerror=alert(1)&gt;" in answer.text
        assert escaped > len(PAGES) / 2


def test_every_kind_of_answer_carries_the_headers(own_house: House) -> None:
    browser = own_house.as_("manager")
    form = {"version": "1", "name": "Kestrel"}
    answers = {
        200: browser.get("/programs"),
        303: browser.post("/theme", theme="dark"),
        400: browser.get("/programs", at="next week"),
        403: own_house.as_("stakeholder").get("/programs"),
        404: browser.get("/risks/R-999"),
        405: browser.client.delete("/programs"),
        409: browser.post("/projects/DFT-P1/name", **form),
        422: browser.post("/projects/DFT-P1/name", target="act"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "max-age" in answer.headers["Strict-Transport-Security"]


def _looked_at(house: House, address: str, **query: str) -> Any:
    parts = urlsplit(filled(house, address))
    who = "administrator" if parts.path.startswith(("/people", "/access")) else "manager"
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()} | query
    return house.as_(who).get(parts.path, **asked)


def _before_its_time(answer: Any) -> bool:
    """One step of the time machine too far back, which says so and how to get on."""
    return answer.status_code == 404 and "It was not in the book at this moment" in answer.text


def _has_past(address: str) -> bool:
    """One's own account, the style guide and what is still to be recorded have none; a report is of one moment."""
    return not any(each in address for each in ("/account", "/styleguide", "/import", "/new", "/reports"))


def _is_read_only(root: shown.Element, address: str) -> None:
    posting = {form["action"] for form in root.all("form") if form["method"] == "post"}
    assert posting <= STAYING, f"{address} can be written in the past"


def _stays_there(root: shown.Element, address: str) -> None:
    """Whoever follows a link of the page stays at the moment that they look at."""
    inside = [each for each in next(root.all("main")).all("a") if each["href"].startswith("/")]
    left = [each["href"] for each in inside if "at=" not in each["href"] and _stays(each)]
    assert left == [], f"{address} leaves the past"


def _stays(link: shown.Element) -> bool:
    return link.text not in LEAVING and _has_past(link["href"])


@contextmanager
def _hostile(url: str) -> Iterator[Browser]:
    site = Site(url)
    tell(site, "DFT", HOSTILE)
    settle(site)
    site.book.close()
    house = House(url, {})
    yield house.as_("manager")
    house.book.close()
