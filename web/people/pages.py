"""The pages of people: who they are, what they may do where, and whether they may sign in."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import ADMINISTRATORS
from application.ledger import NotFound, Receipt
from application.people import AddPerson, DisablePerson, RevokeRole
from domain.kernel import refuse
from domain.people.words import PersonState, Role, acts
from projections import people, programs, record
from projections.people import ALL, GrantRow, PersonRow
from projections.things import Names
from projections.view import View
from web.acts import FormState, Offer, blank, carry_out, offer_of, offered, shown
from web.forms import Choice, fields_of
from web.lists import listing
from web.options import options
from web.people.acts import OFFERS
from web.people.handing import accounts_of, hand_over, handed_over, take_back
from web.replay.stepping import replayed
from web.sign_in.door import see
from web.visit import SEERS, Visit

Form = NamedDependency[dict[str, list[str]]]
NAV = "people"
ROLES = [Choice(role.value, role.label, role.description) for role in Role]
STATES = [(state.value, state.label) for state in PersonState]


@get("/people", opt={"roles": SEERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view(SEERS) as view:
        asked = listing(visit, people.Asked)
        found = people.search(view, asked.filter)
        held = people.grants(view, [row.id for row in found.rows])
        return visit.page(
            "people/index.html",
            view,
            about={"title": "People", "nav": NAV},
            found=found,
            query=asked,
            held=held,
            names=_places(view, held),
            roles=ROLES,
            states=STATES,
            programs=[row.pair for row in programs.all_programs(view)],
            writes=visit.may(ADMINISTRATORS, None) and not view.past,
        )


@get("/people/new", opt={"roles": ADMINISTRATORS}, sync_to_thread=True)
def new(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _new(visit, view, {})


@post("/people", opt={"roles": ADMINISTRATORS}, sync_to_thread=True)
def create(visit: NamedDependency[Visit], form: Form) -> Response[str]:
    made: list[UUID] = []

    def done(receipt: Receipt) -> str:
        with visit.view() as view:
            added = record.one(view, visit.book.ledger, receipt.positions[0])
        made.extend([added.stream] if added else [])
        return f"/people/{made[0]}" if made else "/people"

    answer = carry_out(
        visit, AddPerson, form, hidden={}, again=lambda view, changes: _new(visit, view, changes), done=done
    )
    for person in made:
        hand_over(visit, answer, person)
    return answer


@get("/people/{person:uuid}", opt={"roles": SEERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], person: FromPath[UUID]) -> Response[str]:
    link = handed_over(visit, person)
    noun = visit.query.get("act", "")
    answer = replayed(
        visit,
        "person",
        str(person),
        lambda eyes, view: _show(eyes, view, person, noun, {}, link=link),
        roles=SEERS,
    )
    if link:
        take_back(visit, answer, person)
    return answer


@post("/people/{person:uuid}/links", opt={"roles": ADMINISTRATORS}, sync_to_thread=True)
def new_link(visit: NamedDependency[Visit], person: FromPath[UUID]) -> Response[str]:
    """A link to set a new password; the sessions of the person go on until it is used."""
    with visit.view() as view:
        row = _row(view, person)
    if row.state is PersonState.DISABLED:
        raise refuse(f"{row.name} is disabled and could not use a link; enable them first.")
    answer = see(f"/people/{person}")
    hand_over(visit, answer, person)
    return answer


@post("/people/{person:uuid}/{noun:str}", opt={"roles": ADMINISTRATORS}, sync_to_thread=True)
def act(visit: NamedDependency[Visit], person: FromPath[UUID], noun: FromPath[str], form: Form) -> Response[str]:
    offer = offer_of(OFFERS, noun)
    with visit.view() as view:
        _row(view, person)

    def done(_: Receipt) -> str:
        if offer.command is DisablePerson:
            accounts_of(visit).end_all(person)
        return f"/people/{person}"

    return carry_out(
        visit,
        offer.command,
        form,
        hidden={"thing": person, "seen": visit.seen(form)},
        again=lambda view, changes: _show(visit, view, person, noun, changes),
        done=done,
        recorded=lambda view: _recorded(_row(view, person)),
    )


ROUTES = [index, new, create, show, new_link, act]


def _new(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    state = blank(visit, AddPerson, action="/people", noun="new", title="Add a person", back="/people")
    found = {**options(view, state.fields), "role": ROLES}
    state = shown(state, {"options": found, "dated": "", **changes})
    about = {"title": "Add a person", "nav": NAV, "problem": bool(state.errors)}
    return visit.page("people/new.html", view, about=about, form=state, roles=ROLES)


def _show(
    visit: Visit, view: View, person: UUID, noun: str, changes: Mapping[str, Any], *, link: str = ""
) -> Response[str]:
    row = _row(view, person)
    held = people.grants(view, [row.id])
    offers = [] if view.past else offered(OFFERS, acts(row.state), visit, None)
    chosen = next((offer for offer in offers if offer.noun == noun), None)
    grants, names = held.get(row.id, []), _places(view, held)
    state = shown(_form(visit, row, chosen, _choices(view, chosen, grants, names)), changes) if chosen else None
    asked = record.Filter(stream=row.id)
    return visit.page(
        "people/show.html",
        view,
        about={"title": row.name, "nav": NAV, "problem": bool(state and state.errors)},
        row=row,
        form=state,
        offers=offers,
        grants=grants,
        names=names,
        link_made=link,
        entries=record.entries(view, visit.book.ledger, asked, limit=12),
        recorded=record.count(view, asked),
    )


def _form(visit: Visit, row: PersonRow, offer: Offer, found: Mapping[str, Sequence[Choice]]) -> FormState:
    state = blank(
        visit,
        offer.command,
        action=f"/people/{row.id}/{offer.noun}",
        noun=offer.noun,
        title=offer.title,
        typed=_recorded(row),
        options=found,
        version=row.version,
        back=f"/people/{row.id}",
    )
    return shown(state, {"dated": ""})


def _choices(view: View, offer: Offer, grants: Sequence[GrantRow], names: Names) -> Mapping[str, Sequence[Choice]]:
    """What can be granted is everything; what can be revoked is what is held."""
    if offer.command is not RevokeRole:
        return {**options(view, fields_of(offer.command)), "role": ROLES}
    held = {grant.role for grant in grants}
    places = {grant.scope: names.get(UUID(grant.scope)) for grant in grants if grant.scope != ALL}
    return {
        "role": [choice for choice in ROLES if choice.value in held],
        "program": [Choice(scope, place.title if place else scope) for scope, place in places.items()],
    }


def _recorded(row: PersonRow) -> dict[str, str]:
    return {"name": row.name, "email": row.email}


def _places(view: View, held: Mapping[UUID, Sequence[GrantRow]]) -> Names:
    scopes = {grant.scope for grants in held.values() for grant in grants}
    return Names(view, {UUID(scope) for scope in scopes if scope != ALL})


def _row(view: View, person: UUID) -> PersonRow:
    row = view.one(PersonRow, person)
    if row is None:
        raise NotFound(str(person))
    return row
