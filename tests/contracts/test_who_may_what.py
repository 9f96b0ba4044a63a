"""Who may look at what and do what, in their own program and in another; and that nothing of another one shows."""

from typing import Any

import pytest
from litestar.testing import TestClient

from projections.people import PersonRow
from projections.record import EntryRow
from tests.contracts.conftest import MARK, TWIN
from tests.contracts.crawling import crawl
from tests.contracts.house import House
from tests.contracts.routes import TABLE, WHO, filled, routes
from tests.web.site import ORIGIN, OWN

ENDING = {"/sign-out", "/account/endings"}  # they end the session that the next question needs
EXPECTED = [
    (method, address, who, answer)
    for (method, path), route in TABLE.items()
    for address, answers in ((route.here, route.answers), (route.elsewhere, route.answers_there))
    if address
    for who, answer in zip(WHO, answers, strict=True)
]


def test_every_route_says_whom_it_is_for(house: House) -> None:
    assert routes(house.app) == set(TABLE)


@pytest.mark.parametrize("who", WHO)
def test_every_address_answers_as_the_table_says(house: House, who: str) -> None:
    before = house.head()
    wrong = []
    for method, address, whom, expected in EXPECTED:
        if whom != who:
            continue
        found = _answer(house, who, method, filled(house, address))
        if found != expected:
            wrong.append((method, address, expected, found))
    assert wrong == []
    assert house.head() == before


@pytest.mark.parametrize("who", ["stakeholder", "auditor", "contributor", "local"])
def test_nothing_of_another_program_shows_anywhere(house: House, who: str) -> None:
    told = 0
    for address, answer in crawl(house.as_(who), "/", "/search?q=name", "/record", "/my-work", "/?at=200", "/reports"):
        assert TWIN not in answer.text, f"{address} tells {who} of another program"
        assert "OTH-" not in answer.text, f"{address} tells {who} of another program"
        told += MARK in answer.text
    assert told


@pytest.mark.parametrize("who", ["stakeholder", "reader"])
def test_who_only_reads_reports_reads_no_draft_no_address_and_no_more_of_the_record_than_a_figure_leads_to(
    house: House, who: str
) -> None:
    browser, opened = house.as_(who), set()
    secrets = {row.email for row in house.every(PersonRow) if row.name != who.capitalize()}  # one's own is in the menu
    secrets |= {f"{MARK} summary", f"{TWIN} summary", "As it is stored", "in its life", "Recorded together"}
    for entry in house.every(EntryRow):
        path = f"/record/{entry.position}"
        page, proof = (browser.get(each) for each in (path, f"/proof/events/{entry.position}/export"))
        told = page.text + proof.text
        assert page.status_code == proof.status_code, path
        assert [each for each in secrets if each in told] == [], path
        if page.status_code == 200:
            opened.add(entry.topic)
    assert {each for each in opened if each.startswith(("person.", "email.", "report."))} == {"report.issued/1"}
    assert {"risk.assessed/1", "project.health_declared/1", "program.health_declared/1"} <= opened


def _answer(house: House, who: str, method: str, address: str) -> int:
    if who == "nobody":
        client = TestClient(house.app, base_url=ORIGIN, raise_server_exceptions=False)
        answer: Any = client.request(method, address, headers=OWN, follow_redirects=False)
        return int(answer.status_code)
    browser = house.browser(house.people[who.capitalize()]) if address in ENDING else house.as_(who)
    if method == "POST":
        return int(browser.post(address).status_code)
    return int(browser.client.request(method, address, follow_redirects=False).status_code)
