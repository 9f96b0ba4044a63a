"""What an approval is bound to: the version of the thing that was seen, and a digest of its events up to there."""

from collections.abc import Collection
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from application.ledger import Ledger, Loaded, Tx
from application.ledger.tree import leaf_hashes
from application.proofs.entries import COLUMNS, entry, raw
from application.proofs.merkle import leaf_hash

NOT_SHOWN = 0  # no version of a thing: the decision refuses it with a sentence of its own


class Shown(msgspec.Struct, frozen=True):
    """The version that somebody looked at, and the digest of the events that it was made of."""

    version: int
    digest: str = ""


def shown(ledger: Ledger, loaded: Loaded[Any], seen: int | None) -> Shown:
    """What the person decides on: the version that their form carried, or for a script the one that is there."""
    version = loaded.version if seen is None else seen
    if not 1 <= version <= loaded.version:
        return Shown(NOT_SHOWN)
    with ledger.database.read() as tx:
        return Shown(version, digest(tx, loaded.stream, version))


def digest(tx: Tx, stream: UUID, version: int) -> str:
    """SHA-256, in hex, over the leaf hashes of a stream's events from its first to this version, from the tree."""
    sql = "SELECT position FROM events WHERE stream = ? AND version <= ? ORDER BY version"
    leaves = leaf_hashes(tx, [position for (position,) in tx.rows(sql, (str(stream), version))])
    return sha256(b"".join(leaves)).hexdigest()


def recomputed(tx: Tx, stream: UUID | str, versions: Collection[int]) -> dict[int, str]:
    """The same digest up to each of these versions, made anew from the stored bytes, whatever the tree holds.

    A version that the stream does not come to has none.
    """
    sql = f"SELECT {COLUMNS} FROM events WHERE stream = ? AND version <= ? ORDER BY version"
    found, over = {}, sha256()
    for row in tx.rows(sql, (str(stream), max(versions))):
        over.update(leaf_hash(entry((*row[:-1], raw(row[-1])))))
        if row[2] in versions:
            found[row[2]] = over.hexdigest()
    return found
