"""The one log: load a stream, append facts to streams, read the log in order."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import EventStore, IntegrityError, Notification

from application.ledger.database import ConnectionLost, Database, Tx
from application.ledger.recorder import COLUMNS, AlreadyRecorded, LogRecorder
from application.ledger.stored import Altered, Ask, Recorded, StructMapper, envelope, moment, of_row, stored_topics
from application.proofs.entries import raw
from domain.kernel import Aggregate, Event

S = TypeVar("S")
BASELINES = 4096  # states kept in memory; each is only a baseline, the newer events are always read


class NotFound(Exception):  # noqa: N818 - an answer to a person
    """There is no such thing in the book."""


class Stale(Exception):  # noqa: N818 - an answer to a person
    """The stream moved after the person looked; carries what happened meanwhile, oldest first."""

    def __init__(self, since: Sequence[Recorded[Event]]) -> None:
        super().__init__("It changed while you were writing.")
        self.since = since


class Loaded(msgspec.Struct, Generic[S], frozen=True):
    """A stream folded up to its newest event: `version` 0 and no state where it has none yet."""

    aggregate: Any
    stream: UUID
    version: int
    found: S | None

    @property
    def state(self) -> S:
        if self.found is None:
            sentence = f"There is no {self.aggregate.name.replace('_', ' ')} {self.stream} in the book."
            raise NotFound(sentence)
        return self.found

    def facts(self, facts: Sequence[Event]) -> "Change":
        return Change(self, tuple(facts))


class Change(msgspec.Struct, frozen=True):
    """Facts to be appended to a stream as it was loaded."""

    loaded: Loaded[Any]
    facts: tuple[Event, ...]


class Receipt(msgspec.Struct, frozen=True):
    """What a command made: its positions (none where there was nothing to change)."""

    positions: tuple[int, ...] = ()


Follower = Callable[[Tx, Sequence[Recorded[Event]]], None]


class Ledger:
    """The log over one database. `follow` runs inside every append, with what was appended."""

    def __init__(self, database: Database, follow: Follower | None = None) -> None:
        self.database = database
        self._follow = follow
        self._mapper = StructMapper()
        self._recorder = LogRecorder(database)
        self._store = EventStore(self._mapper, self._recorder)
        self._baselines: OrderedDict[UUID, Loaded[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def load(self, aggregate: Aggregate[S], stream: UUID) -> Loaded[S]:
        """The stream's state now: what is remembered, brought up with every newer event."""
        with self._lock:
            base: Loaded[S] = self._baselines.get(stream) or Loaded(aggregate, stream, 0, None)
        if base.aggregate is not aggregate:
            raise NotFound(_other_kind(aggregate, stream))
        version, state = base.version, base.found
        for recorded in self._events(stream, after=base.version):
            if not aggregate.knows(recorded.fact):
                raise NotFound(_other_kind(aggregate, stream))
            state, version = aggregate.evolve(state, recorded.fact), recorded.version
        loaded = Loaded(aggregate, stream, version, state)
        self._remember(loaded)
        return loaded

    def since(self, stream: UUID, version: int) -> list[Recorded[Event]]:
        """The stream's events after a version, oldest first, each with its position."""
        sql = f"SELECT {COLUMNS} FROM events WHERE stream = ? AND version > ? ORDER BY version"
        return [of_row(row) for row in self.database.rows(sql, (str(stream), version))]

    def beginning(self, stream: UUID) -> int | None:
        """The position at which a stream begins."""
        rows = self.database.rows("SELECT position FROM events WHERE stream = ? AND version = 1", (str(stream),))
        return int(rows[0][0]) if rows else None

    def newest(self, stream: UUID, fact: type[Event]) -> int | None:
        """The position of a stream's newest event of a kind, whichever version of it."""
        topics = stored_topics(fact)
        sql = f"SELECT max(position) FROM events WHERE stream = ? AND topic IN ({', '.join('?' * len(topics))})"
        found: int | None = self.database.rows(sql, (str(stream), *topics))[0][0]
        return found

    def append(self, ask: Ask, *changes: Change) -> Receipt:
        """Append all or nothing. Sent twice, it happens once; raises `Stale` where a stream moved meanwhile."""
        events = [event for change in changes for event in _placed(change, ask)]
        if not events:
            return Receipt()
        try:
            return self._put_surely(events, ask)
        except IntegrityError:
            moved = self._moved(changes)
            if not moved:
                raise  # no stream moved, so it is a fault of ours and no news for the person
            raise Stale(moved) from None

    def earlier(self, command: UUID) -> Receipt | None:
        """What a command made when it was carried out before; None if it was not."""
        rows = self.database.rows("SELECT position FROM events WHERE command = ? ORDER BY position", (str(command),))
        return Receipt(tuple(row[0] for row in rows)) if rows else None

    def head(self) -> int:
        return self._recorder.max_notification_id() or 0

    def position_at(self, at: datetime) -> int:
        """The last position recorded at or before a moment; 0 before the book began."""
        sql = "SELECT position FROM events WHERE recorded_at <= ? ORDER BY recorded_at DESC, position DESC LIMIT 1"
        found = self.database.rows(sql, (moment(at),))
        return int(found[0][0]) if found else 0

    def position_on(self, day: date) -> int:
        """The last position recorded by the end of a day; 0 before the book began."""
        return self.position_at(datetime.combine(day, time.max, UTC))

    @staticmethod
    def moment_of(tx: Tx, position: int) -> datetime:
        """When a position was recorded; before the first event, when that was."""
        row = tx.one("SELECT recorded_at FROM events WHERE position = ?", (max(position, 1),))
        try:
            return datetime.fromisoformat(row[0]) if row else datetime.now(UTC)
        except (TypeError, ValueError) as error:
            sentence = f"When position {position} was recorded cannot be read; `steward verify` says why."
            raise Altered(sentence) from error

    def page_in(self, tx: Tx, after: int, limit: int) -> list[Recorded[Event]]:
        """The next events of the log inside a transaction."""
        sql = f"SELECT {COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT {int(limit)}"
        return [of_row(row) for row in tx.rows(sql, (after,))]

    def at_positions(self, tx: Tx, positions: Sequence[int]) -> list[Recorded[Event]]:
        """The events at these positions, in the order asked for."""
        found, altered = self.readable_at(tx, positions)
        for sentence in altered.values():
            raise Altered(sentence)
        return [found[p] for p in positions]

    @staticmethod
    def readable_at(tx: Tx, positions: Sequence[int]) -> tuple[dict[int, Recorded[Event]], dict[int, str]]:
        """The events at these positions, and of each that cannot be read any more the sentence that says why."""
        marks = ", ".join("?" * len(positions))
        sql = f"SELECT {COLUMNS} FROM events WHERE position IN ({marks})"
        rows = {row[0]: row for row in tx.rows(sql, positions)} if positions else {}
        found: dict[int, Recorded[Event]] = {}
        altered: dict[int, str] = {}
        for position in positions:
            try:
                found[position] = of_row(rows[position])
            except Altered as why:
                altered[position] = str(why)
            except KeyError:
                altered[position] = f"The event at position {position} is gone. `steward verify` says what is left."
        return found, altered

    @staticmethod
    def positions_of(tx: Tx, command: UUID) -> list[int]:
        """What a command made."""
        rows = tx.rows("SELECT position FROM events WHERE command = ? ORDER BY position", (str(command),))
        return [row[0] for row in rows]

    @staticmethod
    def bytes_at(tx: Tx, position: int) -> bytes:
        """An event's bytes as they are stored; empty where there is none."""
        row = tx.one("SELECT state FROM events WHERE position = ?", (position,))
        return raw(row[0]) if row else b""

    def stored(self, after: int = 0, page: int = 1000) -> Iterator[Notification]:
        """The log as it is stored, in order, read by pages."""
        while chunk := self._recorder.select_notifications(after, page, inclusive_of_start=False):
            yield from chunk
            after = chunk[-1].id

    def recorded(self, notification: Notification) -> Recorded[Event]:
        found: Any = self._mapper.to_domain_event(notification)
        return found  # type: ignore[no-any-return]

    def _put_surely(self, events: Sequence[Recorded[Event]], ask: Ask) -> Receipt:
        try:
            return self._put(events, ask)
        except ConnectionLost:
            return self._put(events, ask)  # had the commit happened, the command id tells

    def _put(self, events: Sequence[Recorded[Event]], ask: Ask) -> Receipt:
        def follow(tx: Tx, placed: Sequence[Notification]) -> None:
            if self._follow:
                self._follow(
                    tx, [msgspec.structs.replace(e, position=n.id) for e, n in zip(events, placed, strict=True)]
                )

        try:
            done: Any = self._store.put(
                events,
                command=str(ask.command),
                recorded_at=moment(ask.at),
                follow=follow,
            )
        except AlreadyRecorded as before:
            return Receipt(tuple(before.positions))
        return Receipt(tuple(recording.notification.id for recording in done))

    def _events(self, stream: UUID, after: int) -> Iterator[Recorded[Event]]:
        found: Any = self._store.get(stream, gt=after)
        return found  # type: ignore[no-any-return]

    def _moved(self, changes: Sequence[Change]) -> list[Recorded[Event]]:
        moved = [e for c in changes for e in self.since(c.loaded.stream, c.loaded.version)]
        return sorted(moved, key=lambda e: e.position)

    def _remember(self, loaded: Loaded[Any]) -> None:
        if loaded.found is None:
            return
        with self._lock:
            known = self._baselines.get(loaded.stream)
            if known is None or known.version <= loaded.version:
                self._baselines[loaded.stream] = loaded
            self._baselines.move_to_end(loaded.stream)
            while len(self._baselines) > BASELINES:
                self._baselines.popitem(last=False)


def _other_kind(aggregate: Aggregate[Any], stream: UUID) -> str:
    return f"{stream} is no {aggregate.name.replace('_', ' ')}; choose one from its list."


def _placed(change: Change, ask: Ask) -> list[Recorded[Event]]:
    loaded = change.loaded
    return [
        Recorded(0, loaded.stream, loaded.version + n, envelope(fact, ask)) for n, fact in enumerate(change.facts, 1)
    ]
