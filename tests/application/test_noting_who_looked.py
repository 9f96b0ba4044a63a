"""Who looked is written down in order, on one line each, and nobody can change it afterwards."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from application.ledger import Database, open_database
from application.ledger.database import UniqueViolation
from application.looks import LONGEST, Wanted, newest, note

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ADA, GRACE, DFT = uuid4(), uuid4(), uuid4()
CHANGES = [
    "UPDATE looks SET what = 'nothing'",
    "DELETE FROM looks",
    "DELETE FROM looks WHERE number = 1",
    "INSERT INTO looks (number, at, kind, what, address) VALUES (1, '', 'x', '', '')",
]
OF_SQLITE = ["REPLACE INTO looks (number, at, kind, what, address) VALUES (1, '', 'x', '', '')"]
OF_POSTGRES = ["TRUNCATE looks"]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    opened.create_log()
    yield opened
    opened.close()


def write(
    database: Database,
    person: UUID | None = ADA,
    *,
    days: int = 0,
    kind: str = "export",
    program: UUID | None = None,
) -> None:
    note(database, at=AT + timedelta(days=days), person=person, kind=kind, what="The record", program=program)


def test_they_are_numbered_from_one_and_read_newest_first(database: Database) -> None:
    write(database)
    write(database, None, kind="refused")
    found = newest(database, Wanted())
    assert [(look.number, look.person, look.kind, look.at) for look in found] == [
        (2, None, "refused", AT),
        (1, ADA, "export", AT),
    ]
    assert [look.number for look in newest(database, Wanted(), below=2)] == [1]
    assert [look.number for look in newest(database, Wanted(), limit=1)] == [2]


def test_they_are_found_by_kind_person_and_day(database: Database) -> None:
    write(database)
    write(database, GRACE, days=1)
    write(database, GRACE, days=2, kind="report")
    assert [look.number for look in newest(database, Wanted(kind="export"))] == [2, 1]
    assert [look.number for look in newest(database, Wanted(person=GRACE))] == [3, 2]
    span = Wanted(since=AT + timedelta(days=1), before=AT + timedelta(days=2))
    assert [look.number for look in newest(database, span)] == [2]


def test_who_may_not_see_all_sees_their_own_and_those_of_their_programs(database: Database) -> None:
    write(database)
    write(database, GRACE)
    write(database, GRACE, program=DFT)
    assert [look.number for look in newest(database, Wanted(seer=ADA))] == [1]
    assert [look.number for look in newest(database, Wanted(seer=ADA, programs=frozenset({DFT})))] == [3, 1]


def test_nobody_writes_a_second_line_or_a_book(database: Database) -> None:
    note(database, at=AT, person=None, kind="k\r\nk", what="a\r\n2 Ada signed in\x1b[2J\0" + "x" * 9000, address="\t1")
    look = newest(database, Wanted())[0]
    assert (look.kind, look.address) == ("k  k", " 1")
    assert look.what.startswith("a  2 Ada signed in [2J x")
    assert len(look.what) == LONGEST["what"]


@pytest.mark.parametrize("statement", CHANGES)
def test_what_is_noted_stays_noted(database: Database, statement: str) -> None:
    write(database)
    before = newest(database, Wanted())
    with pytest.raises((UniqueViolation, psycopg.Error)), database.write() as tx:
        tx.run(statement)
    assert newest(database, Wanted()) == before


@pytest.mark.parametrize("statement", CHANGES + OF_SQLITE)
def test_another_program_with_the_file_open_cannot_change_it(tmp_path: Path, statement: str) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'book'}")
    database.create_log()
    write(database)
    plain = sqlite3.connect(tmp_path / "book")
    with pytest.raises(sqlite3.IntegrityError):
        plain.execute(statement)
    plain.close()
    database.close()


@pytest.mark.parametrize("statement", CHANGES + OF_POSTGRES)
def test_a_superuser_who_plays_the_replica_cannot_change_it(postgres_url: str, statement: str) -> None:
    database = open_database(postgres_url)
    database.create_log()
    write(database)
    with psycopg.connect(postgres_url, autocommit=True) as plain:
        plain.execute(b"SET session_replication_role = replica")
        with pytest.raises(psycopg.Error):
            plain.execute(statement.encode())
    database.close()


def test_a_book_from_before_gets_the_table_and_its_guards(postgres_url: str) -> None:
    database = open_database(postgres_url)
    database.create_log()
    with database.write() as tx:
        tx.run("DROP TABLE looks")
    database.create_log()
    write(database)
    assert "looks_no_change (A)" in database.facts()["guards"]
    database.close()
