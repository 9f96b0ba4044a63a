"""The pages of risks: ask the read model, render; read the form, do the act."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import WRITERS
from application.ledger import NotFound
from application.risks import IdentifyRisk
from domain.risks.events import RiskReworded
from domain.risks.words import Stage
from projections import people, programs, record
from projections.differences.since import as_now
from projections.duties.queries import of_thing
from projections.record import EntryRow
from projections.risks import queries
from projections.risks.rows import RiskRow
from projections.things import Names
from projections.view import View
from web.acts import blank, carry_out, offer_of, shown
from web.addresses import page_of
from web.lists import listing
from web.options import options
from web.replay.stepping import replayed
from web.risks import heat_map, matrix
from web.risks.acts import OFFERS, offers_for
from web.risks.forms import act_form, recorded, treating
from web.risks.heat import standing
from web.visit import READERS, Visit

Form = NamedDependency[dict[str, list[str]]]
NAV = "risks"
REWORDED = "stream = ? AND version > ? AND topic = ?"


@get("/risks", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked, today = listing(visit, queries.Asked), visit.today(view)
        found = queries.search(view, asked.filter, today=today)
        now = as_now(view, found.rows, "level", "state", "tier", "owner")
        return visit.page(
            "risks/index.html",
            view,
            about={"title": "Risks", "nav": NAV},
            found=found,
            now=now,
            query=asked,
            programs={row.id: row for row in programs.all_programs(view)},
            history=queries.level_history(view, [row.id for row in found.rows], today=today),
            names=_shown_names(view, asked.filter, [*found.rows, *now.values()]),
            owners=[(str(row.id), row.name) for row in people.active(view)],
            matrix=queries.matrix(view),
            writes=visit.may_somewhere(WRITERS) and not view.past,
        )


@get("/risks/new", opt={"roles": WRITERS}, sync_to_thread=True)
def new(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _new(visit, view, {})


@post("/risks", opt={"roles": WRITERS}, sync_to_thread=True)
def create(visit: NamedDependency[Visit], form: Form) -> Response[str]:
    return carry_out(
        visit,
        IdentifyRisk,
        form,
        hidden={},
        again=lambda view, changes: _new(visit, view, changes),
        done=lambda receipt: page_of(visit, receipt),
    )


@get("/risks/{code:str}", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    noun = visit.query.get("act", "")
    return replayed(visit, "risk", code.upper(), lambda eyes, view: _show(eyes, view, code, noun, {}))


@post("/risks/{code:str}/{noun:str}", opt={"roles": WRITERS}, sync_to_thread=True)
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
        done=lambda _: f"/risks/{row.code}",
        recorded=lambda view: recorded(view, _row(view, code), stage=(form.get("stage") or [""])[0]),
    )


ROUTES = [index, new, create, *heat_map.ROUTES, *matrix.ROUTES, show, act]


def _new(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    typed = {"owner": str(visit.person.id)}
    state = blank(visit, IdentifyRisk, action="/risks", noun="new", title="Identify a risk", typed=typed, back="/risks")
    state = shown(shown(state, {"options": options(view, state.fields)}), changes)
    about = {"title": "Identify a risk", "nav": NAV, "problem": bool(state.errors)}
    return visit.page("risks/new.html", view, about=about, form=state)


def _show(visit: Visit, view: View, code: str, noun: str, changes: Mapping[str, Any]) -> Response[str]:
    row = _row(view, code)
    offers = [] if view.past else offers_for(visit, row, treating(view, row))
    # A form that was sent comes back with its text even where the risk no longer offers the act.
    within = OFFERS if changes else offers
    chosen = next((offer for offer in within if offer.noun == noun), None)
    state = shown(act_form(visit, view, row, chosen), changes) if chosen else None
    about = {"title": row.title, "nav": NAV, "problem": bool(state and state.errors)}
    nouns = {offer.noun for offer in offers}
    return visit.page(
        "risks/show.html", view, about=about, form=state, offers=offers, nouns=nouns, **_facts(visit, view, row)
    )


def _facts(visit: Visit, view: View, row: RiskRow) -> dict[str, Any]:
    asked, held = queries.request(view, row.id), queries.acceptance(view, row.id)
    raised, links = queries.escalation(view, row.id), queries.linked(view, row.id)
    assessed = queries.assessments(view, row.id)
    named = {row.owner, *(one.assessor for one in assessed), *(link.other for link in links)} | _project(row)
    named |= {asked.approver, asked.asker} if asked else set()
    named |= {held.approver} if held else set()
    named |= {raised.raised_by} if raised else set()
    approved = of_thing(view, visit.book.ledger, row.id)
    named |= {each.row.person for each in approved}
    trail = record.Filter(stream=row.id)
    return {
        "row": row,
        "text": queries.texts(view, row.id),
        "program": programs.one(view, row.program),
        "request": asked,
        "acceptance": held,
        "approved": approved,
        "reworded": bool(held and view.count(EntryRow, REWORDED, (row.id, held.seen_version, RiskReworded.TOPIC))),
        "escalation": raised,
        "assessments": assessed,
        "latest": [(stage, next((a for a in reversed(assessed) if a.stage is stage), None)) for stage in Stage],
        "standing": standing(queries.matrix(view, row.matrix), row),
        "matrix": queries.matrix(view, row.matrix),
        "links": links,
        "names": Names(view, named),
        "entries": record.entries(view, visit.book.ledger, trail, limit=12),
        "events": record.count(view, trail),
    }


def _shown_names(view: View, asked: queries.Asked, rows: list[RiskRow]) -> Names:
    projects = {project for project in (asked.project, *(row.project for row in rows)) if project}
    return Names(view, {row.owner for row in rows} | projects)


def _row(view: View, code: str) -> RiskRow:
    row = queries.find(view, code.upper())
    if row is None:
        raise NotFound(code)
    return row


def _project(row: RiskRow) -> set[UUID]:
    return {row.project} if row.project else set()
