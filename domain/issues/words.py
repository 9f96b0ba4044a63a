"""The vocabulary of issues: states, severities, areas, and what may be done in each state."""

from datetime import date
from uuid import UUID

import msgspec

from domain.rules import Rule
from domain.texts import Word


class IssueState(Word):
    OPEN = "open"
    TRIAGED = "triaged"
    IN_PROGRESS = "in_progress"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Area(Word):
    """Whom the issue touches."""

    BUYER = "buyer"
    SELLER = "seller"
    CREATOR = "creator"
    OTHER = "other"


class Triage(msgspec.Struct, frozen=True, kw_only=True):
    severity: int
    priority: int
    area: Area


class Escalation(msgspec.Struct, frozen=True, kw_only=True):
    """The escalation that is up: to a person (`to`) or to somebody named in words (`to_whom`)."""

    level: int
    from_level: int
    to: UUID | None
    to_whom: str
    due: date | None
    acknowledged_by: UUID | None = None


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    resolution: str
    by: UUID
    on: date


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    by: UUID
    on: date


SEVERITIES: dict[int, str] = {1: "Critical", 2: "Major", 3: "Moderate", 4: "Minor"}
PRIORITIES: dict[int, str] = {1: "Now", 2: "Next", 3: "Later", 4: "When there is time"}
HIGHEST_ESCALATION = 3
OPEN_ISSUES = Rule("open-issues", "Open issues", "The issues that are neither closed nor withdrawn.")
ESCALATED_ISSUES = Rule(
    "escalated-issues",
    "Escalated issues",
    "The open issues whose newest escalation was not returned and not ended by resolving them.",
)

_ESCALATING = ("escalate", "acknowledge_escalation", "return_escalation")
_WORKING = ("triage", "assign", *_ESCALATING, "link_corrective_action", "withdraw")

ACTS: dict[IssueState, tuple[str, ...]] = {
    IssueState.OPEN: _WORKING,
    IssueState.TRIAGED: ("start_work", "resolve", *_WORKING),
    IssueState.IN_PROGRESS: ("resolve", *_WORKING),
    IssueState.REOPENED: ("start_work", "resolve", *_WORKING),
    IssueState.RESOLVED: ("close", "reopen", "link_corrective_action"),
    IssueState.CLOSED: ("reopen", "link_corrective_action"),
    IssueState.WITHDRAWN: (),
}

INSTEAD: dict[IssueState, str] = {
    IssueState.OPEN: "triage it first",
    IssueState.TRIAGED: "start work or resolve it first",
    IssueState.IN_PROGRESS: "resolve it first",
    IssueState.REOPENED: "start work or resolve it first",
    IssueState.RESOLVED: "close it, or reopen it first",
    IssueState.CLOSED: "reopen it first",
    IssueState.WITHDRAWN: "raise a new issue",
}


def acts(state: IssueState) -> tuple[str, ...]:
    """What may be asked of an issue in this state, by the names of the decisions."""
    return ACTS[state]
