"""SQLite behind the database interface: one file, one process, one writer at a time."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from application.ledger.database import APPEND_ONLY, MISSING, PORTION, DatabaseUnavailable, Tx, UniqueViolation, Values

try:
    import pysqlite3 as sqlite3  # newer than 3.51.3, where a rare corruption of WAL files was mended
except ImportError:  # other systems ship a current one
    import sqlite3

LOG = (
    """CREATE TABLE IF NOT EXISTS events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        command TEXT,
        state BLOB NOT NULL,
        UNIQUE (stream, version)
    )""",
    "CREATE INDEX IF NOT EXISTS events_by_command ON events (command)",
    "CREATE INDEX IF NOT EXISTS events_by_moment ON events (recorded_at)",
    """CREATE TRIGGER IF NOT EXISTS events_no_update BEFORE UPDATE ON events
       BEGIN SELECT RAISE(ABORT, 'append-only: events are never changed'); END""",
    """CREATE TRIGGER IF NOT EXISTS events_no_delete BEFORE DELETE ON events
       BEGIN SELECT RAISE(ABORT, 'append-only: events are never removed'); END""",
    # a REPLACE would pass the DELETE trigger by, so an existing key is refused before anything happens
    """CREATE TRIGGER IF NOT EXISTS events_no_replace BEFORE INSERT ON events
       WHEN EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
         OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
       BEGIN SELECT RAISE(ABORT, 'append-only: this place is taken'); END""",
    """CREATE TRIGGER IF NOT EXISTS events_dense BEFORE INSERT ON events
       WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM events)
       BEGIN SELECT RAISE(ABORT, 'append-only: positions are dense'); END""",
)
WORDS = {"key": "INTEGER", "bytes": "BLOB"}
GUARDS = (
    """CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, 'append-only: {table} is never changed'); END""",
    """CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, 'append-only: nothing is removed from {table}'); END""",
    """CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
       WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid)
       BEGIN SELECT RAISE(ABORT, 'append-only: this place is taken'); END""",
)
DAMAGED = "malformed"  # so are files that were cut off
NO_TEXT = "Could not decode to UTF-8"  # as the driver says it
NEW = "CREATE TRIGGER IF NOT EXISTS "
GUARDING = {
    "events": [statement for statement in LOG if statement.startswith(NEW)],
    **{table: [guard.format(table=table) for guard in GUARDS] for table in APPEND_ONLY},
}
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA cache_size=-32000",
)


class SQLiteTx:
    """A transaction on one SQLite connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]
        except sqlite3.OperationalError as error:
            return self._escaped(error, sql, values)

    def stream(self, sql: str, values: Values = ()) -> Iterator[list[tuple[Any, ...]]]:
        cursor, given = self._connection.execute(sql, values), 0
        try:
            while portion := cursor.fetchmany(PORTION):
                given += len(portion)
                yield portion
        except sqlite3.OperationalError as error:
            yield self._escaped(error, sql, values)[given:]

    def one(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        try:
            return self._connection.execute(sql, values).fetchone()  # type: ignore[no-any-return]
        except sqlite3.OperationalError as error:
            return next(iter(self._escaped(error, sql, values)), None)

    def _escaped(self, error: Exception, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """The rows where text in them is none: somebody put other bytes there, which are told by their numbers."""
        if NO_TEXT not in str(error):
            raise error
        self._connection.text_factory = lambda stored: stored.decode(errors="backslashreplace")
        try:
            return self._connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]
        finally:
            self._connection.text_factory = str

    def pages(self, sql: str, each: Iterable[Values]) -> Iterator[list[tuple[Any, ...]]]:
        for values in each:
            yield self.rows(sql, values)

    def run(self, sql: str, values: Values = ()) -> None:
        self._connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        self._connection.executemany(sql, rows)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        marks = ", ".join("?" * len(columns))
        self.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


class SQLiteDatabase:
    """One file. Whoever reads borrows a connection; writers share one under a lock."""

    dialect = "sqlite"

    def __init__(self, path: Path, url: str) -> None:
        self.url = url
        self._path = path
        self._idle: list[Any] = []
        self._closed = False
        self._idle_lock = threading.Lock()
        self._lock = threading.RLock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = self._connect()

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        with self.read() as tx:
            return tx.rows(sql, values)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        connection = self._borrow()
        try:
            with self._transaction(connection, "BEGIN") as tx:
                yield tx
        finally:
            self._give_back(connection)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        with self._lock, self._transaction(self._writer, "BEGIN IMMEDIATE") as tx:
            yield tx

    def create_log(self) -> list[str]:
        with self.write() as tx:
            missing = _missing(tx)
            for name in missing:
                tx.run(f"DROP TRIGGER IF EXISTS {name}")  # one of this name that guards nothing
            for statement in LOG:
                tx.run(statement)
            for table, made in APPEND_ONLY.items():
                tx.run(made.format(**WORDS))
                for guard in GUARDING[table]:
                    tx.run(guard)
        return missing

    def missing_guards(self) -> list[str]:
        with self.read() as tx:
            return _missing(tx)

    def foreign_triggers(self) -> list[str]:
        own = {guard.removeprefix(NEW).split()[0] for guards in GUARDING.values() for guard in guards}
        with self.read() as tx:
            found = tx.rows("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        return [f"{name} on {table}" for name, table in found if name not in own]

    def facts(self) -> dict[str, str]:
        with self.read() as tx:
            guards = [
                str(row[0]) for row in tx.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")
            ]
            pragma = {name: str((tx.one(f"PRAGMA {name}") or ("",))[0]) for name in ("journal_mode", "synchronous")}
        return {"SQLite": sqlite3.sqlite_version, "file": str(self._path), **pragma, "guards": ", ".join(guards)}

    def close(self) -> None:
        """Whoever is reading just now closes their connection when they are done."""
        with self._lock, self._idle_lock:
            self._closed = True
            self._writer.close()
            while self._idle:
                self._idle.pop().close()

    def _borrow(self) -> Any:
        with self._idle_lock:
            if self._closed:
                raise DatabaseUnavailable("The book is closed; open it again.")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: Any) -> None:
        with self._idle_lock:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _connect(self) -> Any:
        try:
            connection = sqlite3.connect(
                str(self._path), timeout=10, isolation_level=None, check_same_thread=False, cached_statements=512
            )
            for pragma in PRAGMAS:
                connection.execute(pragma).fetchall()
        except sqlite3.Error as error:
            sentence = f"The file {self._path} cannot be opened as a book ({error}); check the path and its rights."
            raise DatabaseUnavailable(self._damaged(error) or sentence) from error
        return connection

    def _damaged(self, error: Exception) -> str:
        """A sentence where the file itself is not what SQLite wrote; empty where it may be."""
        if DAMAGED not in str(error):
            return ""
        return f"The file {self._path} is damaged or was cut off ({error}); keep a copy, and put a backup in its place."

    @contextmanager
    def _transaction(self, connection: Any, begin: str) -> Iterator[Tx]:
        try:
            connection.execute(begin)
            try:
                yield SQLiteTx(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.IntegrityError as error:
            raise UniqueViolation(str(error)) from error
        except sqlite3.DatabaseError as error:
            if str(error).startswith("no such table"):
                raise DatabaseUnavailable(MISSING) from error
            sentence = f"The book cannot be written or read just now ({error}); try again in a moment."
            raise DatabaseUnavailable(self._damaged(error) or sentence) from error


def _missing(tx: Tx) -> list[str]:
    """Guards that are not there as they are made; SQLite keeps the text of each."""
    found = dict(tx.rows("SELECT name, sql FROM sqlite_master"))
    guarding = [guard.removeprefix(NEW) for table, guards in GUARDING.items() if table in found for guard in guards]
    named = [(guard.split()[0], f"CREATE TRIGGER {guard}") for guard in guarding]
    return [name for name, made in named if found.get(name) != made]


def has_events(path: Path) -> bool:
    """Asked of a connection that cannot write, and that asks for nothing which would."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("SELECT 1 FROM pragma_table_info('events') WHERE name = 'state'").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return True  # a folder in which a reader may make nothing; opening it says what is wrong
    except sqlite3.DatabaseError as error:
        return DAMAGED in str(error)
    return found is not None
