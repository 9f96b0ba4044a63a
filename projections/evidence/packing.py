"""An evidence bundle as one file: the events as they were hashed, one proof for all of them, and the verifier."""

import json
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import IO, Any
from uuid import UUID

import msgspec

from application.desk import STEWARD
from application.documents import amiss, kept
from application.ledger import Recorded, Tx, tree
from application.proofs.checkpoints import Signed, stored
from application.proofs.entries import COLUMNS, entry, raw
from application.proofs.exporting import VERIFIER
from domain.imports.file import FileImported
from projections.evidence.choosing import Part
from projections.reports.rows import ReportRow
from projections.things import Names
from projections.view import View, chunks

FORMAT = "steward-bundle/1"
WHEN = (1980, 1, 1, 0, 0, 0)  # of every file in the zip, so that the same content is the same bytes
NO_FILES = (
    "The book keeps no file that was imported or attached. Of each that was imported an event says the name, the size"
    " and the SHA-256, and what its rows made names that event as its cause: those of this part are listed under"
    " imported_files. Evidence stands in the events as text. The files of issued reports are under reports/."
)
READ_ME = """An evidence bundle of the log {origin}
{line}

It holds {events} events{what}, as they were stored, and proves that
each is in the log at its place, under the checkpoint that was signed over its first {size} events.

    python3 -m zipfile -e BUNDLE evidence
    python3 evidence/steward_verify.py bundle BUNDLE --key VKEY
    python3 evidence/steward_verify.py bundle BUNDLE --key VKEY --replay all

Python 3.9 or newer and nothing else is needed, and no network. VKEY is the public key of the log: ask for it
apart from this file, and compare it with steward.vkey. Read the verifier before you run it: it is one file.

    checkpoint           the signed root (c2sp.org/tlog-checkpoint)
    checkpoints.ndjson   every checkpoint of the book, each with the proof that the log only grew since
    events/entries       the events, each behind its length in two bytes, in the order of their positions
    events/proof         the hashes of all parts of the tree without one of these events, left to right
    events/long/         stored bytes too long for an entry, by their SHA-256
    reports/             the files of issued reports, as they were kept
    manifest.json        what was asked, what things and people are called, which files were imported, and the
                         SHA-256 of every file
    steward.vkey         the public key that this book names
    steward_verify.py    the verifier

Whoever holds a file that was imported gets its event, proved, with --replay and the SHA-256 of that file.
Names in manifest.json are the book's word; the events, their order and their bytes are proved.
"""


class Packing:
    """A zip that is written file by file, and remembers the digest of each, and what had to be left out."""

    def __init__(self, out: zipfile.ZipFile) -> None:
        self._zip = out
        self.files: dict[str, dict[str, Any]] = {}
        self.left_out: list[str] = []

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(name, WHEN)
        info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
        digest, size = sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.files[name] = {"bytes": size, "sha256": digest.hexdigest()}

    def finish(self, manifest: dict[str, Any]) -> None:
        text = json.dumps({**manifest, "files": self.files}, ensure_ascii=False, indent=1, sort_keys=True)
        self.add("manifest.json", [f"{text}\n".encode()])


