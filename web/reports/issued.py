"""The pages of issued reports: draft one, write in it, issue it, sign it, and read it with its signatures."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import MANAGERS, WRITERS
from application.reports import DraftReport
from domain.kernel import Problem
from domain.reports.words import ReportState, acts, instead
from projections import programs, record
from projections.reports import queries
from projections.reports.correcting import later_facts
from projections.reports.document import ProgramReport
from projections.reports.issuing import as_issued, made_at
from projections.reports.rows import ReportRow
from projections.reports.succession import replaced, succession
from projections.things import Names
from projections.unseen import seen
from projections.view import View
from web.acts import FormState, Offer, blank, carry_out, offer_of, offered, shown
from web.addresses import page_of
from web.forms import Choice
from web.options import options
from web.replay.stepping import replayed
from web.reports.acts import OFFERS, named
from web.reports.drawing import Back, drawn, print_lines
from web.reports.meanings import Meanings, meanings
from web.reports.path import path
from web.reports.reading import ISSUED, NAV, path_of, row_of
from web.security import again as password
from web.visit import EVERYONE, Visit

Form = NamedDependency[dict[str, list[str]]]


@get(f"{ISSUED}/new", opt={"roles": WRITERS}, sync_to_thread=True)
def new(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _new(visit, view, {})


@post(ISSUED, opt={"roles": WRITERS}, sync_to_thread=True)
def create(visit: NamedDependency[Visit], form: Form) -> Response[str]:
    return carry_out(
        visit,
        DraftReport,
        form,
        hidden={},
        again=lambda view, changes: _new(visit, view, changes),
        done=lambda receipt: page_of(visit, receipt),
    )


@get(f"{ISSUED}/{{code:str}}", opt={"roles": EVERYONE}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    noun = visit.query.get("act", "")
    return replayed(
        visit,
        "report",
        code.upper(),
        lambda eyes, view: _show(eyes, view, row_of(eyes, view, code), noun, {}),
        roles=EVERYONE,
    )


@get(f"{ISSUED}/{{code:str}}/print.css", opt={"roles": EVERYONE}, sync_to_thread=True)
def print_css(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    """The lines at the foot of each printed page."""
    with visit.view(EVERYONE) as view:
        report = _document(visit, view, row_of(visit, view, code))
    lines = print_lines(report) if report else ""
    return Response(lines, media_type="text/css", headers={"X-Content-Type-Options": "nosniff"})


@post(f"{ISSUED}/{{code:str}}/{{noun:str}}", opt={"roles": WRITERS}, sync_to_thread=True)
def act(visit: NamedDependency[Visit], code: FromPath[str], noun: FromPath[str], form: Form) -> Response[str]:
    offer = offer_of(OFFERS, noun)
    with visit.view() as view:
        row = row_of(visit, view, code)
    return carry_out(
        visit,
        offer.command,
        form,
        hidden={"thing": row.id, "seen": visit.seen(form)},
        again=lambda view, changes: _show(visit, view, row_of(visit, view, code), noun, changes),
        done=lambda _: path_of(row),
        recorded=lambda view: _recorded(view, row),
        vouched=(lambda: password.vouched(visit, form)) if offer.does == "sign" else (lambda: ()),
    )


ROUTES: list[Any] = [new, create, show, print_css, act]


def _new(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    state = blank(visit, DraftReport, action=ISSUED, noun="new", title="Draft a report", back="/reports")
    state = shown(shown(state, {"options": options(view, state.fields), "dated": ""}), changes)
    about = {"title": "Draft a report", "nav": NAV, "problem": bool(state.errors)}
    return visit.page("reports/new.html", view, about=about, form=state)


def _show(visit: Visit, view: View, row: ReportRow, noun: str, changes: Mapping[str, Any]) -> Response[str]:
    standing = queries.standing(view, row.program)
    newer = [each for each in standing if _later(each, row)]
    signing = meanings(visit, row) if row.stands and not view.past else Meanings([], [])
    offers = [] if view.past else offered(OFFERS, _acts(view, row, newer, signing), visit, row.program)
    offers = [named(offer, row) for offer in offers]
    every = [named(offer, row) for offer in OFFERS] if changes else offers
    chosen = next((offer for offer in every if offer.noun == noun), None)
    state = shown(_form(visit, view, row, chosen, (newer, signing)), _over(row, chosen, changes)) if chosen else None
    about = {"title": f"{row.code} {row.title}", "nav": NAV, "problem": bool(state and state.errors)}
    report = _document(visit, view, row)
    return visit.page(
        "reports/issued.html",
        view,
        about=about,
        form=state,
        offers=offers,
        report=report,
        left_out=signing.left_out,
        **(drawn(report, _back(view, row)) if report else {}),
        **_facts(visit, view, row, standing),
    )


def _back(view: View, row: ReportRow) -> Back:
    """What leads from a figure of the document to this page, at the moment that is looked at."""
    return {"report": row.code, **({"seen": view.at} if view.past else {})}


def _acts(view: View, row: ReportRow, newer: Sequence[ReportRow], signing: Meanings) -> list[str]:
    """What the state allows; a report without a summary is not issued, and only a newer one supersedes."""
    possible = {"supersede": newer, "sign": signing.offered}
    written = bool(queries.narrative(view, row.id).summary)
    first = ["issue"] if written and row.state is ReportState.DRAFTED else []
    left = [name for name in acts(row.state) if name != "issue" and possible.get(name, True)]
    return [*first, *left]


def _over(row: ReportRow, offer: Offer, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where what was sent cannot be done any more, what was typed stays to be read and there is no button."""
    if not changes or offer.does in acts(row.state):
        return changes
    return {**changes, "errors": [Problem("", instead(row.state))], "verb": "", "vouch": ""}


