"""The RFC 9162 tree over the log, kept beside it: one row an event, written with it and never changed.

The row of position p holds the hashes of all complete subtrees that end at p: first the leaf, then, if p is even, the
pair, and so on. So the subtree of level L and index i stands in row (i + 1) << L, L hashes into it, and any root or
proof needs no more rows than the tree is high.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from application.ledger.database import Database, DatabaseUnavailable, Tx
from application.proofs.entries import COLUMNS, entry
from application.proofs.merkle import (
    SIZE,
    Frontier,
    Node,
    Span,
    consistency_spans,
    hash_of,
    inclusion_spans,
    leaf_hash,
    nodes_of,
    spans_beside,
)

PORTION = 400  # hashes of a proof that are read with one statement
PAGE = 10_000  # events hashed and written in one go
INSERT = "INSERT INTO tree (position, hashes) VALUES (?, ?)"
Progress = Callable[[int, int], None]  # (position reached, head)


class NotInTree(LookupError):  # noqa: N818 - an answer to a person
    """The tree does not hold what was asked for; the sentence says why."""


def root(tx: Tx, size: int) -> bytes:
    """The root over the first `size` events."""
    return frontier(tx, size).root()


def leaf_hashes(tx: Tx, positions: Sequence[int]) -> list[bytes]:
    """The leaves of these positions, in the order asked for."""
    known = _nodes(tx, [(0, position - 1) for position in positions])
    return [known[0, position - 1] for position in positions]


def altered(tx: Tx, positions: Sequence[int]) -> frozenset[int]:
    """Those of the positions whose stored bytes are not the ones that the tree was grown from, or that are gone."""
    known = size(tx)
    asked = [position for position in positions if position <= known]
    if not asked:
        return frozenset()
    marks = ", ".join("?" * len(asked))
    rows = tx.rows(f"SELECT {COLUMNS} FROM events WHERE position IN ({marks})", asked)
    grown = tx.rows(f"SELECT position, hashes FROM tree WHERE position IN ({marks})", asked)
    made = {(row[0], leaf_hash(entry(row))) for row in rows}
    stored = {(position, hashes[:SIZE]) for position, hashes in grown if isinstance(hashes, bytes)}
    return frozenset(asked) - {position for position, _ in made & stored}


def nodes(tx: Tx, level: int, begin: int, end: int) -> list[bytes]:
    """The complete subtrees of a level from one index up to another."""
    known = _nodes(tx, [(level, index) for index in range(begin, end)])
    return [known[level, index] for index in range(begin, end)]


def inclusion(tx: Tx, position: int, size: int) -> list[bytes]:
    """The proof that the event at a position is in the tree of the first `size` events."""
    if not 1 <= position <= size:
        sentence = f"There is no position {position} among the first {size} events; choose one from 1 to {size}."
        raise NotInTree(sentence)
    return _hashes(tx, inclusion_spans(position - 1, size))


def consistency(tx: Tx, old: int, new: int) -> list[bytes]:
    """The proof that the tree of the first `new` events begins with all of the first `old` ones."""
    if not 0 <= old <= new:
        sentence = f"A log of {new} events cannot go on from one of {old}; the earlier size comes first."
        raise NotInTree(sentence)
    return _hashes(tx, consistency_spans(old, new))


def beside(tx: Tx, indices: Sequence[int], size: int) -> Iterator[bytes]:
    """The proof that these leaves, in rising order, are in the tree of the first `size` events: each hash once."""
    spans = spans_beside(indices, size)
    while some := list(islice(spans, PORTION)):
        yield from _hashes(tx, some)


def head(tx: Tx) -> int:
    """The last position of the log; 0 where it holds nothing."""
    return int((tx.one("SELECT coalesce(max(position), 0) FROM events") or (0,))[0])


def size(tx: Tx) -> int:
    """How many events the tree holds: all of them, unless the book comes from before the tree."""
    return int((tx.one("SELECT coalesce(max(position), 0) FROM tree") or (0,))[0])


def frontier(tx: Tx, size: int) -> Frontier:
    """What the tree of the first `size` events can be grown from."""
    nodes = list(nodes_of((0, size)))
    known = _nodes(tx, nodes)
    return Frontier(size, [known[node] for node in nodes])


def grow(tx: Tx, grown: Frontier, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add the leaves of events that are being appended."""
    tx.many(INSERT, [(row[0], grown.add(leaf_hash(entry(row)))) for row in rows])


def filled(tx: Tx, head: int) -> Frontier:
    """The frontier at the head of the log; leaves that are missing are added first."""
    found = frontier(tx, size(tx))
    if found.size > head:
        raise DatabaseUnavailable(
            f"The log ends at position {head}, its tree at {found.size}: events were removed. "
            "Nothing was written; `steward verify` says more."
        )
    while found.size < head:
        _fill(tx, found)
    return found


def catch_up(database: Database, progress: Progress) -> None:
    """Bring the tree of a book from before it up to the head; safe to run by many processes at once."""
    while True:
        with database.write() as tx:
            end, found = head(tx), frontier(tx, size(tx))
            if found.size >= end:
                return
            _fill(tx, found)
        progress(found.size, end)


def _fill(tx: Tx, found: Frontier) -> None:
    sql = f"SELECT {COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT {PAGE}"
    rows = tx.rows(sql, (found.size,))
    tx.load("tree", ("position", "hashes"), [(row[0], found.add(leaf_hash(entry(row)))) for row in rows])


def _hashes(tx: Tx, spans: Sequence[Span]) -> list[bytes]:
    known = _nodes(tx, [node for span in spans for node in nodes_of(span)])
    return [hash_of(span, known) for span in spans]


def _nodes(tx: Tx, nodes: Sequence[Node]) -> dict[Node, bytes]:
    """The hashes of complete subtrees, read with one statement."""
    if not nodes:
        return {}
    at = {(level, index): (index + 1) << level for level, index in nodes}
    positions = sorted(set(at.values()))
    marks = ", ".join("?" * len(positions))
    found = dict(tx.rows(f"SELECT position, hashes FROM tree WHERE position IN ({marks})", positions))
    missing = [position for position in positions if not isinstance(found.get(position), bytes)]
    if missing:
        sentence = f"The tree of the log holds no position {missing[0]}; `steward verify` tells why."
        raise NotInTree(sentence)
    return {node: found[row][SIZE * node[0] : SIZE * (node[0] + 1)] for node, row in at.items()}
