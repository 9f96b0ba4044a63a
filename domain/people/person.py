"""What may be decided about a person: name, address, roles, and whether they may sign in."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.kernel import Aggregate, Checks, Facts, refuse
from domain.people import email as addresses
from domain.people import events as e
from domain.people.words import ACTS, Grant, PersonState, Role, Term, acts
from domain.texts import TITLE, text, why

__all__ = ["ACTS", "acts"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    email: str
    state: PersonState = PersonState.ACTIVE
    grants: dict[Grant, Term] = {}


PERSON = Aggregate("person", Person)

_APART = {Role.ADMINISTRATOR: Role.AUDITOR, Role.AUDITOR: Role.ADMINISTRATOR}


@PERSON.on(e.PersonAdded)
def _added(_: Person | None, fact: e.PersonAdded) -> Person:
    return Person(name=fact.name, email=fact.email)


@PERSON.on(e.PersonRenamed)
def _renamed(person: Person, fact: e.PersonRenamed) -> Person:
    return replace(person, name=fact.to)


@PERSON.on(e.EmailMoved)
def _email_moved(person: Person, fact: e.EmailMoved) -> Person:
    return replace(person, email=fact.to)


@PERSON.on(e.RoleGranted)
def _role_granted(person: Person, fact: e.RoleGranted) -> Person:
    return replace(person, grants={**person.grants, Grant(fact.role, fact.program): Term(fact.until)})


@PERSON.on(e.RoleTermMoved)
def _role_term_moved(person: Person, fact: e.RoleTermMoved) -> Person:
    return replace(person, grants={**person.grants, Grant(fact.role, fact.program): Term(fact.to)})


@PERSON.on(e.RoleRevoked)
def _role_revoked(person: Person, fact: e.RoleRevoked) -> Person:
    gone = Grant(fact.role, fact.program)
    return replace(person, grants={grant: term for grant, term in person.grants.items() if grant != gone})


@PERSON.on(e.PersonDisabled)
def _disabled(person: Person, _: e.PersonDisabled) -> Person:
    return replace(person, state=PersonState.DISABLED)


@PERSON.on(e.PersonEnabled)
def _enabled(person: Person, _: e.PersonEnabled) -> Person:
    return replace(person, state=PersonState.ACTIVE)


def holds(person: Person, *, roles: Collection[Role], program: UUID | None, today: date) -> bool:
    """Whether the person has one of the roles in the program today; None asks for a role in all programs."""
    if person.state is PersonState.DISABLED:
        return False
    return any(
        grant.role in roles and grant.program in {None, program} and term.covers(today)
        for grant, term in person.grants.items()
    )


def add(person: Person | None, *, name: str, email: str) -> Facts:
    """Made together with `email.take`, which keeps the address theirs alone."""
    if person:
        raise refuse(f"This person is recorded already as {person.name}; change that record instead.")
    checks = Checks()
    name = text(checks, "name", name, needed="Give the person's name.", most=TITLE)
    email = addresses.checked(checks, "email", email)
    checks.done()
    return (e.PersonAdded(name=name, email=email),)


def rename(person: Person, *, name: str) -> Facts:
    checks = _begin(person, "rename")
    name = text(checks, "name", name, needed="Give the person's name.", most=TITLE)
    checks.done()
    return () if name == person.name else (e.PersonRenamed(from_=person.name, to=name),)


def move_email(person: Person, *, email: str) -> Facts:
    """Made together with `email.take` of the new address and `email.release` of the old."""
    checks = _begin(person, "move_email")
    email = addresses.checked(checks, "email", email)
    checks.done()
    return () if email == person.email else (e.EmailMoved(from_=person.email, to=email),)


def grant_role(
    person: Person, *, role: Role, program: UUID | None = None, until: date | None = None, by: UUID, today: date
) -> Facts:
    """Give a role in one program, or in all where `program` is None; a grant that is there may get another end."""
    checks = _begin(person, "grant_role")
    _no_conflict(checks, person, role, today)
    checks.that(until is None or until >= today, "until", "The last day has passed; give today or a later day.")
    everywhere = role is not Role.ADMINISTRATOR or program is None
    checks.that(everywhere, "program", "An administrator serves all programs; leave the program out.")
    endless = role is not Role.ADMINISTRATOR or until is None
    checks.that(endless, "until", "The role of administrator has no last day; revoke it when it is no longer needed.")
    checks.done()
    before = person.grants.get(Grant(role, program))
    if before is None or not before.covers(today):
        return (e.RoleGranted(role=role, program=program, until=until, by=by),)
    if before.until == until:
        return ()
    return (e.RoleTermMoved(role=role, program=program, from_=before.until, to=until, by=by),)


def revoke_role(
    person: Person, *, role: Role, program: UUID | None = None, reason: str, by: UUID, other_administrators: int
) -> Facts:
    """Take a role back; `other_administrators` counts the other people who hold that role and may sign in."""
    checks = _begin(person, "revoke_role")
    reason = why(checks, reason, needed="Say why the role is revoked.")
    granted = Grant(role, program) in person.grants
    last = granted and role is Role.ADMINISTRATOR and _is_last(person, other_administrators)
    checks.that(not last, "role", "This is the last administrator; make someone else administrator first.")
    checks.done()
    return (e.RoleRevoked(role=role, program=program, reason=reason, by=by),) if granted else ()


def disable(person: Person, *, reason: str, by: UUID, other_administrators: int) -> Facts:
    """Let a person no longer sign in; `other_administrators` counts the other people who hold that role and may."""
    if person.state is PersonState.DISABLED:
        return ()
    checks = _begin(person, "disable")
    reason = why(checks, reason, needed="Say why the person is disabled.")
    last = _is_last(person, other_administrators)
    checks.that(not last, "", "This is the last administrator; make someone else administrator first.")
    checks.done()
    return (e.PersonDisabled(reason=reason, by=by),)


def enable(person: Person, *, by: UUID) -> Facts:
    return (e.PersonEnabled(by=by),) if person.state is PersonState.DISABLED else ()


def _begin(person: Person, act: str) -> Checks:
    return Checks().that(act in ACTS[person.state], "", "The person is disabled; enable them first.")


def _no_conflict(checks: Checks, person: Person, role: Role, today: date) -> None:
    other = _APART.get(role)
    held = any(grant.role is other and term.covers(today) for grant, term in person.grants.items())
    sentence = (
        f"Nobody is {role.label.lower()} and {other.label.lower() if other else ''} at once; revoke that role first."
    )
    checks.that(not held, "role", sentence)


def _is_last(person: Person, other_administrators: int) -> bool:
    administers = person.state is PersonState.ACTIVE and Grant(Role.ADMINISTRATOR) in person.grants
    return administers and other_administrators < 1
