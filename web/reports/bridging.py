"""The page of a bridge: from one issued report of a program to a later one, figure by figure and event by event."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace

from application.ledger import NotFound
from projections import programs, record
from projections.programs import ProgramRow
from projections.record import Entry
from projections.reports import queries
from projections.reports.bridge import Span, bridge
from projections.reports.rows import ReportRow
from projections.reports.sources import at
from projections.tracing import bridged
from projections.tracing.traces import Trace
from projections.view import View
from web.lists import listing
from web.reports.reading import NAV
from web.tracing.named import Asked
from web.tracing.showing import page_of, paged
from web.values import Unreadable, read_number
from web.visit import EVERYONE, Visit

CHOOSE = "choose two issued reports of one program, such as /reports/bridge?from=RP-001&to=RP-002."
SIDES = ("opening", "closing", "change")


@get("/reports/bridge", opt={"roles": EVERYONE}, sync_to_thread=True)
def show(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view(EVERYONE) as view:
        earlier, later = _ends(visit, view)
        program, spans = _spans(view, earlier, later)
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


@get("/reports/bridge/figures/{number:int}", opt={"roles": EVERYONE}, sync_to_thread=True)
def figure(visit: NamedDependency[Visit], number: FromPath[int]) -> Response[str]:
    """What made a figure of a bridge: at its opening, at its closing, on the way, or in one step of the way."""
    with visit.view(EVERYONE) as view:
        earlier, later = _ends(visit, view)
        program, spans = _spans(view, earlier, later)
        if program is None or not 0 < number <= len(spans):
            raise NotFound(str(number))
        row = earlier if visit.query.get("side") == "opening" else later
        there = at(view, row.position, row.program)
        trace = _trace(visit, there, program, spans[number - 1])
        kept = {name: visit.query[name] for name in ("from", "to", "side", "step") if name in visit.query}
        query = replace(listing(visit, Asked), filters=kept)
        back = (f"{earlier.code} to {later.code}", f"/reports/bridge?from={earlier.code}&to={later.code}")
        shown = paged(trace, query.page)
        return page_of(visit, there, trace, shown, query=query, back=back, report=True, leaves=False)


ROUTES = [show, figure]


def _trace(visit: Visit, there: View, program: ProgramRow, span: Span) -> Trace:
    if step := visit.query.get("step", ""):
        place = read_number("Step", step)
        if not 0 < place <= len(span.contributions):
            sentence = f"Step: enter a number from 1 to {len(span.contributions)}, as the bridge counts its events."
            raise Unreadable(sentence)
        return bridged.step(span, place - 1)
    side = visit.query.get("side", "closing")
    if side not in SIDES:
        sentence = f"Side: choose one of {', '.join(SIDES)}."
        raise Unreadable(sentence)
    if side == "change":
        return bridged.change(span)
    today = visit.book.ledger.moment_of(there.tx, there.at).date()
    return bridged.end(there, programs.one(there, program.id) or program, span, today)


def _ends(visit: Visit, view: View) -> tuple[ReportRow, ReportRow]:
    earlier, later = (_report(visit, view, name) for name in ("from", "to"))
    _belong_together(earlier, later)
    return earlier, later


def _spans(view: View, earlier: ReportRow, later: ReportRow) -> tuple[ProgramRow | None, tuple[Span, ...]]:
    then = at(view, later.position, later.program)
    program = programs.one(then, later.program)
    return program, bridge(then, program, earlier.position) if program else ()


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
    wanted = {each.position for span in spans for each in span.contributions if each.position}
    return {entry.position: entry for entry in record.at(view, visit.book.ledger, wanted)}
