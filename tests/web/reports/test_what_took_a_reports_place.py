"""The page of a report that was superseded: by which, whether that one still stands, and the way from here to there."""

from itertools import pairwise
from uuid import UUID

import pytest

from application.reports import SignReport, SupersedeReport, WithdrawReport
from domain.people.words import Role
from domain.reports.words import Meaning
from tests.contracts import shown
from tests.projections.reports.issued import issued, person, row_of
from tests.projections.reports.transport import APRIL, DFT, Telling
from tests.web.site import Browser, Site

FIRST, SECOND, THIRD = (f"/reports/issued/RP-00{n}" for n in (1, 2, 3))


@pytest.fixture
def told(transport: Site) -> Telling:
    telling = Telling(transport.book, APRIL)
    telling.number = 1_000
    return telling


@pytest.fixture
def mia(transport: Site) -> Browser:
    return transport.client_for(Role.MANAGER, name="Mia")


def superseded(told: Telling, *positions: int | None) -> list[UUID]:
    """Reports of these positions, each superseded by the next."""
    reports = [issued(told, each) for each in positions]
    for earlier, later in pairwise(reports):
        supersession = SupersedeReport(thing=earlier, by_report=later, reason="A finish was wrong")
        told.do(supersession, by=person(told, "Bea Hill"))
    return reports


def words(browser: Browser, path: str) -> str:
    return shown.page(browser.get(path).text).text


def test_it_leads_to_its_successor_and_over_the_bridge(told: Telling, mia: Browser) -> None:
    superseded(told, 44, None)
    page = mia.get(FIRST)
    assert "Superseded by RP-002 Transport as of" in shown.page(page.text).text
    assert "A finish was wrong. It is kept as it was issued." in page.text
    assert 'href="/reports/bridge?from=RP-001&amp;to=RP-002">The bridge from here to RP-002' in page.text
    assert mia.get("/reports/bridge?from=RP-001&to=RP-002").status_code == 200
    assert "which was" not in shown.by_id(shown.page(page.text), "main").text.partition("The way of this report")[0]


def test_what_became_of_the_successor_is_said_to_the_end(transport: Site, told: Telling, mia: Browser) -> None:
    *_, last = superseded(told, 44, 50, None)
    assert "which was superseded by RP-003" in words(mia, FIRST)
    assert "to=RP-003" in mia.get(FIRST).text
    told.do(WithdrawReport(thing=last, reason="All of it was wrong"), by=person(told, "Bea Hill"))
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella")
    for browser, path in ((mia, FIRST), (mia, f"{FIRST}/check"), (stella, SECOND)):
        page = words(browser, path)
        assert "RP-003 Transport as of" in page
        assert f"which was withdrawn on {APRIL.day} Apr 2022: All of it was wrong." in page, path
        assert "newest report of the program that stands" not in page
    issued(told)
    assert "RP-004 Transport as of" in words(stella, SECOND)
    assert "is the newest report of the program that stands." in words(stella, THIRD)


def test_who_withdraws_is_told_which_reports_point_to_it(told: Telling, mia: Browser) -> None:
    superseded(told, 44, 50, None)
    page = words(mia, f"{THIRD}?act=withdrawal")
    assert "point to it as what took their place, and will say that RP-003 was withdrawn" in page
    assert page.index("RP-002 Transport") < page.index("point to it as what")
    issued(told)
    assert "to it as what took" not in words(mia, "/reports/issued/RP-004?act=withdrawal")


def test_a_signed_report_says_that_nobody_signed_its_successor(told: Telling, mia: Browser) -> None:
    first, second = issued(told, 44), issued(told)
    ada, bea = person(told, "Ada Lovelace"), person(told, "Bea Hill")
    told.do(SignReport(thing=first, meaning=Meaning.AUTHOR, digest=row_of(told, first).digest), by=ada)
    told.do(SupersedeReport(thing=first, by_report=second, reason="A finish was wrong."), by=bea)
    assert "RP-001 was signed; nobody has signed RP-002 yet." in words(mia, FIRST)
    told.do(SignReport(thing=second, meaning=Meaning.AUTHOR, digest=row_of(told, second).digest), by=ada)
    assert "nobody has signed" not in words(mia, FIRST)
