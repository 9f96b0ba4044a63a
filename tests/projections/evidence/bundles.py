"""A book with everything that a bundle may hold, and bundles as somebody may change them afterwards."""

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from application.corrective_actions import VerifyEffect
from application.documents import keep
from application.proofs.checkpoints import sign, text_of
from application.proofs.keys import Signer, signer_at, vkey
from application.proofs.steward_verify import Tree, check_bundle, entries_of, leaf_hash
from domain.corrective_actions.words import Result
from domain.reports import events as p
from domain.reports.state import REPORT
from domain.reports.words import Meaning, Narrative
from projections.evidence.choosing import Asked, choose
from projections.evidence.packing import pack
from tests.application.corrective_actions.works import AFTER, VERIFIED, Works
from tests.application.risks.office import DAY, HERE

Files = dict[str, bytes]
RP = UUID(int=77)


class Desk(Works):
    """Works whose log is signed, with an issued report, an accepted risk and a verified action."""

    def tell(self, folder: Path) -> "Desk":
        self.folder = folder
        self.signer: Signer = signer_at(folder / "book.key", "example.org/log")
        self.risk, self.capa = self.accepted(), self.implemented()
        self.sign()
        self.do(VerifyEffect(thing=self.capa, result=Result.EFFECTIVE, **VERIFIED), by=self.manager, on=AFTER)
        self.issue_report()
        self.sign()
        return self

    def sign(self) -> None:
        sign(self.book.database, self.signer, at=self.book.now())

    def issue_report(self) -> None:
        files = [keep(self.book.database, content, kind) for content, kind in ((b'{"late": 3}', "j"), (b"%PDF 3", "p"))]
        said: dict[str, Any] = {"definition": "program/2", "position": 30}
        signed: dict[str, Any] = {
            "printed_name": "Mia",
            "meaning": Meaning.APPROVER,
            "digest": "d",
            "root": "r",
            "report_version": 3,
            "on": DAY,
        }
        facts = (
            p.ReportDrafted(program=HERE, since=1, as_of=DAY, by=self.lena, **said),
            p.NarrativeWritten(from_=Narrative(), to=Narrative(summary="All is well."), by=self.lena),
            p.ReportIssued(json_file=files[0], pdf_file=files[1], digest="d", root="r", by=self.lena, **said),
            p.ReportSigned(by=self.manager, **signed),
        )
        self.book.ledger.append(self.ask(self.lena), self.book.ledger.load(REPORT, RP).facts(facts))

    def bundle(self, *, programs: frozenset[UUID] | None = None, **asked: str) -> Path:
        file = self.folder / "evidence.zip"
        with self.book.view(programs=programs) as view, file.open("wb") as out:
            pack(view, choose(view, self.book.ledger, Asked(**asked)), out)
        return file

    def check(self, file: Path, *, kept: bytes = b"", replay: str = "") -> str:
        return check_bundle(file, [self.signer.key], [kept] if kept else [], replay)

    @property
    def vkey(self) -> str:
        return vkey(self.signer.key)


def files_of(file: Path) -> Files:
    with zipfile.ZipFile(file) as held:
        return {name: held.read(name) for name in held.namelist()}


def written(file: Path, files: Files, *, honestly: bool = True) -> Path:
    """The bundle with other files; `honestly`: its manifest tells their digests."""
    if honestly:
        manifest = json.loads(files["manifest.json"])
        names = [name for name in files if name != "manifest.json"]
        manifest["files"] = {name: {"sha256": sha256(files[name]).hexdigest()} for name in names}
        files = {**files, "manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(file, "w") as held:
        for name, content in files.items():
            held.writestr(name, content)
    return file


def framed(entries: list[bytes]) -> bytes:
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def with_entries(files: Files, change: Callable[[list[bytes]], list[bytes]]) -> Files:
    entries = change(list(entries_of(files["events/entries"])))
    manifest = {**json.loads(files["manifest.json"]), "events": len(entries)}
    return {**files, "events/entries": framed(entries), "manifest.json": json.dumps(manifest).encode()}


def signed_anew(files: Files, signer: Signer) -> Files:
    """All leaves hashed again and the new root signed, as the holder of the key may do with a whole book."""
    tree = Tree([leaf_hash(entry) for entry in entries_of(files["events/entries"])])
    note = signer.sign(f"{signer.key.name}\n{tree.size}\n{text_of(tree.root())}\n").encode()
    line = json.dumps({"consistency": [], "note": note.decode()}).encode()
    return {**files, "checkpoint": note, "checkpoints.ndjson": line, "events/proof": b""}


def packed(desk: Desk, **asked: str) -> bytes:
    out = io.BytesIO()
    with desk.book.view() as view:
        pack(view, choose(view, desk.book.ledger, Asked(**asked)), out)
    return out.getvalue()
