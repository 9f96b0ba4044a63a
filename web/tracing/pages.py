"""The pages of figures: `/trace/{name}` for the overviews, and a figure of a report by its path in the document."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace

from application.ledger import NotFound
from domain.programs.codes import normal
from projections.reports.document import Figure, ProgramReport, figures
from projections.reports.program import NoReport, traced_report
from projections.reports.rules import RULES
from projections.tracing.lists import listed
from projections.tracing.quarters import quarters
from projections.tracing.traces import Trace
from projections.view import View
from web import exports
from web.lists import Listing, listing
from web.reports.reading import way_back
from web.shared.kit import link_at
from web.tracing.named import FIGURES, LISTS, Asked
from web.tracing.showing import HEADINGS, Paged, leaving, page_of, paged
from web.values import Unreadable, read_number
from web.visit import EVERYONE, READERS, Visit

NO_FIGURE = "There is no figure of this name; go back to the page and follow the figure from there."
NOT_IN_IT = "This report has no figure at {path}; open the report and follow the figure from there."


@get("/trace/{name:str}", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], name: FromPath[str]) -> Response[str]:
    """One figure of an overview at the moment looked at."""
    with visit.view() as view:
        if name in LISTS:
            return _list(visit, view, name)
        if name not in FIGURES:
            return _none(visit, view, NO_FIGURE)
        asked, today, trace = listing(visit, Asked), visit.today(view), _named(visit, view, name)
        shown, tabs = paged(trace, asked.page), _tabs(view, name, asked.filter, today)
        return page_of(visit, view, trace, shown, query=asked, back=_back(asked.filter, view), tabs=tabs)


@get("/reports/programs/{code:str}/figures/{path:str}", opt={"roles": EVERYONE}, sync_to_thread=True)
def figure(visit: NamedDependency[Visit], code: FromPath[str], path: FromPath[str]) -> Response[str]:
    """One figure of a report, by its path in the document, for everyone who may read the report.

    A path means something in one document alone: without a position the address leads to the report as of now.
    """
    if not visit.query.get("at", "").strip():
        return Response("", status_code=303, headers={"Location": f"/reports/programs/{normal(code)}"})
    with visit.view(EVERYONE) as view:
        try:
            report = _report_of(visit, view, code)
        except NoReport as none:
            return _none(visit, view, str(none))
        found = dict(figures(report)).get(path)
        if found is None or not found.rule:
            return _none(visit, view, NOT_IN_IT.format(path=path[:80]))
        query, trace = listing(visit, Asked), _of_report(report, found)
        back = _report(visit, view, report)
        return page_of(visit, view, trace, paged(trace, query.page), query=query, back=back, report=True)


@get("/trace/{name:str}/export/{kind:str}", opt={"roles": READERS}, sync_to_thread=True)
def file(visit: NamedDependency[Visit], name: FromPath[str], kind: FromPath[str]) -> Response[Any]:
    """The same, all of its pages, to take away."""
    with visit.view() as view:
        if name not in FIGURES and name not in LISTS:
            raise NotFound(name)
        trace = _whole(visit, view, name) if name in LISTS else _named(visit, view, name)
        lines = leaving(visit, view, trace)
    about = [] if name in LISTS else _codes(listing(visit, Asked).filter)
    return _taken(visit, trace, lines, kind, "-".join([name, *about, f"at-{view.at}"]))


@get("/reports/programs/{code:str}/figures/{path:str}/export/{kind:str}", opt={"roles": EVERYONE}, sync_to_thread=True)
def figure_file(
    visit: NamedDependency[Visit], code: FromPath[str], path: FromPath[str], kind: FromPath[str]
) -> Response[Any]:
    with visit.view(EVERYONE) as view:
        try:
            report = _report_of(visit, view, code)
        except NoReport as none:
            raise Unreadable(str(none)) from none
        found = dict(figures(report)).get(path)
        if found is None or not found.rule:
            raise NotFound(path)
        trace = _of_report(report, found)
        lines = leaving(visit, view, trace)
    return _taken(visit, trace, lines, kind, f"{path}-{report.program.code}-at-{report.position}")


ROUTES: list[Any] = [show, figure, file, figure_file]


def _taken(visit: Visit, trace: Trace, lines: list[tuple[Any, ...]], kind: str, name: str) -> Response[Any]:
    """As a file whose `name` says which figure it is, of what and at which position."""
    if kind not in exports.FORMS:
        raise NotFound(kind)
    visit.looked("export", f"{trace.title}: {trace.value}, {len(lines)} lines as {kind.upper()}")
    return exports.FORMS[kind](f"steward-figure-{name}", HEADINGS, lines)


def _codes(asked: Asked) -> list[str]:
    """What a figure is about, by the codes that it was asked by."""
    return [normal(each) for each in (asked.program, asked.project, asked.risk, asked.issue, asked.action) if each]


def _named(visit: Visit, view: View, name: str) -> Trace:
    return FIGURES[name](view, listing(visit, Asked).filter, visit.today(view))


def _filters(visit: Visit, kind: type[Any]) -> Listing[Any]:
    """Those of the list. Where the list shows all the same and says what it left out, its figure would be another."""
    asked: Listing[Any] = listing(visit, kind)
    for name in asked.unread:
        said = f"{name.replace('_', ' ').capitalize()}: “{asked.typed[name]}” is not there to choose"
        raise Unreadable(f"{said}; go back to the list and choose again.")
    return asked


def _whole(visit: Visit, view: View, name: str) -> Trace:
    """A list with the rows of all its pages."""
    each, today = LISTS[name], visit.today(view)
    asked = _filters(visit, each.asked)
    first = each.search(view, replace(asked.filter, page=1), today)
    rest = [replace(asked.filter, page=n) for n in range(2, -(-first.total // first.size) + 1)]
    pages = [first, *(each.search(view, one, today) for one in rest)]
    told = [listed(view, each.kind, one, noun=each.noun, asked=asked.filters, opens=each.opens).trace for one in pages]
    return replace(told[0], inputs=tuple(line for one in told for line in one.inputs))


def _report_of(visit: Visit, view: View, code: str) -> ProgramReport:
    since = visit.query.get("since", "").strip()
    compared = read_number("Compared with", since) if since else None
    return traced_report(view, visit.book.ledger, normal(code), since=compared)


def _list(visit: Visit, view: View, name: str) -> Response[str]:
    each = LISTS[name]
    asked = _filters(visit, each.asked)
    page = each.search(view, asked.filter, visit.today(view))
    found = listed(view, each.kind, page, noun=each.noun, asked=asked.filters, opens=each.opens)
    shown = Paged(found.trace.inputs, found.total, found.page)
    back = (each.noun, link_at(view.at if view.past else None)(f"/{name.removeprefix('list-')}", **asked.filters))
    return page_of(visit, view, found.trace, shown, query=asked, back=back)


def _tabs(view: View, name: str, asked: Asked, today: date) -> list[tuple[str, str, bool]]:
    """The other quarters of the same strip."""
    if name != "health-by-quarter":
        return []
    link, names, path = link_at(view.at if view.past else None), quarters(today), f"/trace/{name}"
    chosen = asked.quarter or names[-1]
    return [(each, link(path, program=asked.program, quarter=each), each == chosen) for each in names]


def _none(visit: Visit, view: View, sentence: str) -> Response[str]:
    about = {"title": "There is no such figure", "nav": "reports", "about": "The book"}
    return visit.page("tracing/none.html", view, status_code=404, about=about, sentence=sentence)


def _back(asked: Asked, view: View) -> tuple[str, str]:
    """The page that shows this figure."""
    link = link_at(view.at if view.past else None)
    named = {"programs": asked.program, "projects": asked.project, "risks": asked.risk, "issues": asked.issue}
    for kind, code in (*named.items(), ("corrective-actions", asked.action)):
        if code:
            return code, link(f"/{kind}/{code}")
    return "Portfolio", link("/")


def _of_report(report: ProgramReport, found: Figure) -> Trace:
    number = found.value if isinstance(found.value, int) else None
    title = f"{found.text}, in the report of {report.program.name}"
    return Trace(title, found.text, RULES[found.rule], (), found.inputs or (), number)


def _report(visit: Visit, view: View, report: ProgramReport) -> tuple[str, str]:
    """The page that the figure was opened from: of an issued report, or of the report as anybody may take it."""
    if back := way_back(visit, view, report):
        return back
    at = urlencode({"at": report.position, "since": report.since.position})
    return report.program.name, f"/reports/programs/{report.program.code}?{at}"
