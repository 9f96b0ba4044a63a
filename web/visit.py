"""One request: who looks, at which moment of the book, and the page that answers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID, uuid4

import msgspec
from litestar import Request, Response
from litestar.datastructures import MultiDict
from litestar.enums import MediaType

from application import looks
from application.desk import MANAGERS, WRITERS, NotAllowed
from application.ledger import Ask
from domain.people.person import PERSON, Person, holds
from domain.people.words import Role
from domain.texts import STORY
from projections.book import Book, utc_now
from projections.moments import Density, beyond, read_position
from projections.record import EntryRow
from projections.things import ThingRow
from projections.view import Programs, View
from web.proof.events import proved_up_to
from web.recorded import said
from web.security.address import address_of
from web.settings import Settings
from web.shared.kit import link_at, linking
from web.templates import TEMPLATES
from web.values import NoSuchDay, Unreadable, read_date

READERS = frozenset({Role.MANAGER, Role.CONTRIBUTOR, Role.AUDITOR, Role.ADMINISTRATOR})
EVERYONE = frozenset(Role)
SEERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})  # of people
ENTIRE = {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}
UNKNOWN_TIME = "Past date: enter a position such as 1204, or a date such as 31 Mar 2026."


class SignedIn(msgspec.Struct, frozen=True):
    """The person behind the request, as their own stream tells it now."""

    id: UUID
    state: Person
    csrf: str

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(sorted({grant.role for grant in self.state.grants}, key=list(Role).index))

    def programs(self, roles: frozenset[Role], now: datetime) -> Programs:
        """The programs in which one of the roles is held; None for all."""
        held = [g for g, term in self.state.grants.items() if g.role in roles and term.covers(now.date())]
        return None if any(g.program is None for g in held) else frozenset(g.program for g in held if g.program)


class Moment(msgspec.Struct, frozen=True):
    """The moment a page is looked at."""

    position: int
    moment: datetime
    is_past: bool
    density: Density | None = None


class Visit:
    """What a handler is given: the book through this person's eyes, and the ways to answer."""

    def __init__(
        self, request: Request[Any, Any, Any], book: Book, settings: Settings, person: SignedIn | None
    ) -> None:
        self.request = request
        self.book = book
        self.settings = settings
        self.signed_in = person
        # PostgreSQL holds no NUL, so nothing that is looked for has one either
        typed = [(name, text.replace("\0", "\ufffd")) for name, text in request.query_params.multi_items()]
        self.query: MultiDict[str] = MultiDict(typed)
        self.entire = False  # set where more has changed than the form that was sent: it is all drawn again
        self._moments: dict[int, Moment] = {}  # of the past, which stays as it is

    @property
    def person(self) -> SignedIn:
        if self.signed_in is None:
            raise NotAllowed("Sign in first.")
        return self.signed_in

    def may(self, roles: frozenset[Role], program: UUID | None) -> bool:
        today = self.book.now().date()
        return holds(self.person.state, roles=roles, program=program, today=today)

    def may_somewhere(self, roles: frozenset[Role]) -> bool:
        programs = self.person.programs(roles, self.book.now())
        return programs is None or bool(programs)

    @contextmanager
    def view(self, roles: frozenset[Role] = READERS) -> Iterator[View]:
        """The book at the moment asked for, with the programs that this person may see."""
        programs, whole = (self.person.programs(each, self.book.now()) for each in (roles, READERS))
        asked = self._position()
        with self.book.view(asked, programs=programs, whole=whole) as view:
            if asked is not None and asked > view.head:
                raise Unreadable(beyond(asked, view.head))
            yield view

    def looked(self, kind: str, what: str, *, program: UUID | None = None) -> None:
        """Note that this person took something away or checked something; call it before it leaves."""
        looks.note(
            self.book.database,
            at=utc_now(),  # the clock on the wall, also in a demo whose book stands at a day in the past
            person=self.person.id,
            kind=kind,
            what=what,
            address=address_of(self.request, self.settings.trusted_proxy),
            program=program,
        )

    @staticmethod
    def new_command() -> UUID:
        """The id that a form carries from the moment it is shown."""
        return uuid4()

    def ask(self, form: Mapping[str, list[str]]) -> Ask:
        """Who asks, by which command: the id that the form carries, so that sending it twice does it once."""
        return Ask(
            by=self.person.id,
            at=self.book.now(),
            command=_command(form),
            effective_at=_effective(form, self.book.now()),
            reason=_note(form),
        )

    @staticmethod
    def seen(form: Mapping[str, list[str]]) -> int | None:
        """The version that the person looked at, as the form carries it."""
        text = (form.get("version") or [""])[0]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004

    def page(self, template: str, view: View | None, *, status_code: int = 200, **context: Any) -> Response[str]:
        """A whole page, or the one block of it that htmx asks for by the id of its target."""
        chosen = TEMPLATES.get_template(template)
        about = context.pop("about", {})
        given = {"page": self._shell(view, about), "view": view, "today": self.today(view), "visit": self, **context}
        block = None if self.entire else self._block(chosen)
        with linking(link_at(view.at if view and view.past else None)):
            html = "".join(chosen.blocks[block](chosen.new_context(given))) if block else chosen.render(given)
        headers = {"Vary": "HX-Request, Cookie", **(ENTIRE if self.entire else {})}
        return Response(html, status_code=status_code, media_type=MediaType.HTML, headers=headers)

    def today(self, view: View | None) -> Any:
        """The day that "overdue" is measured from: the day looked at, in the past as now."""
        return self._moment(view).moment.date() if view else self.book.now().date()

    def density(self, view: View) -> Density | None:
        """What the bar of the past draws: how many events were recorded when."""
        return self.book.growth.density(view, self.book.now())

    def done(self, path: str, positions: tuple[int, ...], act: str) -> Response[str]:
        """After an act, by its command's name: look at the thing again. htmx follows by a header, a browser by 303."""
        told = f"?done={positions[-1]}&did={act}" if positions else "?done=0"
        target = f"{path}{told}"
        if self.request.headers.get("HX-Request") == "true":
            return Response("", status_code=200, headers={"HX-Redirect": target}, media_type=MediaType.HTML)
        return Response("", status_code=303, headers={"Location": target}, media_type=MediaType.HTML)

    def _block(self, chosen: Any) -> str | None:
        target = self.request.headers.get("HX-Target", "")
        name = target.rpartition("#")[2].replace("-", "_")
        partial = self.request.headers.get("HX-Request") == "true" and name in chosen.blocks
        return name if partial else None

    def _position(self) -> int | None:
        asked = self.query.get("at", "").strip()
        if not asked:
            return None
        position = read_position(asked)
        if position is not None:
            return position
        try:
            day = read_date("Past date", asked)
        except NoSuchDay:
            raise
        except Unreadable:
            raise Unreadable(UNKNOWN_TIME) from None
        if day > self.book.now().date():
            sentence = "Past date: this day is still to come; enter today or an earlier day."
            raise Unreadable(sentence)
        return self.book.ledger.position_on(day)

    def _moment(self, view: View) -> Moment:
        if not view.past:
            return Moment(view.head, self.book.now(), is_past=False)
        if view.at not in self._moments:
            self._moments[view.at] = Moment(view.at, self.book.ledger.moment_of(view.tx, view.at), is_past=True)
        return self._moments[view.at]

    def _shell(self, view: View | None, about: Mapping[str, Any]) -> dict[str, Any]:
        moment = self._moment(view) if view else None
        if view and moment and moment.is_past:
            moment = msgspec.structs.replace(moment, density=self.density(view))
        path = self.request.url.path
        query = {name: value for name, value in self.query.items() if name not in ("at", "done", "did")}
        return {
            "title": "",
            "nav": "",
            "counts": self._counts(view) if view and not view.past and self.signed_in else None,
            "person": _card(self.signed_in),
            "position": view.head if view else 0,
            "proved": proved_up_to(view.tx) if view else 0,
            "at": moment if moment and moment.is_past else None,
            "csrf": self.signed_in.csrf if self.signed_in else "",
            "path": path,
            "query": query,
            "theme": self.request.cookies.get("theme") or None,
            "status": self._receipt(view),
            "opens": self._opens,
            "writes": bool(self.signed_in) and self.may_somewhere(WRITERS),
            "reports_only": bool(self.signed_in) and not self.may_somewhere(READERS),
            **about,
        }

    def _opens(self, thing: ThingRow) -> bool:
        """Whether this person may open the thing's page; what they may not open is named without a link."""
        readers = {"person": SEERS, "report": EVERYONE}
        return self.may_somewhere(readers.get(thing.kind, READERS))

    def _receipt(self, view: View | None) -> str:
        """What was just done: said of positions that this person recorded, and of no others."""
        done = self.query.get("done", "")
        if view is None or not done.isascii() or not done.isdigit() or len(done) > 15:  # noqa: PLR2004
            return ""
        if int(done) == 0:
            return "Nothing to change: it is recorded like this already."
        entry = view.one(EntryRow, int(done))
        return said(int(done), self.query.get("did", "")) if entry and entry.actor == self.person.id else ""

    def _counts(self, view: View) -> dict[str, int]:
        now = self.book.now()
        manages = self.person.programs(MANAGERS, now)
        return self.book.menu.counts(view, self.person.id, today=now.date(), manages=manages)