def _later(other: ReportRow, row: ReportRow) -> bool:
    return other.id != row.id and other.position >= row.position


def _document(visit: Visit, view: View, row: ReportRow) -> ProgramReport | None:
    """What was issued as it is kept; of a draft, what would be issued now."""
    if row.issued:
        return as_issued(view, row)
    written = queries.narrative(view, row.id)
    return made_at(visit.book.view, visit.book.ledger, row, narrative=written, issued_as="")


def _facts(visit: Visit, view: View, row: ReportRow, standing: Sequence[ReportRow]) -> dict[str, Any]:
    signatures = queries.signatures(view, row.id)
    people = {row.drafted_by, row.issued_by, row.ended_by}
    names = Names(view, {each for each in people if each})
    asked = record.Filter(stream=row.id)
    before = queries.before(view, row) if row.issued else None
    return {
        "row": row,
        "program": programs.one(view, row.program),
        "signatures": signatures,
        "seen": [seen(view, visit.book.ledger, row.id, each) for each in signatures],
        "names": names,
        "steps": path(row, signatures, names),
        "after": succession(view, row),
        "replaced": replaced(view, row) if row.issued else [],
        "before": before,
        "later": len(later_facts(view, visit.book.ledger, row)) if row.issued else 0,
        "older": _older(visit, view, row, standing),
        "inside_act": queries.recorded_together(view, row.position),
        "entries": record.entries(view, visit.book.ledger, asked, limit=12),
        "recorded": record.count(view, asked),
    }


def _older(visit: Visit, view: View, row: ReportRow, standing: Sequence[ReportRow]) -> ReportRow | None:
    """The newest report that this one may supersede, for those who may do it."""
    if view.past or not row.stands or not visit.may(MANAGERS, row.program):
        return None
    return next((each for each in standing if _later(row, each)), None)


def _form(
    visit: Visit, view: View, row: ReportRow, offer: Offer, given: tuple[Sequence[ReportRow], Meanings]
) -> FormState:
    """What the act's form begins with; `given` are the reports and the meanings that may be chosen."""
    newer, signing = given
    state = blank(
        visit,
        offer.command,
        action=f"{path_of(row)}/{offer.noun}",
        noun=offer.noun,
        title=offer.title,
        typed=_recorded(view, row),
        version=row.version,
        back=path_of(row),
    )
    choices = [Choice(str(each.id), f"{each.code} {each.title}, position {each.position}") for each in newer]
    undated = {"options": {"by_report": choices, "meaning": signing.offered}, "dated": ""}
    return shown(state, {**undated, "verb": offer.title, "vouch": password.hint(visit) if offer.does == "sign" else ""})


def _recorded(view: View, row: ReportRow) -> dict[str, str]:
    """What stands in the forms before anything is typed: the narrative so far, and the document that is seen."""
    written = queries.narrative(view, row.id)
    return {
        "summary": written.summary,
        "this_period": written.this_period,
        "next_period": written.next_period,
        "lessons": written.lessons,
        "digest": row.digest,
    }
