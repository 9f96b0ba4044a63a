"""Every stored row version is held against a fresh fold of the log, and the first that is wrong is named."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from application.ledger import DatabaseUnavailable
from domain.risks.state import RISK
from projections.book import Book
from projections.catalogue import READ_MODELS
from projections.verifying import Fault, apart, check, sums, verify_rows
from projections.verifying.aside import Aside
from projections.verifying.sums import Stored
from tests.application.ledger.ledgers import STREAM, an_ask, renamed, write
from tests.builders import a_uuid
from tests.domain.risks.facts import IDENTIFIED, MEDIUM, assessed
from tests.projections.tables import dump

RISK_STREAM = a_uuid("risk")
REACHED = 8
OFF = {
    "sqlite": "DROP TRIGGER events_no_update",
    "postgresql": "ALTER TABLE events DISABLE TRIGGER events_no_change",
}


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    """Positions 1 to 5 tell of a program, 6 to 8 of its first risk, R-001."""
    made = Book(database_url)
    made.migrate()
    write(made.ledger, STREAM, *(renamed(number) for number in range(4)))
    risk = made.ledger.load(RISK, RISK_STREAM)
    made.ledger.append(an_ask(), risk.facts((IDENTIFIED, MEDIUM, assessed(4, 5))))
    yield made
    made.close()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that other tests left idle are no reason not to start a process."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


CHANGES = {
    "UPDATE {risks} SET level = 'low' WHERE since = 7": (
        7,
        "Row R-001 of risks, true from position 7 until 8, is not what the log gives: level low instead of medium.",
    ),
    "UPDATE {risks} SET likelihood = NULL WHERE since = 8": (
        8,
        "Row R-001 of risks, true from position 8 on, is not what the log gives: likelihood nothing instead of 4.",
    ),
    "UPDATE {programs} SET until = 5 WHERE since = 3": (
        3,
        "Row T-1 of programs, true from position 3 until 4, is not what the log gives: until 5 instead of 4.",
    ),
    "UPDATE {programs} SET until = 9, node = 8 WHERE since = 5": (
        5,
        (
            "Row T-1 of programs, true from position 5 on, is not what the log gives: "
            "until 9 instead of no end, node 8 instead of 0."
        ),
    ),
    "DELETE FROM {entries} WHERE position = 4": (
        4,
        "Row 4 of entries, true from position 4 on, is missing, although the log gives it.",
    ),
    "DELETE FROM {things} WHERE code = 'R-001'": (
        6,
        "Row R-001 of things, true from position 6 until 7, is missing, although the log gives it.",
    ),
    "INSERT INTO {numbers} (kind, last, since, until, node) VALUES ('issue', 3, 2, 4, 2)": (
        2,
        "Row issue of numbers, true from position 2 until 4, is stored, but the log does not give it.",
    ),
    "UPDATE {risk_texts} SET cause = 'Rain'": (
        6,
        (
            "Row R-001 of risk_texts, true from position 6 on, is not what the log gives: cause Rain instead of "
            "\N{LEFT DOUBLE QUOTATION MARK}A review is open.\N{RIGHT DOUBLE QUOTATION MARK}."
        ),
    ),
}


def test_an_untouched_book_verifies_and_nothing_is_written(book: Book) -> None:
    told: list[tuple[int, int]] = []
    before = dump(book)
    found = verify_rows(book, progress=lambda position, of: told.append((position, of)))
    rows = sum(map(len, before.values())) - 1  # but for the line that tells how far it reaches
    assert (found.fault, found.standing.position, found.versions) == (None, REACHED, rows)
    assert told == [(REACHED, REACHED)]
    assert dump(book) == before


def test_what_other_hands_changed_is_named(book: Book) -> None:
    for change, told in CHANGES.items():
        with suppress(Undone), book.database.write() as tx:
            tx.run(_named(book, change))
            assert verify_rows(book, Stored(tx, book.models)).fault == Fault(*told)
            assert verify_rows(book, Aside(book, tx)).fault == Fault(*told)
            raise Undone


def test_rows_that_cannot_even_be_read_are_named(book: Book) -> None:
    """The reader folds other models with the help of the things as they are stored; these are none any more."""
    _by_other_hands(book, "UPDATE {things} SET id = 'nobody' WHERE code = 'R-001' AND since = 6")
    with book.database.read() as tx:
        fault = verify_rows(book, Aside(book, tx)).fault
    assert fault == verify_rows(book).fault
    assert fault
    assert fault.position == 6


def test_the_first_of_several_changes_is_named(book: Book) -> None:
    for change in CHANGES:
        _by_other_hands(book, change)
    fault = verify_rows(book).fault
    assert fault
    assert fault.position == min(position for position, _ in CHANGES.values())


def test_two_changes_do_not_make_up_for_each_other(book: Book) -> None:
    _by_other_hands(book, "UPDATE {programs} SET node = node + 9 WHERE since = 2")
    _by_other_hands(book, "UPDATE {programs} SET node = node - 9 WHERE since = 3")
    fault = verify_rows(book).fault
    assert fault
    assert fault.position == 2


def test_a_change_in_a_later_stretch_of_the_log_is_found(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "STRETCH", 2)
    monkeypatch.setattr(check, "PAGE", 3)
    assert verify_rows(book).fault is None
    for change in ("UPDATE {risks} SET level = 'low' WHERE since = 7", "DELETE FROM {entries} WHERE position = 8"):
        _by_other_hands(book, change)
    assert verify_rows(book).fault == Fault(*CHANGES["UPDATE {risks} SET level = 'low' WHERE since = 7"])


def test_what_is_appended_meanwhile_is_left_out(book: Book) -> None:
    with book.database.read() as tx:
        reader = Stored(tx, book.models)
        write(book.ledger, STREAM, renamed(9))
        found = verify_rows(book, reader)
    assert (found.fault, found.standing.position) == (None, REACHED)
    assert verify_rows(book).standing.position == REACHED + 1


def test_the_live_build_is_the_one_that_is_verified(book: Book) -> None:
    _by_other_hands(book, "DELETE FROM {risks}")
    book.models.rebuild()
    assert verify_rows(book).fault is None


def test_rows_behind_the_log_are_verified_as_far_as_they_stand(book: Book) -> None:
    older = Book(book.database.url, models=(READ_MODELS[0], READ_MODELS[-1]))
    older.migrate()
    write(older.ledger, STREAM, renamed(9))
    older.close()
    found = verify_rows(book)
    assert (found.fault, found.standing.position, found.standing.head) == (None, REACHED, REACHED + 1)


def test_rows_that_say_they_are_ahead_of_the_log_are_a_fault(book: Book) -> None:
    with book.database.write() as tx:
        tx.run("UPDATE builds SET position = 20")
    fault = verify_rows(book).fault
    assert fault == Fault(9, "The read models stand at position 20, but the log ends at 8.")


@pytest.mark.parametrize(("position", "state"), [(7, b'{"data":'), (1, None)])
def test_a_log_that_cannot_be_folded_is_a_fault_at_its_position(book: Book, position: int, state: bytes | None) -> None:
    """A broken event cannot be read; a program that is renamed before it was proposed cannot be folded."""
    with book.database.write() as tx:
        tx.run(OFF[book.database.dialect])
        renaming = tx.one("SELECT topic, state FROM events WHERE position = 2")
        assert renaming
        topic, said = ("risk.assessed", state) if state else renaming
        tx.many("UPDATE events SET topic = ?, state = ? WHERE position = ?", [(topic, said, position)])
    fault = verify_rows(book).fault
    assert fault
    assert fault.position == position
    assert fault.sentence.startswith(f"The event at position {position} cannot be folded, so the log is not whole: ")


@pytest.mark.usefixtures("alone")
def test_another_process_reads_the_rows(book: Book) -> None:
    url = book.database.url
    book.close()
    with apart(url) as reader:
        assert reader
        again = Book(url)
        assert verify_rows(again, reader).fault is None
        again.close()
    tampered = Book(url)
    _by_other_hands(tampered, "DELETE FROM {risks}")
    tampered.close()
    with apart(url) as reader:
        again = Book(url)
        fault = verify_rows(again, reader).fault
        again.close()
    assert fault
    assert fault.sentence == "Row R-001 of risks, true from position 6 until 7, is missing, although the log gives it."


@pytest.mark.usefixtures("alone")
def test_what_the_other_process_finds_wrong_is_told(database_url: str) -> None:
    with apart(database_url) as reader:
        assert reader
        book = Book(database_url)
        with pytest.raises((LookupError, DatabaseUnavailable), match="steward migrate"):
            verify_rows(book, reader)
        book.close()


@pytest.mark.usefixtures("alone")
def test_a_process_that_ends_too_soon_is_told(database_url: str) -> None:
    with apart(database_url) as reader:
        assert reader
        book = Book(database_url)
        book.migrate()
        for process in multiprocessing.active_children():
            process.kill()
        with pytest.raises(DatabaseUnavailable, match="has ended"):
            verify_rows(book, reader)
        book.close()


def test_no_process_is_started_beside_threads(book: Book) -> None:
    """They may hold locks that nobody in the other process would ever release."""
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait)
    thread.start()
    with apart(book.database.url) as reader:
        assert reader is None
        assert verify_rows(book, reader).fault is None
    waits.set()
    thread.join()


class Undone(Exception):  # noqa: N818 - rolls back what was done to the rows
    """The end of one change."""


def _by_other_hands(book: Book, change: str) -> None:
    with book.database.write() as tx:
        tx.run(_named(book, change))


def _named(book: Book, change: str) -> str:
    with book.database.read() as tx:
        tables = book.models.tables(book.models.current(tx)[0])
    return change.format(**{kind.TABLE: table for kind, table in tables.items()})
