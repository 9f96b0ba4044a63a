"""Signing in a browser: the document that was seen, by the person whose password it is, and nothing recorded else."""

import re
from typing import Any

import pytest

from application.looks import Wanted, newest
from application.reports import IssueReport, SignReport, WithdrawReport, WriteNarrative
from domain.people.words import Role
from domain.reports.words import Meaning, ReportState
from projections.reports.rows import ReportRow
from tests.contracts import shown
from tests.projections.reports.issued import drafted, issued, person, row_of
from tests.projections.reports.transport import APRIL, DFT, Telling
from tests.web.site import PASSWORD, Browser, Site

PAGE = "/reports/issued/RP-001"


@pytest.fixture
def report(transport: Site) -> ReportRow:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    return row_of(told, issued(told, 44))


@pytest.fixture
def cleo(transport: Site, report: ReportRow) -> Browser:
    """A manager who did not write it."""
    browser = transport.client_for(Role.MANAGER, name="Cleo Brand")
    transport.set_password(browser.person)
    return browser


def sign(browser: Browser, report: ReportRow, password: str, **fields: str) -> Any:
    typed = {"meaning": "approver", "digest": report.digest, "version": str(report.version), "password": password}
    return browser.post(f"{PAGE}/signatures", **{**typed, **fields})


def test_the_signature_block_names_who_when_and_what_it_means(
    transport: Site, report: ReportRow, cleo: Browser
) -> None:
    answer = sign(cleo, report, PASSWORD)
    assert answer.status_code == 303
    page = shown.page(cleo.get(PAGE).text)
    block = shown.by_id(page, "signatures").text
    assert "Cleo Brand" in block
    assert "Approver I approve this report for release." in block
    assert shown.by_id(page, "facts").text.count(report.digest) == 1
    assert sign(cleo, report, PASSWORD, version="").status_code == 422


def test_a_signature_keeps_the_version_that_was_seen_and_tells_what_came_since(
    transport: Site, report: ReportRow, cleo: Browser
) -> None:
    carl = transport.client_for(Role.CONTRIBUTOR, name="Carl Moss")
    transport.set_password(carl.person)
    sign(carl, report, PASSWORD, meaning="reviewer")
    block = shown.by_id(shown.page(carl.get(PAGE).text), "signatures").text
    assert f"Version {report.version}, unchanged since" in block
    sign(cleo, report, PASSWORD, version=str(report.version + 1))
    block = shown.by_id(shown.page(carl.get(PAGE).text), "signatures").text
    assert f"Version {report.version} (the signature itself is version {report.version + 1}), now" in block
    assert "1 event since" in block
    assert "Cleo Brand signed the report as approver" in block
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella").get(PAGE).text
    assert "1 event since" in stella
    assert "/compare" not in shown.by_id(shown.page(stella), "signatures").text


@pytest.mark.parametrize(
    ("password", "sentence"), [("", "Enter your password"), ("not the right one", "This is not your password")]
)
def test_without_the_persons_password_nothing_is_recorded(
    transport: Site, report: ReportRow, cleo: Browser, password: str, sentence: str
) -> None:
    before = transport.book.ledger.head()
    answer = sign(cleo, report, password)
    assert (answer.status_code, transport.book.ledger.head()) == (422, before)
    form = shown.by_id(shown.page(answer.text), "act")
    assert sentence in shown.by_id(form, "password-error").text
    assert password not in answer.text or not password
    assert 'value="approver" checked' in answer.text


def test_the_password_is_asked_for_ten_times_and_no_more(transport: Site, report: ReportRow, cleo: Browser) -> None:
    for _ in range(10):
        sign(cleo, report, "not the right one")
    assert "tried too often" in sign(cleo, report, PASSWORD).text
    kinds = [each.kind for each in newest(transport.book.database, Wanted())]
    assert (kinds.count("refused"), kinds.count("held-back")) == (10, 1)


