"""The pages of corrective actions: ask the read model, render; read the form, do the act."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.corrective_actions import RecordNonconformity
from application.desk import WRITERS
from application.ledger import NotFound
from domain.corrective_actions.words import ActionState, Severity
from projections import programs, record
from projections.corrective_actions import queries
from projections.corrective_actions.rows import NEXT_WORDS, ActionRow, CycleRow, Next, PlanRow, StepRow
from projections.differences.since import as_now
from projections.duties.queries import of_thing
from projections.things import Names
from projections.view import View
from web.acts import Offer, carry_out, offer_of, offered
from web.addresses import page_of
from web.corrective_actions.acts import NEXT_ACT, OFFERS, possible
from web.corrective_actions.forms import BASE, act_form, new_form, recorded
from web.corrective_actions.path import blocked, path, tone, until, waits
from web.lists import listing
from web.replay.stepping import replayed
from web.visit import READERS, Visit

Form = NamedDependency[dict[str, list[str]]]
NAV = "corrective_actions"
CHOICES: dict[str, Any] = {
    "severities": [(each.value, each.label) for each in Severity],
    "states": [("all", "All"), *((each.value, each.label) for each in ActionState)],
    "nexts": [(each.value, NEXT_WORDS[each]) for each in Next if each is not Next.NOTHING],
}


@get(BASE, opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked, today = listing(visit, queries.Asked), visit.today(view)
        found = queries.search(view, asked.filter, today=today)
        now = as_now(view, found.rows, "severity", "state", "owner", "due")
        people = {person for row in (*found.rows, *now.values()) for person in (row.owner, row.waits_for) if person}
        names = Names(view, people)
        return visit.page(
            "corrective_actions/index.html",
            view,
            about={"title": "Corrective actions", "nav": NAV},
            found=found,
            now=now,
            query=asked,
            programs={row.id: row for row in programs.all_programs(view)},
            names=names,
            waiting={row.id: waits(row, names, today=today, you=visit.person.id) for row in found.rows},
            counts=queries.counts(view, today=today),
            ages=queries.ageing(view, today=today),
            tone=tone,
            **CHOICES,
        )


@get(f"{BASE}/new", opt={"roles": WRITERS}, sync_to_thread=True)
def new(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _new(visit, view, {})


@post(BASE, opt={"roles": WRITERS}, sync_to_thread=True)
def create(visit: NamedDependency[Visit], form: Form) -> Response[str]:
    return carry_out(
        visit,
        RecordNonconformity,
        form,
        hidden={},
        again=lambda view, changes: _new(visit, view, changes),
        done=lambda receipt: page_of(visit, receipt),
    )


@get(f"{BASE}/{{code:str}}", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    noun = visit.query.get("act", "")
    return replayed(visit, "corrective_action", code.upper(), lambda eyes, view: _show(eyes, view, code, noun, {}))


@post(f"{BASE}/{{code:str}}/{{noun:str}}", opt={"roles": WRITERS}, sync_to_thread=True)
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
        done=lambda _: f"{BASE}/{row.code}",
        recorded=lambda view: recorded(view, _row(view, code)),
    )


ROUTES = [index, new, create, show, act]


def _new(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    state = new_form(visit, view, changes)
    about = {"title": "Raise a corrective action", "nav": NAV, "problem": bool(state.errors)}
    return visit.page("corrective_actions/new.html", view, about=about, form=state)


def _show(visit: Visit, view: View, code: str, noun: str, changes: Mapping[str, Any]) -> Response[str]:
    row, today = _row(view, code), visit.today(view)
    offers = [] if view.past else offered(OFFERS, possible(row, visit.person.id), visit, row.program)
    block = blocked(row, visit.person.id, today=today, asked=noun)
    chosen = offer_of(OFFERS, noun) if changes else _chosen(row, offers, noun, block)
    state = act_form(visit, view, row, chosen, changes) if chosen else None
    about = {"title": f"{row.code} {row.title}", "nav": NAV, "problem": bool(state and state.errors)}
    facts = _facts(visit, view, row)
    return visit.page(
        "corrective_actions/show.html", view, about=about, form=state, offers=offers, block=block, **facts
    )


def _chosen(row: ActionRow, offers: Sequence[Offer], noun: str, block: str) -> Offer | None:
    """The act that was asked for; without one, the act that comes next, where this person may take it."""
    asked = next((offer for offer in offers if offer.noun == noun), None)
    if asked or noun or block:
        return asked
    return next((offer for offer in offers if offer.does == NEXT_ACT[row.next_step]), None)


def _facts(visit: Visit, view: View, row: ActionRow) -> dict[str, Any]:
    cycles, plans = queries.cycles(view, row.id), queries.plans(view, row.id)
    steps, links = queries.steps(view, row.id), queries.links(view, row.id)
    approved = of_thing(view, visit.book.ledger, row.id)
    named = {link.thing for link in links} | _people(row, cycles, plans, steps) | {each.row.person for each in approved}
    names, today = Names(view, named), visit.today(view)
    asked = record.Filter(stream=row.id)
    return {
        "row": row,
        "text": queries.texts(view, row.id),
        "program": programs.one(view, row.program),
        "cycle": cycles[0],
        "earlier": cycles[1:],
        "plans": [plan for plan in plans if plan.cycle == row.cycle],
        "proposed": next((plan for plan in plans if plan.number == row.proposed_version), None),
        "steps": steps,
        "links": links,
        "approved": approved,
        "names": names,
        "path": path(row, cycles[0], names, today=today, you=visit.person.id),
        "waiting": waits(row, names, today=today, you=visit.person.id),
        "until": until(row, today=today),
        "tone": tone(row.state),
        "entries": record.entries(view, visit.book.ledger, asked, limit=12),
        "recorded": record.count(view, asked),
    }


def _people(
    row: ActionRow, cycles: Sequence[CycleRow], plans: Sequence[PlanRow], steps: Sequence[StepRow]
) -> set[UUID]:
    held = [row.owner, row.waits_for, row.project, *(plan.proposed_by for plan in plans)]
    held += [step.owner for plan in plans for step in plan.steps]
    held += [person for step in steps for person in (step.owner, step.done_by)]
    for each in cycles:
        held += [each.opened_by, each.contained_by, each.cause_by, each.approved_by, each.criterion_by]
        held += [each.implemented_by, each.verified_by, each.closed_by]
    return {each for each in held if each}


def _row(view: View, code: str) -> ActionRow:
    row = queries.find(view, code)
    if row is None:
        raise NotFound(code)
    return row
