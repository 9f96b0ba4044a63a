"""The first administrator, and setting a password by a link."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from domain.people.person import PERSON
from domain.people.words import Grant, Role
from tests.web.security.conftest import EMAIL, OWN, PASSWORD, Site

Browser = TestClient[Litestar]
GRACE = {"name": "Grace Hopper", "email": "grace@example.org", "password": PASSWORD, "again": PASSWORD}
NEW = "seven copper buckets leak"


def send(browser: Browser, path: str, form: dict[str, str]) -> Any:
    return browser.post(path, data=form, headers=OWN, follow_redirects=False)


@pytest.fixture
def set_up(site: Site) -> str:
    return f"/set-up/{site.accounts.new_link('set-up', '', now=site.clock())}"


@pytest.fixture
def password(site: Site) -> str:
    return f"/password/{site.accounts.new_link('password', str(site.ada), now=site.clock())}"


def test_the_first_administrator_is_recorded_and_signed_in(site: Site, browser: Browser, set_up: str) -> None:
    assert "You become its first administrator" in browser.get(set_up).text
    assert send(browser, set_up, GRACE).headers["Location"] == "/"
    grace = site.door.person_with("grace@example.org")
    assert grace is not None
    assert browser.get("/programs").text == str(grace)
    assert list(site.ledger.load(PERSON, grace).state.grants) == [Grant(Role.ADMINISTRATOR)]
    assert site.sign_in(browser, email="grace@example.org").status_code == 303


def test_every_problem_is_told_at_once_and_uses_nothing_up(site: Site, browser: Browser, set_up: str) -> None:
    before = site.ledger.head()
    answer = send(browser, set_up, {"name": "", "email": "nowhere", "password": "short", "again": "other"})
    assert answer.status_code == 422
    for sentence in (
        "Give the person&#39;s name.",
        "Enter an e-mail address such as name@example.org.",
        "Use at least 12 characters;",
        "The two passwords differ; type the same one twice.",
    ):
        assert sentence in answer.text
    assert 'value="nowhere"' in answer.text
    assert site.ledger.head() == before
    assert send(browser, set_up, GRACE).status_code == 303


def test_an_address_that_is_taken_is_refused(browser: Browser, set_up: str) -> None:
    answer = send(browser, set_up, {**GRACE, "email": EMAIL})
    assert answer.status_code == 422
    assert "belongs to someone else" in answer.text


def test_a_set_up_link_works_once(site: Site, browser: Browser, set_up: str) -> None:
    send(browser, set_up, GRACE)
    head = site.ledger.head()
    assert browser.get(set_up).status_code == 410
    again = send(browser, set_up, {**GRACE, "email": "eve@example.org"})
    assert again.status_code == 410
    assert "This one was used or has expired." in again.text
    assert site.ledger.head() == head


def test_a_set_up_cut_off_after_recording_can_be_finished(site: Site, browser: Browser, set_up: str) -> None:
    send(browser, set_up, GRACE)
    head = site.ledger.head()
    with site.ledger.database.write() as tx:
        tx.run("UPDATE links SET used_at = NULL")
        tx.run("DELETE FROM credentials")
    assert send(browser, set_up, GRACE).status_code == 303
    assert site.ledger.head() == head
    assert site.sign_in(browser, email="grace@example.org").status_code == 303


@pytest.mark.parametrize("kind", ["set-up", "password"])
def test_a_link_expires(site: Site, browser: Browser, set_up: str, password: str, kind: str) -> None:
    path = set_up if kind == "set-up" else password
    site.clock.on(minutes=30)
    assert browser.get(path).status_code == 410
    assert send(browser, path, GRACE).status_code == 410


def test_a_password_is_set_once_and_ends_every_session(site: Site, browser: Browser, password: str) -> None:
    site.sign_in(browser)
    with site.browser() as invited:
        assert EMAIL in invited.get(password).text
        assert send(invited, password, {"password": NEW, "again": NEW}).status_code == 303
        assert invited.get("/programs").status_code == 200
        assert send(invited, password, {"password": NEW, "again": NEW}).status_code == 410
    assert browser.get("/programs", follow_redirects=False).status_code == 303
    assert site.sign_in(browser).status_code == 422
    assert site.sign_in(browser, password=NEW).status_code == 303


def test_a_weak_password_leaves_the_link_as_it_was(browser: Browser, password: str) -> None:
    assert send(browser, password, {"password": "AdaLovelace12", "again": "AdaLovelace12"}).status_code == 422
    assert send(browser, password, {"password": NEW, "again": NEW}).status_code == 303


def test_a_link_opens_nothing_for_a_disabled_person(site: Site, browser: Browser, password: str) -> None:
    site.disable(site.ada)
    assert browser.get(password).status_code == 410
    assert send(browser, password, {"password": NEW, "again": NEW}).status_code == 410


def test_a_link_of_one_kind_opens_no_other_page(browser: Browser, password: str, set_up: str) -> None:
    assert browser.get(password.replace("/password/", "/set-up/")).status_code == 410
    assert browser.get(set_up.replace("/set-up/", "/password/")).status_code == 410
