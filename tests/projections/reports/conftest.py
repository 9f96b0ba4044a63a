"""What tests of reports share: a book with the Transport program in it, on either database."""

from collections.abc import Iterator

import pytest

from projections.book import Book
from tests.projections.reports.transport import Telling, tell_transport


@pytest.fixture
def told(database_url: str) -> Iterator[Telling]:
    book = Book(database_url)
    book.migrate()
    yield tell_transport(book)
    book.close()


@pytest.fixture
def told_on_sqlite(tmp_path: object) -> Iterator[Telling]:
    book = Book(f"sqlite:///{tmp_path}/transport.sqlite")
    book.migrate()
    yield tell_transport(book)
    book.close()