def test_another_document_than_the_one_issued_is_not_signed(transport: Site, report: ReportRow, cleo: Browser) -> None:
    before = transport.book.ledger.head()
    answer = sign(cleo, report, PASSWORD, digest="sha256:" + "0" * 64)
    assert (answer.status_code, transport.book.ledger.head()) == (422, before)
    assert "This form is about another document than the one issued" in answer.text


def test_only_the_meanings_that_this_person_may_sign_in_are_offered(
    transport: Site, report: ReportRow, cleo: Browser
) -> None:
    carl = transport.client_for(Role.CONTRIBUTOR, name="Carl Moss")
    for browser, offered, said in (
        (cleo, ["reviewer", "approver"], "Author is not offered. Only those who drafted"),
        (carl, ["reviewer"], "Approver is not offered. Only a manager of the program approves a report."),
    ):
        page = browser.get(f"{PAGE}?act=signatures").text
        assert re.findall(r'name="meaning" value="(\w+)"', page) == offered
        assert said in page
    transport.set_password(carl.person)
    sign(carl, report, PASSWORD, meaning="reviewer")
    assert "Sign the report" not in carl.get(PAGE).text


@pytest.mark.parametrize("target", ["", "act"])
def test_a_withdrawal_of_a_draft_that_was_issued_meanwhile_says_what_it_would_do_now(
    transport: Site, target: str
) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    before = row_of(told, drafted(told, 44))
    mia = transport.client_for(Role.MANAGER, name="Mia")
    form = mia.get(f"{PAGE}?act=withdrawal").text
    assert "Withdraw the draft</button>" in form
    told.do(IssueReport(thing=before.id), by=person(told, "Bea Hill"))
    typed = {"version": str(before.version), "reason": "Never mind."}
    answer = mia.post(f"{PAGE}/withdrawal", target=target, **typed)
    assert answer.status_code == 409
    page = shown.page(answer.text)
    assert "Withdraw the issued report</button>" in answer.text
    assert "RP-001 is issued." in shown.by_id(page, "main").text
    assert '<li class="done"><b>Issued' in answer.text
    assert "Never mind.</textarea>" in answer.text
    assert "Write the narrative" not in answer.text
    assert answer.headers.get("HX-Retarget") == "#main"
    assert row_of(told, before.id).state is ReportState.ISSUED


def test_issuing_says_that_the_text_never_changes_and_a_withdrawn_draft_that_it_never_was_issued(
    transport: Site,
) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    report = drafted(told, 44)
    mia = transport.client_for(Role.MANAGER, name="Mia")
    assert "What is issued never changes afterwards" in mia.get(f"{PAGE}?act=issue").text
    told.do(WithdrawReport(thing=report, reason="Not needed."), by=person(told, "Bea Hill"))
    page = mia.get(PAGE).text
    assert "This draft was withdrawn and never issued" in page
    assert "as it would be issued now" not in page


def test_a_signature_is_not_back_dated(transport: Site, report: ReportRow, cleo: Browser) -> None:
    answer = sign(cleo, report, PASSWORD, true_since="2022-04-01")
    assert (answer.status_code, "dated by the clock" in answer.text) == (422, True)


def test_who_reads_reports_alone_sees_what_is_issued_and_no_draft(transport: Site, report: ReportRow) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 2_000
    drafted(told)
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella")
    assert stella.get(PAGE).status_code == 200
    assert stella.get("/reports/issued/RP-002").status_code == 404
    listed = stella.get("/reports").text
    assert ("RP-001" in listed, "RP-002" in listed, "Draft a report" in listed) == (True, False, False)


def test_the_kept_files_are_taken_away_and_checked_and_both_are_on_record(transport: Site, report: ReportRow) -> None:
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella")
    for ending in ("json", "pdf"):
        file = stella.get(f"{PAGE}/report.{ending}")
        assert file.headers["Content-Disposition"] == f'attachment; filename="steward-RP-001-at-44.{ending}"'
        verdict = stella.post("/reports/checks", files={"file": (f"a.{ending}", file.content)})
        assert "This file is what the record says." in verdict.text
    assert "Everything that was compared is equal." in stella.get(f"{PAGE}/check").text
    noted = [
        (each.kind, each.program) for each in newest(transport.book.database, Wanted(person=stella.person), limit=9)
    ]
    assert sorted(noted) == [("report", DFT)] * 2 + [("verification", DFT)] * 3


