"""Files on their way into the book, kept between the preview and the confirmation. Nothing here is a fact."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from application.accounts.tokens import digest, new_token
from application.ledger import Database
from application.ledger.stored import moment

LASTS = timedelta(hours=1)
WIDTH = 200
TABLE = """CREATE TABLE IF NOT EXISTS uploads (
    token_sha256 TEXT NOT NULL,
    place INTEGER NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER,
    bytes BYTEA NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (token_sha256, place)
)"""  # SQLite takes any word for a type and keeps bytes as bytes


class Upload(msgspec.Struct, frozen=True):
    """One file as it was sent; `year` is what a person says of it where the file itself does not."""

    name: str
    data: bytes
    year: int | None = None


class Held(msgspec.Struct, frozen=True):
    """The files of one preview."""

    kind: str
    files: tuple[Upload, ...]


def create_uploads(database: Database) -> None:
    """Create the table where it is missing; safe to run at every start."""
    with database.write() as tx:
        tx.run(TABLE)


class Uploads:
    """What people have sent and not yet confirmed: one preview of each kind for a person, for an hour."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, kind: str, files: Sequence[Upload], *, person: UUID, now: datetime) -> str:
        """Keep the files and give the token that finds them, together with the person, again."""
        token = new_token()
        rows = [
            (digest(token), place, str(person), kind, file.name, file.year, file.data, moment(now))
            for place, file in enumerate(files)
        ]
        with self._database.write() as tx:
            tx.run("DELETE FROM uploads WHERE created_at < ?", (moment(now - LASTS),))
            tx.run("DELETE FROM uploads WHERE person = ? AND kind = ?", (str(person), kind))
            tx.many(
                "INSERT INTO uploads (token_sha256, place, person, kind, name, year, bytes, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
        return token

    def held(self, token: str, *, person: UUID, now: datetime) -> Held | None:
        """The files, while they last and for the person who sent them."""
        sql = (
            "SELECT kind, name, bytes, year FROM uploads"
            " WHERE token_sha256 = ? AND person = ? AND created_at >= ? ORDER BY place"
        )
        with self._database.read() as tx:
            rows = tx.rows(sql, (digest(token), str(person), moment(now - LASTS)))
        files = tuple(Upload(name, bytes(data), year) for _, name, data, year in rows)
        return Held(rows[0][0], files) if rows else None

    def say_year(self, token: str, year: int, *, place: int, person: UUID) -> None:
        with self._database.write() as tx:
            tx.run(
                "UPDATE uploads SET year = ? WHERE token_sha256 = ? AND place = ? AND person = ?",
                (year, digest(token), place, str(person)),
            )

    def forget(self, token: str, *, person: UUID) -> None:
        with self._database.write() as tx:
            tx.run("DELETE FROM uploads WHERE token_sha256 = ? AND person = ?", (digest(token), str(person)))


def plain_name(name: str) -> str:
    """A file's name without its folders and without anything that a page or a database cannot hold."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable())
    return kept[-WIDTH:].strip() or "the file"
