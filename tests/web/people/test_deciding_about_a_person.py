"""Roles are granted and revoked, people renamed, moved, disabled and enabled, with every refusal at the form."""

from typing import Any

import pytest

from application.people import RenamePerson
from domain.people.words import Role
from tests.web.site import Browser, Site


@pytest.fixture
def admin(site: Site) -> Browser:
    return site.client_for(Role.ADMINISTRATOR)


def version(site: Site, person: Any) -> str:
    return str(len(list(site.book.ledger.since(person, 0))))


def after(browser: Browser, answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    return str(browser.get(answer.headers["location"]).text)


def test_a_role_is_granted_and_shown(site: Site, admin: Browser) -> None:
    person, program = site.person(), site.program()
    answer = admin.post(f"/people/{person}/roles", role="contributor", program=str(program), until="2199-12-31")
    shown = after(admin, answer)
    assert "granted the role <b>contributor</b>" in shown
    assert "until" in shown


def test_a_role_is_revoked_with_a_reason(site: Site, admin: Browser) -> None:
    person = site.person(Role.MANAGER)
    form = admin.get(f"/people/{person}", act="revocations", role="manager").text
    assert '<option value="manager" selected>' in form
    assert '<option value="auditor">' not in form
    shown = after(admin, admin.post(f"/people/{person}/revocations", role="manager", reason="Went to another team."))
    assert "No role yet" in shown
    assert "<q>Went to another team.</q>" in shown


def test_a_role_in_a_program_that_ended_can_still_be_chosen(site: Site, admin: Browser) -> None:
    program = site.program()
    person = site.person(Role.MANAGER, program)
    form = admin.get(f"/people/{person}", act="revocations", role="manager", program=str(program)).text
    assert f'<option value="{program}" selected>Transport</option>' in form


def test_the_last_administrator_stays(site: Site, admin: Browser) -> None:
    refused = admin.post(f"/people/{admin.person}/revocations", role="administrator", reason="Tired.")
    assert refused.status_code == 422
    assert "This is the last administrator; make someone else administrator first." in refused.text
    assert "Tired." in refused.text
    disabled = admin.post(f"/people/{admin.person}/disabling", target="act", reason="Tired.")
    assert disabled.status_code == 422
    assert disabled.text.startswith("<form")
    assert "This is the last administrator" in disabled.text


def test_nobody_is_administrator_and_auditor_at_once(site: Site, admin: Browser) -> None:
    auditor = site.person(Role.AUDITOR)
    refused = admin.post(f"/people/{auditor}/roles", target="act", role="administrator")
    assert refused.status_code == 422
    assert "Nobody is administrator and auditor at once; revoke that role first." in refused.text
    assert 'href="#role"' in refused.text


def test_a_person_gets_another_name_and_address(site: Site, admin: Browser) -> None:
    person = site.person()
    assert "Grace Hopper" in after(admin, admin.post(f"/people/{person}/name", name="Grace Hopper"))
    shown = after(admin, admin.post(f"/people/{person}/email", email="Grace@Example.org"))
    assert "grace@example.org" in shown
    refused = admin.post(f"/people/{person}/email", email="nonsense")
    assert refused.status_code == 422
    assert "Enter an e-mail address such as name@example.org." in refused.text


def test_who_is_disabled_is_signed_out_everywhere(site: Site, admin: Browser) -> None:
    person = site.person(Role.MANAGER)
    first, second = site.browser(person), site.browser(person)
    assert first.get("/projects").status_code == 200
    shown = after(admin, admin.post(f"/people/{person}/disabling", reason="Left the company."))
    assert "Enable the person" in shown
    assert "Make a new password link" not in shown
    assert site.accounts.sessions_of(person, now=site.book.now()) == []
    after(admin, admin.post(f"/people/{person}/enabling"))
    for browser in (first, second):
        assert browser.get("/projects").status_code == 303, "a session that ended does not come back"


def test_a_new_link_is_shown_once_and_none_for_who_is_disabled(site: Site, admin: Browser) -> None:
    person = site.person()
    answer = admin.post(f"/people/{person}/links")
    assert "/password/" in after(admin, answer)
    assert "/password/" not in after(admin, answer)
    admin.post(f"/people/{person}/disabling", reason="Left.")
    refused = admin.post(f"/people/{person}/links")
    assert refused.status_code == 400
    assert "enable them first" in refused.text


def test_who_looked_at_an_older_version_is_told_what_changed(site: Site, admin: Browser) -> None:
    person = site.person()
    seen = version(site, person)
    other = site.person(Role.ADMINISTRATOR, name="Other Admin")
    site.do(RenamePerson(thing=person, name="Grace Hopper"), by=other)
    stale = admin.post(f"/people/{person}/name", target="act", version=seen, name="Grace B. Hopper")
    assert stale.status_code == 409
    assert "<h1>Grace Hopper</h1>" in stale.text  # the page around the form is as it is now
    assert "Other Admin" in stale.text
    assert 'value="Grace B. Hopper"' in stale.text


def test_there_is_no_such_act_or_person(site: Site, admin: Browser) -> None:
    person = site.person()
    assert admin.post(f"/people/{person}/promotion").status_code == 404
    assert admin.get("/people/5d0c1f9e-0000-5000-8000-00000000dead").status_code == 404
    assert admin.get("/people/ada@example.org").status_code == 404


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR, Role.STAKEHOLDER])
@pytest.mark.parametrize("noun", ["roles", "name", "disabling", "links"])
def test_only_administrators_decide(site: Site, role: Role, noun: str) -> None:
    person = site.person()
    browser = site.client_for(role)
    refused = browser.post(f"/people/{person}/{noun}", role="manager", name="X", reason="X")
    assert refused.status_code == 403
    assert version(site, person) == "1"
