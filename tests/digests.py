"""The digest of a thing's events as an outsider computes it: with the standard library, from what the log stores."""

from hashlib import sha256
from uuid import UUID

from projections.book import Book


def by_hand(book: Book, thing: UUID, version: int) -> str:
    """SHA-256 over the RFC 9162 leaf hashes of the thing's events up to a version."""
    columns = "position, stream, version, topic, recorded_at, command, state"
    sql = f"SELECT {columns} FROM events WHERE stream = ? AND version <= ? ORDER BY version"
    leaves = b""
    for position, stream, number, topic, recorded_at, command, state in book.database.rows(sql, (str(thing), version)):
        words = f"steward/1 {position} {stream} {number} {topic} {recorded_at} {command}\n"
        leaves += sha256(b"\x00" + words.encode() + bytes(state)).digest()
    return sha256(leaves).hexdigest()
