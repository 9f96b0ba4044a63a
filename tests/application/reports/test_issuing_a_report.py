"""A report goes its way through the desk: the document is made by the book, and kept for good."""

from datetime import date
from typing import Any

import pytest

from application.desk import NotAllowed
from application.documents import digest_of, keep, kept
from application.ledger import Database, Stale
from application.programs import ProposeProgram
from application.reports import DraftReport, IssueReport, SignReport, SupersedeReport, WithdrawReport, WriteNarrative
from domain.kernel import Refused
from domain.people.words import Role
from domain.programs.state import program_id
from domain.reports.words import Meaning, ReportState
from projections.reports.document import canonical
from projections.reports.issuing import made_at
from projections.reports.pdf import pdf
from tests.projections.reports.issued import drafted, issued, person, row_of
from tests.projections.reports.transport import DFT, Telling


def test_what_is_issued_is_what_the_log_says_at_its_position_and_stays_so(told: Telling) -> None:
    report = drafted(told, 44)
    bea = person(told, "Bea Hill")
    told.do(IssueReport(thing=report), by=bea)
    row = row_of(told, report)
    written = told.book.desk.load(IssueReport.AGGREGATE, report).state.narrative
    again = made_at(told.book.view, told.book.ledger, row, narrative=written, issued_as="RP-001")
    with told.book.view() as view:
        assert kept(view.tx, row.json_file) == canonical(again)
        assert kept(view.tx, row.pdf_file) == pdf(again)
    assert (row.digest, row.root, row.state) == (again.digest, again.root, ReportState.ISSUED)
    told.book.models.rebuild()
    assert row_of(told, report) == row


def test_it_is_signed_by_others_and_superseded_by_a_later_one(told: Telling) -> None:
    first, second = issued(told, 44), issued(told)
    bea, digest = person(told, "Bea Hill"), row_of(told, first).digest
    told.do(SignReport(thing=first, meaning=Meaning.APPROVER, digest=digest), by=bea)
    assert row_of(told, first).state is ReportState.SIGNED
    told.do(SupersedeReport(thing=first, by_report=second, reason="A finish was wrong."), by=bea)
    over = row_of(told, first)
    assert (over.state, over.superseded_by, over.ending) == (ReportState.SUPERSEDED, second, "A finish was wrong.")
    with pytest.raises(Refused, match="open the report that took its place"):
        told.do(WithdrawReport(thing=first, reason="Again"), by=bea)
    with pytest.raises(Refused, match="cannot take its own place"):
        told.do(SupersedeReport(thing=second, by_report=second, reason="Why"), by=bea)


def test_who_may_do_what(told: Telling) -> None:
    report = drafted(told)
    carl, eva = person(told, "Carl Moss", Role.CONTRIBUTOR), person(told, "Eva Stone", Role.AUDITOR)
    told.do(WriteNarrative(thing=report, summary="It stands well."), by=carl)
    with pytest.raises(NotAllowed):
        told.do(IssueReport(thing=report), by=carl)
    told.do(IssueReport(thing=report), by=person(told, "Bea Hill"))
    digest = row_of(told, report).digest
    told.do(SignReport(thing=report, meaning=Meaning.AUTHOR, digest=digest), by=carl)
    dora = person(told, "Dora Finn", Role.CONTRIBUTOR)
    for who, meaning in ((eva, Meaning.REVIEWER), (dora, Meaning.APPROVER)):
        with pytest.raises(NotAllowed):
            told.do(SignReport(thing=report, meaning=meaning, digest=digest), by=who)
    with pytest.raises(Refused, match="Nobody approves a report they drafted or wrote"):
        told.do(SignReport(thing=report, meaning=Meaning.APPROVER, digest=digest), by=person(told, "Ada Lovelace"))


