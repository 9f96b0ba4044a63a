"""Checks a report against the log: one that was issued, or a file that somebody holds."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import msgspec

from application.documents import amiss, digest_of, kept
from application.ledger import Ledger
from domain.reports.events import ReportIssued
from domain.reports.words import Narrative
from projections import programs
from projections.amounts import number
from projections.reports import queries, signing
from projections.reports.definitions import DEFINITIONS, NEWEST
from projections.reports.document import ProgramReport, canonical
from projections.reports.files import Held, HeldSheet, Unrecognised, recognised
from projections.reports.issuing import made_at
from projections.reports.pdf import pdf
from projections.reports.program import NoReport, program_report, root_at
from projections.reports.rows import ReportRow
from projections.reports.succession import succession
from projections.view import View

Views = Callable[[int | None], AbstractContextManager[View]]
Renderer = Callable[[ProgramReport], bytes]
KINDS = {"json": "JSON", "pdf": "PDF", "html": "HTML"}
PRINTED_OTHERWISE = (
    "The digest in it is right, but the file is not byte for byte what is made here: another version made it, or it was"
    " changed. Its pages are not proved by this; compare them with a file made now."
)

SHEET_OTHERWISE = (
    "The file is not byte for byte what is made here: another version made it, or it was changed. Rely on the"
    " signatures below, which the record holds."
)
NO_SHEET = (
    "It says that it is the signature sheet of {code} as of position {position}; this book has no such report as"
    " of that position: it is the sheet of another book, or one of the two was changed."
)
ELSEWHERE = (
    "At the position that it names, this book did not know its program yet: it is a report of another book, or one of"
    " the two was changed."
)


class Finding(msgspec.Struct, frozen=True):
    """One thing that was compared, and a sentence that says how it came out."""

    what: str
    holds: bool
    says: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a check; `issued` is the report that it was issued as, where it was; `unread`: it is no report.

    `kept`: nobody gave a file; the files that the book keeps of an issued report were checked.
    """

    says: str
    findings: tuple[Finding, ...] = ()
    issued: ReportRow | None = None
    program: str = ""
    unread: bool = False
    kept: bool = False

    @property
    def holds(self) -> bool:
        return bool(self.findings) and all(each.holds for each in self.findings)


class _Known(NamedTuple):
    """What the record says now of the report that a file was issued as; `ended` goes on with a sentence."""

    issued: ReportRow | None
    written: Narrative
    ended: str
    head: int


def check_issued(views: Views, ledger: Ledger, row: ReportRow) -> Verdict:
    """Make the document again from the log, and compare it with what was recorded and with the bytes that are kept."""
    with views(None) as view:
        (event,) = ledger.at_positions(view.tx, [row.issued_position or 0])
        known = _known(view, row)
        files = {"JSON": kept(view.tx, row.json_file), "PDF": kept(view.tx, row.pdf_file)}
    fact: Any = event.fact
    try:
        report = made_at(views, ledger, row, narrative=known.written, issued_as=row.code)
    except NoReport as no:
        return Verdict(says=str(no), issued=row, kept=True)
    findings = (*_kept(fact, files), *_made_again(fact, report))
    equal = f"Everything that was compared is equal{known.ended}."
    says = equal if all(f.holds for f in findings) else "Not everything is equal."
    return Verdict(says=says, findings=findings, issued=row, program=report.program.code, kept=True)


def check_file(views: Views, ledger: Ledger, content: bytes, *, renderers: Mapping[str, Renderer]) -> Verdict:
    """Whether a file is what this book makes at its position; `renderers` make the kinds of file that are known."""
    try:
        held = recognised(content)
    except Unrecognised as no:
        return Verdict(says=str(no), unread=True)
    if isinstance(held, HeldSheet):
        return check_sheet(views, held, content)
    try:
        _is_made_here(held)
        with views(None) as view:
            issued = queries.with_file(view, digest_of(content)) or queries.with_file(view, held.digest)
            known = _known(view, issued)
        return _compared(views, ledger, held, content, renderers, known)
    except NoReport as no:
        return Verdict(says=ELSEWHERE if no.about == "position" else str(no))
    except Unrecognised as no:
        return Verdict(says=str(no))


def check_sheet(views: Views, held: HeldSheet, content: bytes) -> Verdict:
    """Make the signature sheet again as of the event that it names, and say what has become of the report since."""
    with views(None) as view:
        now = queries.find(view, held.code)
        known, newest = _known(view, now), signing.newest_of(view, now) if now else 0
        home = programs.one(view, now.program) if now else None
    if now is None or home is None or not now.issued or not (now.issued_position or 0) <= held.position <= newest:
        return Verdict(says=NO_SHEET.format(code=held.code, position=number(held.position)))
    with views(held.position) as there:
        same = signing.printed(signing.sheet_of(there, now)) == content
    made = f"It is byte for byte what is made from the record at position {number(held.position)}."
    finding = Finding("Signature sheet", same, made if same else SHEET_OTHERWISE)
    since = known.ended or (
        f", but {now.code} was signed since; take its sheet again" if held.position < newest else ""
    )
    says = f"This signature sheet is what the record says{since}." if same else "This signature sheet is not proved."
    return Verdict(says=says, findings=(finding,), issued=now, program=home.code)


