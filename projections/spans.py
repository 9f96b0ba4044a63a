"""Which row versions were true at a position, found without looking at the others.

Every stored version is true in the half-open span `since <= p < until`. Spans that have ended are filed under one
node of a binary tree over the positions (the position inside the span that is divisible by the highest power of two;
Kriegel et al., "Relational Interval Tree", 2000). Whoever asks for position p needs only the nodes above p: about
twenty numbers, however long the history is. A span filed under a node at or before p began before p, so only its end is
compared; one filed after p ends after p, so only its beginning is. Nothing is read that is not in the answer.
Open versions are filed under node 0.
"""

from collections.abc import Iterable

OPEN = 0


def node(since: int, until: int) -> int:
    """The node of an ended span (`1 <= since < until`): its member divisible by the highest power of two."""
    last = until - 1
    if since == last:
        return since
    keep = (since - 1) ^ last
    return last >> (keep.bit_length() - 1) << (keep.bit_length() - 1)


def nodes_above(position: int, head: int) -> list[int]:
    """Every node that a span containing `position` can be filed under, when the log ends at `head`."""
    found = [OPEN]
    for level in range(max(head, 1).bit_length()):
        candidate = ((position >> level) | 1) << level
        if candidate <= head:
            found.append(candidate)
    return found


def true_at(position: int, head: int) -> str:
    """The SQL condition for the versions true at a position. Whole numbers only, so it is safe as text."""
    if position >= head:
        return f"node = {OPEN}"
    above = nodes_above(position, head)
    before = _listed(n for n in above if OPEN < n <= position)
    after = _listed(n for n in above if n > position or n == OPEN)
    return f"(node IN ({before}) AND until > {int(position)} OR node IN ({after}) AND since <= {int(position)})"


def true_of_key(position: int, head: int) -> str:
    """The same for a query that names keys: they lead to few versions, so the ends are compared without an index."""
    if position >= head:
        return f"node = {OPEN}"
    nodes = _listed(nodes_above(position, head))
    return f"node IN ({nodes}) AND +since <= {int(position)} AND +until > {int(position)}"


def lasting_at(position: int) -> str:
    """The same for rows that never end: they carry the position of their fact in their key, so its index is enough."""
    return f"node = {OPEN} AND position <= {int(position)}"


def _listed(nodes: Iterable[int]) -> str:
    return ", ".join(str(int(n)) for n in nodes) or "NULL"
