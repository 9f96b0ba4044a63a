"""Whether the kept files of issued reports are those that their events name, byte for byte."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from application.documents import amiss, kept
from application.ledger import Tx
from application.proofs.entries import raw
from application.proofs.verifying import Finding

ISSUED = "SELECT position, state FROM events WHERE topic >= ? AND topic < ? ORDER BY position"
SINCE, UNTIL = "report.issued/", "report.issued0"  # whatever its version


class Files(NamedTuple):
    """How many files were hashed, and what is wrong with any."""

    checked: int
    wrong: tuple[Finding, ...]


class _Named(msgspec.Struct):
    json_file: str
    pdf_file: str


class _Issued(msgspec.Struct):
    data: _Named


def files_kept(tx: Tx) -> Files:
    """One file is held at a time."""
    found = [told for position, state in tx.rows(ISSUED, (SINCE, UNTIL)) for told in _told(tx, position, raw(state))]
    return Files(len(found), tuple(Finding(position, sentence) for position, sentence in found if sentence))


def _told(tx: Tx, position: int, state: bytes) -> Iterator[tuple[int, str]]:
    """Each file of a report, and a sentence where it is not the one that was issued."""
    try:
        named = msgspec.json.decode(state, type=_Issued).data
    except ValueError:  # the log's own finding tells of such an event
        return
    for kind, digest in (("JSON", named.json_file), ("PDF", named.pdf_file)):
        what = amiss(kept(tx, digest), digest)
        yield position, f"Position {position}: the {kind} file of the report issued there {what}." if what else ""
