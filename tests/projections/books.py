"""Empty books on either engine, as many as a generated test asks for."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from projections.book import Book
from tests import postgres


@contextmanager
def in_a_file() -> Iterator[Book]:
    with tempfile.TemporaryDirectory() as folder:
        yield from opened(f"sqlite:///{Path(folder) / 'book'}")


@contextmanager
def on(server: postgres.Server) -> Iterator[Book]:
    with server.database() as url:
        yield from opened(url)


def opened(url: str, **how: Any) -> Iterator[Book]:
    book = Book(url, **how)
    book.migrate()
    try:
        yield book
    finally:
        book.close()
