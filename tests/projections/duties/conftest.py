"""What tests of duties share: people around corrective actions, with a book of their own on both databases."""

from collections.abc import Iterator

import pytest

from projections.book import Book
from tests.application.corrective_actions.works import Works


@pytest.fixture
def works(database_url: str) -> Iterator[Works]:
    book = Book(database_url)
    book.migrate()
    yield Works(book)
    book.close()
