"""What the pages of issued reports share: whose they are to read, and where they are found."""

from application.ledger import NotFound
from domain.programs.state import program_id
from projections.moments import then
from projections.reports import queries
from projections.reports.document import ProgramReport
from projections.reports.rows import ReportRow
from projections.view import View
from web.values import Unreadable
from web.visit import READERS, Visit

NAV = "reports"
ISSUED = "/reports/issued"


def row_of(visit: Visit, view: View, code: str) -> ReportRow:
    """The report of an address. Who reads reports alone is shown none that is not issued by now."""
    row = queries.find(view, code.upper())
    if row is None or not (visit.may(READERS, row.program) or _is_issued(view, row)):
        raise NotFound(code)
    return row


def issued_of(visit: Visit, view: View, code: str, *, so: str) -> ReportRow:
    """The same where it was issued; `so` is what cannot be asked of a draft."""
    row = row_of(visit, view, code)
    if not row.issued:
        sentence = f"{row.code} was not issued, so {so}; issue it first."
        raise Unreadable(sentence)
    return row


def come_from(visit: Visit, view: View, report: ProgramReport) -> ReportRow | None:
    """The report whose page a figure was opened from, as its address says; none where it is another, or not theirs."""
    code = visit.query.get("report", "").strip()
    try:
        row = row_of(visit, then(view, view.head), code) if code else None
    except NotFound:
        return None
    made = (program_id(report.program.code), report.position, report.since.position)
    return row if row and (row.program, row.position, row.since_position) == made else None


def _is_issued(view: View, row: ReportRow) -> bool:
    now = queries.one(then(view, view.head), row.id)
    return row.issued or bool(now and now.issued)


def path_of(row: ReportRow) -> str:
    return f"{ISSUED}/{row.code}"
