"""Accounts over an empty database, on either engine."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from application.accounts import Accounts, create_tables
from application.ledger import Database, open_database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    create_tables(opened)
    yield opened
    opened.close()


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
