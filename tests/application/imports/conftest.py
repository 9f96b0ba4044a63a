"""A book that is ready to be written, on either database, and people to write in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD, new_id
from application.ledger import Ask
from application.people import AddPerson
from domain.people.words import Role
from projections.book import Book

NOW = datetime(2022, 4, 22, 9, tzinfo=UTC)


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    opened = Book(database_url, now=lambda: NOW)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def steward() -> Ask:
    return Ask(by=STEWARD, at=NOW, command=uuid4())


@pytest.fixture
def person(book: Book) -> Callable[[str, Role], UUID]:
    """Adds a person with one role for all programs."""

    def add(name: str, role: Role) -> UUID:
        ask = Ask(by=STEWARD, at=NOW, command=uuid4())
        book.desk.do(AddPerson(name=name, email=f"{name.lower()}@example.org", role=role), ask)
        return new_id(ask, "person")

    return add
