"""Builds of the read models: made, followed, rebuilt and switched while others read and write."""

import threading
from collections.abc import Iterator
from uuid import UUID

import pytest

from application.ledger import Recorded
from domain.programs.events import ProgramRenamed
from projections import generations
from projections.book import Book
from projections.catalogue import READ_MODELS
from projections.generations import generation
from projections.kernel import ReadModel, Rows
from projections.programs import PROGRAMS, ProgramRow
from projections.things import ThingRow
from tests.application.ledger.ledgers import STREAM, a_ledger, insist, renamed, write
from tests.builders import a_uuid
from tests.projections.tables import dump


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    made = Book(database_url)
    made.migrate()
    yield made
    made.close()


def test_a_book_that_was_never_migrated_says_what_to_do(database_url: str) -> None:
    ledger = a_ledger(database_url)
    book = Book(database_url)
    with pytest.raises(Exception, match="steward migrate"), book.view():
        pass
    with pytest.raises(Exception, match="steward migrate"):
        write(book.ledger)
    assert ledger.head() == 0
    book.close()
    ledger.database.close()


def test_a_handler_that_fails_keeps_the_event_out_of_the_log(database_url: str) -> None:
    model = ReadModel("names", ProgramRow)

    @model.on(ProgramRenamed)
    def _renamed(rows: Rows, x: Recorded[ProgramRenamed]) -> None:
        rows.change(ProgramRow, x.stream, name=x.fact.to)

    book = Book(database_url, models=(model,))
    book.migrate()
    with pytest.raises(LookupError, match="There is no ProgramRow"):
        write(book.ledger, STREAM, renamed(1))
    assert book.ledger.head() == 0
    book.close()


def test_what_was_written_before_the_first_migration_is_caught_up(database_url: str) -> None:
    ledger = a_ledger(database_url)
    write(ledger, STREAM, *(renamed(number) for number in range(50)))
    book = Book(database_url)
    book.migrate()
    with book.view() as view:
        assert view.select(ProgramRow)[0].name == "Name 49"
    with book.view(20) as view:
        assert (view.past, view.select(ProgramRow)[0].name) == (True, "Name 18")
    book.close()
    ledger.database.close()


def test_a_rebuild_while_others_write_ends_with_the_same_rows(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    write(book.ledger, STREAM, *(renamed(number) for number in range(200)))
    monkeypatch.setattr(generations, "PAGE", 10)
    done = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not done.is_set() or number < 5:
            number += 1
            insist(book.ledger, a_uuid(str(number % 7)), renamed(number))

    writer = threading.Thread(target=keep_writing)
    writer.start()
    for _ in range(3):
        book.models.rebuild()
    done.set()
    writer.join()
    written = dump(book)
    assert book.models.rebuild() == book.ledger.head()
    assert dump(book) == written


def test_progress_is_told_page_by_page(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    write(book.ledger, STREAM, *(renamed(number) for number in range(9)))
    monkeypatch.setattr(generations, "PAGE", 4)
    told: list[tuple[int, int]] = []
    book.models.rebuild(lambda position, head: told.append((position, head)))
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_an_unfinished_build_is_gone_on_with(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = a_ledger(database_url)
    write(ledger, STREAM, *(renamed(number) for number in range(9)))
    monkeypatch.setattr(generations, "PAGE", 4)
    broken, told = Book(database_url), []

    def pull_the_plug(position: int, _head: int) -> None:
        if position == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken.migrate(pull_the_plug)
    broken.close()
    book = Book(database_url)
    book.migrate(lambda position, _head: told.append(position))
    assert told == [8, 10]
    continued = dump(book)
    book.models.rebuild()
    assert dump(book) == continued
    book.close()
    ledger.database.close()


def test_only_the_live_build_and_the_one_before_it_keep_their_tables(book: Book) -> None:
    write(book.ledger)
    for _ in range(4):
        book.models.rebuild()
    with book.database.read() as tx:
        builds = tx.rows("SELECT build, live FROM builds ORDER BY build")
    assert [live for _, live in builds] == [0, 1]


def test_a_generation_is_known_by_its_shapes_and_versions() -> None:
    again = ReadModel("programs", *PROGRAMS.rows, version=2)
    assert generation(READ_MODELS) == generation(tuple(READ_MODELS))
    assert generation((PROGRAMS,)) != generation((again,))
    assert generation((PROGRAMS,)) != generation((ReadModel("programs", *PROGRAMS.rows[:-1]),))


def test_an_edge_is_half_open(book: Book) -> None:
    write(book.ledger, STREAM, renamed(1), renamed(2), renamed(3))
    names = []
    for position in range(5):
        with book.view(position) as view:
            names.append([row.title for row in view.select(ThingRow)])
    assert names == [[], ["Transport"], ["Name 1"], ["Name 2"], ["Name 3"]]


def test_a_view_of_some_programs_shows_no_others(book: Book) -> None:
    other = a_uuid("other")
    for stream in (STREAM, other):
        write(book.ledger, stream)
    for programs, expected in ((None, 2), (frozenset({other}), 1), (frozenset[UUID](), 0)):
        with book.view(programs=programs) as view:
            assert view.count(ProgramRow) == expected
            assert len(view.select(ProgramRow)) == expected


def test_a_position_beyond_the_log_is_its_head_and_one_before_it_is_nothing(book: Book) -> None:
    write(book.ledger)
    with book.view(99) as view:
        assert (view.at, view.past) == (2, False)
    with book.view(-1) as view:
        assert view.select(ProgramRow) == []
