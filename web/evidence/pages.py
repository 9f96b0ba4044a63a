"""The page on which an evidence bundle is chosen, and the file that is taken from it."""

from functools import partial
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_200_OK, HTTP_400_BAD_REQUEST

from projections import programs
from projections.evidence.choosing import Asked, NoBundle, NotYet, Part, choose
from projections.evidence.packing import pack
from projections.reports.rows import ReportRow
from projections.view import View
from web import exports
from web.lists import listing
from web.values import Unreadable
from web.visit import READERS, Visit


@get("/evidence", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = listing(visit, Asked)
        part, problem, status = _chosen(visit, view, asked.filter)
        issued = view.select(ReportRow, "issued_position IS NOT NULL", order="length(code), code")
        return visit.page(
            "evidence/index.html",
            view,
            status_code=status,
            about={"title": "Evidence bundle", "nav": "proof"},
            query=asked,
            part=part,
            problem=problem,
            waits=status == HTTP_200_OK,
            programs=[(row.code, row.name) for row in programs.all_programs(view)],
            reports=[(row.code, f"{row.code} {row.title}") for row in issued],
        )


@get("/evidence/bundle", opt={"roles": READERS}, sync_to_thread=True)
def bundle(visit: NamedDependency[Visit]) -> Response[Any]:
    with visit.view() as view:
        asked = listing(visit, Asked).filter
        part, problem, _ = _chosen(visit, view, asked)
        if part is None:
            raise Unreadable(problem)
        whose = programs.one(view, part.program) if part.program else None
        what = asked.report.upper() or (whose.code if whose else "book")
        name = f"steward-evidence-{what}-{part.events.positions[0]}-{part.events.positions[-1]}.zip"
        file = exports.zip_file(name, partial(pack, view, part))
    visit.looked("bundle", f"{len(part.events.positions)} events as {name}", program=part.program)
    return file


ROUTES = [index, bundle]


def _chosen(visit: Visit, view: View, asked: Asked) -> tuple[Part | None, str, int]:
    """The part, or why there is none; what only waits for a checkpoint is no fault of who asks."""
    try:
        return choose(view, visit.book.ledger, asked), "", HTTP_200_OK
    except NotYet as later:
        return None, str(later), HTTP_200_OK
    except NoBundle as none:
        return None, str(none), HTTP_400_BAD_REQUEST
