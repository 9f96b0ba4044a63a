"""What the contracts of the web share: a book in which every act is possible, told once, and copies to write into."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from application.proofs.checkpoints import checkpoint
from tests.contracts.house import House, Places, settle
from tests.contracts.stock import tell
from tests.web.site import Site

MARK, TWIN = "Heron", "Zebra"


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program, and its twin that says the same in other words."""
    file = tmp_path_factory.mktemp("contracts") / "told.sqlite"
    site = Site(f"sqlite:///{file}")
    tell(site, "DFT", MARK)
    tell(site, "OTH", TWIN)
    settle(site)
    checkpoint(site.book.database, at=site.book.now())
    site.book.close()
    return file


@pytest.fixture(scope="session")
def house(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """To look at, and to be refused by: nothing is ever recorded in it."""
    with _copied(told, tmp_path_factory.mktemp("house")) as found:
        yield found


@pytest.fixture
def own_house(told: Path, house: House, tmp_path: Path) -> Iterator[House]:
    """To write into."""
    with _copied(told, tmp_path, house.places) as found:
        yield found


@contextmanager
def _copied(told: Path, folder: Path, places: Places | None = None) -> Iterator[House]:
    copy = House(f"sqlite:///{shutil.copy(told, folder / 'book.sqlite')}", places)
    yield copy
    copy.book.close()