def _card(person: SignedIn | None) -> dict[str, Any] | None:
    if person is None:
        return None
    role = ", ".join(role.label for role in person.roles) or "No role yet"
    administers = Role.ADMINISTRATOR in person.roles
    audits = administers or Role.AUDITOR in person.roles
    about = {"name": person.state.name, "email": person.state.email, "role": role}
    return {**about, "administrator": administers, "audits": audits}


def _command(form: Mapping[str, list[str]]) -> UUID:
    try:
        return UUID((form.get("command_id") or [""])[0])
    except ValueError:
        return uuid4()


def _note(form: Mapping[str, list[str]]) -> str:
    text = (form.get("note") or [""])[0].strip()
    if len(text) > STORY:
        raise Unreadable(f"Note is longer than {STORY} characters; shorten it.", "note")
    return text


def _effective(form: Mapping[str, list[str]], now: datetime) -> datetime | None:
    text = (form.get("true_since") or [""])[0].strip()
    if not text:
        return None
    try:
        day = read_date("True since", text)
    except Unreadable as problem:
        raise Unreadable(str(problem), "true_since") from None
    if day > now.date():
        raise Unreadable("True since: this day is still to come; enter today or an earlier day.", "true_since")
    return None if day == now.date() else datetime.combine(day, time(12), UTC)


def signed_in(book: Book, person: UUID, csrf: str) -> SignedIn | None:
    """The person of a session, from their own stream."""
    found = book.ledger.load(PERSON, person).found
    return SignedIn(person, found, csrf) if found else None
