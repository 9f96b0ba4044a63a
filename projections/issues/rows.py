"""The rows that issues are looked at by."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from domain.issues.words import PRIORITIES, SEVERITIES, Area, IssueState
from projections.rows import Row

OVER = (IssueState.CLOSED, IssueState.WITHDRAWN)


class IssueRow(Row, frozen=True, kw_only=True):
    """An issue in the list. `level` is how high it is escalated; 0 where it is not."""

    TABLE: ClassVar[str] = "issues"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("program",), ("project",), ("from_risk",))

    id: UUID
    program: UUID
    project: UUID | None
    code: str
    title: str
    state: IssueState
    owner: UUID | None
    severity: int | None
    priority: int | None
    area: Area | None
    level: int
    escalation: int
    escalated_to: UUID | None
    escalated_to_whom: str
    escalation_due: date | None
    acknowledged_by: UUID | None
    due: date | None
    from_risk: UUID | None
    raised_by: UUID
    opened_on: date
    closed_on: date | None
    version: int
    changed_at: datetime

    @property
    def open(self) -> bool:
        return self.state not in OVER

    @property
    def severity_word(self) -> str:
        return SEVERITIES.get(self.severity or 0, "")

    @property
    def priority_word(self) -> str:
        return PRIORITIES.get(self.priority or 0, "")


class IssueTextRow(Row, frozen=True, kw_only=True):
    """The long text of an issue, apart from the list so that the list stays quick."""

    TABLE: ClassVar[str] = "issue_texts"

    id: UUID
    program: UUID
    description: str


class EscalationRow(Row, frozen=True, kw_only=True):
    """One escalation of an issue and what came of it; every one is kept."""

    TABLE: ClassVar[str] = "issue_escalations"
    KEY: ClassVar[tuple[str, ...]] = ("issue", "number")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)

    issue: UUID
    number: int
    program: UUID
    level: int
    escalated_to: UUID | None
    to_whom: str
    due: date | None
    reason: str
    raised_by: UUID
    raised_on: date
    acknowledged_by: UUID | None = None
    acknowledged_on: date | None = None
    returned_by: UUID | None = None
    returned_on: date | None = None
    returned_because: str = ""


class EndingRow(Row, frozen=True, kw_only=True):
    """One resolving, closing, reopening or withdrawing; every one is kept."""

    TABLE: ClassVar[str] = "issue_endings"
    KEY: ClassVar[tuple[str, ...]] = ("issue", "position")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)

    issue: UUID
    position: int
    program: UUID
    state: IssueState
    words: str
    person: UUID
    day: date


class IssueActionRow(Row, frozen=True, kw_only=True):
    """A corrective action that answers an issue."""

    TABLE: ClassVar[str] = "issue_actions"
    KEY: ClassVar[tuple[str, ...]] = ("issue", "action")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("action",),)

    issue: UUID
    action: UUID
    program: UUID
