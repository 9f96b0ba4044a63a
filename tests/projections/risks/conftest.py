"""What tests of risks share: an office with a book of its own, on both databases."""

from collections.abc import Iterator

import pytest

from projections.book import Book
from tests.application.risks.office import Office


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    book = Book(database_url)
    book.migrate()
    yield Office(book)
    book.close()
