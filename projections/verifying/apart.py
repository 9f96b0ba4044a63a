"""Reads the stored rows in a process of its own, which folds some models too, while a second core folds the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from application.apart import Apart
from application.apart import apart as another
from projections.book import Book
from projections.verifying.aside import Aside
from projections.verifying.sums import Reader, Standing, Sums


class ReaderApart:
    """The reader at the other end of a pipe."""

    folds = True

    def __init__(self, other: Apart) -> None:
        self._other = other

    def standing(self) -> Standing:
        found: Standing = self._other.ask("standing")
        self._other.send("sums")  # the answers are fetched when the log is folded
        self._other.send("given")
        return found

    def sums(self) -> Sums:
        found: Sums = self._other.answer()
        return found

    def given(self) -> Sums:
        found: Sums = self._other.answer()
        return found

    def versions(self, table: str, place: int) -> list[Any]:
        found: list[Any] = self._other.ask("versions", table, place)
        return found


@contextmanager
def apart(url: str) -> Iterator[Reader | None]:
    """A reader in a process of its own where there can be one. Begin before the book is opened."""
    with another(partial(_opened, url)) as other:
        yield ReaderApart(other) if other else None


@contextmanager
def _opened(url: str) -> Iterator[Aside]:
    book = Book(url)
    try:
        with book.database.read() as tx:
            yield Aside(book, tx)
    finally:
        book.close()
