"""Folds the log anew in memory and compares what comes out with what is stored."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from application.ledger import Recorded
from application.ledger.stored import UNREADABLE
from domain.kernel import Event
from projections.book import Book
from projections.generations import PAGE, Progress, silent, uncollected
from projections.kernel import Fold, ReadModel, Rows, Version
from projections.verifying.naming import Fault, first_fault
from projections.verifying.sums import Reader, Standing, Stored, Sums, within

Take = Callable[[str, Sequence[Version]], None]


class Found(msgspec.Struct, frozen=True):
    """How far the rows were compared, how many versions of how many tables, and the first that is wrong, if any is."""

    standing: Standing
    versions: int
    tables: int
    seconds: float
    fault: Fault | None

    @property
    def rate(self) -> float:
        """Events a second."""
        return self.standing.position / self.seconds if self.seconds else 0.0


class Unfolded(Exception):  # noqa: N818 - a finding
    """The log itself cannot be folded any further."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


def verify_rows(book: Book, reader: Reader | None = None, progress: Progress = silent) -> Found:
    """Compare every stored row version of the live build with a fresh fold of the log; nothing is written.

    `reader`: whoever reads the rows apart, where there is one. Events that are appended meanwhile are left out.
    """
    begun = time.perf_counter()
    versions, fault = 0, None
    with _reading(book, reader) as asked:
        standing = asked.standing()
        if standing.position > standing.head:
            fault = _ahead(standing)
        else:
            try:
                versions, fault = _compared(book, asked, standing, progress)
            except Unfolded as found:
                fault = found.fault
    return Found(standing, versions, len(book.models.kinds), time.perf_counter() - begun, fault)


@contextmanager
def _reading(book: Book, reader: Reader | None) -> Iterator[Reader]:
    if reader:
        yield reader
        return
    with book.database.read() as tx:
        yield Stored(tx, book.models)


def _compared(book: Book, asked: Reader, standing: Standing, progress: Progress) -> tuple[int, Fault | None]:
    given, models = Sums(), book.models.models
    left = [model for model in models if model.looks_at is None] if asked.folds else models
    fold(book, left, standing.position, given.add, progress)
    stored = asked.sums()
    if asked.folds:
        given.include(asked.given())
    different = stored.first_difference(given)
    if different and asked.folds:  # the reader folded with the help of rows that may be wrong
        given = Sums()
        fold(book, models, standing.position, given.add, progress)
        different = stored.first_difference(given)
    return stored.versions, _named(book, asked, standing, different, progress) if different else None


def _named(book: Book, asked: Reader, standing: Standing, where: tuple[int, list[str]], progress: Progress) -> Fault:
    """A second fold keeps the versions of the one stretch that differs, and they are compared one by one."""
    place, tables = where
    given: dict[str, list[Version]] = defaultdict(list)

    def keep(table: str, versions: Sequence[Version]) -> None:
        if table in tables:
            given[table] += within(versions, place)

    rows = fold(book, book.models.models, standing.position, keep, progress)
    kinds = {kind.TABLE: kind for kind in book.models.kinds}
    return first_fault([(kinds[table], given[table], asked.versions(table, place)) for table in tables], rows)


def fold(book: Book, models: Sequence[ReadModel], upto: int, take: Take, progress: Progress = silent) -> Rows:
    """Every version that the first events of the log make, given away as soon as it will not change any more."""
    rows = Rows(kind for model in models for kind in model.rows)
    folding = Fold(models, rows)
    with uncollected():
        for events in _pages(book, upto):
            _feed(folding, events)
            for kind, versions in rows.ended():
                take(kind.TABLE, versions)
            progress(events[-1].position, upto)
        for kind, versions in rows.still_true():
            take(kind.TABLE, versions)
    return rows


def _feed(folding: Fold[Rows], events: Sequence[Recorded[Event]]) -> None:
    try:
        folding.feed(events)
    except UNREADABLE as error:
        raise Unfolded(_unfoldable(folding.rows.position, error)) from error


def _pages(book: Book, upto: int) -> Iterator[list[Recorded[Event]]]:
    """The log never changes, so each page may be read at a moment of its own."""
    position = 0
    while position < upto:
        events = [e for e in _page(book, position, min(PAGE, upto - position)) if e.position <= upto]
        if not events:
            return
        yield events
        position = events[-1].position


def _page(book: Book, after: int, limit: int) -> list[Recorded[Event]]:
    try:
        with book.database.read() as tx:
            return book.ledger.page_in(tx, after, limit)
    except UNREADABLE as error:
        if limit == 1:
            raise Unfolded(_unfoldable(after + 1, error)) from error
        half = limit // 2  # the first half is read again, and the second where the first is good
        return [*_page(book, after, half), *_page(book, after + half, limit - half)]


def _unfoldable(position: int, error: Exception) -> Fault:
    return Fault(position, f"The event at position {position} cannot be folded, so the log is not whole: {error}")


def _ahead(standing: Standing) -> Fault:
    position, head = standing.position, standing.head
    return Fault(head + 1, f"The read models stand at position {position}, but the log ends at {head}.")