def _compared(
    views: Views,
    ledger: Ledger,
    held: Held,
    content: bytes,
    renderers: Mapping[str, Renderer],
    known: _Known,
) -> Verdict:
    issued = known.issued
    if not 1 <= held.position <= known.head:
        sentence = f"It says position {number(held.position)}, but this book ends at position {number(known.head)}:"
        raise Unrecognised(f"{sentence} it is a report of another book, or this book was cut off.")
    with views(held.position) as view:
        root = root_at(view)
        name = issued.code if issued else ""
        report = program_report(
            view,
            ledger,
            held.code,
            since=held.since,
            narrative=known.written,
            issued_as=name,
            definition=held.definition,
        )
    findings = [*_own_digest(held), *_name(held, name), *_root(held, root), _digest(held, report)]
    if all(each.holds for each in findings):
        findings.append(_bytes(held, content, report, renderers, issued))
    holds = all(each.holds for each in findings)
    says = f"This file is what the record says{known.ended}." if holds else "This file is not proved."
    return Verdict(says=says, findings=tuple(findings), issued=issued, program=held.code)


def _own_digest(held: Held) -> list[Finding]:
    if held.recomputed is None:
        return []
    same = held.recomputed == held.digest
    says = (
        "It is the digest of what the file says."
        if same
        else "What the file says does not fit its digest: it was changed."
    )
    return [Finding("Digest in the file", same, says)]


def _name(held: Held, name: str) -> list[Finding]:
    """A file that names itself an issued report is the one that was issued under that name, or none."""
    if not held.issued_as:
        return []
    same = held.issued_as == name
    other = f"It names itself {held.issued_as}, but no such document was issued under that name."
    return [Finding("Name in the file", same, f"It was issued as {name}." if same else other)]


def _known(view: View, issued: ReportRow | None) -> _Known:
    written = queries.narrative(view, issued.id) if issued else Narrative()
    return _Known(issued, written, _ended(view, issued), view.head)


def _ended(view: View, issued: ReportRow | None) -> str:
    """What became of it since, to be said in the same breath as that the file is right."""
    if issued is None or issued.stands:
        return ""
    after = succession(view, issued)
    by = f" by {after.later[0].code}{after.words}" if after.later else ""
    return f", but {issued.code} is {issued.state.label.lower()}{by}"


def _root(held: Held, root: str) -> list[Finding]:
    if held.root is None:
        return []
    same = held.root == root
    here = f"This book has the same root at position {number(held.position)}."
    other = f"This book has the root {root} there: it is a report of another book, or one of the two was changed."
    return [Finding("Root of the record", same, here if same else other)]


def _digest(held: Held, report: ProgramReport) -> Finding:
    same = held.digest == report.digest
    made = f"Made again at position {number(held.position)}, the document has"
    says = f"{made} the same digest." if same else f"{made} the digest {report.digest}: it is not this one."
    return Finding("Document made again", same, says)


def _bytes(
    held: Held, content: bytes, report: ProgramReport, renderers: Mapping[str, Renderer], issued: ReportRow | None
) -> Finding:
    what = f"{KINDS[held.kind]} file"
    if issued and digest_of(content) in (issued.json_file, issued.pdf_file):
        return Finding(what, True, f"It is byte for byte the file that was issued as {issued.code}.")
    same = renderers[held.kind](report) == content
    return Finding(what, same, "It is byte for byte what is made from the record." if same else PRINTED_OTHERWISE)


def _kept(fact: ReportIssued, files: Mapping[str, bytes | None]) -> list[Finding]:
    found = []
    for name, digest in (("JSON", fact.json_file), ("PDF", fact.pdf_file)):
        what = amiss(files[name], digest)
        says = f"The file {what}." if what else "Its digest is the one in the record."
        found.append(Finding(f"{name} kept", not what, says))
    return found


def _made_again(fact: ReportIssued, report: ProgramReport) -> list[Finding]:
    """In the order in which one follows from the other: the log's root, the document's digest, the bytes."""
    root, digest = report.root == fact.root, report.digest == fact.digest
    same, printed = digest_of(canonical(report)) == fact.json_file, digest_of(pdf(report)) == fact.pdf_file
    where = f"at position {number(fact.position)}"
    otherwise = "Its bytes are not those that were issued" + (
        ": typst or its fonts are of another version." if digest else "."
    )
    return [
        Finding("Root of the record", root, f"The root {where} is {'' if root else 'not '}the one recorded."),
        Finding("Document made again", digest, f"Made again {where}, its digest is {_same(digest)}."),
        Finding("JSON made again", same, f"Its bytes are {'' if same else 'not '}those that were issued."),
        Finding("PDF made again", printed, "Its bytes are those that were issued." if printed else otherwise),
    ]


def _same(holds: object) -> str:
    return "the same" if holds else "not the same"


def _is_made_here(held: Held) -> None:
    if held.definition in DEFINITIONS:
        return
    inside = {True: " Its own digest is right.", False: " Its own digest is wrong.", None: ""}
    own = inside[None if held.recomputed is None else held.recomputed == held.digest]
    sentence = (
        f"It was made by the report definition {held.definition}; this version makes {NEWEST.name} and cannot make it"
        f" again.{own} Check it with the version that made it, or take the report of position"
        f" {number(held.position)} anew."
    )
    raise Unrecognised(sentence)
