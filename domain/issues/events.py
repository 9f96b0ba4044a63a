"""The facts of an issue's life, in the past tense and as the log stores them."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.issues.words import Area
from domain.kernel import Event


class IssueRaised(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.raised/1"
    program: UUID
    project: UUID | None = None
    title: str
    description: str
    from_risk: UUID | None = None
    raised_by: UUID
    on: date


class IssueTriaged(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.triaged/1"
    from_severity: int | None = None
    severity: int
    from_priority: int | None = None
    priority: int
    from_area: Area | None = None
    area: Area


class IssueAssigned(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.assigned/1"
    from_: UUID | None
    to: UUID
    from_due: date | None = None
    due: date | None = None


class EscalationRaised(Event, frozen=True, kw_only=True):
    """Escalated to a person (`to`) or to somebody named in words (`to_whom`), never both."""

    TOPIC: ClassVar[str] = "issue.escalation_raised/1"
    from_level: int
    level: int
    to: UUID | None = None
    to_whom: str = ""
    due: date | None = None
    reason: str
    by: UUID


class EscalationAcknowledged(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.escalation_acknowledged/1"
    level: int
    by: UUID


class EscalationReturned(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.escalation_returned/1"
    from_level: int
    to_level: int
    by: UUID
    reason: str


class WorkStarted(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.work_started/1"
    by: UUID


class IssueResolved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.resolved/1"
    resolution: str
    by: UUID
    on: date


class IssueReopened(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.reopened/1"
    reason: str
    by: UUID


class IssueClosed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.closed/1"
    by: UUID
    on: date


class IssueWithdrawn(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.withdrawn/1"
    reason: str
    by: UUID


class CorrectiveActionLinked(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "issue.corrective_action_linked/1"
    action: UUID
