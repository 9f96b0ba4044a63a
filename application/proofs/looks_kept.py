"""How far the record of who looked went when the book was last signed, kept beside the key that signs."""

from hashlib import sha256
from pathlib import Path

import msgspec

from application.ledger import Database, Tx
from application.looks import COLUMNS

UPTO = f"SELECT {COLUMNS} FROM looks WHERE number <= ? ORDER BY number"
CHANGED = "Of the notes of who looked, the first {number} are not those that were there at the last checkpoint."
UNREADABLE = "The file {file}, which says how far the notes of who looked went, cannot be read: it was changed."


def keep_looks(database: Database, key: Path) -> None:
    """Put the newest number and a digest of all notes up to it in the file's place; not over what they do not fit."""
    with database.read() as tx:
        if looks_changed(tx, key):
            return
        number = int((tx.one("SELECT coalesce(max(number), 0) FROM looks") or (0,))[0])
        line = f"{number} {_digest(tx, number)}\n"
    made = key.with_suffix(".looks.new")
    made.write_text(line, encoding="utf-8")
    made.replace(key.with_suffix(".looks"))


def looks_changed(tx: Tx, key: Path) -> str:
    """A sentence where notes that were there were removed or changed since; empty where none is known to be."""
    file = key.with_suffix(".looks")
    if not file.exists():
        return ""
    number, _, digest = file.read_text(encoding="utf-8", errors="replace").strip().partition(" ")
    if not (number.isascii() and number.isdigit() and digest):
        return UNREADABLE.format(file=file)
    return "" if _digest(tx, int(number)) == digest else CHANGED.format(number=number)


def _digest(tx: Tx, number: int) -> str:
    over = sha256()
    for portion in tx.stream(UPTO, (number,)):
        for row in portion:
            over.update(msgspec.json.encode(row) + b"\n")
    return over.hexdigest()
