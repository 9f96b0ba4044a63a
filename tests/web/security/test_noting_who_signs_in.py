"""Everybody who comes to the door is noted: let in, refused, held back, gone; and what was typed is not kept."""

from datetime import timedelta

from application.looks import Look, Wanted, newest
from tests.web.security.conftest import EMAIL, OWN, PASSWORD, Site


def noted(site: Site) -> list[Look]:
    return newest(site.ledger.database, Wanted())[::-1]


def test_a_sign_in_and_its_end_are_noted(site: Site) -> None:
    browser = site.browser()
    site.sign_in(browser)
    browser.post("/sign-out", data={"_csrf_token": site.csrf(browser)}, headers=OWN)
    assert [(look.kind, look.person, look.at) for look in noted(site)] == [
        ("sign-in", site.ada, site.clock()),
        ("sign-out", site.ada, site.clock()),
    ]
    assert noted(site)[0].address == "testclient"


def test_a_refusal_names_the_person_and_never_what_was_typed(site: Site) -> None:
    browser = site.browser()
    site.sign_in(browser, password="a secret of mine")
    site.sign_in(browser, email="my password by mistake")
    assert [(look.kind, look.person, look.what) for look in noted(site)] == [
        ("refused", site.ada, "The password did not match"),
        ("refused", None, "Nobody who may sign in has this address"),
    ]


def test_a_flood_of_tries_does_not_flood_the_record(site: Site) -> None:
    browser = site.browser()
    for _ in range(30):
        site.sign_in(browser, password="wrong")
    kinds = [look.kind for look in noted(site)]
    assert kinds.count("refused") == 10
    assert kinds.count("held-back") == 1
    site.clock.at += timedelta(minutes=5)
    assert site.sign_in(browser).status_code == 303
    assert noted(site)[-1].kind == "sign-in"


def test_a_changed_password_is_noted(site: Site) -> None:
    browser = site.browser()
    site.sign_in(browser)
    new = "five purple kettles sing"
    form = {"_csrf_token": site.csrf(browser), "old": PASSWORD, "password": new, "again": new}
    assert browser.post("/account", data=form, headers=OWN, follow_redirects=False).status_code == 303
    assert [look.kind for look in noted(site)] == ["sign-in", "password", "sign-in"]
    assert EMAIL not in "".join(look.what for look in noted(site))
