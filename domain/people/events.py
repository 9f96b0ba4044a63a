"""What can have happened to a person, and to the e-mail addresses that are theirs alone."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.kernel import Event
from domain.people.words import Role


class PersonAdded(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "person.added/1"
    name: str
    email: str


class PersonRenamed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "person.renamed/1"
    from_: str
    to: str


class EmailMoved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "person.email_moved/1"
    from_: str
    to: str


class RoleGranted(Event, frozen=True, kw_only=True):
    """`program` is None for all programs, `until` for no end."""

    TOPIC: ClassVar[str] = "person.role_granted/1"
    role: Role
    program: UUID | None
    until: date | None
    by: UUID


class RoleTermMoved(Event, frozen=True, kw_only=True):
    """A role that the person has ends on another day."""

    TOPIC: ClassVar[str] = "person.role_term_moved/1"
    role: Role
    program: UUID | None
    from_: date | None
    to: date | None
    by: UUID


class RoleRevoked(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "person.role_revoked/1"
    role: Role
    program: UUID | None
    reason: str
    by: UUID


class PersonDisabled(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "person.disabled/1"
    reason: str
    by: UUID


class PersonEnabled(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "person.enabled/1"
    by: UUID


class EmailTaken(Event, frozen=True, kw_only=True):
    """The address of this stream belongs to the person."""

    TOPIC: ClassVar[str] = "email.taken/1"
    email: str
    person: UUID


class EmailReleased(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "email.released/1"
    email: str
    person: UUID
