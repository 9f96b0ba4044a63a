"""What tests of risks share: an office with a book of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from projections.book import Book
from tests.application.risks.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    book = Book(f"sqlite:///{tmp_path / 'book.sqlite'}")
    book.migrate()
    yield Office(book)
    book.close()
