"""Builds of the read models: made, caught up and switched by one code path; followed inside every append."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from application.ledger import Database, DatabaseUnavailable, Ledger, Recorded, Tx, tree
from domain.kernel import Event
from projections.kernel import SPAN, Fold, ReadModel, StoredRows
from projections.rows import Row, shape

PAGE = 10_000  # events folded in memory and written in one transaction
Progress = Callable[[int, int], None]  # (position reached, head)
BUILDS = """CREATE TABLE IF NOT EXISTS builds (
    build BIGINT PRIMARY KEY,
    generation TEXT NOT NULL,
    position BIGINT NOT NULL,
    live BIGINT NOT NULL
)"""


def silent(_position: int, _head: int) -> None:
    """Progress that nobody watches."""


class ReadModels:
    """The read models of this version of Steward over one database."""

    def __init__(self, database: Database, ledger: Callable[[], Ledger], models: Sequence[ReadModel]) -> None:
        self._database = database
        self._ledger = ledger
        self.models = models
        self.kinds = tuple(row for model in models for row in model.rows)
        self.generation = generation(models)

    def migrate(self, progress: Progress = silent) -> None:
        """Create what is missing and catch up; safe to run by many processes at once."""
        with self._database.write() as tx:
            tx.run(BUILDS)
            build = None if self._find_live(tx) else self._unfinished(tx) or self._new_build(tx)
        if build is None:
            self.catch_up(progress)
        else:
            self._finish(build, progress)

    def follow(self, tx: Tx, events: Sequence[Recorded[Event]]) -> None:
        """Write the rows of events that are being appended; the last step of every append."""
        build, position = self._live_in(tx)
        before = events[0].position - 1
        if position > before:
            raise DatabaseUnavailable(
                f"The log ends at position {before}, its read models at {position}: events were removed. "
                "Nothing was written; `steward verify` says more."
            )
        if position < before:
            self._fold_from(tx, build, position, before)
        fold = self._fold(tx, build, fresh=before == 0)
        fold.feed(events)
        fold.rows.flush()
        self._track(tx, build, events[-1].position)

    def catch_up(self, progress: Progress = silent) -> None:
        """Bring the live build up to the head: events may have come from a version with other read models."""
        live = self._live()
        if live is not None:
            self._advance(live[0], progress)

    def rebuild(self, progress: Progress = silent) -> int:
        """Fold the whole log into new tables beside the live ones, then switch. Returns the events folded."""
        with self._database.write() as tx:
            build = self._new_build(tx)
        return self._finish(build, progress)

    def tables(self, build: int) -> dict[type[Row], str]:
        return {row: f"{row.TABLE}_b{build}" for row in self.kinds}

    def current(self, tx: Tx) -> tuple[int, int, int]:
        """(build, position of its rows, head of the log) inside a read transaction."""
        build, position = self._live_in(tx)
        return build, position, tree.head(tx)

    def _finish(self, build: int, progress: Progress) -> int:
        """Fold up to the head, make the indexes now that the rows are in, and let everybody read this build."""
        self._advance(build, progress)
        with self._database.write() as tx:
            self._fold_from(tx, build, self._position(tx, build), tree.head(tx))
            for kind, table in self.tables(build).items():
                for statement in indexes(kind, table):
                    tx.run(statement)
                if self._database.dialect == "postgresql":
                    tx.run(f"ANALYZE {table}")  # or the first pages are planned as if the table were empty
            tx.run("UPDATE builds SET live = 0 WHERE generation = ?", (self.generation,))
            tx.run("UPDATE builds SET live = 1 WHERE build = ?", (build,))
            return self._position(tx, build)

    def _advance(self, build: int, progress: Progress) -> None:
        fold: Fold[StoredRows] | None = None
        reached = 0
        while True:
            with self._database.write() as tx:
                position, head = self._position(tx, build), tree.head(tx)
                if position >= head:
                    return
                if fold is None or position != reached:  # another process may have helped
                    fold = self._fold(tx, build, fresh=position == 0)
                fold.rows.bind(tx)
                reached = self._page(tx, fold, build, position)
            progress(reached, head)

    def _fold_from(self, tx: Tx, build: int, position: int, head: int) -> None:
        fold = self._fold(tx, build, fresh=position == 0)
        while position < head:
            position = self._page(tx, fold, build, position)

    def _page(self, tx: Tx, fold: Fold[StoredRows], build: int, position: int) -> int:
        events = self._ledger().page_in(tx, position, PAGE)
        with uncollected():
            fold.feed(events)
            fold.rows.flush()
        self._track(tx, build, events[-1].position)
        return events[-1].position

    def _fold(self, tx: Tx, build: int, *, fresh: bool) -> Fold[StoredRows]:
        return Fold(self.models, StoredRows(tx, self.tables(build), fresh=fresh))

    def _unfinished(self, tx: Tx) -> int | None:
        """Where nothing is live yet, the build that another process has begun or left behind: it is gone on with."""
        row = tx.one("SELECT max(build) FROM builds WHERE generation = ? AND live = 0", (self.generation,))
        return row[0] if row else None

    def _new_build(self, tx: Tx) -> int:
        self._drop_retired(tx)
        row = tx.one("SELECT coalesce(max(build), 0) + 1 FROM builds")
        build = int(row[0]) if row else 1
        for kind, table in self.tables(build).items():
            tx.run(ddl(kind, table, self._database.dialect))
        tx.run("INSERT INTO builds (build, generation, position, live) VALUES (?, ?, 0, 0)", (build, self.generation))
        return build

    def _drop_retired(self, tx: Tx) -> None:
        """Earlier builds of this generation that nobody reads any more, unfinished ones included."""
        for (build,) in tx.rows("SELECT build FROM builds WHERE generation = ? AND live = 0", (self.generation,)):
            for table in self.tables(build).values():
                tx.run(f"DROP TABLE IF EXISTS {table}")
            tx.run("DELETE FROM builds WHERE build = ?", (build,))

    def _live(self) -> tuple[int, int] | None:
        with self._database.read() as tx:
            return self._find_live(tx)

    def _live_in(self, tx: Tx) -> tuple[int, int]:
        found = self._find_live(tx)
        if found is None:
            sentence = "The book has no read models for this version; run `steward migrate`."
            raise LookupError(sentence)
        return found

    def _find_live(self, tx: Tx) -> tuple[int, int] | None:
        row: Any = tx.one("SELECT build, position FROM builds WHERE generation = ? AND live = 1", (self.generation,))
        return row  # type: ignore[no-any-return]

    @staticmethod
    def _position(tx: Tx, build: int) -> int:
        row = tx.one("SELECT position FROM builds WHERE build = ?", (build,))
        return int(row[0]) if row else 0

    @staticmethod
    def _track(tx: Tx, build: int, position: int) -> None:
        tx.many("UPDATE builds SET position = ? WHERE build = ?", [(position, build)])


@contextmanager
def uncollected() -> Iterator[None]:
    """A fold makes no cycles, and looking for some among its rows takes a quarter of its time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def generation(models: Sequence[ReadModel]) -> str:
    """A digest of everything that decides what rows come out: shapes and projector versions."""
    parts = [
        (
            model.name,
            model.version,
            [(row.TABLE, row.KEY, row.INDEXES, row.LASTING, row.SOUGHT, _columns(row)) for row in model.rows],
        )
        for model in models
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def ddl(kind: type[Row], table: str, dialect: str) -> str:
    """The statement that makes a row's table; text sorts by its bytes on both databases.

    A key has at most one version in a node, because all versions in a node were true at one position.
    """
    text = 'TEXT COLLATE "C"' if dialect == "postgresql" else "TEXT"
    columns = ", ".join(f"{column.name} {column.sql.replace('TEXT', text)}" for column in shape(kind).columns)
    key = ", ".join(kind.KEY)
    spans = ", ".join(f"{name} BIGINT NOT NULL" for name in SPAN)
    return f"CREATE TABLE {table} ({columns}, {spans}, PRIMARY KEY (node, {key}))"


def indexes(kind: type[Row], table: str) -> list[str]:
    """The statements that make the indexes that lists look up by; the key at the end keeps them in order."""
    spans = () if kind.LASTING else ("since", "until")
    made = [f"CREATE INDEX IF NOT EXISTS {table}_{name} ON {table} (node, {name})" for name in spans]
    for n, names in enumerate(kind.INDEXES):
        columns = ", ".join(dict.fromkeys(("node", *names, *kind.KEY)))
        made.append(f"CREATE INDEX IF NOT EXISTS {table}_i{n} ON {table} ({columns})")
    if kind.SOUGHT:
        made.append(f"CREATE INDEX IF NOT EXISTS {table}_key ON {table} ({', '.join(kind.KEY)})")
    return made


def _columns(row: type[Row]) -> list[tuple[str, str]]:
    return [(column.name, column.sql) for column in shape(row).columns]