def pack(view: View, part: Part, out: IO[bytes]) -> list[str]:
    """Write the bundle; only a page of events is held at a time. Gives what had to be left out, and why."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        packing = Packing(whole)
        _pack(view, part, packing)
    return packing.left_out


def _pack(view: View, part: Part, packing: Packing) -> None:
    tx, signed = view.tx, part.signed
    packing.add("README.txt", [_read_me(part).encode()])
    packing.add("checkpoint", [signed.note.encode()])
    packing.add("checkpoints.ndjson", _checkpoints(tx, signed))
    long: list[str] = []
    packing.add("events/entries", _entries(tx, part.events.positions, long))
    for name in sorted(set(long)):
        packing.add(f"events/long/{name}", _stored_bytes(tx, part.events.positions, name))
    packing.add("events/proof", tree.beside(tx, [position - 1 for position in part.events.positions], signed.size))
    reports = [_report(tx, packing, row) for row in _issued(view, part)]
    packing.add("steward.vkey", [f"{signed.vkey}\n".encode()])
    packing.add(VERIFIER.name, [VERIFIER.read_bytes()])
    packing.finish({**_manifest(view, part), "reports": reports})


def _read_me(part: Part) -> str:
    asked = msgspec.to_builtins(part.asked)
    words = ", ".join(f"{name} {text}" for name, text in asked.items() if text)
    return READ_ME.format(
        origin=part.signed.origin,
        line="=" * (len(part.signed.origin) + 30),
        events=len(part.events.positions),
        what=f" ({words})" if words else "",
        size=part.signed.size,
    )


def _checkpoints(tx: Tx, signed: Signed) -> Iterator[bytes]:
    for each in stored(tx):
        if each.size <= signed.size:
            proof = [b64encode(one).decode() for one in tree.consistency(tx, each.size, signed.size)]
            yield json.dumps({"consistency": proof, "note": each.note}, ensure_ascii=False).encode() + b"\n"


def _entries(tx: Tx, positions: Sequence[int], long: list[str]) -> Iterator[bytes]:
    for row in _rows(tx, positions):
        made = entry(row)
        if not made.endswith(row[-1]):
            long.append(sha256(row[-1]).hexdigest())
        yield len(made).to_bytes(2, "big") + made


def _stored_bytes(tx: Tx, positions: Sequence[int], name: str) -> Iterator[bytes]:
    yield next(row[-1] for row in _rows(tx, positions) if sha256(row[-1]).hexdigest() == name)


def _rows(tx: Tx, positions: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for some in chunks(positions):
        marks = ", ".join("?" * len(some))
        for row in tx.rows(f"SELECT {COLUMNS} FROM events WHERE position IN ({marks}) ORDER BY position", some):
            yield (*row[:-1], raw(row[-1]))


def _issued(view: View, part: Part) -> list[ReportRow]:
    """The reports whose issuing is in this part."""
    rows = view.select(ReportRow, "issued_position IS NOT NULL", order="length(code), code")
    last = part.events.positions[-1]
    return [row for row in rows if row.id in part.events.streams and (row.issued_position or 0) <= last]


def _report(tx: Tx, packing: Packing, row: ReportRow) -> dict[str, Any]:
    """The files of a report as they were kept; one that is gone or altered is said to be missing."""
    told: dict[str, Any] = {"code": row.code, "stream": str(row.id), "position": row.issued_position, "missing": []}
    for kind, digest in (("json", row.json_file), ("pdf", row.pdf_file)):
        content = kept(tx, digest)
        what = amiss(content, digest)
        if content is None or what:
            told["missing"].append(kind)
            packing.left_out.append(f"The {kind.upper()} file of {row.code} {what}")
        else:
            told[kind] = f"reports/{row.code}.{kind}"
            packing.add(told[kind], [content])
    return told


def _manifest(view: View, part: Part) -> dict[str, Any]:
    names = Names(view, set(part.events.streams) | part.events.actors)
    streams = {str(stream): _stream(names, stream, ends) for stream, ends in part.events.streams.items()}
    for file in part.files:
        streams[str(file.stream)] |= {"kind": "imported_file", "title": file.fact.name, "code": file.fact.sha256}
    return {
        "format": FORMAT,
        "asked": {name: text for name, text in msgspec.to_builtins(part.asked).items() if text},
        "origin": part.signed.origin,
        "size": part.signed.size,
        "events": len(part.events.positions),
        "whole": part.whole,
        "streams": streams,
        "gaps": [[str(stream), first, end] for stream, first, end in part.events.gaps],
        "people": {str(actor): name for actor in part.events.actors if (name := _called(names, actor))},
        "imported_files": [_file(file) for file in part.files],
        "attachments": {"files": [], "said": NO_FILES},
    }


def _called(names: Names, actor: UUID) -> str:
    found = names.get(actor)
    return found.title if found else "Steward" if actor == STEWARD else ""


def _file(file: Recorded[FileImported]) -> dict[str, Any]:
    fact = file.fact
    return {"name": fact.name, "sha256": fact.sha256, "size": fact.size, "position": file.position}


def _stream(names: Names, stream: UUID, ends: tuple[int, int]) -> dict[str, Any]:
    found = names.get(stream)
    told = {"kind": found.kind, "title": found.title} if found else {}
    code = {"code": found.code} if found and found.kind != "person" else {}  # which would be an e-mail address
    return {**told, **code, "first": ends[0], "last": ends[1]}
