"""Files that were sent wait for their confirmation: for one person, for an hour, one preview of a kind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from application.imports.uploads import Upload, Uploads, create_uploads, plain_name
from application.ledger import Database, open_database

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FILES = (Upload("a.csv", b"\x00\xffbytes"), Upload("b.csv", b"others"))
ADA = uuid4()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    create_uploads(opened)
    create_uploads(opened)
    yield opened
    opened.close()


def test_files_come_back_as_they_were_sent(database: Database) -> None:
    token = Uploads(database).keep("risks", FILES, person=ADA, now=NOW)
    held = Uploads(database).held(token, person=ADA, now=NOW + timedelta(minutes=59))
    assert held is not None
    assert (held.kind, held.files) == ("risks", FILES)


def test_nobody_else_finds_them(database: Database) -> None:
    token = Uploads(database).keep("risks", FILES, person=ADA, now=NOW)
    assert Uploads(database).held(token, person=uuid4(), now=NOW) is None


def test_they_are_gone_after_an_hour(database: Database) -> None:
    uploads = Uploads(database)
    token = uploads.keep("risks", FILES, person=ADA, now=NOW)
    assert uploads.held(token, person=ADA, now=NOW + timedelta(minutes=61)) is None
    uploads.keep("actions", FILES[:1], person=uuid4(), now=NOW + timedelta(minutes=61))
    with database.read() as tx:
        assert tx.rows("SELECT kind FROM uploads") == [("actions",)]


def test_a_new_preview_takes_the_place_of_the_one_before(database: Database) -> None:
    uploads = Uploads(database)
    first = uploads.keep("risks", FILES, person=ADA, now=NOW)
    other = uploads.keep("actions", FILES, person=ADA, now=NOW)
    uploads.keep("risks", FILES, person=ADA, now=NOW)
    assert uploads.held(first, person=ADA, now=NOW) is None
    assert uploads.held(other, person=ADA, now=NOW) is not None


def test_a_year_is_kept_with_its_file(database: Database) -> None:
    uploads = Uploads(database)
    token = uploads.keep("portfolio", FILES, person=ADA, now=NOW)
    uploads.say_year(token, 2021, place=1, person=ADA)
    held = uploads.held(token, person=ADA, now=NOW)
    assert held is not None
    assert [file.year for file in held.files] == [None, 2021]


def test_what_was_used_is_forgotten(database: Database) -> None:
    uploads = Uploads(database)
    token = uploads.keep("risks", FILES, person=ADA, now=NOW)
    uploads.forget(token, person=uuid4())
    assert uploads.held(token, person=ADA, now=NOW) is not None
    uploads.forget(token, person=ADA)
    assert uploads.held(token, person=ADA, now=NOW) is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\risks.csv", "risks.csv"),
        ("a\x00\nb\x1b[2J.csv", "ab[2J.csv"),
        ("\u202egnp.csv", "gnp.csv"),
        ("/", "the file"),
        ("x" * 500 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_a_name_is_kept_plain(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept
