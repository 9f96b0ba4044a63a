"""What tests of pages share: the application over a book of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(f"sqlite:///{tmp_path / 'book.sqlite'}")
    yield made
    made.book.close()
