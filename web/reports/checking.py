"""Checking reports: one that was issued against the record, or a file that somebody holds; and the files as kept."""

from litestar import Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath

from application.documents import amiss, kept
from application.imports.uploads import Upload
from application.ledger import NotFound
from domain.programs.state import program_id
from projections.reports import queries, signing
from projections.reports.document import canonical
from projections.reports.pdf import pdf
from projections.reports.succession import succession
from projections.reports.verifying import Renderer, Verdict, Views, check_file, check_issued
from web.exports import leaving
from web.imports.sending import sent_files
from web.reports.reading import ISSUED, NAV, issued_of, row_of
from web.reports.standalone import html
from web.values import Beyond
from web.visit import EVERYONE, Visit

MOST_BYTES = 20_000_000
ENDINGS = {"json": "application/json", "pdf": "application/pdf"}
INSTEAD = (
    "“Check it” on its page makes the report again from the record and compares; whoever runs Steward puts the file"
    " back from a backup."
)
RENDERERS: dict[str, Renderer] = {"json": canonical, "pdf": pdf, "html": lambda report: html(report).encode()}
Form = NamedDependency[dict[str, list[str]]]


@get(f"{ISSUED}/{{code:str}}/report.json", opt={"roles": EVERYONE}, sync_to_thread=True)
def as_json(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[bytes]:
    return _kept(visit, code, "json")


@get(f"{ISSUED}/{{code:str}}/report.pdf", opt={"roles": EVERYONE}, sync_to_thread=True)
def as_pdf(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[bytes]:
    return _kept(visit, code, "pdf")


@get(f"{ISSUED}/{{code:str}}/signatures.pdf", opt={"roles": EVERYONE}, sync_to_thread=True)
def signature_sheet(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[bytes]:
    """Who signed what was issued, when and in what meaning, and whether it still stands: as of the view."""
    with visit.view(EVERYONE) as view:
        row = issued_of(visit, view, code, so="nobody has signed it")
        sheet = signing.sheet_of(view, row)
    visit.looked("report", f"{row.code} {row.title}, its signature sheet", program=row.program)
    headers = leaving(f"steward-{row.code}-signatures.pdf")
    return Response(signing.printed(sheet), media_type=ENDINGS["pdf"], headers=headers)


@get(f"{ISSUED}/{{code:str}}/check", opt={"roles": EVERYONE}, sync_to_thread=True)
def check(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    """Make the report again and compare."""
    with visit.view(EVERYONE) as view:
        row = issued_of(visit, view, code, so="there is nothing to compare it with")
    verdict = check_issued(_views(visit), visit.book.ledger, row)
    visit.looked("verification", f"{row.code} {row.title}: {verdict.says}", program=row.program)
    return _verdict(visit, verdict, f"Check of {row.code}")


@get("/reports/checks", opt={"roles": EVERYONE}, sync_to_thread=True)
def choose(visit: NamedDependency[Visit]) -> Response[str]:
    return _choose(visit, {})


@post(
    "/reports/checks",
    opt={"roles": EVERYONE},
    sync_to_thread=True,
    request_max_body_size=MOST_BYTES + 1_000_000,
    dependencies={"files": Provide(sent_files)},
)
def check_sent(visit: NamedDependency[Visit], form: Form, files: NamedDependency[list[Upload]]) -> Response[str]:  # noqa: ARG001 - it is read before the files
    if len(files) != 1:
        return _choose(visit, {"file": "Choose one file: a report as JSON, PDF or HTML."})
    (sent,) = files
    if len(sent.data) > MOST_BYTES:
        return _choose(visit, {"file": "No report is larger than 20 MB; choose another file."})
    verdict = check_file(_views(visit), visit.book.ledger, sent.data, renderers=RENDERERS)
    program = program_id(verdict.program) if verdict.program else None
    visit.looked("verification", f"The report in {sent.name}: {verdict.says}", program=program)
    return _verdict(visit, verdict, f"Check of {sent.name}")


ROUTES = [as_json, as_pdf, signature_sheet, check, choose, check_sent]


def _kept(visit: Visit, code: str, ending: str) -> Response[bytes]:
    """The bytes that were kept when the report was issued, and none that were altered since."""
    with visit.view(EVERYONE) as view:
        row = row_of(visit, view, code)
        digest = {"json": row.json_file, "pdf": row.pdf_file}[ending]
        found = kept(view.tx, digest)
    if not row.issued:
        raise NotFound(code)
    if found is None or amiss(found, digest):
        how = "that is kept here was altered, so it is not given out" if found is not None else "is not kept any more"
        raise Beyond(f"The {ending.upper()} file of {row.code} {how}. {INSTEAD}")
    visit.looked("report", f"{row.code} {row.title}, as {ending.upper()}", program=row.program)
    headers = leaving(f"steward-{row.code}-at-{row.position}.{ending}")
    return Response(found, media_type=ENDINGS[ending], headers=headers)


def _views(visit: Visit) -> Views:
    """The book at a position, through this person's eyes."""
    programs = visit.person.programs(EVERYONE, visit.book.now())
    return lambda at: visit.book.view(at, programs=programs)


def _verdict(visit: Visit, verdict: Verdict, title: str) -> Response[str]:
    with visit.view(EVERYONE) as view:
        issued = verdict.issued
        return visit.page(
            "reports/verdict.html",
            view,
            about={"title": title, "nav": NAV},
            verdict=verdict,
            signatures=queries.signatures(view, issued.id) if issued else [],
            after=succession(view, issued) if issued else None,
        )


def _choose(visit: Visit, errors: dict[str, str]) -> Response[str]:
    with visit.view(EVERYONE) as view:
        about = {"title": "Check a report you hold", "nav": NAV, "problem": bool(errors)}
        status = 422 if errors else 200
        return visit.page("reports/check.html", view, status_code=status, about=about, errors=errors)
