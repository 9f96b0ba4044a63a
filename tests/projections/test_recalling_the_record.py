"""A long record is looked through in windows; the answer is what looking at every line would give."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from application.desk import STEWARD
from application.ledger import Ask
from application.programs import ProposeProgram
from application.projects import InitiateProject, RenameProject, ReportStatus
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections import recalling, record
from projections.book import Book
from projections.record import Entry, Filter
from projections.view import View
from tests.builders import DAY, MOMENT, SINCE

RAIL, ROAD, DFT = project_id("RAIL"), project_id("ROAD"), program_id("DFT")
LATER = MOMENT + timedelta(days=2)
ASKED = [
    Filter(),
    Filter(stream=RAIL),
    Filter(program=DFT),
    Filter(actor=STEWARD),
    Filter(kind="program"),
    Filter(topic="project.renamed/1"),
    Filter(kind="project", topic="project.renamed/1", actor=STEWARD),
    Filter(since=LATER),
    Filter(until=LATER),
    Filter(since=MOMENT, until=LATER, kind="project"),
    Filter(since=SINCE, until=MOMENT, clock="effective"),
    Filter(until=SINCE),
    Filter(since=LATER + timedelta(days=9)),
    Filter(cause=1),
    Filter(cause=1, text="tram again"),
    Filter(cause=2),
    Filter(text="TRAM"),
    Filter(text="on  time", kind="project"),
    Filter(text="renamed the project"),
    Filter(text="Agreed at the board"),
    Filter(text="nothing says this"),
    Filter(text="amber", stream=ROAD),
]


@pytest.fixture
def book(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """About thirty events, looked at two positions at a time; the clock was once set back by two days."""
    monkeypatch.setattr(recalling, "NEAR", 2)
    monkeypatch.setattr(recalling, "AT_ONCE", 3)
    made = Book(database_url)
    made.migrate()
    made.desk.do(ProposeProgram(code="DFT", name="Transport"), _ask(0))
    for code in ("RAIL", "ROAD"):
        made.desk.do(InitiateProject(program=DFT, code=code, name=code.capitalize()), _ask(2))
    for n, name in enumerate(("Tram", "Metro", "Tram again", "Monorail")):
        made.desk.do(RenameProject(thing=RAIL, name=name), replace(_ask(n % 2 * 2), caused_by=1))
    for project in (RAIL, ROAD):
        report = ReportStatus(thing=project, rating=Rating.AMBER, finish=DAY, whole_life=1000, narrative="On time")
        made.desk.do(report, Ask(by=STEWARD, at=MOMENT, command=uuid4(), effective_at=SINCE))
    made.desk.do(RenameProject(thing=ROAD, name="Street"), _ask(3))
    yield made
    made.close()


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_page_after_page_gives_what_looking_at_every_line_gives(book: Book, asked: Filter) -> None:
    with book.view() as view:
        expected = [entry.position for entry in _all(book, view) if _fits(view, entry, asked)]
        assert _pages(book, view, asked) == expected
        assert [e.position for e in recalling.every(view, book.ledger, asked, least=10_000).entries] == expected
        assert recalling.counted(view, asked) in (len(expected), None)


@pytest.mark.parametrize("asked", ASKED[:8], ids=str)
def test_the_past_holds_only_what_was_there(book: Book, asked: Filter) -> None:
    half = book.ledger.head() // 2
    with book.view(half) as view:
        expected = [entry.position for entry in _all(book, view) if _fits(view, entry, asked)]
        assert max(expected, default=0) <= half
        assert _pages(book, view, asked) == expected


def test_who_sees_no_program_finds_nothing_and_counts_nothing(book: Book) -> None:
    with book.view(programs=frozenset()) as view:
        assert recalling.find(view, book.ledger, Filter()).entries == []
        assert recalling.find(view, book.ledger, Filter(text="tram")).entries == []
        assert recalling.counted(view, Filter()) is None
        assert recalling.counted(view, Filter(stream=RAIL)) == 0


def test_a_search_says_how_far_back_it_looked_and_goes_on_from_there(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalling, "READ", 5)
    asked = Filter(text="added the project")
    with book.view() as view:
        found = recalling.find(view, book.ledger, asked)
        assert found.bounded
        assert found.entries == []
        assert found.older == view.at - 5
        assert len(_pages(book, view, asked)) == 2


def test_the_further_back_the_more_is_looked_through_at_once_and_nothing_is_left_out(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, reached = Filter(text="nowhere to be found"), []
    for name, most in (("READ", 3), ("FURTHER", 6), ("AT_ONCE", 1)):
        monkeypatch.setattr(recalling, name, most)
    with book.view() as view:
        found = recalling.Found([], older=view.at + 1, bounded=True)
        while found.bounded:
            reached.append(found.older or 0)
            found = recalling.find(view, book.ledger, asked, before=found.older)
    assert [a - b for a, b in pairwise(reached)][:3] == [3, 3, 6]


def test_filters_that_no_index_leads_to_stop_looking_too(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "SCANNED", 4)
    asked = Filter(topic="program.proposed/1")
    with book.view() as view:
        assert recalling.find(view, book.ledger, asked).bounded
        assert _pages(book, view, asked) == [1]
        assert not recalling.find(view, book.ledger, Filter(kind="program")).bounded


def test_nobody_needs_to_know_how_many_more_than_many_there_are(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "COUNTED", 3)
    with book.view() as view:
        assert recalling.counted(view, Filter(stream=RAIL)) == 4
        assert recalling.counted(view, Filter()) == view.at


def _pages(book: Book, view: View, asked: Filter) -> list[int]:
    found: list[int] = []
    before = None
    while True:
        page = recalling.find(view, book.ledger, asked, before=before, limit=2)
        found += [entry.position for entry in page.entries]
        if page.older is None:
            return found
        assert before is None or page.older < before
        before = page.older


def _all(book: Book, view: View) -> list[Entry]:
    return record.entries(view, book.ledger, Filter(), limit=1000)


def _fits(view: View, entry: Entry, asked: Filter) -> bool:
    row = view.one(record.EntryRow, entry.position)
    assert row
    at = entry.effective_at if asked.clock == "effective" else entry.recorded_at
    return (
        asked.stream in (None, entry.stream)
        and asked.program in (None, row.program)
        and asked.actor in (None, row.actor)
        and asked.kind in ("", row.kind)
        and asked.topic in ("", entry.topic)
        and asked.cause in (None, entry.caused_by)
        and (asked.since is None or at >= asked.since)
        and (asked.until is None or at < asked.until)
        and " ".join(asked.text.lower().split()) in recalling.said(entry)
    )


def _ask(days: int, by: UUID = STEWARD) -> Ask:
    reason = "Agreed at the board" if days == 2 else ""
    return Ask(by=by, at=MOMENT + timedelta(days=days), command=uuid4(), reason=reason)
