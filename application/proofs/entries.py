"""The bytes of the log's entries, which the leaves of its tree are hashes of."""

import hashlib
from typing import Any

LONGEST = 65_535  # bytes; tlog-tiles counts an entry's length in sixteen bits
FORMAT = "steward/1"
COLUMNS = "position, stream, version, topic, recorded_at, command, state"

Row = tuple[int, str, int, str, str, str | None, bytes]


def entry(row: Row | tuple[Any, ...]) -> bytes:
    """A line of words that says where the event stands, then its stored bytes just as they are stored.

    Where that were too long, the line ends with the SHA-256 of the stored bytes, and they are left out.
    """
    position, stream, version, topic, recorded_at, command, state = row
    words = f"{FORMAT} {position} {stream} {version} {topic} {recorded_at} {command or '-'}"
    whole = words.encode() + b"\n" + state
    return whole if len(whole) <= LONGEST else f"{words} {hashlib.sha256(state).hexdigest()}\n".encode()