def test_a_draft_is_of_a_position_in_the_book_and_of_a_program_that_was_there(told: Telling) -> None:
    head = told.book.ledger.head()
    for position, since, sentence in (
        (head + 1, None, f"The book ends at position {head}"),
        (0, None, f"give a position from 1 to {head}"),
        (1, None, "was not in the book yet at position 1"),
        (40, 40, "enter a position from 0 to 39"),
    ):
        with pytest.raises(Refused, match=sentence):
            told.do(DraftReport(program=DFT, position=position, since=since))


def test_a_draft_is_of_the_end_of_a_day(told: Telling) -> None:
    ledger = told.book.ledger
    march, april, head = date(2022, 3, 31), date(2022, 4, 20), ledger.head()
    report = told.new(DraftReport(program=DFT, as_of=april, compared=march), "report")
    row = row_of(told, report)
    assert (row.position, row.since_position) == (head, ledger.position_on(march))
    assert row.as_of == april
    same = DraftReport(program=DFT, as_of=march, position=ledger.position_on(march), compared=date(2021, 1, 1))
    row = row_of(told, told.new(same, "report"))
    assert (row.position, row.since_position, row.as_of) == (ledger.position_on(march), 0, date(2022, 3, 14))


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"as_of": date(2022, 1, 31)}, "as_of", "The book begins on 1 Feb 2022; give that day or a later one."),
        ({"as_of": date(2022, 4, 21)}, "as_of", "This day is still to come; give today or an earlier day."),
        ({"compared": date(2030, 1, 1)}, "compared", "This day is still to come"),
        ({"as_of": date(2022, 3, 31), "position": 44}, "as_of", "At the end of this day the book stood at position"),
        ({"compared": date(2022, 3, 31), "since": 1}, "compared", "give one of the two."),
        (
            {"as_of": date(2022, 3, 31), "compared": date(2022, 4, 1)},
            "compared",
            "Nothing was recorded between the end of this day and the report; give an earlier day.",
        ),
        ({"position": 40, "compared": date(2022, 4, 20)}, "compared", "Nothing was recorded between"),
        ({"position": 10**15}, "position", "The book ends at position"),
    ],
)
def test_a_day_that_no_report_can_be_of_is_said_at_its_field(
    told: Telling, asked: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        told.do(DraftReport(program=DFT, **asked))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert sentence in str(refused.value)


def test_a_program_that_came_later_is_said_at_the_day_that_was_given(told: Telling) -> None:
    told.do(ProposeProgram(code="SEA", name="Sea ports", purpose="", owner=None, sponsor=""))
    sea, day = program_id("SEA"), date(2022, 3, 31)
    for asked, field in (({"as_of": day}, "as_of"), ({"position": 3, "compared": date(2022, 1, 1)}, "position")):
        with pytest.raises(Refused, match="was not in the book yet") as refused:
            told.do(DraftReport(program=sea, **asked))
        assert [problem.field for problem in refused.value.problems] == [field]


def test_nobody_issues_what_they_did_not_see(told: Telling) -> None:
    report = drafted(told)
    with pytest.raises(Stale):
        told.do(IssueReport(thing=report, seen=1), by=person(told, "Bea Hill"))
    told.do(IssueReport(thing=report, seen=2), by=person(told, "Bea Hill"))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE documents SET media_type = 'text/plain'", "DELETE FROM documents"],
)
def test_kept_bytes_are_never_changed_or_removed(told: Telling, statement: str) -> None:
    database = told.book.database
    digest = keep(database, b"a document", "text/plain")
    assert digest == keep(database, b"a document", "text/plain") == digest_of(b"a document")
    with pytest.raises(Exception, match="append-only"):
        _run(database, statement)
    with database.read() as tx:
        assert kept(tx, digest) == b"a document"


def test_sent_twice_it_is_issued_once(told: Telling) -> None:
    report = drafted(told)
    command, bea = IssueReport(thing=report), person(told, "Bea Hill")
    ask = told.do(command, by=bea)
    first = told.book.ledger.head()
    told.book.desk.do(command, ask)
    assert told.book.ledger.head() == first


def _run(database: Database, statement: str) -> None:
    with database.write() as tx:
        tx.run(statement)
