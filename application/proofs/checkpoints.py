"""Signed checkpoints of the log: what was signed, and how the next one comes to be signed, or is refused."""

import base64
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from application.ledger import Database, Tx, tree
from application.ledger.stored import moment
from application.proofs.keys import KeyRefused, Signer, keep, kept_at, key_file, keys_at, signed_by, signer_at, vkey
from application.proofs.looks_kept import keep_looks
from application.proofs.merkle import Frontier
from application.proofs.steward_verify import (
    Checkpoint,
    Key,
    Unreadable,
    Wrong,
    check_consistency,
    checkpoint_of,
    key_of,
)
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
    return (_of(row) or next(reversed(stored(tx)), None)) if row else None


def covering(tx: Tx, position: int) -> Signed | None:
    """The first checkpoint whose tree holds a position."""
    row = tx.one(f"SELECT {COLUMNS} FROM checkpoints WHERE size >= ? ORDER BY number LIMIT 1", (position,))
    return (_of(row) or next((one for one in stored(tx) if one.size >= position), None)) if row else None


def stored(tx: Tx) -> list[Signed]:
    """Every checkpoint whose row can be read as one."""
    return [one for row in tx.rows(f"SELECT {COLUMNS} FROM checkpoints ORDER BY number") if (one := _of(row))]


def spoiled(tx: Tx) -> list[int]:
    """The numbers of rows that cannot be read as checkpoints: they were changed."""
    return [row[0] for row in tx.rows(f"SELECT {COLUMNS} FROM checkpoints ORDER BY number") if _of(row) is None]


def _of(row: tuple[Any, ...]) -> Signed | None:
    try:
        found = msgspec.convert(dict(zip(Signed.__struct_fields__, row, strict=True)), Signed)
        found.at  # noqa: B018 - which reads it
    except ValueError:  # msgspec's own is one
        return None
    return found


def read(signed: Signed, keys: Sequence[Key]) -> Checkpoint:
    """What a stored checkpoint says, its signature checked; raises `Broken` where it does not hold."""
    try:
        return checkpoint_of(signed.note.encode(), keys, signed_by)
    except (Wrong, Unreadable) as wrong:
        raise Broken(signed.size, f"Checkpoint {signed.number}: {wrong}") from wrong


def row_changed(signed: Signed, said: Checkpoint, keys: Sequence[Key]) -> str:
    """The sentence of a row that says something else than the signed text in it; empty where it says the same."""
    if (said.size, text_of(said.root)) != (signed.size, signed.root):
        return f"Checkpoint {signed.number}: its row was changed; {said.size} events were signed, as its text says."
    if keys and signed.vkey not in [vkey(key) for key in keys]:
        return f"Checkpoint {signed.number}: its row was changed; it names another public key than signed."
    return ""


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
        if not moved(tx):
            return None
        before, head = last(tx), tree.head(tx)
        root = _proved(tx, before, head, keys, progress)
        for held in kept:
            _still_there(tx, held, head, keys)
    note = signer.sign(f"{signer.key.name}\n{head}\n{text_of(root)}\n")
    number = before.number + 1 if before else 1
    made = Signed(number, head, text_of(root), note, vkey(signer.key), moment(at))
    return _store(database, made, before)


def first_fault(tx: Tx, signed: Signed, *, progress: Progress = silent) -> Broken | None:
    """What does not hold first of the events under a checkpoint, by the key that it names; None where all of it does.

    The stored bytes are hashed again and compared with the stored tree, and its root with the one that was signed.
    """
    try:
        _as_signed(tx, signed, progress)
    except Broken as broken:
        return broken
    return None


def moved(tx: Tx) -> bool:
    """Whether there is anything to sign."""
    before = last(tx)
    return tree.head(tx) != (before.size if before else 0)


def checkpoint(
    database: Database, *, at: datetime, origin: str = "", anew: bool = False, progress: Progress = silent
) -> Signed | None:
    """Sign the log as it stands with the key of the book, which is made on first use, or `anew` where it was lost."""
    path = key_file(database.url)
    with database.read() as tx:
        before, goes_on = stored(tx), moved(tx)
    if not path.exists():
        if (before or kept_at(path)) and not anew:
            raise KeyRefused(_lost(path, before))
        if not goes_on:
            return None
        origin = origin or (before[-1].origin if before else "")
    signer, trusted = signer_at(path, origin), keys_at(path)
    if anew:  # those that signed before are believed this once, so that the tree goes on; verifying tells of them
        trusted += [key_of(text) for text in dict.fromkeys(one.vkey for one in before)]
    made = sign(database, signer, at=at, trusted=trusted, kept=kept_at(path), progress=progress)
    if made:
        keep(path, made.note)
    keep_looks(database, path)
    return made


def _lost(path: Path, before: Sequence[Signed]) -> str:
    origin = f" by {before[-1].origin}" if before else ""
    return (
        f"The key {path} is not there, though this book was signed before{origin}; no other was made. Put the key back,"
        " or go on with a new one by `steward checkpoint --new-key`, which verifying will tell."
    )


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


def _as_signed(tx: Tx, signed: Signed, progress: Progress) -> None:
    size, root = _signed_text(signed)
    walk = Walk(tx, Frontier())
    for reached in walk.to([size]):
        progress(reached, size)
    if walk.grown.root() != root:
        raise Broken(1, f"Position 1 to {size}: the events are not those that were signed.")


def _signed_text(signed: Signed) -> tuple[int, bytes]:
    try:
        keys = [key_of(signed.vkey)]
    except Unreadable as unreadable:
        raise Broken(signed.size, f"Checkpoint {signed.number}: {unreadable}") from unreadable
    said = read(signed, keys)
    if told := row_changed(signed, said, keys):
        raise Broken(signed.size, told)
    return said.size, said.root


def _root(before: Signed, keys: Sequence[Key]) -> bytes:
    said = read(before, keys)
    if told := row_changed(before, said, keys):
        raise Broken(before.size, told)
    return said.root


def _proved(tx: Tx, before: Signed | None, head: int, keys: Sequence[Key], progress: Progress) -> bytes:
    """The root at the head, once everything since the last checkpoint was looked at."""
    size = before.size if before else 0
    for number in spoiled(tx):
        raise Broken(size + 1, f"Checkpoint {number}: its row was changed and cannot be read.")
    if head < size:
        raise Broken(head + 1, f"The log ends at position {head}, but {size} events were signed: events were removed.")
    old = _root(before, keys) if before else b""
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
