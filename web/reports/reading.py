"""What the pages of issued reports share: whose they are to read, and where they are found."""

from application.ledger import NotFound
from projections.reports import queries
from projections.reports.rows import ReportRow
from projections.view import View
from web.visit import READERS, Visit

NAV = "reports"
ISSUED = "/reports/issued"


def row_of(visit: Visit, view: View, code: str) -> ReportRow:
    """The report of an address. Who reads reports alone is shown none before it is issued."""
    row = queries.find(view, code.upper())
    if row is None or not (row.issued or visit.may(READERS, row.program)):
        raise NotFound(code)
    return row


def path_of(row: ReportRow) -> str:
    return f"{ISSUED}/{row.code}"
