"""What the pages of issued reports share: whose they are to read, and where they are found."""

from application.ledger import NotFound
from domain.programs.state import program_id
from projections.moments import read_position, then
from projections.reports import queries
from projections.reports.document import ProgramReport
from projections.reports.rows import ReportRow
from projections.view import View
from web.shared.kit import link_at
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


def way_back(visit: Visit, view: View, report: ProgramReport) -> tuple[str, str] | None:
    """The page of the report that a figure was opened from, as its address says; none where it is not theirs.

    At the moment of the past at which that page was looked at, if it was.
    """
    row = _named(visit, view)
    made = (program_id(report.program.code), report.position, report.since.position)
    if row is None or (row.program, row.position, row.since_position) != made:
        return None
    seen = read_position(visit.query.get("seen", ""))
    link = link_at(seen if seen and seen < view.head else None)
    return f"{row.code} {row.title}", f"{link(path_of(row))}#document"


def _named(visit: Visit, view: View) -> ReportRow | None:
    code = visit.query.get("report", "").strip()
    try:
        return row_of(visit, then(view, view.head), code) if code else None
    except NotFound:
        return None


def _is_issued(view: View, row: ReportRow) -> bool:
    now = queries.one(then(view, view.head), row.id)
    return row.issued or bool(now and now.issued)


def path_of(row: ReportRow) -> str:
    return f"{ISSUED}/{row.code}"
