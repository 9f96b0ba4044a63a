"""What was recorded after an issued report and corrects what it was made from, and what would differ."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from projections import record
from projections.catalogue import READ_MODELS
from projections.reports.correcting import Supposition, later_facts, supposition
from projections.reports.issuing import as_issued
from projections.reports.rows import ReportRow
from projections.view import View
from web.reports.reading import ISSUED, NAV, issued_of
from web.visit import EVERYONE, Visit

LISTED = 200
MOST = 20_000  # later facts that are folded in while somebody waits


@get(f"{ISSUED}/{{code:str}}/corrections", opt={"roles": EVERYONE}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    with visit.view(EVERYONE) as view:
        row = issued_of(visit, view, code, so="nothing can correct it")
        ledger = visit.book.ledger
        later = later_facts(view, ledger, row)
        return visit.page(
            "reports/corrections.html",
            view,
            about={"title": f"Recorded later than {row.code}", "nav": NAV},
            row=row,
            later=later,
            entries=record.lines(view, ledger, later[:LISTED]),
            found=_found(visit, view, row, later) if later else None,
        )


ROUTES = [show]


def _found(visit: Visit, view: View, row: ReportRow, later: list[int]) -> Supposition | None:
    issued = as_issued(view, row)
    if issued is None or len(later) > MOST:
        return None
    return supposition(view, visit.book.ledger, READ_MODELS, row, issued, later)
