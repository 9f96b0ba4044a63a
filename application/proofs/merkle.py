"""The tree of RFC 9162: its hashes, how it grows leaf by leaf, and which subtrees a root or a proof is made of."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

SIZE = 32  # bytes of a hash
EMPTY = sha256(b"").digest()  # the root of a tree without leaves

Span = tuple[int, int]  # the leaves begin ≤ index < end
Node = tuple[int, int]  # (level, index): the complete subtree over the leaves index << level, … , 1 << level of them


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The complete subtrees that a tree of some size ends in, largest first: all that is needed to grow it."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def copy(self) -> "Frontier":
        return Frontier(self.size, self.peaks)

    def add(self, leaf: bytes) -> bytes:
        """Take one more leaf; returns the hashes of all complete subtrees that end at it, the leaf's first, joined."""
        size, peaks = self.size, self.peaks
        self.size = size + 1
        if not size & 1:
            peaks.append(leaf)
            return leaf
        ended = top = leaf
        while size & 1:
            top = sha256(b"\x01" + peaks.pop() + top).digest()
            ended += top
            size >>= 1
        peaks.append(top)
        return ended

    def root(self) -> bytes:
        return joined(self.peaks)


def joined(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees that stand beside each other, largest first."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for left in reversed(peaks[:-1]):
        root = node_hash(left, root)
    return root


def nodes_of(span: Span) -> Iterator[Node]:
    """The complete subtrees that make up a span, left to right; it begins where a tree of its size may begin."""
    begin, end = span
    while begin < end:
        level = (end - begin).bit_length() - 1
        yield level, begin >> level
        begin += 1 << level


def hash_of(span: Span, known: Mapping[Node, bytes]) -> bytes:
    """The hash over a span, from its complete subtrees."""
    return joined([known[node] for node in nodes_of(span)])


def inclusion_spans(index: int, size: int) -> list[Span]:
    """RFC 9162, 2.1.3.1: what an inclusion proof is the hashes of, from the leaf upwards."""
    begin, end, spans = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """RFC 9162, 2.1.4.1: what a consistency proof is the hashes of, from the bottom upwards."""
    if old in {0, new}:
        return []
    begin, end, spans = 0, new, []
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    if begin:  # the old tree is no subtree that the verifier's own root is the hash of
        spans.append((begin, end))
    return spans[::-1]


def spans_beside(indices: Sequence[int], size: int) -> Iterator[Span]:
    """The largest subtrees without any of these leaves, left to right: with them, the leaves make the root.

    `indices` rise. A verifier walks the tree in the same way and takes the next hash wherever it has no leaf.
    """

    def walk(begin: int, end: int, low: int, high: int) -> Iterator[Span]:
        if low == high:
            yield begin, end
        elif high - low < end - begin:
            middle = begin + _split(end - begin)
            cut = bisect_left(indices, middle, low, high)
            yield from walk(begin, middle, low, cut)
            yield from walk(middle, end, cut, high)

    return walk(0, size, 0, len(indices))


def _split(size: int) -> int:
    """The largest power of two below a size of at least two."""
    return 1 << (size - 1).bit_length() - 1
