"""Which row versions were true at a position, found without looking at the others.

Every stored version is true in the half-open span `since <= p < until`. Spans that have ended are filed under one
node of a binary tree over the positions (the position inside the span that is divisible by the highest power of two;
Kriegel et al., "Relational Interval Tree", 2000). Whoever asks for position p needs only the nodes above p: about
twenty numbers, however long the history is. Open versions are filed under node 0.
"""

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
    nodes = ", ".join(str(int(n)) for n in nodes_above(position, head))
    return f"node IN ({nodes}) AND since <= {int(position)} AND until > {int(position)}"
