"""Signed checkpoints of the log: what was signed, and how the next one comes to be signed, or is refused."""

import base64
from collections.abc import Sequence
from datetime import datetime

import msgspec

from application.ledger import Database, Tx, tree
from application.ledger.stored import moment
from application.proofs.keys import Signer, keep, kept_at, key_file, keys_at, signed_by, signer_at, vkey
from application.proofs.steward_verify import Checkpoint, Key, Unreadable, Wrong, check_consistency, checkpoint_of
from application.proofs.walking import Broken, Progress, Walk

COLUMNS = "number, size, root, note, vkey, signed_at"


class Signed(msgspec.Struct, frozen=True):
    """A checkpoint as it is stored: `root` is base64, `note` the whole signed text, `vkey` the key that it names."""

    number: int
    size: int
    root: str
    note: str
    vkey: str
    signed_at: str

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.signed_at)

    @property
    def origin(self) -> str:
        return self.note.partition("\n")[0]


def silent(_position: int, _head: int) -> None:
    """Progress that nobody watches."""


def last(tx: Tx) -> Signed | None:
    row = tx.one(f"SELECT {COLUMNS} FROM checkpoints ORDER BY number DESC LIMIT 1")
    return Signed(*row) if row else None


def covering(tx: Tx, position: int) -> Signed | None:
    """The first checkpoint whose tree holds a position."""
    row = tx.one(f"SELECT {COLUMNS} FROM checkpoints WHERE size >= ? ORDER BY number LIMIT 1", (position,))
    return Signed(*row) if row else None


def stored(tx: Tx) -> list[Signed]:
    return [Signed(*row) for row in tx.rows(f"SELECT {COLUMNS} FROM checkpoints ORDER BY number")]


def read(signed: Signed, keys: Sequence[Key]) -> Checkpoint:
    """What a stored checkpoint says, its signature checked; raises `Broken` where it does not hold."""
    try:
        said = checkpoint_of(signed.note.encode(), keys, signed_by)
    except (Wrong, Unreadable) as wrong:
        raise Broken(signed.size, f"Checkpoint {signed.number}: {wrong}") from wrong
    if (said.size, text_of(said.root)) != (signed.size, signed.root):
        raise Broken(
            signed.size, f"Checkpoint {signed.number}: it is stored with another size or root than was signed."
        )
    return said


def sign(
    database: Database,
    signer: Signer,
    *,
    at: datetime,
    trusted: Sequence[Key] = (),
    kept: Sequence[bytes] = (),
    progress: Progress = silent,
) -> Signed | None:
    """Sign the log as it stands; None where it did not move since the last time.

    The events since then are hashed again, and the new tree must begin with the one that was signed, and with those of
    checkpoints `kept` outside. Where anything does not hold, `Broken` names the first bad position; nothing is signed.
    """
    keys = [signer.key, *trusted]
    with database.read() as tx:
        before = last(tx)
        head = tx.one("SELECT coalesce(max(position), 0) FROM events") or (0,)
        if head[0] == (before.size if before else 0):
            return None
        root = _proved(tx, before, head[0], keys, progress)
        for held in kept:
            _still_there(tx, held, head[0], keys)
    note = signer.sign(f"{signer.key.name}\n{head[0]}\n{text_of(root)}\n")
    number = before.number + 1 if before else 1
    made = Signed(number, head[0], text_of(root), note, vkey(signer.key), moment(at))
    return _store(database, made, before)


def checkpoint(database: Database, *, at: datetime, origin: str = "", progress: Progress = silent) -> Signed | None:
    """Sign the log as it stands with the key of the book, which is made on first use."""
    path = key_file(database.url)
    signer = signer_at(path, origin)
    made = sign(database, signer, at=at, trusted=keys_at(path), kept=kept_at(path), progress=progress)
    if made:
        keep(path, made.note)
    return made


def _store(database: Database, made: Signed, before: Signed | None) -> Signed | None:
    with database.write() as tx:
        now = last(tx)
        if now != before:
            return now  # another process signed meanwhile; ours was shown to nobody
        marks = ", ".join("?" * len(Signed.__struct_fields__))
        tx.run(f"INSERT INTO checkpoints ({COLUMNS}) VALUES ({marks})", msgspec.structs.astuple(made))
    return made


def text_of(root: bytes) -> str:
    """A root as it is written everywhere."""
    return base64.b64encode(root).decode()


def _still_there(tx: Tx, note: bytes, head: int, keys: Sequence[Key]) -> None:
    try:
        said = checkpoint_of(note, keys, signed_by)
    except (Wrong, Unreadable) as wrong:
        raise Broken(1, f"The checkpoint kept beside the key: {wrong}") from wrong
    if said.size > head:
        raise Broken(head + 1, f"The log ends at position {head}, but {said.size} were signed: events were removed.")
    if tree.root(tx, said.size) != said.root:
        raise Broken(1, f"The first {said.size} events are not those of the checkpoint kept beside the key.")


def _proved(tx: Tx, before: Signed | None, head: int, keys: Sequence[Key], progress: Progress) -> bytes:
    """The root at the head, once everything since the last checkpoint was looked at."""
    size = before.size if before else 0
    if head < size:
        raise Broken(head + 1, f"The log ends at position {head}, but {size} events were signed: events were removed.")
    old = read(before, keys).root if before else b""
    try:
        begun = tree.frontier(tx, size)
        if before and begun.root() != old:
            raise Broken(1, f"The tree of the first {size} events is not the one that was signed.")
        walk = Walk(tx, begun)
        for reached in walk.to([head]):
            progress(reached, head)
        root = walk.grown.root()
        if before:
            check_consistency((size, head), (old, root), tree.consistency(tx, size, head))
    except (tree.NotInTree, Wrong) as wrong:
        raise Broken(size + 1, str(wrong)) from wrong
    return root
