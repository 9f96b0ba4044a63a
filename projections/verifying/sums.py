"""Sums over row versions: equal sums are equal rows, and the first stretch of the log that differs is known.

Each version is written out as bytes and goes into a sum by Python's own keyed hash (SipHash with a key that is drawn
anew for each start and never leaves the process), so nobody can make up rows whose sums fit. Versions are summed by
table and by the stretch of the log in which they begin.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from application.ledger import Tx
from projections.generations import ReadModels
from projections.kernel import SPAN, Version
from projections.rows import Row

STRETCH = 8_192  # positions; so many versions are compared one by one where a sum differs
SINCE = -len(SPAN)
ENCODER = msgspec.msgpack.Encoder()

Place = tuple[str, int]  # a table and a stretch of the log


class Standing(msgspec.Struct, frozen=True):
    """Which rows are read: those of a build, with what is true of the first `position` events of a log up to `head`."""

    build: int
    position: int
    head: int

    @property
    def behind(self) -> bool:
        return self.position < self.head


class Sums:
    """One number for each table and stretch."""

    def __init__(self) -> None:
        self.of: dict[Place, int] = {}
        self.versions = 0

    def add(self, table: str, versions: Sequence[Version]) -> None:
        found: dict[int, int] = {}
        encode = ENCODER.encode
        for version in versions:
            since = version[SINCE]
            place = since // STRETCH if type(since) is int else -1  # its `stretch`; a call would cost as much again
            found[place] = found.get(place, 0) + hash(encode(version))
        for place, total in found.items():
            self.of[table, place] = self.of.get((table, place), 0) + total
        self.versions += len(versions)

    def include(self, other: "Sums") -> None:
        """Sums of other tables."""
        self.of |= other.of
        self.versions += other.versions

    def first_difference(self, other: "Sums") -> tuple[int, list[str]] | None:
        """The first stretch in which two sums differ, and the tables that do there."""
        places = self.of.keys() | other.of.keys()
        differing = [place for place in places if self.of.get(place, 0) != other.of.get(place, 0)]
        if not differing:
            return None
        first = min(at for _, at in differing)
        return first, sorted(table for table, at in differing if at == first)


def stretch(version: Version) -> int:
    """Where a version begins. SQLite keeps whatever it is given; what is no number belongs to no stretch."""
    since = version[SINCE]
    return since // STRETCH if type(since) is int else -1


class Reader(Protocol):
    """Whoever reads the stored rows, all at one moment of the book, and perhaps folds some of the models as well."""

    folds: bool

    def standing(self) -> Standing: ...

    def sums(self) -> Sums: ...

    def given(self) -> Sums:
        """What the log gives for the models that stand by themselves, where the reader `folds` them."""
        ...

    def versions(self, table: str, place: int) -> list[Version]:
        """The versions that begin in a stretch."""
        ...


class Stored:
    """Reads the rows of the live build inside a read transaction."""

    folds = False

    def __init__(self, tx: Tx, models: ReadModels) -> None:
        self._tx = tx
        build, position, head = models.current(tx)
        self._standing = Standing(build, position, head)
        self._kinds = {kind.TABLE: (kind, table) for kind, table in models.tables(build).items()}

    def standing(self) -> Standing:
        return self._standing

    def sums(self) -> Sums:
        sums = Sums()
        for name, (kind, table) in self._kinds.items():
            for portion in self._tx.stream(f"SELECT {columns(kind)} FROM {table}"):
                sums.add(name, portion)
        return sums

    def given(self) -> Sums:
        return Sums()

    def versions(self, table: str, place: int) -> list[Version]:
        return list(within(self.all(table), place))

    def all(self, table: str) -> Iterator[Version]:
        kind, stored = self._kinds[table]
        for portion in self._tx.stream(f"SELECT {columns(kind)} FROM {stored}"):
            yield from portion


def within(versions: Iterable[Version], place: int) -> Iterable[Version]:
    return (version for version in versions if stretch(version) == place)


def columns(kind: type[Row]) -> str:
    return ", ".join(names(kind))


def names(kind: type[Row]) -> tuple[str, ...]:
    return (*kind.__struct_fields__, *SPAN)
