"""PostgreSQL behind the database interface: many processes, one writers' lock in the database."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import count, repeat
from typing import Any

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool, PoolTimeout

from application.ledger.database import (
    APPEND_ONLY,
    MISSING,
    PORTION,
    ConnectionLost,
    DatabaseUnavailable,
    Tx,
    UniqueViolation,
    Values,
)

WRITERS_LOCK = 7_305_811_940_021  # one number for all who append; never change it while old versions run
LINK = ("08", "57P")  # the classes of errors after which nobody knows whether a commit happened
BUSY = "The database is busy or does not answer; try again in a moment."
FORBID = """ BEGIN
       RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
       END """
DENSE = """ BEGIN
       IF EXISTS (SELECT 1 FROM (SELECT count(*) AS n, min(position) AS low, max(position) AS high FROM added) a
                  WHERE a.n > 0 AND (a.high - a.low + 1 <> a.n OR a.low <>
                    (SELECT coalesce(max(e.position), 0) + 1 FROM events e WHERE e.position < a.low)))
       THEN RAISE EXCEPTION 'append-only: positions are dense' USING ERRCODE = 'insufficient_privilege'; END IF;
       RETURN NULL; END """
LOG = (
    """CREATE TABLE IF NOT EXISTS events (
        position BIGINT PRIMARY KEY,
        stream TEXT NOT NULL,
        version BIGINT NOT NULL,
        topic TEXT NOT NULL,
        recorded_at TEXT COLLATE "C" NOT NULL,
        command TEXT,
        state BYTEA NOT NULL,
        UNIQUE (stream, version)
    )""",
    "CREATE INDEX IF NOT EXISTS events_by_command ON events (command)",
    "CREATE INDEX IF NOT EXISTS events_by_moment ON events (recorded_at)",
    f"CREATE OR REPLACE FUNCTION steward_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $${FORBID}$$",
    f"CREATE OR REPLACE FUNCTION steward_dense() RETURNS trigger LANGUAGE plpgsql AS $${DENSE}$$",
    "DROP TRIGGER IF EXISTS events_dense ON events",
    """CREATE TRIGGER events_dense AFTER INSERT ON events REFERENCING NEW TABLE AS added
       FOR EACH STATEMENT EXECUTE FUNCTION steward_dense()""",
    "ALTER TABLE events ENABLE ALWAYS TRIGGER events_dense",
)
WORDS = {"key": "BIGINT", "bytes": "BYTEA"}
GUARDS = (
    "DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION steward_forbid_change()""",
    "DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION steward_forbid_change()""",
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change",
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
)
GUARDED = ("events", *APPEND_ONLY)
CHANGE, TRUNCATE, INSERT = 1 + 2 + 8 + 16, 2 + 32, 4  # when a trigger runs, in the bits of pg_trigger.tgtype
GUARDING = {  # the name of each guard, and what stands of it in the catalogue
    "events_dense": ("events", INSERT, DENSE),
    **{f"{table}_no_change": (table, CHANGE, FORBID) for table in GUARDED},
    **{f"{table}_no_truncate": (table, TRUNCATE, FORBID) for table in GUARDED},
}

MADE = """SELECT made.name, c.relname FROM (
        SELECT tgname AS name, tgrelid AS place FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT rulename, ev_class FROM pg_rewrite WHERE rulename <> '_RETURN'
    ) made JOIN pg_class c ON c.oid = made.place
    WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('events')) ORDER BY 1, 2"""


@lru_cache(maxsize=2048)
def translated(sql: str) -> bytes:
    """The same statement in psycopg's placeholders."""
    return sql.replace("%", "%%").replace("?", "%s").encode()


