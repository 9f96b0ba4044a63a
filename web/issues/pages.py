"""The pages of issues: ask the read model, render; read the form, do the act."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import WRITERS
from application.issues import LEVEL, RaiseIssue
from application.ledger import NotFound
from domain.issues.words import PRIORITIES, SEVERITIES, acts
from projections import programs, record
from projections.differences.since import as_now
from projections.issues import queries
from projections.issues.rows import EndingRow, EscalationRow, IssueRow
from projections.things import Names
from projections.view import View
from web.acts import FormState, Offer, blank, carry_out, offer_of, offered, shown
from web.addresses import page_of
from web.issues.acts import OFFERS
from web.lists import listing
from web.options import options
from web.replay.stepping import replayed
from web.visit import READERS, Visit

Form = NamedDependency[dict[str, list[str]]]
NAV = "issues"
UP = ("acknowledge_escalation", "return_escalation")
CHOICES: dict[str, Any] = {
    "severities": [(n, f"{n} {word}") for n, word in SEVERITIES.items()],
    "priorities": PRIORITIES,
    "levels": dict(LEVEL),
}


@get("/issues", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked, today = listing(visit, queries.Asked), visit.today(view)
        found = queries.search(view, asked.filter, today=today)
        now = as_now(view, found.rows, "severity", "state", "owner", "due")
        people = {row.owner for row in (*found.rows, *now.values()) if row.owner}
        return visit.page(
            "issues/index.html",
            view,
            about={"title": "Issues", "nav": NAV},
            found=found,
            now=now,
            query=asked,
            programs={row.id: row for row in programs.all_programs(view)},
            names=Names(view, people),
            counts=queries.counts(view, today=today),
            ages=queries.ageing(view, today=today),
            **CHOICES,
        )


@get("/issues/new", opt={"roles": WRITERS}, sync_to_thread=True)
def new(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _new(visit, view, {})


@post("/issues", opt={"roles": WRITERS}, sync_to_thread=True)
def create(visit: NamedDependency[Visit], form: Form) -> Response[str]:
    return carry_out(
        visit,
        RaiseIssue,
        form,
        hidden={},
        again=lambda view, changes: _new(visit, view, changes),
        done=lambda receipt: page_of(visit, receipt),
    )


@get("/issues/{code:str}", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    noun = visit.query.get("act", "")
    return replayed(visit, "issue", code.upper(), lambda eyes, view: _show(eyes, view, code, noun, {}))


@post("/issues/{code:str}/{noun:str}", opt={"roles": WRITERS}, sync_to_thread=True)
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
        done=lambda _: f"/issues/{row.code}",
        recorded=lambda view: _recorded(_row(view, code)),
    )


ROUTES = [index, new, create, show, act]


def _new(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    state = blank(visit, RaiseIssue, action="/issues", noun="new", title="Raise an issue", back="/issues")
    state = shown(shown(state, {"options": options(view, state.fields)}), changes)
    about = {"title": "Raise an issue", "nav": NAV, "problem": bool(state.errors)}
    return visit.page("issues/new.html", view, about=about, form=state)


def _show(visit: Visit, view: View, code: str, noun: str, changes: Mapping[str, Any]) -> Response[str]:
    row = _row(view, code)
    offers = [] if view.past else offered(OFFERS, _acts(row, visit.person.id), visit, row.program)
    chosen = offer_of(OFFERS, noun) if changes else next((offer for offer in offers if offer.noun == noun), None)
    state = shown(_form(visit, view, row, chosen), changes) if chosen else None
    about = {"title": f"{row.code} {row.title}", "nav": NAV, "problem": bool(state and state.errors)}
    facts = _facts(visit, view, row)
    return visit.page("issues/show.html", view, about=about, form=state, offers=offers, **facts, **CHOICES)


def _acts(row: IssueRow, person: UUID) -> list[str]:
    """What the state allows; what answers an escalation only while one is up, and first where it waits for them."""
    names = [name for name in acts(row.state) if name not in UP or row.level]
    asked = row.escalated_to == person and row.acknowledged_by is None
    return sorted(names, key=lambda name: not (asked and name in UP))


def _facts(visit: Visit, view: View, row: IssueRow) -> dict[str, Any]:
    escalations, endings = queries.escalations(view, row.id), queries.endings(view, row.id)
    actions = queries.actions(view, row.id)
    asked = record.Filter(stream=row.id)
    return {
        "row": row,
        "description": queries.description(view, row.id),
        "program": programs.one(view, row.program),
        "escalations": escalations,
        "endings": endings,
        "actions": actions,
        "names": Names(view, {*actions, *_named(row), *_told(escalations, endings)}),
        "entries": record.entries(view, visit.book.ledger, asked, limit=12),
        "recorded": record.count(view, asked),
    }


def _named(row: IssueRow) -> set[UUID]:
    named = (row.project, row.owner, row.from_risk, row.raised_by, row.escalated_to, row.acknowledged_by)
    return {each for each in named if each}


def _told(escalations: list[EscalationRow], endings: list[EndingRow]) -> set[UUID]:
    up = [(e.escalated_to, e.raised_by, e.acknowledged_by, e.returned_by) for e in escalations]
    return {person for each in up for person in each if person} | {ending.person for ending in endings}


def _form(visit: Visit, view: View, row: IssueRow, offer: Offer) -> FormState:
    state = blank(
        visit,
        offer.command,
        action=f"/issues/{row.code}/{offer.noun}",
        noun=offer.noun,
        title=offer.title,
        typed=_recorded(row) if offer.noun in ("triages", "owner") else {},
        version=row.version,
        back=f"/issues/{row.code}",
    )
    return shown(state, {"options": options(view, state.fields)})


def _recorded(row: IssueRow) -> dict[str, str]:
    """What stands in a form before anything is typed: what is recorded now."""
    return {
        "severity": str(row.severity or ""),
        "priority": str(row.priority or ""),
        "area": row.area.value if row.area else "",
        "to": str(row.owner or ""),
        "due": row.due.isoformat() if row.due else "",
    }


def _row(view: View, code: str) -> IssueRow:
    row = queries.find(view, code)
    if row is None:
        raise NotFound(code)
    return row
