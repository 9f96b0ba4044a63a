"""The pages of imports: choose the files, see what they would change, and record it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.enums import MediaType
from litestar.params import FromPath

from application.desk import MANAGERS, WRITERS, NotAllowed
from application.imports.portfolio import Plan
from application.imports.sources import Unreadable
from application.imports.taking import PORTFOLIO, SHEETS, Outcome, Planned, fingerprint, plan_of, read, record
from application.imports.templates import template_csv, template_xlsx
from application.imports.uploads import Held, Upload, Uploads
from application.ledger import Ask, NotFound
from projections import record as records
from projections.book import utc_now
from projections.view import View
from web.imports.sending import KINDS, MOST_BYTES, ONLY_MANAGERS, is_too_large, kinds, sent_files, wrong_with
from web.sign_in.door import see
from web.visit import Visit

Form = NamedDependency[dict[str, list[str]]]
Errors = Mapping[str, Sequence[str]]
ABOUT = {"title": "Import", "nav": "import"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500  # problems on one page; more are counted
YEARS = frozenset(map(str, range(2000, 2101)))
GONE = (
    "These files are no longer kept: they were recorded, or an hour has passed. Choose them again;"
    " what is recorded already is not recorded twice."
)


@get("/import", opt={"roles": WRITERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    return _index(visit, visit.query.get("kind", ""), {})


@get("/import/templates/{name:str}", opt={"roles": WRITERS}, sync_to_thread=True)
def template(visit: NamedDependency[Visit], name: FromPath[str]) -> Response[bytes]:  # noqa: ARG001 - checks the roles
    """An empty template, such as risks.xlsx."""
    kind, _, ending = name.partition(".")
    makers = {"csv": (template_csv, "text/csv"), "xlsx": (template_xlsx, XLSX)}
    if kind not in SHEETS or ending not in makers:
        raise NotFound(name)
    make, media_type = makers[ending]
    told = {"Content-Disposition": f'attachment; filename="steward-{name}"'}
    return Response(make(SHEETS[kind]), media_type=media_type, headers=told)


@post(
    "/import",
    opt={"roles": WRITERS},
    sync_to_thread=True,
    request_max_body_size=MOST_BYTES,
    dependencies={"files": Provide(sent_files)},
)
def upload(visit: NamedDependency[Visit], form: Form, files: NamedDependency[list[Upload]]) -> Response[str]:
    kind = (form.get("kind") or [""])[0]
    _allow(visit, kind)
    if errors := wrong_with(kind, files):
        return _index(visit, kind, errors, status=413 if is_too_large(files) else 422)
    try:
        read(Held(kind, tuple(files)))
    except Unreadable as unreadable:
        return _index(visit, kind, {"files": [str(unreadable)]}, status=422)
    token = _uploads(visit).keep(kind, files, person=visit.person.id, now=utc_now())
    return _go(visit, f"/import/{token}")


@get("/import/{token:str}", opt={"roles": WRITERS}, sync_to_thread=True)
def preview(visit: NamedDependency[Visit], token: FromPath[str]) -> Response[str]:
    held = _held(visit, token)
    return _preview(visit, token, held) if held else _gone(visit)


@post("/import/{token:str}/years", opt={"roles": WRITERS}, sync_to_thread=True)
def say_years(visit: NamedDependency[Visit], token: FromPath[str], form: Form) -> Response[str]:
    """What year the editions are of that do not say it themselves."""
    held = _held(visit, token)
    if held is None:
        return _gone(visit)
    typed = {f"year.{place}": (form.get(f"year.{place}") or [""])[0].strip() for place in read(held).undated}
    errors = {
        name: ["Enter the year of the edition, such as 2021."] for name, text in typed.items() if text not in YEARS
    }
    if errors:
        return _years(visit, token, held, typed=typed, errors=errors)
    for name, text in typed.items():
        place = int(name.partition(".")[2])
        _uploads(visit).say_year(token, int(text), place=place, person=visit.person.id)
    return _go(visit, f"/import/{token}")


@post("/import/{token:str}/confirmation", opt={"roles": WRITERS}, sync_to_thread=True)
def confirm(visit: NamedDependency[Visit], token: FromPath[str], form: Form) -> Response[str]:
    """Record what the preview showed; where the book would take something else by now, show that first."""
    held = _held(visit, token)
    if held is None:
        return _gone(visit)
    planned = _planned(visit, held)
    if planned is None or (form.get("seen") or [""])[0] != fingerprint(planned):
        return _preview(visit, token, held, since=visit.seen(form) or 0)
    outcome = record(planned, visit.book.desk)
    _uploads(visit).forget(token, person=visit.person.id)
    with visit.view() as view:
        return _result(visit, view, held, planned, outcome)


ROUTES = [index, template, upload, preview, say_years, confirm]


def fact_words(topic: str) -> str:
    """`project.initiated/1` as people say it: Project initiated."""
    return topic.partition("/")[0].removeprefix("import.").replace(".", " ").replace("_", " ").capitalize()


def _index(visit: Visit, kind: str, errors: Errors, *, status: int = 200) -> Response[str]:
    with visit.view() as view:
        return visit.page(
            "imports/index.html",
            view,
            status_code=status,
            about={**ABOUT, "problem": bool(errors)},
            kinds=kinds(visit),
            kind=kind,
            templates=[each for each in KINDS if each.value in SHEETS],
            errors=errors,
        )


def _gone(visit: Visit) -> Response[str]:
    return _index(visit, "", {"": [GONE]}, status=404)


def _preview(visit: Visit, token: str, held: Held, *, since: int | None = None) -> Response[str]:
    """`since`: the position at which an earlier preview was shown that no longer holds."""
    planned = _planned(visit, held)
    if planned is None:
        return _years(visit, token, held, typed={}, errors={})
    with visit.view() as view:
        return visit.page(
            "imports/preview.html",
            view,
            status_code=200 if since is None else 409,
            about={**ABOUT, "title": "Preview of an import"},
            token=token,
            outcome=None,
            seen=fingerprint(planned),
            moved=_moved(visit, view, since),
            is_stale=since is not None,
            **_told(held, planned),
        )


def _result(visit: Visit, view: View, held: Held, planned: Planned, outcome: Outcome) -> Response[str]:
    about = {**ABOUT, "title": "Imported"}
    ends = (outcome.positions[0], outcome.positions[-1]) if outcome.positions else ()
    opens = records.visible(view, ends)  # who writes in one program does not see that a file was imported
    told = _told(held, planned)
    return visit.page("imports/preview.html", view, about=about, outcome=outcome, opens=opens, is_stale=False, **told)


def _years(visit: Visit, token: str, held: Held, *, typed: Mapping[str, str], errors: Errors) -> Response[str]:
    files = [(place, held.files[place].name) for place in read(held).undated]
    with visit.view() as view:
        about = {**ABOUT, "problem": bool(errors)}
        status = 422 if errors else 200
        return visit.page(
            "imports/years.html",
            view,
            status_code=status,
            about=about,
            token=token,
            files=files,
            typed=typed,
            errors=errors,
        )


def _told(held: Held, planned: Planned) -> dict[str, Any]:
    """What a preview and a result have in common."""
    parts = planned.editions if isinstance(planned, Plan) else (planned,)
    return {
        "known": any(part.unchanged or getattr(part, "superseded", ()) for part in parts),
        "kind": next(each for each in KINDS if each.value == held.kind),
        "files": held.files,
        "editions": planned.editions if isinstance(planned, Plan) else (),
        "sheet": None if isinstance(planned, Plan) else planned,
        "facts": sorted((fact_words(topic), count) for topic, count in planned.facts.items()),
        "total": sum(planned.facts.values()),
        "problems": planned.problems[:SHOWN],
        "problem_count": len(planned.problems),
    }


def _moved(visit: Visit, view: View, since: int | None) -> list[records.Entry]:
    if since is None:
        return []
    found = records.entries(view, visit.book.ledger, records.Filter(), limit=5)
    return [entry for entry in found if entry.position > since]


def _planned(visit: Visit, held: Held) -> Planned | None:
    """What the files would bring about, or nothing where a year must be said first."""
    reading = read(held)
    if reading.undated:
        return None
    ask = Ask(by=visit.person.id, at=visit.book.now(), command=uuid4())
    return plan_of(reading, visit.book.desk, ask)


def _held(visit: Visit, token: str) -> Held | None:
    held = _uploads(visit).held(token, person=visit.person.id, now=utc_now())
    if held:
        _allow(visit, held.kind)
    return held


def _allow(visit: Visit, kind: str) -> None:
    if kind == PORTFOLIO and not visit.may(MANAGERS, None):
        raise NotAllowed(ONLY_MANAGERS)


def _uploads(visit: Visit) -> Uploads:
    return Uploads(visit.book.database)


def _go(visit: Visit, path: str) -> Response[str]:
    if visit.request.headers.get("HX-Request") == "true":
        return Response("", status_code=200, headers={"HX-Redirect": path}, media_type=MediaType.HTML)
    return see(path)