class PostgresTx:
    """A transaction on one PostgreSQL connection. What is only told goes out together with the next question."""

    def __init__(self, connection: psycopg.Connection[Any], pipeline: ExitStack) -> None:
        self._connection = connection
        self._pipeline = pipeline
        self._streams = count(1)

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(translated(sql), values, binary=True).fetchall()

    def stream(self, sql: str, values: Values = ()) -> Iterator[list[tuple[Any, ...]]]:
        name = f"streamed_{next(self._streams)}"  # one that nobody reads to its end lasts as long as the transaction
        self.run(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", values)
        for portion in self.pages(f"FETCH {PORTION} FROM {name}", repeat(())):
            if not portion:
                break
            yield portion
        self.run(f"CLOSE {name}")

    def one(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        return self._connection.execute(translated(sql), values).fetchone()

    def pages(self, sql: str, each: Iterable[Values]) -> Iterator[list[tuple[Any, ...]]]:
        statement, asked = translated(sql), deque[psycopg.Cursor[Any]]()
        for values in each:
            asked.append(self._connection.execute(statement, values, binary=True))
            if len(asked) > 1:
                yield asked.popleft().fetchall()
        if asked:
            yield asked.popleft().fetchall()

    def run(self, sql: str, values: Values = ()) -> None:
        self._connection.execute(translated(sql), values)

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        statement = translated(sql)
        for values in rows:
            self._connection.execute(statement, values)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        self._pipeline.close()  # COPY speaks a protocol of its own
        copy = f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()
        with self._connection.cursor() as cursor, cursor.copy(copy) as sink:
            for row in rows:
                sink.write_row(row)


class PostgresDatabase:
    """A pool of connections. Writers queue at an advisory lock, so positions follow the order of commits."""

    dialect = "postgresql"

    def __init__(self, url: str) -> None:
        self.url = url
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=12,
            max_waiting=200,
            timeout=5,
            open=True,
            kwargs={"autocommit": True, "options": "-c lock_timeout=10s -c synchronous_commit=on"},
        )

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        with self._told(), self._begun(translated(sql), values) as (_, cursor):
            return cursor.fetchall()  # type: ignore[no-any-return]

    @contextmanager
    def read(self) -> Iterator[Tx]:
        with self._transaction(b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Tx]:
        with self._transaction(b"BEGIN; SELECT pg_advisory_xact_lock(%d)" % WRITERS_LOCK) as tx:
            yield tx

    def create_log(self) -> list[str]:
        with self.write() as tx:
            guards = _guards(tx)
            if guards == set(GUARDING):
                return []
            missing = _missing(tx, guards)
            made = (statement.format(**WORDS) for statement in APPEND_ONLY.values())
            guarding = (statement.format(table=table) for table in GUARDED for statement in GUARDS)
            for statement in (*LOG, *made, *guarding):
                tx.run(statement)
        return missing

    def missing_guards(self) -> list[str]:
        with self.read() as tx:
            return _missing(tx, _guards(tx))

    def foreign_triggers(self) -> list[str]:
        with self.read() as tx:
            found = tx.rows(MADE)
        return [f"{name} on {table}" for name, table in found if GUARDING.get(name, ("",))[0] != table]

    def facts(self) -> dict[str, str]:
        with self.read() as tx:
            version = (tx.one("SHOW server_version") or ("",))[0]
            commit = (tx.one("SHOW synchronous_commit") or ("",))[0]
            guards = tx.rows(
                "SELECT tgname || ' (' || tgenabled::text || ')' FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
            )
        return {
            "PostgreSQL": str(version),
            "synchronous_commit": str(commit),
            "guards": ", ".join(g[0] for g in guards),
        }

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def _transaction(self, begin: bytes) -> Iterator[Tx]:
        with self._told(), self._begun(begin) as (connection, _):
            try:
                with ExitStack() as pipeline:
                    pipeline.enter_context(connection.pipeline())
                    yield PostgresTx(connection, pipeline)
                    connection.execute(b"COMMIT")
            except BaseException:
                _leave(connection)
                raise

    @contextmanager
    def _begun(self, statement: bytes, values: Values = ()) -> Iterator[tuple[psycopg.Connection[Any], Any]]:
        """A connection that answered its first statement; one that broke while it was idle is replaced."""
        with ExitStack() as held:
            connection = held.enter_context(self._pool.connection())
            try:
                cursor = connection.execute(statement, values or None)
            except psycopg.OperationalError:
                if not connection.closed:
                    raise
                held.close()
                self._pool.check()
                connection = held.enter_context(self._pool.connection())
                cursor = connection.execute(statement, values or None)
            yield connection, cursor

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The driver's errors in our words."""
        try:
            yield
        except errors.UndefinedTable as error:
            raise DatabaseUnavailable(MISSING) from error
        except errors.UniqueViolation as error:
            raise UniqueViolation(str(error)) from error
        except (PoolTimeout, errors.LockNotAvailable) as error:
            unreachable = _unreachable(self.url) if isinstance(error, PoolTimeout) else ""
            raise DatabaseUnavailable(unreachable or BUSY) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            if error.sqlstate and not error.sqlstate.startswith(LINK):
                sentence = f"The book cannot be written or read just now ({error}); try again in a moment."
                raise DatabaseUnavailable(sentence) from error
            self._pool.check()  # when one link broke, the others in the pool may have too
            sentence = "The connection to the database was lost; try again in a moment."
            raise ConnectionLost(sentence) from error


def _unreachable(url: str) -> str:
    """Why no link can be made, so that nobody waits for a database that is not there; empty where one can."""
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.Error as error:
        why = " ".join(str(error).split())
        check = "check that PostgreSQL runs there, and the host, port, name, user and password in the database's URL"
        return f"The database cannot be reached ({why.removesuffix('.')}); {check}."
    return ""


def _guards(tx: Tx) -> set[str]:
    """Those of ours that are on, on any condition, and call what refuses, as it is made."""
    sql = "SELECT t.tgname, c.relname, t.tgtype, p.prosrc FROM pg_trigger t"
    sql += " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
    found = tx.rows(f"{sql} WHERE t.tgenabled = 'A' AND t.tgqual IS NULL")
    return {name for name, *made in found if GUARDING.get(name) == tuple(made)}


def _missing(tx: Tx, guards: set[str]) -> list[str]:
    marks = ", ".join("?" * len(GUARDED))
    tables = {row[0] for row in tx.rows(f"SELECT relname FROM pg_class WHERE relname IN ({marks})", GUARDED)}
    return [name for name, (table, *_) in GUARDING.items() if table in tables and name not in guards]


def _leave(connection: psycopg.Connection[Any]) -> None:
    """Undo what was begun. After an error nobody knows which statements are prepared, so the pool gets a new link."""
    if connection.info.transaction_status == TransactionStatus.INTRANS:
        connection.execute(b"ROLLBACK")
    else:
        connection.close()


# what fails in a pipeline is raised; that the statements behind it were skipped is no news
logging.getLogger("psycopg").addFilter(lambda record: "error ignored terminating" not in str(record.msg))
