"""The bytes of issued documents, kept for good and found by their digest: evidence beside the log, not state."""

from hashlib import sha256

from application.ledger import Database, Tx
from application.proofs.entries import raw

PREFIX = "sha256:"


def digest_of(content: bytes) -> str:
    return f"{PREFIX}{sha256(content).hexdigest()}"


def keep(database: Database, content: bytes, media_type: str) -> str:
    """Keep the bytes and give the digest that finds them; kept already, they are not kept twice."""
    digest = digest_of(content)
    with database.write() as tx:
        if kept(tx, digest) is None:
            row = (digest.removeprefix(PREFIX), media_type, content)
            tx.run("INSERT INTO documents (sha256, media_type, bytes) VALUES (?, ?, ?)", row)
    return digest


def kept(tx: Tx, digest: str) -> bytes | None:
    """The bytes as they are stored; whoever relies on them asks what is `amiss` with them."""
    row = tx.one("SELECT bytes FROM documents WHERE sha256 = ?", (digest.removeprefix(PREFIX),))
    return raw(row[0]) if row else None


def amiss(content: bytes | None, digest: str) -> str:
    """What became of bytes that were kept, said after the name of their file; empty where they are whole."""
    if content is None:
        return "is not kept any more"
    return "" if digest_of(content) == digest else "was altered"
