"""The later half of the log, walked by another process from where the stored tree stands in the middle.

Nothing is taken on trust: what it found counts only where it began with the very subtrees that the earlier half made,
where each stream goes on with the next version, and where nothing was wrong. Else the one walk goes on by itself, so
that the first bad position has the same name on any number of cores.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import msgspec

from application.apart import Apart, apart
from application.ledger import Database, open_database, tree
from application.proofs.merkle import Frontier
from application.proofs.walking import Broken, Reached, Walk

FEW = 20_000  # of so many events one process has walked over half before another one has begun
CUT = 0.5  # where the halves meet


class Half(msgspec.Struct, frozen=True):
    """What was found from the middle on: where it began and ended, and the roots on the way."""

    begun: list[bytes]
    grown: Frontier
    firsts: dict[str, int]
    versions: dict[str, int]
    roots: list[Reached]

    def follows(self, walk: Walk) -> bool:
        """Whether it begins just where a walk has come to, in the tree and in every stream."""
        if self.begun != walk.grown.peaks:
            return False
        known = walk.versions
        return all(self.firsts.get(stream, 1) == known.get(stream, 0) + 1 for stream in self.versions)


class Walker:
    """Walks over the later half, at the other end of a pipe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def walked(self, middle: int, stops: Sequence[int]) -> Half | None:
        """None where anything is wrong."""
        try:
            with self._database.read() as tx:
                begun = tree.frontier(tx, middle)
                walk = Walk(tx, begun.copy())
                roots = list(walk.roots(stops))
        except (Broken, tree.NotInTree):
            return None
        return Half(begun.peaks, walk.grown, walk.firsts, walk.versions, roots)


def roots(walk: Walk, stops: Sequence[int], later: Apart | None) -> Iterator[Reached]:
    """Walk to the last of the stops, telling the root at each; the later half meanwhile by another `Walker`."""
    head = max(stops)
    if later is None or head < FEW:
        yield from walk.roots(stops)
        return
    middle = int(head * CUT)
    behind = [stop for stop in stops if stop > middle]
    later.send("walked", middle, behind)
    yield from walk.roots([*(stop for stop in stops if stop <= middle), middle])
    half: Half | None = later.answer()
    if half and half.follows(walk):
        walk.grown = half.grown
        walk.versions |= half.versions
        yield from half.roots
    else:
        yield from walk.roots(behind)


def later_half(url: str) -> AbstractContextManager[Apart | None]:
    """Another process for the later half where there can be one. Begin before the book is opened."""
    return apart(partial(_opened, url))


@contextmanager
def _opened(url: str) -> Iterator[Walker]:
    database = open_database(url)
    try:
        yield Walker(database)
    finally:
        database.close()
