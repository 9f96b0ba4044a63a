"""The vocabulary of people: roles and what each may do, and which act is possible in which state."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec


class Role(StrEnum):
    MANAGER = "manager"
    CONTRIBUTOR = "contributor"
    AUDITOR = "auditor"
    STAKEHOLDER = "stakeholder"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def description(self) -> str:
        return _DESCRIPTIONS[self]


_DESCRIPTIONS: dict[Role, str] = {
    Role.MANAGER: "Runs programs and projects: decides, approves, accepts, closes and issues reports.",
    Role.CONTRIBUTOR: "Records what happens: status, forecasts, risks, issues and actions.",
    Role.AUDITOR: "Reads and proves everything, and records nothing but findings.",
    Role.STAKEHOLDER: "Reads the reports of programs, and traces their figures to the record.",
    Role.ADMINISTRATOR: "Adds people, grants roles and keeps the system running.",
}


class PersonState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Grant(msgspec.Struct, frozen=True):
    """A role in one program, or in all of them where `program` is None."""

    role: Role
    program: UUID | None = None


class Term(msgspec.Struct, frozen=True):
    """How long a grant holds: to the end of the day `until`, or without end."""

    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.until is None or day <= self.until


ACTS: dict[PersonState, tuple[str, ...]] = {
    PersonState.ACTIVE: ("grant_role", "revoke_role", "rename", "move_email", "disable"),
    PersonState.DISABLED: ("enable", "revoke_role"),
}


def acts(state: PersonState) -> tuple[str, ...]:
    """The names of the decisions that are possible in a state, the likeliest first."""
    return ACTS[state]
