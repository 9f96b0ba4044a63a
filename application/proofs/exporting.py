"""What is given out to whoever wants to check the log: tiles, entries, checkpoints, proofs, and the verifier."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from application.ledger import Tx, tree
from application.proofs import steward_verify
from application.proofs.checkpoints import Signed
from application.proofs.entries import COLUMNS, entry, raw
from application.proofs.steward_verify import WIDTH, tile_path, widths

VERIFIER = Path(steward_verify.__file__)
LEVELS = 8  # of the tree in a tile: it is 256 hashes wide
READ_ME = """What this folder proves, and how to check it
============================================

It holds {size} events of the log {origin}, the tree of RFC 9162 over them, and the checkpoint that was
signed over its root. Check all of it with Python 3.9 or newer and nothing else:

    python3 steward_verify.py export . --key VKEY --checkpoint KEPT

VKEY is the public key of the log: ask for it apart from this folder, and compare it with steward.vkey.
KEPT is a checkpoint that you kept from earlier: without one, nobody but the holder of the key vouches for
what came before. Keep the file `checkpoint` of this export for the next time.

    checkpoint          the signed root (c2sp.org/tlog-checkpoint)
    tile/0/, tile/1/ …  hashes of the tree (c2sp.org/tlog-tiles)
    tile/entries/       the events, as they are stored
    long/               stored bytes too long for an entry, by their SHA-256
    steward.vkey        the public key that this book names
    steward_verify.py   the verifier: one file, to be read before it is run
"""

File = tuple[str, bytes]  # (its place in the export, its bytes)


def export_of(tx: Tx, signed: Signed) -> Iterator[File]:
    """All files of an export as it stood at a checkpoint."""
    yield "checkpoint", signed.note.encode()
    yield "steward.vkey", f"{signed.vkey}\n".encode()
    yield "README.txt", READ_ME.format(size=signed.size, origin=signed.origin).encode()
    yield VERIFIER.name, VERIFIER.read_bytes()
    for number, width in widths(signed.size):
        yield from _bundle(tx, number, width)
    level = 0
    while count := signed.size >> LEVELS * level:
        for number, width in widths(count):
            begin = number * WIDTH
            yield _place(str(level), number, width), b"".join(tree.nodes(tx, LEVELS * level, begin, begin + width))
        level += 1


def entry_at(tx: Tx, position: int) -> bytes:
    """The bytes that the leaf of a position is the hash of; empty where there is no such position."""
    row = tx.one(f"SELECT {COLUMNS} FROM events WHERE position = ?", (position,))
    return entry(row) if row else b""


def inclusion_file(tx: Tx, position: int, signed: Signed) -> bytes:
    """A proof that an event is under a checkpoint: c2sp.org/tlog-proof, with the entry as its extra data."""
    hashes = tree.inclusion(tx, position, signed.size)
    extra = base64.b64encode(entry_at(tx, position)).decode()
    lines = ["c2sp.org/tlog-proof@v1", f"extra {extra}", f"index {position - 1}", *_written(hashes)]
    return ("\n".join(lines) + "\n\n" + signed.note).encode()


def consistency_file(tx: Tx, old: int, signed: Signed) -> bytes:
    """A proof that the log only grew since a size: what c2sp.org/tlog-witness is asked with."""
    lines = [f"old {old}", *_written(tree.consistency(tx, old, signed.size))]
    return ("\n".join(lines) + "\n\n" + signed.note).encode()


def _written(hashes: list[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in hashes]


def _bundle(tx: Tx, number: int, width: int) -> Iterator[File]:
    """The entries of a tile, each behind its length, and the bytes that were too long for one."""
    begin = number * WIDTH
    sql = f"SELECT {COLUMNS} FROM events WHERE position > ? AND position <= ? ORDER BY position"
    bundle = bytearray()
    for row in tx.rows(sql, (begin, begin + width)):
        made, state = entry(row), raw(row[-1])
        bundle += len(made).to_bytes(2, "big") + made
        if not made.endswith(state):
            yield f"long/{hashlib.sha256(state).hexdigest()}", state
    yield _place("entries", number, width), bytes(bundle)


def _place(kind: str, number: int, width: int) -> str:
    return tile_path(Path(), kind, number, width).as_posix()
