"""The pages of programs: ask the read model, render; read the form, do the act."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import MANAGERS, NotAllowed
from application.ledger import NotFound
from application.programs import ProposeProgram
from domain.programs.codes import normal
from domain.programs.words import acts
from projections import programs
from projections.programs import ProgramRow
from projections.view import View
from web.acts import FormState, Offer, blank, carry_out, offer_of, offered, shown
from web.lists import listing
from web.options import options
from web.programs import history
from web.programs.acts import OFFERS
from web.programs.contents import contents
from web.programs.listed import Asked, listed
from web.replay.stepping import replayed
from web.visit import READERS, Visit

Form = NamedDependency[dict[str, list[str]]]
NAV = "programs"
FOUNDING = "To propose a program you need the role manager for all programs; ask an administrator to grant it."


@get("/programs", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = listing(visit, Asked)
        found = listed(view, asked.filter, visit.today(view))
        about = {"title": "Programs", "nav": NAV}
        founds = not view.past and visit.may(MANAGERS, None)
        return visit.page("programs/index.html", view, about=about, query=asked, found=found, founds=founds)


@get("/programs/new", opt={"roles": MANAGERS}, sync_to_thread=True)
def new(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _new(visit, view, {})


@post("/programs", opt={"roles": MANAGERS}, sync_to_thread=True)
def create(visit: NamedDependency[Visit], form: Form) -> Response[str]:
    return carry_out(
        visit,
        ProposeProgram,
        form,
        hidden={},
        again=lambda view, changes: _new(visit, view, changes),
        done=lambda _: f"/programs/{normal(form['code'][0])}",
    )


@get("/programs/{code:str}", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    noun = visit.query.get("act", "")
    return replayed(visit, "program", code.upper(), lambda eyes, view: _show(eyes, view, code, noun, {}))


@post("/programs/{code:str}/{noun:str}", opt={"roles": MANAGERS}, sync_to_thread=True)
def act(visit: NamedDependency[Visit], code: FromPath[str], noun: FromPath[str], form: Form) -> Response[str]:
    offer = offer_of(OFFERS, noun)
    with visit.view() as view:
        row = _row(view, code)
    return carry_out(
        visit,
        offer.command,
        form,
        hidden={"thing": row.id, "seen": visit.seen(form)},
        again=lambda view, changes: _show(visit, view, code, noun, changes),
        done=lambda _: f"/programs/{row.code}",
    )


ROUTES: list[Any] = [index, new, create, *history.ROUTES, show, act]


def _new(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    if not visit.may(MANAGERS, None):
        raise NotAllowed(FOUNDING)
    state = blank(visit, ProposeProgram, action="/programs", noun="new", title="Add a program", back="/programs")
    state = shown(shown(state, {"options": options(view, state.fields)}), changes)
    about = {"title": "Add a program", "nav": NAV, "problem": bool(state.errors)}
    return visit.page("programs/new.html", view, about=about, form=state)


def _show(visit: Visit, view: View, code: str, noun: str, changes: Mapping[str, Any]) -> Response[str]:
    row = _row(view, code)
    offers = [] if view.past else offered(OFFERS, acts(row.state), visit, row.id)
    # A form that was sent comes back with its text even where the act is no longer offered.
    chosen = next((offer for offer in (OFFERS if changes else offers) if offer.noun == noun), None)
    state = shown(_form(visit, view, row, chosen), changes) if chosen else None
    about = {"title": row.name, "nav": NAV, "problem": bool(state and state.errors)}
    found = contents(view, visit.book.ledger, row, visit.today(view))
    return visit.page("programs/show.html", view, about=about, form=state, offers=offers, **found)


def _form(visit: Visit, view: View, row: ProgramRow, offer: Offer) -> FormState:
    state = blank(
        visit,
        offer.command,
        action=f"/programs/{row.code}/{offer.noun}",
        noun=offer.noun,
        title=offer.title,
        typed=_recorded(row),
        version=row.version,
        back=f"/programs/{row.code}",
    )
    return shown(state, {"options": options(view, state.fields, program=row.id)})


def _recorded(row: ProgramRow) -> dict[str, str]:
    """What stands in the form before anything is typed: what is recorded now."""
    return {
        "rating": row.rating.value if row.rating else "",
        "rating_unknown": row.rating_unknown,
        "narrative": row.narrative,
        "name": row.name,
        "owner": str(row.owner) if row.owner else "",
        "time_days": str(row.time_days) if row.time_days is not None else "",
        "cost_bp": f"{row.cost_bp / 100:g}" if row.cost_bp is not None else "",
    }


def _row(view: View, code: str) -> ProgramRow:
    row = programs.find(view, code)
    if row is None:
        raise NotFound(code)
    return row
