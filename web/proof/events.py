"""The proof of one event, as its page shows it."""

import msgspec

from application.ledger import Tx, tree
from application.proofs.checkpoints import Signed, covering, last, text_of


class Proved(msgspec.Struct, frozen=True):
    """Where an event stands in the tree: its leaf and, once a checkpoint covers it, the path to the signed root."""

    leaf: str
    signed: Signed | None
    path: tuple[str, ...]


def proved(tx: Tx, position: int) -> Proved | None:
    """None where the tree does not reach the position yet."""
    try:
        leaf = text_of(tree.leaf_hashes(tx, [position])[0])
        signed = covering(tx, position)
        path = tree.inclusion(tx, position, signed.size) if signed else []
    except tree.NotInTree:
        return None
    return Proved(leaf, signed, tuple(text_of(one) for one in path))


def proved_up_to(tx: Tx) -> int:
    """The last position under a checkpoint; 0 where none is."""
    signed = last(tx)
    return signed.size if signed else 0
