"""The record tells who did what to what, newest first, in the names that hold at the moment one looks at."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from application.desk import STEWARD
from application.ledger import Ask
from application.projects import InitiateProject, RenameProject, ReportStatus
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections import record
from projections.book import Book
from projections.record import Filter
from tests.application.ledger.ledgers import STREAM, write
from tests.builders import DAY, MOMENT, SINCE

RAIL = project_id("rail")


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    made = Book(database_url)
    made.migrate()
    write(made.ledger)
    made.desk.do(InitiateProject(program=STREAM, code="rail", name="Rail"), _ask())
    report = ReportStatus(
        thing=RAIL, rating=Rating.AMBER, finish=DAY, whole_life=1_450_000_000_000, narrative="On time"
    )
    made.desk.do(report, Ask(by=STEWARD, at=MOMENT, command=uuid4(), effective_at=SINCE))
    made.desk.do(RenameProject(thing=RAIL, name="Tram"), _ask())
    yield made
    made.close()


def test_every_line_is_a_sentence_a_person_may_read(book: Book) -> None:
    assert _lines(book, Filter(stream=RAIL)) == [
        "Steward renamed the project Rail → Tram",
        "Steward reported the status of 31 Mar 2022 “On time”",
        "Steward recorded the whole-life cost as £14.5bn",
        "Steward recorded the finish as 22 Apr 2022",
        "Steward declared delivery confidence Amber",
        "Steward added the project Rail (RAIL) in Transport",
    ]


def test_the_book_tells_everything_in_the_order_of_the_log(book: Book) -> None:
    with book.view() as view:
        told = record.entries(view, book.ledger, Filter())
        assert [entry.position for entry in told] == list(range(book.ledger.head(), 0, -1))
        assert record.count(view, Filter()) == book.ledger.head()
        assert {entry.thing.title for entry in told if entry.thing} == {"Transport", "Tram"}


def test_the_past_is_told_in_the_names_of_its_time(book: Book) -> None:
    with book.view(book.ledger.head() - 1) as view:
        told = record.entries(view, book.ledger, Filter(stream=RAIL))
    assert {entry.thing.title for entry in told if entry.thing} == {"Rail"}
    assert len(told) == 5


def test_pages_go_back_from_a_position(book: Book) -> None:
    with book.view() as view:
        first = record.entries(view, book.ledger, Filter(), limit=3)
        then = record.entries(view, book.ledger, Filter(), before=first[-1].position, limit=3)
    assert [entry.position for entry in (*first, *then)] == [9, 8, 7, 6, 5, 4]


def test_what_is_asked_for_is_what_is_told(book: Book) -> None:
    with book.view() as view:
        assert record.count(view, Filter(kind="project")) == 6
        assert record.count(view, Filter(actor=STEWARD)) == 7
        assert record.count(view, Filter(program=STREAM)) == 9
        assert record.count(view, Filter(until=MOMENT, clock="effective")) == 4
        assert record.count(view, Filter(since=MOMENT, until=MOMENT)) == 0


def test_what_was_back_dated_is_marked(book: Book) -> None:
    with book.view() as view:
        told = record.entries(view, book.ledger, Filter(stream=RAIL))
    assert [entry.back_dated for entry in told] == [False, True, True, True, True, False]


def test_things_of_other_programs_stay_unnamed(book: Book) -> None:
    with book.view(programs=frozenset()) as view:
        assert record.entries(view, book.ledger, Filter()) == []


def _lines(book: Book, asked: Filter) -> list[str]:
    with book.view() as view:
        return [record.plain(entry) for entry in record.entries(view, book.ledger, asked)]


def _ask() -> Ask:
    return Ask(by=STEWARD, at=MOMENT, command=uuid4())