def test_a_strangers_file_tells_nothing(transport: Site, report: ReportRow) -> None:
    other = transport.program("SEA", "Sea ports")
    file = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella").get(f"{PAGE}/report.json").content
    verdict = transport.client_for(Role.STAKEHOLDER, other, name="Sam").post("/reports/checks", files={"file": file})
    assert "There is no program DFT among yours" in verdict.text
    assert "RP-001" not in verdict.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"to": "RP-001"}, "The address lacks “from”"),
        ({"from": "RP-001", "to": "RP-001"}, "put the earlier one first"),
        ({"from": "RP-009", "to": "<b>"}, "RP-009 is no issued report of yours"),
    ],
)
def test_a_bridge_is_between_two_issued_reports_in_order(
    transport: Site, report: ReportRow, query: dict[str, str], sentence: str
) -> None:
    answer = transport.client_for(Role.AUDITOR).get("/reports/bridge", **query)
    assert (answer.status_code, sentence in answer.text) == (400, True)


def test_a_file_that_was_not_chosen_is_asked_for(transport: Site, report: ReportRow) -> None:
    answer = transport.client_for(Role.AUDITOR).post("/reports/checks")
    assert (answer.status_code, "Choose one file" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("meanwhile", "said", "button"),
    [
        (lambda row: WithdrawReport(thing=row.id, reason="All of it was wrong."), "withdrew the report", ""),
        (
            lambda row: SignReport(thing=row.id, meaning=Meaning.AUTHOR, digest=row.digest),
            "signed the report as author",
            "Sign the report</button>",
        ),
    ],
)
def test_a_signature_on_a_page_that_has_changed_is_not_taken_and_the_change_is_told(
    transport: Site, report: ReportRow, cleo: Browser, meanwhile: Any, said: str, button: str
) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 2_000
    told.do(meanwhile(report), by=person(told, "Ada Lovelace"))
    before = transport.book.ledger.head()
    answer = sign(cleo, report, PASSWORD)
    assert (answer.status_code, transport.book.ledger.head()) == (409, before)
    form = shown.by_id(shown.page(answer.text), "act")
    assert said in shown.by_id(form, "stale").text
    assert ("Sign the report</button>" in answer.text) is bool(button), "what cannot be done any more has no button"
    assert ('value="approver" checked' in answer.text) is bool(button)
    assert ("The report is withdrawn; draft a new report." in form.text) is not bool(button)
    assert report.digest in answer.text
    assert PASSWORD not in answer.text


def test_a_narrative_written_over_another_is_kept_and_shown_beside_it(transport: Site) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    before = row_of(told, drafted(told, 44))
    mia = transport.client_for(Role.MANAGER, name="Mia")
    told.do(WriteNarrative(thing=before.id, summary="It fell."), by=person(told, "Bea Hill"))
    head = transport.book.ledger.head()
    answer = mia.post(f"{PAGE}/narrative", version=str(before.version), summary="It rose.", lessons="Measure.")
    assert (answer.status_code, transport.book.ledger.head()) == (409, head)
    stale = shown.by_id(shown.page(answer.text), "stale").text
    assert all(each in stale for each in ("Bea Hill", "It fell.", "It stands.", "It rose."))
    assert "It rose.</textarea>" in answer.text
    assert "Measure.</textarea>" in answer.text


def test_a_report_whose_words_changed_is_not_issued_unseen(transport: Site) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    before = row_of(told, drafted(told, 44))
    mia = transport.client_for(Role.MANAGER, name="Mia")
    told.do(WriteNarrative(thing=before.id, summary="It fell."), by=person(told, "Bea Hill"))
    answer = mia.post(f"{PAGE}/issue", version=str(before.version))
    assert answer.status_code == 409
    page = shown.page(answer.text)
    assert "It fell." in shown.by_id(page, "stale").text
    assert "It fell." in shown.by_id(page, "document").text
    assert row_of(told, before.id).state is ReportState.DRAFTED
