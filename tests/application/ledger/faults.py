"""Databases that fail on purpose: at the n-th statement, or right after a commit, before its answer arrives."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from application.ledger.database import ConnectionLost, Database, Tx, Values


class Broken(Exception):  # noqa: N818 - the fault that a test put there
    """The statement that was to fail."""


class FailingTx:
    """A transaction that counts statements and breaks at one of them."""

    def __init__(self, tx: Tx, owner: "Failing") -> None:
        self._tx = tx
        self._owner = owner

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        self._owner.step()
        return self._tx.rows(sql, values)

    def stream(self, sql: str, values: Values = ()) -> Iterator[list[tuple[Any, ...]]]:
        self._owner.step()
        return self._tx.stream(sql, values)

    def one(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        self._owner.step()
        return self._tx.one(sql, values)

    def pages(self, sql: str, each: Iterable[Values]) -> Iterator[list[tuple[Any, ...]]]:
        self._owner.step()
        return self._tx.pages(sql, each)

    def run(self, sql: str, values: Values = ()) -> None:
        self._owner.step()
        self._tx.run(sql, values)

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        self._owner.step()
        self._tx.many(sql, rows)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        self._owner.step()
        self._tx.load(table, columns, rows)


class Wrapped:
    """A database that passes everything on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.dialect = database.dialect
        self.url = database.url

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        return self._database.rows(sql, values)

    def read(self) -> AbstractContextManager[Tx]:
        return self._database.read()

    def write(self) -> AbstractContextManager[Tx]:
        return self._database.write()

    def create_log(self) -> list[str]:
        return self._database.create_log()

    def missing_guards(self) -> list[str]:
        return self._database.missing_guards()

    def foreign_triggers(self) -> list[str]:
        return self._database.foreign_triggers()

    def facts(self) -> dict[str, str]:
        return self._database.facts()

    def close(self) -> None:
        self._database.close()


class Failing(Wrapped):
    """Breaks at the n-th statement of a write; with `fails_at` 0 it only counts."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.fails_at = 0
        self.steps = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.fails_at:
            raise Broken

    def write(self) -> AbstractContextManager[Tx]:
        return self._counting()

    @contextmanager
    def _counting(self) -> Iterator[Tx]:
        self.steps = 0
        with self._database.write() as tx:
            yield FailingTx(tx, self)
            self.step()


class LosesAnswers(Wrapped):
    """Commits, and then the link breaks, as many times as it is told to."""

    losses = 0

    def write(self) -> AbstractContextManager[Tx]:
        return self._losing()

    @contextmanager
    def _losing(self) -> Iterator[Tx]:
        with self._database.write() as tx:
            yield tx
        if self.losses:
            self.losses -= 1
            sentence = "The link broke after the commit."
            raise ConnectionLost(sentence)
