"""The page of a bridge: from one issued report of a program to a later one, figure by figure and event by event."""

from litestar import Response, get
from litestar.di import NamedDependency

from projections import programs, record
from projections.record import Entry, EntryRow
from projections.reports import queries
from projections.reports.bridge import Span, bridge
from projections.reports.rows import ReportRow
from projections.reports.sources import at
from projections.view import View, chunks
from web.reports.reading import NAV
from web.values import Unreadable
from web.visit import EVERYONE, Visit

CHOOSE = "choose two issued reports of one program, such as /reports/bridge?from=RP-001&to=RP-002."


@get("/reports/bridge", opt={"roles": EVERYONE}, sync_to_thread=True)
def show(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view(EVERYONE) as view:
        earlier, later = (_report(visit, view, name) for name in ("from", "to"))
        _belong_together(earlier, later)
        then = at(view, later.position, later.program)
        program = programs.one(then, later.program)
        spans = bridge(then, program, earlier.position) if program else ()
        return visit.page(
            "reports/bridge.html",
            view,
            about={"title": f"From {earlier.code} to {later.code}", "nav": NAV},
            earlier=earlier,
            later=later,
            program=program,
            spans=spans,
            entries=_entries(visit, view, spans),
        )


ROUTES = [show]


def _report(visit: Visit, view: View, name: str) -> ReportRow:
    code = visit.query.get(name, "").strip().upper()
    row = queries.find(view, code) if code else None
    if row is None or not row.issued:
        said = f"{code[:40]} is no issued report of yours" if code else f"The address lacks “{name}”"
        sentence = f"{said}; {CHOOSE}"
        raise Unreadable(sentence)
    return row


def _belong_together(earlier: ReportRow, later: ReportRow) -> None:
    if earlier.program != later.program:
        sentence = f"{earlier.code} and {later.code} are of two programs; {CHOOSE}"
        raise Unreadable(sentence)
    if earlier.position >= later.position:
        sentence = f"{earlier.code} is not of an earlier position than {later.code}; put the earlier one first."
        raise Unreadable(sentence)


def _entries(visit: Visit, view: View, spans: tuple[Span, ...]) -> dict[int, Entry]:
    """The events that moved a figure, as lines of the record; those of other programs are left out."""
    wanted = sorted({each.position for span in spans for each in span.contributions if each.position})
    found: dict[int, Entry] = {}
    for chunk in chunks(wanted):
        rows = view.select(EntryRow, f"position IN ({', '.join('?' * len(chunk))})", chunk)
        entries = record.lines(view, visit.book.ledger, [row.position for row in rows])
        found.update({entry.position: entry for entry in entries})
    return found
