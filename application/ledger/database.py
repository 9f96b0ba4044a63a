"""The small interface behind which SQLite and PostgreSQL behave the same. SQL is written once, with `?` for values."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Value = Any
Values = Sequence[Value]
PORTION = 2_000  # rows of a stream that are held at once
APPEND_ONLY = {  # tables beside `events` that are never changed; {key} and {bytes} are each database's own words
    "tree": "CREATE TABLE IF NOT EXISTS tree (position {key} PRIMARY KEY, hashes {bytes} NOT NULL)",
    "checkpoints": """CREATE TABLE IF NOT EXISTS checkpoints (
        number {key} PRIMARY KEY,
        size BIGINT NOT NULL,
        root TEXT NOT NULL,
        note TEXT NOT NULL,
        vkey TEXT NOT NULL,
        signed_at TEXT NOT NULL
    )""",
    "looks": """CREATE TABLE IF NOT EXISTS looks (
        number {key} PRIMARY KEY,
        at TEXT NOT NULL,
        person TEXT,
        kind TEXT NOT NULL,
        what TEXT NOT NULL,
        address TEXT NOT NULL,
        program TEXT
    )""",
    "documents": """CREATE TABLE IF NOT EXISTS documents (
        sha256 TEXT PRIMARY KEY,
        media_type TEXT NOT NULL,
        bytes {bytes} NOT NULL
    )""",
}
MISSING = "The tables of the book are missing; run `steward migrate` first."


class DatabaseUnavailable(Exception):  # noqa: N818 - it is a state of the world, told to people as such
    """The database does not answer, is full or is locked; nothing was written."""


class UniqueViolation(Exception):  # noqa: N818 - it names what the database found
    """A row with this key is there already; the transaction was rolled back."""


class ConnectionLost(DatabaseUnavailable):
    """The link broke; a commit in flight may or may not have happened."""


class Tx(Protocol):
    """One transaction: all of it or nothing."""

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]: ...

    def stream(self, sql: str, values: Values = ()) -> Iterator[list[tuple[Any, ...]]]:
        """The rows in portions, so that memory does not grow with them; ask nothing else before its end."""
        ...

    def one(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None: ...

    def pages(self, sql: str, each: Iterable[Values]) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of one statement for each of many values, in order; the next is on its way meanwhile."""
        ...

    def run(self, sql: str, values: Values = ()) -> None:
        """Execute. How many rows it touched is not known before the next question: ask with RETURNING instead."""
        ...

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Execute once for each of a few rows; an error may be told of by a later statement."""
        ...

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        """Insert many rows the fastest way the database knows."""
        ...


class Database(Protocol):
    """An open database: read transactions see one moment; write transactions come one at a time."""

    dialect: str
    url: str

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Read with one statement that needs no transaction around it."""
        ...

    def read(self) -> AbstractContextManager[Tx]: ...

    def write(self) -> AbstractContextManager[Tx]:
        """A transaction under the writers' lock; commits at the end, rolls back on any exception."""
        ...

    def create_log(self) -> list[str]:
        """Create what the log needs, guards included, where it is missing; which guards of tables there were gone."""
        ...

    def missing_guards(self) -> list[str]:
        """Which guards are gone from tables that are there."""
        ...

    def foreign_triggers(self) -> list[str]:
        """What somebody else made to run when the tables of the book are written, each with its table."""
        ...

    def facts(self) -> dict[str, str]:
        """What `doctor` tells: versions, settings, guards."""
        ...

    def close(self) -> None: ...
