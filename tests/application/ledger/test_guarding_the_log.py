"""The database itself refuses to change, remove, replace or misplace an event, whoever asks."""

import os
import sqlite3
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from application.ledger import Ledger, Tx
from application.ledger.database import UniqueViolation
from tests.application.ledger.ledgers import STREAM, a_ledger, write

COLUMNS = "position, stream, version, topic, recorded_at, state"
CHANGES = [
    "UPDATE events SET topic = 'x/1'",
    "UPDATE events SET state = state WHERE position = 1",
    "DELETE FROM events",
    "DELETE FROM events WHERE position = 2",
    f"INSERT INTO events ({COLUMNS}) VALUES (4, 's', 1, 't/1', '2022', '')",
    f"INSERT INTO events ({COLUMNS}) VALUES (0, 's', 1, 't/1', '2022', '')",
    f"INSERT INTO events ({COLUMNS}) VALUES (-1, 's', 1, 't/1', '2022', '')",
    f"INSERT INTO events ({COLUMNS}) VALUES (3, 's', 1, 't/1', '2022', ''), (5, 's', 2, 't/1', '2022', '')",
    f"INSERT INTO events ({COLUMNS}) VALUES (2, 's', 1, 't/1', '2022', '')",
    f"INSERT INTO events ({COLUMNS}) VALUES (3, '{STREAM}', 2, 't/1', '2022', '')",
    f"INSERT INTO events ({COLUMNS}) VALUES (2, 's', 1, 't', '', '') ON CONFLICT (position) DO UPDATE SET topic = 'x'",
]
OF_SQLITE = [
    f"REPLACE INTO events ({COLUMNS}) VALUES (2, 's', 9, 't/1', '2022', '')",
    f"INSERT OR REPLACE INTO events ({COLUMNS}) VALUES (3, '{STREAM}', 1, 't/1', '2022', '')",
    "UPDATE OR REPLACE events SET position = 1 WHERE position = 2",
    "INSERT INTO events (stream, version, topic, recorded_at, state) VALUES ('s', 1, 't/1', '2022', '')",
]
OF_POSTGRES = ["TRUNCATE events", "TRUNCATE events CASCADE"]


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    made = a_ledger(database_url)
    write(made)
    yield made
    made.database.close()


@pytest.mark.parametrize("statement", CHANGES)
def test_a_recorded_event_cannot_be_changed_removed_or_misplaced(ledger: Ledger, statement: str) -> None:
    before = list(ledger.stored())
    with pytest.raises((UniqueViolation, psycopg.Error)), ledger.database.write() as tx:
        tx.run(statement)
    assert list(ledger.stored()) == before


@pytest.mark.parametrize("statement", CHANGES + OF_SQLITE)
def test_another_program_with_the_file_open_cannot_either(tmp_path: Any, statement: str) -> None:
    ledger = a_ledger(f"sqlite:///{tmp_path / 'book'}")
    write(ledger)
    before = list(ledger.stored())
    plain = sqlite3.connect(tmp_path / "book")  # without any of our settings
    with pytest.raises(sqlite3.IntegrityError):
        plain.execute(statement)
    plain.close()
    assert list(ledger.stored()) == before
    ledger.database.close()


@pytest.mark.parametrize("statement", CHANGES + OF_POSTGRES)
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_a_superuser_who_plays_the_replica_cannot_either(postgres_url: str, statement: str, role: str) -> None:
    ledger = a_ledger(postgres_url)
    write(ledger)
    before = list(ledger.stored())
    with psycopg.connect(postgres_url, autocommit=True) as plain:
        plain.execute(f"SET session_replication_role = {role}".encode())
        with pytest.raises(psycopg.Error):
            plain.execute(statement.encode())
    assert list(ledger.stored()) == before
    ledger.database.close()


def test_an_empty_log_begins_at_one_and_nowhere_else(database_url: str) -> None:
    ledger = a_ledger(database_url)
    for position in (0, 2):
        with pytest.raises((UniqueViolation, psycopg.Error)), ledger.database.write() as tx:
            _insert(tx, position)
    with ledger.database.write() as tx:
        _insert(tx, 1)
    assert ledger.head() == 1
    ledger.database.close()


def test_the_guards_are_told_of(ledger: Ledger) -> None:
    told = ledger.database.facts()["guards"]
    assert "events_dense" in told
    assert ("events_no_change (A)" in told) or ("events_no_update" in told and "events_no_delete" in told)


def test_creating_the_log_again_changes_nothing(ledger: Ledger) -> None:
    before = list(ledger.stored())
    ledger.database.create_log()
    assert list(ledger.stored()) == before


def test_a_switch_of_the_library_changes_nothing(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    ledger = a_ledger(database_url)
    assert write(ledger).positions == (1, 2)
    if ledger.database.dialect == "postgresql":
        with ledger.database.read() as tx:
            assert tx.rows("SELECT proname FROM pg_proc WHERE proname LIKE 'es_%'") == []
    ledger.database.close()


def _insert(tx: Tx, position: int) -> None:
    tx.run(f"INSERT INTO events ({COLUMNS}) VALUES (?, 's', 1, 't/1', '2022', ?)", (position, b""))
