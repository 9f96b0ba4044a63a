"""Where the measuring happens: a database with the history in it, and how large everything is."""

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

import msgspec

from application.accounts import create_tables
from benchmarks.history import fill
from projections.book import Book
from tests import postgres

NUMBERS = count(1)


class Sizes(msgspec.Struct, frozen=True):
    """How much of everything; the bars speak of the sizes at 100,000 events."""

    events: int
    commands: int = 500
    writers: int = 8
    rounds: int = 3
    requests: int = 100
    editions: int = 10  # with these projects about 70,000 events
    edition_projects: int = 700
    followed: int = 5_000
    record: int = 0  # events in the book of the record's row, where it is not the history of the others

    @classmethod
    def of(cls, events: int) -> "Sizes":
        """A small history shows that everything runs; it measures nothing that a bar speaks of."""
        small = 50_000
        return cls(events) if events >= small else cls(events, 20, 2, 1, 5, 2, 10, 50)


class Scene:
    """One database. The book is filled when the first row asks for it."""

    def __init__(self, name: str, folder: Path, sizes: Sizes, server: postgres.Server | None) -> None:
        self.name = name
        self.sizes = sizes
        self.server = server
        self.folder = folder
        self._url = f"sqlite:///{folder / 'history.db'}"

    @cached_property
    def url(self) -> str:
        """The book that holds the history."""
        with opened(self._url) as book:
            begun = time.perf_counter()
            fill(book, self.sizes.events)
            create_tables(book.database)
            tell(f"{self.name}: {self.sizes.events:,} events stored and folded in {time.perf_counter() - begun:.1f} s")
        return self._url

    @property
    def key(self) -> Path:
        """The key of the book: the worker in `serve` signs the log with it too, as soon as it runs."""
        return self.folder / f"{self.name}.key"

    @contextmanager
    def running(self) -> Iterator["Scene"]:
        """For the length of a `with`, there is a database to fill."""
        if self.server is None:
            yield self
            return
        with self.server.database() as self._url:
            yield self

    def book(self) -> AbstractContextManager[Book]:
        return opened(self.url)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The URL of a database with nothing in it."""
        if self.server is None:
            yield f"sqlite:///{self.folder / f'empty{next(NUMBERS)}.db'}"
            return
        with self.server.database() as url:
            yield url


@contextmanager
def opened(url: str) -> Iterator[Book]:
    book = Book(url)
    try:
        yield book
    finally:
        book.close()


def tell(sentence: str) -> None:
    """Progress goes to stderr; the figures alone go to stdout."""
    print(sentence, file=sys.stderr, flush=True)
