"""Versioned rows: what a read model is, and the fold that turns events into row versions in bulk or one by one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from application.ledger import Recorded, Tx
from domain.kernel import Event
from projections.rows import FOREVER, Row, shape
from projections.spans import OPEN, node

R = TypeVar("R", bound=Row)
Key = tuple[Any, ...]
Version = tuple[Any, ...]  # the values of a row and its span, as they are stored
Handler = Callable[["Rows", Recorded[Any]], None]
SPAN = ("since", "until", "node")


class ReadModel:
    """Rows and the pure handlers that keep them. Raise `version` when a handler's meaning changes.

    A model whose rows no other model looks at may be folded by itself; it names the rows of others that it `looks_at`.
    """

    def __init__(
        self, name: str, *rows: type[Row], version: int = 1, looks_at: tuple[type[Row], ...] | None = None
    ) -> None:
        self.name = name
        self.rows = rows
        self.version = version
        self.looks_at = looks_at
        self.handlers: dict[type[Event], Handler] = {}
        self.every: Handler | None = None

    def on(self, *facts: type[Event]) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            for fact in facts:
                self.handlers[fact] = handler
            return handler

        return register

    def on_every_fact(self, handler: Handler) -> Handler:
        self.every = handler
        return handler


class Held(msgspec.Struct, gc=False):
    """The newest version of a row as the fold knows it; `stored`: the database has it; `waits`: a flush will see it."""

    row: Row | None = None
    values: list[Any] | None = None
    since: int = 0
    stored: bool = False
    waits: bool = False


class Rows:
    """What a handler may do: put, change, end and look at rows of its own model, at the event's position.

    Kept in memory, with every version that came to be; nothing is read and nothing written.
    """

    def __init__(self, kinds: Iterable[type[Row]]) -> None:
        self.position = 0
        self._held: dict[type[Row], dict[Key, Held]] = {kind: {} for kind in kinds}
        self._waiting: list[tuple[type[Row], Held]] = []
        self._made: dict[type[Row], list[Version]] = {kind: [] for kind in self._held}

    def get(self, kind: type[R], *key: Any) -> R | None:
        found: Any = self._hold(kind, key).row
        return found  # type: ignore[no-any-return]

    def put(self, row: Row) -> None:
        kind = type(row)
        known = shape(kind)
        values = known.encode(row)
        if kind.LASTING:
            self._made[kind].append((*values, self.position, FOREVER, OPEN))
        else:
            key = known.key_of(row)
            self._set(kind, key, self._hold(kind, key), (row, values))

    def change(self, kind: type[R], *key: Any, **changes: Any) -> None:
        held = self._hold(kind, key)
        if held.row is None or held.values is None:
            sentence = f"There is no {kind.__name__} {key} to change."
            raise LookupError(sentence)
        values = shape(kind).changed(held.values, changes)
        self._set(kind, key, held, (msgspec.structs.replace(held.row, **changes), values))

    def end(self, kind: type[Row], *key: Any) -> None:
        self._set(kind, key, self._hold(kind, key), (None, None))

    def ended(self) -> Iterator[tuple[type[Row], list[Version]]]:
        """The versions that were made and will not change any more, since the last time that this was asked."""
        for kind, versions in self._made.items():
            if versions:
                yield kind, versions
                versions.clear()

    def still_true(self) -> Iterator[tuple[type[Row], list[Version]]]:
        """The versions that have no end yet, but for those of lasting rows."""
        for kind, known in self._held.items():
            open_ones = (held for held in known.values() if held.values is not None)
            yield kind, [(*(held.values or ()), held.since, FOREVER, OPEN) for held in open_ones]

    def _set(self, kind: type[Row], key: Key, held: Held, new: tuple[Row | None, list[Any] | None]) -> None:
        row, values = new
        if held.values == values:
            return
        if held.values is not None and held.since < self.position:
            self._close(kind, key, held)
        held.row, held.values, held.since = row, values, self.position
        if not held.waits:
            held.waits = True
            self._waiting.append((kind, held))

    def _close(self, kind: type[Row], key: Key, held: Held) -> None:  # noqa: ARG002 - where it is stored, the key tells
        end = self.position
        self._made[kind].append((*(held.values or ()), held.since, end, node(held.since, end)))

    def _hold(self, kind: type[Row], key: Key) -> Held:
        held = self._held[kind].get(key)
        if held is None:
            held = self._held[kind][key] = self._first(kind, key)
        return held

    def _first(self, kind: type[Row], key: Key) -> Held:  # noqa: ARG002 - where rows are stored, they are looked up
        """A row that is met for the first time."""
        return Held()


class StoredRows(Rows):
    """Rows whose versions are written to tables, page by page or event by event."""

    def __init__(self, tx: Tx, tables: dict[type[Row], str], *, fresh: bool) -> None:
        super().__init__(tables)
        self._tx = tx
        self._tables = tables
        self._fresh = fresh
        self._ended: dict[type[Row], list[list[Any]]] = {}

    def bind(self, tx: Tx) -> None:
        """Go on in the next transaction with what is held."""
        self._tx = tx

    def flush(self) -> None:
        """Write everything that changed since the last flush."""
        for kind, ends in self._ended.items():
            where = " AND ".join(f"{name} = ?" for name in kind.KEY)
            self._tx.many(f"UPDATE {self._tables[kind]} SET until = ?, node = ? WHERE node = {OPEN} AND {where}", ends)
        for kind, held in self._waiting:
            held.waits = False
            if held.values is not None and not held.stored:
                self._made[kind].append((*held.values, held.since, FOREVER, OPEN))
                held.stored = True
        for kind, versions in self.ended():
            versions.sort(key=shape(kind).filed)  # in the order of the primary key, so that pages are filled once
            self._insert(kind, versions)
        self._ended.clear()
        self._waiting.clear()

    def _close(self, kind: type[Row], key: Key, held: Held) -> None:
        if not held.stored:
            super()._close(kind, key, held)
            return
        filed = node(held.since, self.position)
        self._ended.setdefault(kind, []).append([self.position, filed, *shape(kind).key_values(key)])
        held.stored = False

    def _first(self, kind: type[Row], key: Key) -> Held:
        if self._fresh:
            return Held()
        known = shape(kind)
        where = " AND ".join(f"{name} = ?" for name in kind.KEY)
        sql = f"SELECT {known.names()}, since FROM {self._tables[kind]} WHERE node = {OPEN} AND {where}"
        found = self._tx.one(sql, known.key_values(key))
        if found is None:
            return Held()
        return Held(known.decode(found[:-1]), list(found[:-1]), found[-1], stored=True)

    def _insert(self, kind: type[Row], versions: list[Version]) -> None:
        names = [*kind.__struct_fields__, *SPAN]
        table = self._tables[kind]
        if len(versions) > BULK:
            self._tx.load(table, names, versions)
            return
        marks = ", ".join("?" * len(names))
        self._tx.many(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", versions)


BULK = 20  # from here on the database's bulk path is the quicker one


S = TypeVar("S", bound=Rows)


class Fold(Generic[S]):
    """All read models fed with events in order; the only way rows ever come to be."""

    def __init__(self, models: Sequence[ReadModel], rows: S) -> None:
        self.rows = rows
        self._models = models
        self._handlers: dict[type[Event], tuple[Handler, ...]] = {}

    def feed(self, events: Iterable[Recorded[Event]]) -> None:
        rows, known = self.rows, self._handlers
        for recorded in events:
            rows.position = recorded.position
            fact = type(recorded.envelope.data)
            for handler in known.get(fact) or self._of(fact):
                handler(rows, recorded)

    def _of(self, fact: type[Event]) -> tuple[Handler, ...]:
        every = [model.every for model in self._models if model.every]
        own = [model.handlers[fact] for model in self._models if fact in model.handlers]
        found = self._handlers[fact] = (*own, *every)
        return found
