"""The pages of reports: choose one, read it, take it away."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import FromPath

from application.desk import WRITERS
from domain.programs.codes import normal
from domain.programs.state import program_id
from projections.moments import then
from projections.programs import all_programs
from projections.reports import queries
from projections.reports.document import ProgramReport, canonical
from projections.reports.pdf import pdf
from projections.reports.program import NoReport, program_report
from projections.view import View
from web.exports import leaving
from web.reports.drawing import drawn, print_lines
from web.reports.reading import NAV
from web.values import Unreadable, read_number
from web.visit import EVERYONE, READERS, Visit

PROGRAM = "/reports/programs/{code:str}"


@get("/reports", opt={"roles": EVERYONE}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view(EVERYONE) as view:
        rows = sorted(all_programs(view), key=lambda row: (row.name.casefold(), row.code))
        found = [row for row in queries.reports(view) if row.issued or visit.may(READERS, row.program)]
        signed = Counter(each.report for each in queries.signatures(view))
        about = {"title": "Reports", "nav": NAV}
        drafts = not view.past and visit.may_somewhere(WRITERS)
        return visit.page("reports/index.html", view, about=about, rows=rows, found=found, signed=signed, drafts=drafts)


@get("/reports/chosen", opt={"roles": EVERYONE}, sync_to_thread=True)
def chosen(visit: NamedDependency[Visit]) -> Response[str]:
    """Where the form of the list leads: the address of the report that was chosen."""
    code = normal(visit.query.get("program", ""))
    with visit.view(EVERYONE) as view:
        if code not in {row.code for row in all_programs(then(view, view.head))}:
            sentence = "Program: choose one of the programs in the list."
            raise Unreadable(sentence, "program")
        return _see(f"/reports/programs/{code}?at={view.at}")


@get(PROGRAM, opt={"roles": EVERYONE}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    """The report at the position in its address; without one, the way to its address as of now."""
    with visit.view(EVERYONE) as view:
        if not visit.query.get("at", "").strip():
            return _see(f"/reports/programs/{normal(code)}?at={view.head}")
        try:
            report = _report(visit, view, code)
        except NoReport as none:
            about = {"title": "There is no such report", "nav": NAV}
            return visit.page("reports/none.html", view, status_code=404, about=about, sentence=str(none))
        about = {"title": report.title, "nav": NAV}
        program = program_id(report.program.code)
        draft = program if visit.may(WRITERS, program) else None
        return visit.page("reports/show.html", view, about=about, report=report, draft=draft, **drawn(report))


@get(f"{PROGRAM}/report.json", opt={"roles": EVERYONE}, sync_to_thread=True)
def as_json(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[bytes]:
    with _told(visit, code) as report:
        _noted(visit, report, "JSON")
        return _leaving(canonical(report), report, "json", "application/json")


@get(f"{PROGRAM}/report.pdf", opt={"roles": EVERYONE}, sync_to_thread=True)
def as_pdf(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[bytes]:
    with _told(visit, code) as report:
        _noted(visit, report, "PDF")
        return _leaving(pdf(report), report, "pdf", "application/pdf")


@get(f"{PROGRAM}/print.css", opt={"roles": EVERYONE}, sync_to_thread=True)
def print_css(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    """The lines at the foot of each printed page; a style sheet is the only place they can come from."""
    with _told(visit, code) as report:
        return Response(print_lines(report), media_type="text/css", headers={"X-Content-Type-Options": "nosniff"})


ROUTES = [index, chosen, show, as_json, as_pdf, print_css]


@contextmanager
def _told(visit: Visit, code: str) -> Iterator[ProgramReport]:
    try:
        with visit.view(EVERYONE) as view:
            report = _report(visit, view, code)
    except NoReport as none:
        raise Unreadable(str(none)) from none
    yield report


def _see(address: str) -> Response[str]:
    return Response("", status_code=303, headers={"Location": address}, media_type=MediaType.HTML)


def _report(visit: Visit, view: View, code: str) -> ProgramReport:
    since = visit.query.get("since", "").strip()
    return program_report(
        view, visit.book.ledger, normal(code), since=read_number("Compared with", since) if since else None
    )


def _noted(visit: Visit, report: ProgramReport, form: str) -> None:
    program = program_id(report.program.code)
    visit.looked("report", f"{report.title}, position {report.position}, as {form}", program=program)


def _leaving(body: bytes, report: ProgramReport, ending: str, media_type: str) -> Response[bytes]:
    name = f"steward-{report.program.code}-at-{report.position}.{ending}"
    return Response(body, media_type=media_type, headers=leaving(name))
