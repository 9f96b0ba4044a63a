"""Issues as people ask for them: the list, one issue with its history, and what is escalated or late."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from domain.issues.words import IssueState
from domain.programs.codes import normal
from projections.ageing import ageing as aged
from projections.asking import Page, Words, like, order_by
from projections.issues.rows import OVER, EndingRow, EscalationRow, IssueActionRow, IssueRow, IssueTextRow
from projections.view import View

ENDED = tuple(state.value for state in OVER)
DONE = (*ENDED, IssueState.RESOLVED.value)
OPEN = f"state NOT IN {ENDED}"
UNRESOLVED = f"state NOT IN {DONE}"
STATES = {  # "open" asks for everything that is not over, so the state of that name is asked for as "untriaged"
    **{state.value: state.value for state in IssueState if state is not IssueState.OPEN},
    "untriaged": IssueState.OPEN.value,
}
SORTS = {
    "code": "CAST(substr(code, 3) AS INTEGER)",
    "title": "lower(title)",
    "severity": "severity",
    "priority": "priority",
    "level": "level",
    "due": "due",
    "opened": "opened_on",
    "changed": "changed_at",
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the list is asked for; `escalated` and `overdue` are "yes" or empty."""

    WORDS: ClassVar[Words] = {
        "state": (*STATES, "open", "unresolved", "all"),
        "escalated": ("yes",),
        "overdue": ("yes",),
    }
    q: str = ""
    program: UUID | None = None
    project: UUID | None = None
    owner: UUID | None = None
    severity: int = 0
    state: str = "open"
    escalated: str = ""
    overdue: str = ""
    sort: str = "severity"
    page: int = 1


def search(view: View, asked: Asked, *, today: date) -> Page[IssueRow]:
    """One page of the list, worst severity first unless asked otherwise."""
    conditions: dict[str, Any] = {
        "(lower(title) LIKE ? ESCAPE '\\' OR lower(code) LIKE ? ESCAPE '\\')": like(asked.q, 2),
        "program = ?": asked.program,
        "project = ?": asked.project,
        "owner = ?": asked.owner,
        "severity = ?": asked.severity or None,
        "level > 0": () if asked.escalated == "yes" else None,
        f"{UNRESOLVED} AND due < ?": today.isoformat() if asked.overdue == "yes" else None,
        OPEN: () if asked.state == "open" else None,
        UNRESOLVED: () if asked.state == "unresolved" else None,
        "state = ?": STATES.get(asked.state),
    }
    order = order_by(
        asked.sort, SORTS, default="severity", tie="priority IS NULL, priority, opened_on, length(code), code"
    )
    return Page.of(view, IssueRow, conditions, order=order, page=asked.page)


def find(view: View, code: str) -> IssueRow | None:
    found = view.select(IssueRow, "code = ?", (normal(code),))
    return found[0] if found else None


def one(view: View, issue: UUID) -> IssueRow | None:
    return view.one(IssueRow, issue)


def description(view: View, issue: UUID) -> str:
    found = view.one(IssueTextRow, issue)
    return found.description if found else ""


def escalations(view: View, issue: UUID) -> list[EscalationRow]:
    """Every escalation, the newest first."""
    return view.select(EscalationRow, "issue = ?", (issue,), order="number DESC")


def endings(view: View, issue: UUID) -> list[EndingRow]:
    """Every resolving, closing and reopening, the newest first."""
    return view.select(EndingRow, "issue = ?", (issue,), order="position DESC")


def actions(view: View, issue: UUID) -> list[UUID]:
    """The corrective actions that answer the issue."""
    return [row.action for row in view.select(IssueActionRow, "issue = ?", (issue,), order="action")]


def of_risk(view: View, risk: UUID) -> list[IssueRow]:
    return view.select(IssueRow, "from_risk = ?", (risk,), order="opened_on DESC, code")


def of_project(view: View, project: UUID) -> list[IssueRow]:
    """What is open on the project, worst first."""
    return view.select(IssueRow, f"project = ? AND {OPEN}", (project,), order="severity IS NULL, severity, opened_on")


def of_program(view: View, program: UUID) -> list[IssueRow]:
    """What is open in the program, worst first."""
    return view.select(IssueRow, f"program = ? AND {OPEN}", (program,), order="severity IS NULL, severity, opened_on")


def of_owner(view: View, person: UUID) -> list[IssueRow]:
    """What this person has still to resolve, by due date."""
    return view.select(IssueRow, f"owner = ? AND {UNRESOLVED}", (person,), order="due IS NULL, due, severity")


def awaiting_answer(view: View, person: UUID) -> list[IssueRow]:
    """Escalations to this person that nobody acknowledged yet."""
    where = f"escalated_to = ? AND level > 0 AND acknowledged_by IS NULL AND {UNRESOLVED}"
    return view.select(IssueRow, where, (person,), order="escalation_due IS NULL, escalation_due, severity")


def open_count(view: View) -> int:
    return view.count(IssueRow, OPEN)


def counts(view: View, *, today: date) -> dict[str, int]:
    return {
        "open": open_count(view),
        "critical": view.count(IssueRow, f"{UNRESOLVED} AND severity = 1"),
        "escalated": view.count(IssueRow, f"{UNRESOLVED} AND level > 0"),
        "overdue": view.count(IssueRow, f"{UNRESOLVED} AND due < ?", (today.isoformat(),)),
    }


def ageing(view: View, *, today: date) -> list[tuple[str, int]]:
    """How long the open issues have been open."""
    return aged(view, IssueRow, OPEN, today=today)
