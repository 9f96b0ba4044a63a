"""The list of issues and one issue: empty and full, now and in the past, for who may see them."""

import re
from uuid import UUID

from application.issues import EscalateIssue, RaiseIssue, ResolveIssue, TriageIssue, WithdrawIssue
from domain.issues.words import Area
from domain.people.words import Role
from projections.issues.rows import IssueRow
from tests.web.site import Browser, Site, as_it_stood, plain

LONG = "Winter attainment at provider RE9 below the four-hour standard for the third month in a row"


def raised(site: Site, program: UUID, **words: str) -> UUID:
    site.do(RaiseIssue(**{"program": program, "title": LONG, **words}))  # type: ignore[arg-type]
    with site.book.view() as view:
        return view.select(IssueRow, order="opened_on, length(code), code")[-1].id


def test_an_empty_list_says_what_to_do(manager: Browser) -> None:
    page = manager.get("/issues")
    assert page.status_code == 200
    assert "One begins when somebody says what went wrong" in page.text


def test_the_list_shows_what_is_open_and_counts_it(site: Site, manager: Browser, program: UUID) -> None:
    issue = raised(site, program)
    site.do(TriageIssue(thing=issue, severity=1, priority=1, area=Area.BUYER))
    page = manager.get("/issues").text
    assert LONG in page
    assert "1 issue," in plain(page)
    assert "up to 30 days: 1" in plain(page)
    assert "Critical" in page


def test_a_full_list_comes_in_pages_and_keeps_its_filters(site: Site, manager: Browser, program: UUID) -> None:
    for _ in range(51):
        raised(site, program)
    page = manager.get("/issues", q="winter").text
    assert "1 to 50 of 51 issues" in page
    assert "q=winter" in page
    assert "page=2" in page


def test_an_issue_shows_its_facts_its_escalation_and_its_record(site: Site, manager: Browser, program: UUID) -> None:
    issue = raised(site, program, description="Seen since January.")
    site.do(TriageIssue(thing=issue, severity=2, priority=1, area=Area.SELLER))
    site.do(EscalateIssue(thing=issue, level=2, to_whom="The board", reason="It cannot be decided here."))
    page = manager.get("/issues/I-001").text
    for said in ("Seen since January.", "Major", "The board", "2 Portfolio", "Not acknowledged yet", "All 3 events"):
        assert said in page


def test_a_resolution_stays_on_the_page(site: Site, manager: Browser, program: UUID) -> None:
    issue = raised(site, program)
    site.do(TriageIssue(thing=issue, severity=2, priority=1, area=Area.SELLER))
    site.do(ResolveIssue(thing=issue, resolution="Ward reopened."))
    page = manager.get("/issues/I-001").text
    assert "recorded it as resolved" in page
    told = manager.get("/trace/issue-due?issue=I-001").text
    assert '<p class="made">Resolved. No date</p>' in told
    (home,) = set(re.findall(r"/programs/[A-Z0-9-]+", page))
    assert "Resolved</span></a></td>" in manager.get(home).text
    assert "Close the issue" in page


def test_in_the_past_there_are_no_acts_and_the_page_is_as_it_was(site: Site, manager: Browser, program: UUID) -> None:
    issue = raised(site, program)
    before = site.book.ledger.head()
    site.do(WithdrawIssue(thing=issue, reason="A duplicate."))
    page = manager.get("/issues/I-001", at=before, act="triages").text
    assert "Withdrawn" not in as_it_stood(page)
    assert 'id="act"' not in page
    assert 'id="acts"' not in page
    assert LONG in manager.get("/issues", at=before).text


def test_a_reader_without_the_role_sees_no_acts(site: Site, program: UUID) -> None:
    raised(site, program)
    auditor = site.client_for(Role.AUDITOR, program)
    page = auditor.get("/issues/I-001")
    assert page.status_code == 200
    assert 'id="acts"' not in page.text
    assert auditor.get("/issues/new").status_code == 403


def test_who_holds_no_role_in_the_program_does_not_find_the_issue(site: Site, program: UUID) -> None:
    raised(site, program)
    stranger = site.client_for(Role.MANAGER, site.program("MOD", "Defence"))
    assert stranger.get("/issues/I-001").status_code == 404
    assert LONG not in stranger.get("/issues").text
    assert stranger.post("/issues/I-001/triages", severity="1", priority="1", area="buyer").status_code == 404


def test_a_code_that_is_not_there_is_not_found(manager: Browser) -> None:
    assert manager.get("/issues/I-999").status_code == 404
    assert manager.post("/issues/I-999/triages").status_code == 404
