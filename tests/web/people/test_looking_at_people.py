"""The list of people and one person, for administrators and for auditors, now and in the past."""

import re

import pytest

from application.people import DisablePerson, GrantRole
from domain.people.words import Role
from projections.things import ThingRow
from tests.web.site import Browser, Site


@pytest.fixture
def admin(site: Site) -> Browser:
    return site.client_for(Role.ADMINISTRATOR)


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/people/[^"]+">([^<]+)</a>', page)


def test_the_list_shows_roles_and_states(site: Site, admin: Browser) -> None:
    person = site.person(Role.CONTRIBUTOR, site.program(), name="Grace Hopper")
    site.do(GrantRole(thing=person, role=Role.STAKEHOLDER))
    site.do(DisablePerson(thing=person, reason="Left."))
    page = admin.get("/people").text
    row = page[page.index("Grace Hopper") :]
    for told in ("Contributor", "Transport", "Stakeholder", "all programs", "Disabled"):
        assert told in row


def test_the_list_is_filtered_by_what_stands_in_the_address(site: Site, admin: Browser) -> None:
    program, other = site.program(), site.program("MOJ", "Justice")
    site.person(Role.MANAGER, program, name="Mo Manager")
    site.person(Role.CONTRIBUTOR, other, name="Cleo Contributor")
    gone = site.person(name="Dee 100%_Disabled")
    site.do(DisablePerson(thing=gone, reason="Left."))
    assert names(admin.get("/people", role="manager").text) == ["Mo Manager"]
    assert names(admin.get("/people", program=str(program)).text) == ["Ada Lovelace", "Mo Manager"]
    assert names(admin.get("/people", state="disabled").text) == ["Dee 100%_Disabled"]
    assert names(admin.get("/people", q="100%_").text) == ["Dee 100%_Disabled"]
    assert names(admin.get("/people", sort="-name").text)[0] == "Mo Manager"
    assert "Nobody fits" in admin.get("/people", q="nobody at all").text


def test_a_long_list_has_pages(site: Site, admin: Browser) -> None:
    for number in range(55):
        site.person(name=f"Person {number:02d}")
    first, second = admin.get("/people").text, admin.get("/people", page=2).text
    assert (len(names(first)), len(names(second))) == (50, 6)
    assert "1 to 50 of 56" in first


def test_the_list_alone_is_given_to_htmx(admin: Browser) -> None:
    block = admin.fragment("/people", "list").text
    assert block.lstrip().startswith('<div class="stack" id="list">')
    assert names(block) == ["Ada Lovelace"]


def test_an_auditor_reads_and_is_offered_no_act(site: Site) -> None:
    person = site.person(Role.MANAGER, name="Grace Hopper")
    auditor = site.client_for(Role.AUDITOR)
    assert "Add a person" not in auditor.get("/people").text
    page = auditor.get(f"/people/{person}", act="roles").text
    assert "Grace Hopper" in page
    assert "Grant a role" not in page
    assert "/links" not in page


def test_a_program_that_an_auditor_may_not_see_stays_unnamed(site: Site) -> None:
    own, other = site.program(), site.program("MOJ", "Justice")
    person = site.person(Role.MANAGER, other)
    page = site.client_for(Role.AUDITOR, own).get(f"/people/{person}").text
    assert "a program you may not see" in page
    assert "Justice" not in page


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CONTRIBUTOR, Role.STAKEHOLDER])
def test_others_do_not_see_people(site: Site, role: Role) -> None:
    browser = site.client_for(role)
    assert browser.get("/people").status_code == 403
    assert browser.get(f"/people/{browser.person}").status_code == 403


def test_in_the_past_there_are_no_acts(site: Site, admin: Browser) -> None:
    person = site.person(name="Grace Hopper")
    then = site.book.ledger.head()
    site.do(GrantRole(thing=person, role=Role.MANAGER))
    page = admin.get(f"/people/{person}", at=then, act="roles").text
    assert "No role yet" in page
    assert "Grant a role" not in page
    assert "Grant the role" not in page
    assert "Add a person" not in admin.get("/people", at=then).text


def test_a_hostile_name_is_shown_and_harmless(site: Site, admin: Browser) -> None:
    person = site.person(Role.MANAGER, name='<script>alert("x")</script>')
    for path in ("/people", f"/people/{person}"):
        page = admin.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_the_address_of_a_person_holds_no_email(site: Site) -> None:
    person = site.person(name="Grace Hopper")
    with site.book.view() as view:
        thing = view.one(ThingRow, person)
    assert thing is not None
    assert thing.path == f"/people/{person}"


def test_the_index_of_things_tells_who_is_disabled(site: Site) -> None:
    person = site.person()
    site.do(DisablePerson(thing=person, reason="Left."))
    with site.book.view() as view:
        thing = view.one(ThingRow, person)
    assert thing is not None
    assert thing.state == "Disabled"
