"""What these tests share: works with a book of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from projections.book import Book
from tests.application.corrective_actions.works import Works


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    book = Book(f"sqlite:///{tmp_path / 'book.sqlite'}")
    book.migrate()
    yield Works(book)
    book.close()
