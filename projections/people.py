"""People and their roles as administrators and forms look at them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from application.ledger import Recorded
from domain.people import events as e
from domain.people.words import PersonState, Role
from projections.asking import Page, like, order_by
from projections.kernel import ReadModel, Rows
from projections.rows import Row
from projections.things import ThingRow
from projections.view import View

ALL = "all"


class PersonRow(Row, frozen=True, kw_only=True):
    TABLE: ClassVar[str] = "people"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("email",),)

    id: UUID
    name: str
    email: str
    state: PersonState
    version: int


class GrantRow(Row, frozen=True, kw_only=True):
    """A role that a person holds; `scope` is the program's id, or "all"."""

    TABLE: ClassVar[str] = "grants"
    KEY: ClassVar[tuple[str, ...]] = ("person", "role", "scope")

    person: UUID
    role: Role
    scope: str
    last_day: date | None

    @property
    def program(self) -> UUID | None:
        return None if self.scope == ALL else UUID(self.scope)


PEOPLE = ReadModel("people", PersonRow, GrantRow)
SORTS = {"name": "lower(name)", "email": "email", "state": "state"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """How the list of people is asked for."""

    q: str = ""
    role: str = ""
    program: UUID | None = None
    state: str = ""
    sort: str = "name"
    page: int = 1


def search(view: View, asked: Asked) -> Page[PersonRow]:
    """A role that is asked for in one program is also held by those who hold it in all."""
    granted = f"id IN (SELECT person FROM {view.span(GrantRow)} WHERE"
    conditions = {
        "(lower(name) LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\')": like(asked.q, 2),
        f"{granted} role = ?)": asked.role or None,
        f"{granted} scope IN (?, '{ALL}'))": str(asked.program) if asked.program else None,
        "state = ?": asked.state or None,
    }
    order = order_by(asked.sort, SORTS, default="name", tie="email")
    return Page.of(view, PersonRow, conditions, order=order, page=asked.page)


def everyone(view: View) -> list[PersonRow]:
    return view.select(PersonRow, order="lower(name), email")


def named(view: View) -> list[tuple[str, str]]:
    """Everybody's id and name, for choosing."""
    rows = view.rows(f"SELECT id, name FROM {view.span(PersonRow)} ORDER BY lower(name), email")
    return [(each, name) for each, name in rows]


def active(view: View) -> list[PersonRow]:
    return view.select(PersonRow, "state = ?", (PersonState.ACTIVE,), order="lower(name), email")


def grants(view: View, people: Sequence[UUID]) -> dict[UUID, list[GrantRow]]:
    """The roles of these people, as they were granted; whether one still holds is a matter of the day."""
    marks = ", ".join("?" * len(people))
    found: dict[UUID, list[GrantRow]] = {}
    for row in view.select(GrantRow, f"person IN ({marks})", people, order="person, role, scope"):
        found.setdefault(row.person, []).append(row)
    return found


@PEOPLE.on(e.PersonAdded)
def _added(rows: Rows, x: Recorded[e.PersonAdded]) -> None:
    fact = x.fact
    rows.put(PersonRow(id=x.stream, name=fact.name, email=fact.email, state=PersonState.ACTIVE, version=x.version))
    state = PersonState.ACTIVE.label
    rows.put(ThingRow(id=x.stream, kind="person", code=fact.email, title=fact.name, program=None, state=state))


@PEOPLE.on(e.PersonRenamed)
def _renamed(rows: Rows, x: Recorded[e.PersonRenamed]) -> None:
    _change(rows, x, name=x.fact.to)
    rows.change(ThingRow, x.stream, title=x.fact.to)


@PEOPLE.on(e.EmailMoved)
def _email_moved(rows: Rows, x: Recorded[e.EmailMoved]) -> None:
    _change(rows, x, email=x.fact.to)
    rows.change(ThingRow, x.stream, code=x.fact.to)


@PEOPLE.on(e.RoleGranted)
def _granted(rows: Rows, x: Recorded[e.RoleGranted]) -> None:
    rows.put(GrantRow(person=x.stream, role=x.fact.role, scope=_scope(x.fact), last_day=x.fact.until))
    _change(rows, x)


@PEOPLE.on(e.RoleTermMoved)
def _term_moved(rows: Rows, x: Recorded[e.RoleTermMoved]) -> None:
    rows.put(GrantRow(person=x.stream, role=x.fact.role, scope=_scope(x.fact), last_day=x.fact.to))
    _change(rows, x)


@PEOPLE.on(e.RoleRevoked)
def _revoked(rows: Rows, x: Recorded[e.RoleRevoked]) -> None:
    rows.end(GrantRow, x.stream, x.fact.role, _scope(x.fact))
    _change(rows, x)


@PEOPLE.on(e.PersonDisabled)
def _disabled(rows: Rows, x: Recorded[Any]) -> None:
    _change(rows, x, state=PersonState.DISABLED)
    rows.change(ThingRow, x.stream, state=PersonState.DISABLED.label)


@PEOPLE.on(e.PersonEnabled)
def _enabled(rows: Rows, x: Recorded[Any]) -> None:
    _change(rows, x, state=PersonState.ACTIVE)
    rows.change(ThingRow, x.stream, state=PersonState.ACTIVE.label)


def _scope(fact: Any) -> str:
    return str(fact.program) if fact.program else ALL


def _change(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(PersonRow, x.stream, version=x.version, **changes)
