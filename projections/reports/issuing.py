"""Makes a document from the log in one read transaction: to be issued, and again whenever somebody checks it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import msgspec

from application.documents import amiss, keep, kept
from application.ledger import Database, Ledger, NotFound
from application.printing import Begun
from domain.kernel import refuse
from domain.reports.words import Made, Narrative
from projections import programs
from projections.reports.document import ProgramReport, canonical
from projections.reports.pdf import pdf
from projections.reports.program import NoReport, program_report
from projections.reports.rows import ReportRow
from projections.reports.sources import Sources
from projections.view import View

Views = Callable[[int | None], AbstractContextManager[View]]


class BookPress:
    """The press of one book; `view` opens it at a position with everything in it."""

    def __init__(self, database: Database, ledger: Ledger, view: Views) -> None:
        self._database = database
        self._ledger = ledger
        self._view = view

    def begin(self, program: UUID, position: int, since: int | None) -> Begun:
        try:
            with self._view(position) as view:
                sources = Sources(view, self._ledger, _code(view, program), since)
        except NoReport as none:
            raise refuse(str(none), none.about) from none
        return Begun(definition=sources.definition.name, since=sources.since, as_of=sources.today)

    def make(self, report: UUID, narrative: Narrative) -> Made:
        with self._view(None) as view:
            row = view.one(ReportRow, report)
        if row is None:
            raise NotFound(report)
        document = made_at(self._view, self._ledger, row, narrative=narrative, issued_as=row.code)
        return Made(
            definition=document.definition,
            digest=str(document.digest),
            json_file=keep(self._database, canonical(document), "application/json"),
            pdf_file=keep(self._database, pdf(document), "application/pdf"),
            root=document.root,
        )


def made_at(views: Views, ledger: Ledger, row: ReportRow, *, narrative: Narrative, issued_as: str) -> ProgramReport:
    """The document of a report, by the definition that it was drafted by; a draft is issued as nothing.

    The one way in which an issued document is ever made.
    """
    with views(row.position) as view:
        code = _code(view, row.program)
        return program_report(
            view,
            ledger,
            code,
            since=row.since_position,
            narrative=narrative,
            issued_as=issued_as,
            definition=row.definition,
        )


def _code(view: View, program: UUID) -> str:
    row = programs.one(view, program)
    if row is None:
        sentence = f"The program was not in the book yet at position {view.at}; choose a later position."
        raise NoReport(sentence, "position")
    return row.code


def as_issued(view: View, row: ReportRow) -> ProgramReport | None:
    """The document that was issued, from the bytes kept; None where they are gone, altered or of another shape."""
    held = kept(view.tx, row.json_file)
    if held is None or amiss(held, row.json_file):
        return None
    try:
        return msgspec.json.decode(held, type=ProgramReport)
    except msgspec.DecodeError:
        return None
