"""What tests of pages share: the application over a book of its own, and what is in it where they say nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from domain.people.words import Role
from tests.application.risks.office import Office
from tests.web.site import Browser, Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(f"sqlite:///{tmp_path / 'book.sqlite'}")
    yield made
    made.book.close()


@pytest.fixture
def program(site: Site) -> UUID:
    return site.program()


@pytest.fixture
def manager(site: Site, program: UUID) -> Browser:
    return site.client_for(Role.MANAGER, program, name="Petra Moss")


@pytest.fixture
def office(site: Site) -> Office:
    """Its facts are of yesterday, so that what a browser does comes after them."""
    return Office(site.book, day=site.book.now().date() - timedelta(days=1))
