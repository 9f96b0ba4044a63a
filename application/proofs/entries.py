"""The bytes of the log's entries, which the leaves of its tree are hashes of."""

import hashlib
from typing import Any

LONGEST = 65_535  # bytes; tlog-tiles counts an entry's length in sixteen bits
FORMAT = "steward/1"
COLUMNS = "position, stream, version, topic, recorded_at, command, state"

Row = tuple[int, str, int, str, str, str | None, bytes]


def raw(stored: Any) -> bytes:
    """What stands in a column of bytes; on SQLite somebody may have put text there, or nothing."""
    return stored.encode(errors="surrogateescape") if isinstance(stored, str) else bytes(stored or b"")


def entry(row: Row | tuple[Any, ...]) -> bytes:
    """A line of words that says where the event stands, then its stored bytes just as they are stored.

    Where that were too long, the line ends with the SHA-256 of the stored bytes, and they are left out.
    """
    return hashed((*row[:-1], raw(row[-1])))[1:]


def hashed(row: Row | tuple[Any, ...]) -> bytes:
    """What the leaf is the SHA-256 of: a zero byte, then the entry. The column of bytes must hold bytes."""
    position, stream, version, topic, recorded_at, command, state = row
    line = f"\x00{FORMAT} {position} {stream} {version} {topic} {recorded_at} {command or '-'}\n".encode()
    if len(line) + len(state) <= LONGEST + 1:
        return line + state
    return line[:-1] + f" {hashlib.sha256(state).hexdigest()}\n".encode()
