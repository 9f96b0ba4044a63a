"""Hashes the stored bytes again and compares the tree that they make with the one that is stored."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from application.ledger import Tx
from application.ledger.stored import UNREADABLE, moment
from application.proofs.entries import COLUMNS, hashed
from application.proofs.merkle import SIZE, Frontier

PAGE = 500  # events on their way at once: more of them leave the cache of the processor
BETWEEN = "WHERE position > ? AND position <= ? ORDER BY position"
Progress = Callable[[int, int], None]  # (position reached, head)
Reached = tuple[int, bytes]  # a size of the log, and the root there


class Broken(Exception):  # noqa: N818 - what was found out
    """The log is not what it was: the first bad position, and a sentence."""

    def __init__(self, position: int, sentence: str) -> None:
        super().__init__(sentence)
        self.position = position


class Walk:
    """A walk over the log from where a tree stands.

    `versions` holds the newest version met in each stream; `firsts` the first, of streams that began before the walk.
    """

    def __init__(self, tx: Tx, begun: Frontier) -> None:
        self.grown = begun
        self.versions: dict[str, int] = {}
        self.firsts: dict[str, int] = {}
        self._tx = tx
        self._whole = begun.size == 0  # only then the first version of each stream is known to be 1
        self._topics: set[str] = set()

    def to(self, stops: Iterable[int]) -> Iterator[int]:
        """Go on, telling each page's end; every stop is one of them. Raises `Broken` at the first bad position."""
        spans = list(_pages(self.grown.size, stops))
        events = self._tx.pages(f"SELECT {COLUMNS} FROM events {BETWEEN}", spans)
        stored = self._tx.pages(f"SELECT position, hashes FROM tree {BETWEEN}", spans)
        for rows, hashes, (after, end) in zip(events, stored, spans, strict=True):
            made: list[bytes] = []
            try:
                self._made(rows, made)
            except Broken:
                _differ(after, dict(hashes), made)  # something before it may be wrong as well
                raise
            if self.grown.size < end:
                raise Broken(self.grown.size + 1, f"Position {self.grown.size + 1} is missing.")
            if [row[1] for row in hashes] != made:
                _differ(after, dict(hashes), made)
            yield end

    def roots(self, stops: Iterable[int]) -> Iterator[Reached]:
        """Go on, telling the root at each page's end."""
        for reached in self.to(stops):
            yield reached, self.grown.root()

    def _made(self, rows: Sequence[tuple[Any, ...]], made: list[bytes]) -> None:
        try:
            self._make(rows, made)
        except UNREADABLE as error:
            at = self.grown.size + 1
            raise Broken(
                at, f"Position {at} holds something else than an event in a column: it was changed."
            ) from error

    def _make(self, rows: Sequence[tuple[Any, ...]], made: list[bytes]) -> None:
        """The rows of the tree that these events make. This loop is what a verification costs."""
        versions, topics, add, at = self.versions, self._topics, self.grown.add, self.grown.size
        told: tuple[str, str | None, bytes, bytes] = ("", "", b"", b"")
        for row in rows:
            position, stream, version, topic, recorded_at, command, state = row
            at += 1
            if position != at:
                raise Broken(at, f"Position {at} is missing.")
            if version != versions.get(stream, 0) + 1:
                self._first(row)
            versions[stream] = version
            if topic not in topics:
                self._topic(position, topic)
            if recorded_at != told[0] or command != told[1]:
                told = _told(recorded_at, command)
            if not state.endswith(told[2]) or state.find(told[3], 0, 150) < 0:
                _said(row)
            made.append(add(sha256(hashed(row)).digest()))

    def _first(self, row: tuple[Any, ...]) -> None:
        position, stream, version = row[:3]
        known = self.versions.get(stream)
        if known is None and not self._whole:
            self.firsts[stream] = version
            return
        raise Broken(position, f"Position {position}: version {version} of {stream} follows version {known or 0}.")

    def _topic(self, position: int, topic: str) -> None:
        """Words of an entry's line are apart by spaces, so a topic has none."""
        if len(topic.split()) != 1:
            raise Broken(position, f"Position {position}: {topic!r} is no topic.")
        self._topics.add(topic)


class Said(msgspec.Struct):
    """What the stored JSON says of what also stands in columns."""

    command: str
    recorded_at: datetime


def _told(recorded_at: str, command: str | None) -> tuple[str, str | None, bytes, bytes]:
    """Columns, and how the stored JSON of an event that has them ends, and what it holds near its beginning."""
    brief = recorded_at.replace(".000000Z", "Z")
    return recorded_at, command, f'"recorded_at":"{brief}"}}'.encode(), f'"command":"{command}"'.encode()


def _said(row: tuple[Any, ...]) -> None:
    """Compare the columns with the stored JSON by their meaning: it may spell a moment in another way."""
    position, _, _, _, recorded_at, command, state = row
    try:
        said = msgspec.json.decode(state, type=Said)
        same = (moment(said.recorded_at), said.command) == (recorded_at, command)
    except msgspec.DecodeError:
        same = False
    if not same:
        raise Broken(position, f"Position {position}: its time or its command is not what its stored bytes say.")


def _pages(after: int, stops: Iterable[int]) -> Iterator[tuple[int, int]]:
    for stop in sorted(set(stops)):
        while after < stop:
            end = min(after + PAGE, stop)
            yield after, end
            after = end


def _differ(after: int, stored: dict[int, bytes], made: Sequence[bytes]) -> None:
    """Name the first row of the tree that is not what the events make."""
    for position, hashes in enumerate(made, after + 1):
        found = stored.get(position)
        if not isinstance(found, bytes):
            raise Broken(position, f"Position {position} is missing in the tree of the log.")
        if found[:SIZE] != hashes[:SIZE]:
            raise Broken(position, f"Position {position}: the event is not the one whose hash stands in the tree.")
        if found != hashes:
            raise Broken(position, f"Position {position}: the tree above the event was changed.")
