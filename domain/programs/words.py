"""The vocabulary of programs: their states, the way from one to the next, and what may be done in each."""

from enum import StrEnum
from uuid import UUID

import msgspec

from domain.rules import Rule


class ProgramState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def terminal(self) -> bool:
        return self in {ProgramState.CLOSED, ProgramState.CANCELLED}


OPEN_PROGRAMS = Rule("open-programs", "Open programs", "The programs that are neither closed nor cancelled.")
QUIET_PROGRAMS = Rule(
    "quiet-programs",
    "Programs of which there is nothing to say",
    "The open programs without an open project and without a declared health.",
)


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A question that is with somebody; `answer` stays empty until they answer."""

    to_whom: str
    question: str
    answer: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What the program decided: enough to know it when it is said again."""

    title: str
    decision: str
    by: UUID


_DESCRIBING = ("rename", "assign_owner", "attach_project", "detach_project", "state_objective", "set_tolerance")
_STEERING = ("declare_health", "record_decision", "raise_ask", "answer_ask")

ACTS: dict[ProgramState, tuple[str, ...]] = {
    ProgramState.PROPOSED: ("approve", *_DESCRIBING, *_STEERING, "cancel"),
    ProgramState.ACTIVE: (*_STEERING, *_DESCRIBING, "put_on_hold", "begin_closing", "cancel"),
    ProgramState.ON_HOLD: ("resume", *_STEERING, *_DESCRIBING, "cancel"),
    ProgramState.CLOSING: ("close", *_STEERING, "assign_owner", "detach_project", "cancel"),
    ProgramState.CLOSED: (),
    ProgramState.CANCELLED: (),
}

INSTEAD: dict[ProgramState, str] = {
    ProgramState.PROPOSED: "approve it first",
    ProgramState.ACTIVE: "put it on hold or begin closing it first",
    ProgramState.ON_HOLD: "resume it first",
    ProgramState.CLOSING: "close or cancel it",
    ProgramState.CLOSED: "propose a new program",
    ProgramState.CANCELLED: "propose a new program",
}
"""What a person may do about an act that the state does not allow."""


def acts(state: ProgramState) -> tuple[str, ...]:
    """The names of the decisions that are possible in a state, the likeliest first."""
    return ACTS[state]
