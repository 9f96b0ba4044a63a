"""The signature sheet of an issued report: who signed it, when and in what meaning, and whether it still stands."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from projections import programs
from projections.amounts import day, number
from projections.reports import pdf, queries
from projections.reports.coverage import printable
from projections.reports.rows import ReportRow, SignatureRow
from projections.reports.sources import STEWARD, at, name
from projections.reports.texts import moment
from projections.things import Names
from projections.view import View


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    printed_name: str
    signed: str
    meaning: str
    says: str
    digest: str
    root: str
    event: str


class SignatureSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the sheet, in words; `stands` is false once the report is superseded or withdrawn.

    `at` is the position of the newest event of the report: made again there, the sheet is the same.
    """

    code: str
    at: int
    title: str
    made: str
    issued: str
    state: str
    stands: bool
    digest: str
    root: str
    json_file: str
    pdf_file: str
    signatures: tuple[Signed, ...]
    moment: datetime


def sheet_of(view: View, row: ReportRow) -> SignatureSheet:
    """As of the newest event of the report up to the view's position: a later signature makes another sheet."""
    newest = newest_of(view, row)
    there = at(view, newest, row.program)
    return _sheet(there, queries.one(there, row.id) or row)


def newest_of(view: View, row: ReportRow) -> int:
    """The position of the newest event of a report."""
    sql = "SELECT max(position) FROM events WHERE stream = ? AND position <= ?"
    ((position,),) = view.rows(sql, (str(row.id), view.at))
    return int(position)


def _sheet(view: View, row: ReportRow) -> SignatureSheet:
    names = Names(view, {who for who in (row.issued_by, row.ended_by) if who})
    signatures = queries.signatures(view, row.id)
    program = programs.one(view, row.program)
    issued = moment(row.issued_at) if row.issued_at else ""
    by = name(names, row.issued_by, STEWARD)
    return SignatureSheet(
        code=row.code,
        at=view.at,
        title=row.title,
        made=f"{program.name if program else ''}, position {number(row.position)}, as of {day(row.as_of)}",
        issued=f"{by}, {issued}, event {number(row.issued_position or 0)}",
        state=_state(view, row, names, signatures),
        stands=row.stands,
        digest=row.digest,
        root=row.root,
        json_file=row.json_file,
        pdf_file=row.pdf_file,
        signatures=tuple(_signed(each) for each in signatures),
        moment=row.changed_at,
    )


def printed(sheet: SignatureSheet) -> bytes:
    """The same bytes each time, for as long as nothing becomes of the report."""
    mark = f"steward signatures {sheet.code} at {sheet.at}"
    return pdf.printed("signatures.typ", sheet=printable(msgspec.json.encode(sheet).decode()), mark=mark)


def _signed(row: SignatureRow) -> Signed:
    return Signed(
        printed_name=row.printed_name,
        signed=moment(row.signed_at),
        meaning=row.meaning.label,
        says=row.meaning.sentence,
        digest=row.digest,
        root=row.root,
        event=number(row.position),
    )


def _state(view: View, row: ReportRow, names: Names, signatures: Sequence[SignatureRow]) -> str:
    if not row.ended_at:
        signed = "" if signatures else " Nobody has signed it yet."
        return f"{row.state.label}. It stands: it is neither superseded nor withdrawn.{signed}"
    successor = queries.one(view, row.superseded_by)
    by = f" by {successor.code} {successor.title}" if successor else ""
    who = f"{moment(row.ended_at)}, by {name(names, row.ended_by, STEWARD)}"
    return f"{row.state.label}{by}. {row.ending} Recorded {who}."
