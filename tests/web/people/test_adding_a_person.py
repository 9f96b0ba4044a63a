"""An administrator adds a person, who gets a link to set a password."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.people.person import PERSON
from domain.people.words import Role
from projections.people import PersonRow
from tests.web.site import Browser, Site


@pytest.fixture
def admin(site: Site) -> Browser:
    return site.client_for(Role.ADMINISTRATOR)


def add(browser: Browser, **fields: Any) -> Any:
    return browser.post("/people", **{"name": "Grace Hopper", "email": "grace@example.org", **fields})


def link_on(page: Any) -> str:
    found = re.search(r'value="(https://steward\.example\.org/password/[^"]+)"', page.text)
    return found[1] if found else ""


def page_after(browser: Browser, answer: Any) -> Any:
    return browser.get(answer.headers["location"])


def test_the_page_after_shows_the_person_and_the_link_once(admin: Browser) -> None:
    answer = add(admin, role="manager")
    assert answer.status_code == 303
    shown = page_after(admin, answer)
    assert "Grace Hopper" in shown.text
    assert "in all programs" in shown.text
    link = link_on(shown)
    assert link
    assert link.rpartition("/")[2] not in answer.headers["location"]
    assert not link_on(page_after(admin, answer))


def test_the_link_sets_a_password_once(site: Site, admin: Browser) -> None:
    link = link_on(page_after(admin, add(admin)))
    browser = site.browser(site.person())
    password = {"password": "four purple kettles sing", "again": "four purple kettles sing"}
    assert browser.post(link, **password).status_code == 303
    assert browser.post(link, **password).status_code == 410


def test_the_link_travels_in_a_cookie_that_only_that_page_is_sent(admin: Browser) -> None:
    cookie = add(admin).headers["set-cookie"]
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Max-Age=60", "Path=/people/"):
        assert part in cookie


def test_a_made_up_cookie_shows_nothing(site: Site, admin: Browser) -> None:
    person = site.person()
    admin.client.cookies.set("steward-link", "made-up")
    assert not link_on(admin.get(f"/people/{person}"))
    other = site.accounts.new_link("password", str(uuid4()), now=site.book.now())
    admin.client.cookies.set("steward-link", other)
    assert not link_on(admin.get(f"/people/{person}"))


def test_with_htmx_the_browser_is_led_to_the_person(admin: Browser) -> None:
    answer = add(admin, target="act")
    assert answer.status_code == 200
    assert link_on(admin.get(answer.headers["hx-redirect"]))


def test_a_first_role_holds_in_one_program_until_its_last_day(site: Site, admin: Browser) -> None:
    program = site.program()
    answer = add(admin, role="contributor", program=str(program), until="2199-12-31")
    shown = page_after(admin, answer)
    assert "until" in shown.text
    assert "31 Dec 2199" in shown.text
    person = UUID(answer.headers["location"].partition("?")[0].rpartition("/")[2])
    grants = site.book.desk.load(PERSON, person).state.grants
    assert [(grant.role, grant.program) for grant in grants] == [(Role.CONTRIBUTOR, program)]


def test_what_is_missing_is_said_at_every_field_and_the_text_kept(admin: Browser) -> None:
    refused = admin.post("/people", target="act", name="", email="", role="manager")
    assert refused.status_code == 422
    assert refused.text.startswith("<form")
    assert "Enter the name." in refused.text
    assert "Enter the e-mail address." in refused.text
    assert '<option value="manager" selected>' in refused.text


def test_an_address_belongs_to_one_person_alone(admin: Browser) -> None:
    add(admin)
    refused = add(admin, name="Somebody Else")
    assert refused.status_code == 422
    assert "belongs to someone else" in refused.text
    assert 'value="Somebody Else"' in refused.text


def test_an_administrator_serves_all_programs(site: Site, admin: Browser) -> None:
    refused = add(admin, role="administrator", program=str(site.program()))
    assert refused.status_code == 422
    assert "An administrator serves all programs; leave the program out." in refused.text


def test_the_same_form_twice_adds_one_person(site: Site, admin: Browser) -> None:
    command = str(uuid4())
    first, again = add(admin, command_id=command), add(admin, command_id=command)
    assert first.headers["location"] == again.headers["location"]
    with site.book.view() as view:
        assert view.count(PersonRow, "email = ?", ("grace@example.org",)) == 1


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CONTRIBUTOR, Role.AUDITOR, Role.STAKEHOLDER])
def test_only_administrators_add_people(site: Site, role: Role) -> None:
    browser = site.client_for(role)
    assert browser.get("/people/new").status_code == 403
    assert add(browser).status_code == 403
