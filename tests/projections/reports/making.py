"""Makes the report of a told program, in every form."""

from projections.reports.document import ProgramReport, canonical
from projections.reports.pdf import pdf
from projections.reports.program import program_report
from tests.projections.reports.transport import Telling
from web.reports.standalone import html


def report_of(told: Telling, at: int | None = None, *, since: int | None = None, code: str = "DFT") -> ProgramReport:
    with told.book.view(at) as view:
        return program_report(view, told.book.ledger, code, since=since)


def every_form(report: ProgramReport) -> tuple[bytes, bytes, bytes]:
    return canonical(report), html(report).encode(), pdf(report)
