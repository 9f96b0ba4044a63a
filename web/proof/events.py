"""The proof of one event, as its page shows it."""

import msgspec

from application.ledger import Tx, tree
from application.proofs.checkpoints import Signed, covering, last, text_of
from application.proofs.exporting import entry_at
from application.proofs.merkle import leaf_hash
from application.proofs.steward_verify import Unreadable, Wrong, check_inclusion, from_base64


class Proved(msgspec.Struct, frozen=True):
    """Where an event stands in the tree: its leaf and, once a checkpoint covers it, the path to the signed root.

    The leaf is made anew from the bytes that are stored; `altered` where they are not those that were signed.
    """

    leaf: str
    signed: Signed | None
    path: tuple[str, ...]
    altered: bool


def proved(tx: Tx, position: int) -> Proved | None:
    """None where the tree lacks what a proof is made of."""
    try:
        signed = covering(tx, position)
        path = tree.inclusion(tx, position, signed.size) if signed else []
        altered = position in tree.altered(tx, [position])
    except tree.NotInTree:
        return None
    leaf = leaf_hash(entry_at(tx, position))
    try:
        if signed:
            root = from_base64(signed.root, "The root")
            check_inclusion(leaf, position - 1, signed.size, path, root)
    except (Wrong, Unreadable):
        altered = True
    return Proved(text_of(leaf), signed, tuple(text_of(one) for one in path), altered)


def proved_up_to(tx: Tx) -> int:
    """The last position under a checkpoint; 0 where none is."""
    signed = last(tx)
    return signed.size if signed else 0
