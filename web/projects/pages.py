"""The pages of projects: ask the read model, render; read the form, do the act."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import WRITERS
from application.ledger import NotFound
from application.projects import InitiateProject
from domain.programs.codes import normal
from domain.projects.words import acts
from projections import programs, record
from projections.differences.since import as_now
from projections.projects import queries
from projections.projects.rows import ProjectRow
from projections.risks.queries import open_reds
from projections.things import Names
from projections.view import View
from web.acts import FormState, Offer, blank, carry_out, offer_of, offered, shown
from web.forms import Field
from web.lists import listing
from web.options import options
from web.projects.acts import OFFERS
from web.replay.stepping import replayed
from web.shared.words import day
from web.visit import READERS, Visit

Form = NamedDependency[dict[str, list[str]]]
NAV = "projects"


@get("/projects", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = listing(visit, queries.Asked)
        found = queries.search(view, asked.filter)
        homes = {row.id: row for row in programs.all_programs(view)}
        about = {"title": "Projects", "nav": NAV}
        history = queries.rating_history(view, [row.id for row in found.rows])
        return visit.page(
            "projects/index.html",
            view,
            about=about,
            found=found,
            query=asked,
            programs=homes,
            history=history,
            now=as_now(view, found.rows, "name", "rating", "finish", "whole_life_minor", "open"),
        )


@get("/projects/new", opt={"roles": WRITERS}, sync_to_thread=True)
def new(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _new(visit, view, {})


@post("/projects", opt={"roles": WRITERS}, sync_to_thread=True)
def create(visit: NamedDependency[Visit], form: Form) -> Response[str]:
    return carry_out(
        visit,
        InitiateProject,
        form,
        hidden={},
        again=lambda view, changes: _new(visit, view, changes),
        done=lambda _: f"/projects/{normal(form['code'][0])}",
    )


@get("/projects/{code:str}", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    noun = visit.query.get("act", "")
    return replayed(visit, "project", code.upper(), lambda eyes, view: _show(eyes, view, code, noun, {}))


@post("/projects/{code:str}/{noun:str}", opt={"roles": WRITERS}, sync_to_thread=True)
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
        done=lambda _: f"/projects/{row.code}",
        recorded=lambda view: _recorded(view, _row(view, code)),
    )


ROUTES = [index, new, create, show, act]


def _new(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    state = blank(visit, InitiateProject, action="/projects", noun="new", title="Add a project", back="/projects")
    state = shown(_with_options(state, options(view, state.fields)), changes)
    about = {"title": "Add a project", "nav": NAV, "problem": bool(state.errors)}
    return visit.page("projects/new.html", view, about=about, form=state)


def _show(visit: Visit, view: View, code: str, noun: str, changes: Mapping[str, Any]) -> Response[str]:
    row = _row(view, code)
    offers = [] if view.past else offered(OFFERS, acts(row.state), visit, row.program)
    # A form that was sent comes back with its text even where the act is no longer offered.
    chosen = next((offer for offer in (OFFERS if changes else offers) if offer.noun == noun), None)
    state = shown(_form(visit, view, row, chosen), changes) if chosen else None
    about = {"title": row.name, "nav": NAV, "problem": bool(state and state.errors)}
    return visit.page("projects/show.html", view, about=about, form=state, offers=offers, **_facts(visit, view, row))


def _facts(visit: Visit, view: View, row: ProjectRow) -> dict[str, Any]:
    waits, holds = queries.dependencies(view, row.id)
    names = Names(view, {row.program, row.id, *(d.on_project for d in waits), *(d.project for d in holds)} | _lead(row))
    held = queries.tolerance(view, row.program)
    asked = record.Filter(stream=row.id)
    return {
        "row": row,
        "text": queries.texts(view, row.id),
        "program": programs.one(view, row.program),
        "tolerance": held,
        "health": queries.health(row, held, open_reds=open_reds(view, row.program).get(row.id, 0)),
        "forecasts": queries.forecasts(view, row.id),
        "ratings": queries.ratings(view, row.id),
        "milestones": queries.milestones(view, row.id),
        "waits": waits,
        "holds": holds,
        "costs": queries.cost_entries(view, row.id),
        "names": names,
        "entries": record.entries(view, visit.book.ledger, asked, limit=12),
        "recorded": record.count(view, asked),
    }


def _form(visit: Visit, view: View, row: ProjectRow, offer: Offer) -> FormState:
    state = blank(
        visit,
        offer.command,
        action=f"/projects/{row.code}/{offer.noun}",
        noun=offer.noun,
        title=offer.title,
        typed={} if offer.noun == "milestones" else _recorded(view, row),
        version=row.version,
        back=f"/projects/{row.code}",
    )
    state = shown(state, {"fields": tuple(_dated(each, row, state.typed) for each in state.fields)})
    return _with_options(state, options(view, state.fields, project=row.id))


def _dated(field: Field, row: ProjectRow, typed: Mapping[str, str]) -> Field:
    """The words of a status stand in its form, for what is left out is taken back; so it says of which day they are."""
    if field.name != "narrative" or not row.reported_on or not typed.get("narrative"):
        return field
    kept = "They keep that day while what comes next stays as it is too; otherwise both are recorded as of today."
    hint = f"{field.hint} These are the words of {day(row.reported_on)}. {kept}"
    return msgspec.structs.replace(field, hint=hint)


def _recorded(view: View, row: ProjectRow) -> dict[str, str]:
    """What stands in the form before anything is typed: what is recorded now."""
    text = queries.texts(view, row.id)
    return {
        "rating": row.rating.value if row.rating else "",
        "rating_unknown": row.rating_unknown,
        "finish": row.finish.isoformat() if row.finish else "",
        "finish_unknown": row.finish_unknown,
        "whole_life": f"{row.whole_life_minor / 100:.2f}".removesuffix(".00")
        if row.whole_life_minor is not None
        else "",
        "whole_life_unknown": row.whole_life_unknown,
        "progress_bp": f"{row.progress_bp / 100:g}" if row.progress_bp else "",
        "narrative": text.narrative if text else "",
        "next_steps": text.next_steps if text else "",
        "name": row.name,
        "category": row.category,
        "description": text.description if text else "",
    }


def _with_options(state: FormState, found: Mapping[str, Any]) -> FormState:
    return shown(state, {"options": found})


def _row(view: View, code: str) -> ProjectRow:
    row = queries.find(view, code)
    if row is None:
        raise NotFound(code)
    return row


def _lead(row: ProjectRow) -> set[UUID]:
    return {row.lead} if row.lead else set()
