"""The recorder under the library's event store: dense positions, one transaction with whatever reads the events."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
    Subscription,
)

from application.ledger import tree
from application.ledger.database import Database, Tx, UniqueViolation
from application.proofs.entries import COLUMNS as ENTRY
from application.proofs.entries import raw
from application.proofs.merkle import Frontier

COLUMNS = "position, stream, version, topic, state"
Follow = Callable[[Tx, Sequence[Notification]], None]


class AlreadyRecorded(Exception):  # noqa: N818 - it is good news
    """The command was carried out before; these are the positions it made."""

    def __init__(self, positions: Sequence[int]) -> None:
        super().__init__(f"Recorded before at {positions}.")
        self.positions = positions


class LogRecorder(ApplicationRecorder):
    """Writes and reads the `events` table of either database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frontier = Frontier()  # of the tree as this process last left it; current while nobody else appends

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command: str | None = None,
        recorded_at: str = "",
        follow: Follow | None = None,
        **_: Any,
    ) -> Sequence[int]:
        """Append under the writers' lock; `follow` runs in the same transaction with the events in their places."""
        try:
            with self._database.write() as tx:
                placed, grown = self._insert(tx, stored_events, command, recorded_at)
                if follow:
                    follow(tx, placed)
        except UniqueViolation as error:
            raise IntegrityError(str(error)) from error
        self._frontier = grown  # only now: what was rolled back never was
        return [e.id for e in placed]

    def _insert(
        self, tx: Tx, stored_events: Sequence[StoredEvent], command: str | None, recorded_at: str
    ) -> tuple[Sequence[Notification], Frontier]:
        head, before = self._head_and_earlier(tx, command)
        if before:
            raise AlreadyRecorded(before)
        placed = [
            Notification(str(e.originator_id), e.originator_version, e.topic, e.state, head + n)
            for n, e in enumerate(stored_events, 1)
        ]
        rows = [(e.id, e.originator_id, e.originator_version, e.topic, recorded_at, command, e.state) for e in placed]
        known = self._frontier
        grown = known.copy() if known.size == head else tree.filled(tx, head)
        tx.many(f"INSERT INTO events ({ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        tree.grow(tx, grown, rows)
        return placed, grown

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        where, values = "stream = ?", [str(originator_id)]
        for condition, bound in (("version > ?", gt), ("version <= ?", lte)):
            if bound is not None:
                where += f" AND {condition}"
                values.append(bound)  # type: ignore[arg-type]
        order = "DESC" if desc else "ASC"
        tail = "" if limit is None else f" LIMIT {int(limit)}"
        sql = f"SELECT {COLUMNS} FROM events WHERE {where} ORDER BY version {order}{tail}"
        return [_notification(row) for row in self._database.rows(sql, values)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        after = (start or 0) - (1 if start is not None and inclusive_of_start else 0)
        with self._database.read() as tx:
            return self.page_in(tx, after, limit=limit, stop=stop, topics=topics)

    @staticmethod
    def page_in(
        tx: Tx, after: int, *, limit: int, stop: int | None = None, topics: Sequence[str] = ()
    ) -> Sequence[Notification]:
        """The events after a position, in order, at most `limit` of them."""
        where, values = "position > ?", [after]
        if stop is not None:
            where += " AND position <= ?"
            values.append(stop)
        if topics:
            where += f" AND topic IN ({', '.join('?' * len(topics))})"
            values.extend(topics)  # type: ignore[arg-type]
        sql = f"SELECT {COLUMNS} FROM events WHERE {where} ORDER BY position LIMIT {int(limit)}"
        return [_notification(row) for row in tx.rows(sql, values)]

    def max_notification_id(self) -> int | None:
        found: int | None = self._database.rows("SELECT max(position) FROM events")[0][0]
        return found

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Nothing follows the log by subscription: read models are written in the append transaction."""
        raise NotImplementedError

    @staticmethod
    def _head_and_earlier(tx: Tx, command: str | None) -> tuple[int, list[int]]:
        rows = tx.rows(
            "SELECT coalesce(max(position), 0), 0 FROM events"
            " UNION ALL SELECT position, 1 FROM events WHERE command = ?",
            (command,),
        )
        head = next(position for position, earlier in rows if not earlier)
        return head, sorted(position for position, earlier in rows if earlier)


def _notification(row: tuple[Any, ...]) -> Notification:
    position, stream, version, topic, state = row
    return Notification(stream, version, topic, raw(state), position)
