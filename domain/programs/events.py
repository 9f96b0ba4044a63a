"""What can have happened to a program."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.kernel import Event
from domain.projects.words import Rating


class ProgramProposed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.proposed/1"
    code: str
    name: str
    purpose: str
    owner: UUID | None
    sponsor: str


class ProgramApproved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.approved/1"
    by: UUID


class ProgramRenamed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.renamed/1"
    from_: str
    to: str


class ProgramOwnerAssigned(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.owner_assigned/1"
    from_: UUID | None
    to: UUID


class ProjectAttached(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.project_attached/1"
    project: UUID


class ProjectDetached(Event, frozen=True, kw_only=True):
    """The project went to another program."""

    TOPIC: ClassVar[str] = "program.project_detached/1"
    project: UUID
    to: UUID


class ObjectiveStated(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.objective_stated/1"
    objective: str


class ToleranceSet(Event, frozen=True, kw_only=True):
    """How far a finish (days) and a whole-life cost (basis points) may move from the baseline without an exception."""

    TOPIC: ClassVar[str] = "program.tolerance_set/1"
    from_time_days: int | None
    time_days: int
    from_cost_bp: int | None
    cost_bp: int


class ProgramHealthDeclared(Event, frozen=True, kw_only=True):
    """`to` is None where no rating can be given; `unknown` then says why."""

    TOPIC: ClassVar[str] = "program.health_declared/1"
    from_: Rating | None
    to: Rating | None
    unknown: str
    narrative: str
    by: UUID
    on: date


class DecisionRecorded(Event, frozen=True, kw_only=True):
    """`facts_position` is the position in the log of what was known when it was decided."""

    TOPIC: ClassVar[str] = "program.decision_recorded/1"
    title: str
    decision: str
    by: UUID
    on: date
    facts_position: int | None


class AskRaised(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.ask_raised/1"
    ask: UUID
    to_whom: str
    question: str
    due: date | None
    by: UUID


class AskAnswered(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.ask_answered/1"
    ask: UUID
    question: str
    answer: str
    by: UUID
    on: date


class ProgramPutOnHold(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.put_on_hold/1"
    reason: str
    by: UUID


class ProgramResumed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.resumed/1"
    by: UUID


class ProgramClosingBegun(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.closing_begun/1"
    by: UUID


class ProgramClosed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.closed/1"
    reason: str
    by: UUID


class ProgramCancelled(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "program.cancelled/1"
    reason: str
    by: UUID
