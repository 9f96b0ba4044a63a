"""What tests of evidence share: a signed book, on both databases or on one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from projections.book import Book
from tests.projections.evidence.bundles import Desk


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    book = Book(database_url)
    book.migrate()
    yield Desk(book).tell(tmp_path)
    book.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """To be read only."""
    folder = tmp_path_factory.mktemp("evidence")
    book = Book(f"sqlite:///{folder / 'book.sqlite'}")
    book.migrate()
    yield Desk(book).tell(folder)
    book.close()
