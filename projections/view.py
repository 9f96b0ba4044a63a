"""Looking at rows as they were at a position, through the eyes of one person."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar
from uuid import UUID

from application.ledger import Database, Tx
from projections.generations import ReadModels
from projections.rows import Row, shape
from projections.spans import lasting_at, true_at, true_of_key

R = TypeVar("R", bound=Row)
T = TypeVar("T")
MOST_VALUES = 400
Programs = frozenset[UUID] | None  # the programs a person may see; None means all


def chunks(wanted: Sequence[T]) -> Iterator[Sequence[T]]:
    """A statement takes only so many values at once."""
    for n in range(0, len(wanted), MOST_VALUES):
        yield wanted[n : n + MOST_VALUES]


class View:
    """One moment of the book. Every row type with a `program` column shows only the person's programs.

    `whole` are those of which the person reads everything; of the others they see what reports are made from.
    """

    def __init__(
        self,
        tx: Tx,
        tables: dict[type[Row], str],
        *,
        at: int,
        head: int,
        programs: Programs,
        whole: Programs = None,
    ) -> None:
        self.tx = tx
        self.at = at
        self.head = head
        self.programs = programs
        self.whole = whole
        self.tables = tables

    @property
    def past(self) -> bool:
        return self.at < self.head

    @property
    def everything(self) -> "View":
        """The same moment with nothing hidden, such as for people, who belong to no program."""
        return View(self.tx, self.tables, at=self.at, head=self.head, programs=None)

    def span(self, kind: type[Row], where: str = "") -> str:
        """SQL for FROM: the rows true at this moment that this person may see, under the table's own name.

        `where` is the condition that will stand outside, where it is known: it decides how the versions are found.
        """
        true = true_of_key if names_a_key(kind, where) else true_at
        conditions = [lasting_at(self.at) if kind.LASTING else true(self.at, self.head)]
        if self.programs is not None and "program" in kind.__struct_fields__:
            conditions.append(f"program IN ({_listed(self.programs)})")
        if self.whole is not None and kind.LEADS:
            conditions.append(f"({kind.LEADS} OR program IN ({_listed(self.whole)}))")
        if self.programs is not None and kind.WITHIN is not None:
            column, home = kind.WITHIN
            conditions.append(f"{column} IN (SELECT id FROM {self.span(home)})")
        return f"(SELECT * FROM {self.tables[kind]} WHERE {' AND '.join(conditions)}) AS {kind.TABLE}"

    def select(
        self,
        kind: type[R],
        where: str = "",
        values: Sequence[Any] = (),
        *,
        order: str = "",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[R]:
        known = shape(kind)
        sql = f"SELECT {known.names()} FROM {self.span(kind, where)}{_where(where)}"
        sql += f" ORDER BY {order}" if order else ""
        sql += f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
        decoded: Any = [known.decode(row) for row in self.tx.rows(sql, _plain(values))]
        return decoded  # type: ignore[no-any-return]

    def one(self, kind: type[R], *key: Any) -> R | None:
        where = " AND ".join(f"{name} = ?" for name in kind.KEY)
        found = self.select(kind, where, shape(kind).key_values(key))
        return found[0] if found else None

    def count(self, kind: type[Row], where: str = "", values: Sequence[Any] = ()) -> int:
        row = self.tx.one(f"SELECT count(*) FROM {self.span(kind, where)}{_where(where)}", _plain(values))
        return int(row[0]) if row else 0

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """A hand-written query; build its FROM with `span`."""
        return self.tx.rows(sql, _plain(values))


class Viewer:
    """Opens views of the book."""

    def __init__(self, database: Database, models: ReadModels) -> None:
        self._database = database
        self._models = models

    @contextmanager
    def at(self, position: int | None = None, *, programs: Programs = None, whole: Programs = None) -> Iterator[View]:
        """A view at a position (None: now). Catches the rows up first where another version wrote events."""
        with ExitStack() as held:
            tx = held.enter_context(self._database.read())
            build, reached, head = self._models.current(tx)
            if reached < head:
                held.close()
                self._models.catch_up()
                tx = held.enter_context(self._database.read())
                build, _, head = self._models.current(tx)
            at = head if position is None else max(0, min(position, head))
            yield View(tx, self._models.tables(build), at=at, head=head, programs=programs, whole=whole)


def names_a_key(kind: type[Row], where: str) -> bool:
    """Whether a condition asks for values of a column that an index begins with."""
    leading = {kind.KEY[0], *(names[0] for names in kind.INDEXES)} - {"program"}  # a program has many of everything
    return any(where.startswith((f"{name} = ?", f"{name} IN (")) or f" AND {name} = ?" in where for name in leading)


def _listed(programs: frozenset[UUID]) -> str:
    return ", ".join(f"'{UUID(str(p))}'" for p in sorted(programs)) or "''"


def _where(condition: str) -> str:
    return f" WHERE {condition}" if condition else ""


def _plain(values: Sequence[Any]) -> list[Any]:
    return [
        value.value if hasattr(value, "value") else str(value) if isinstance(value, UUID) else value for value in values
    ]
