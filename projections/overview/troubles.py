"""What needs attention among risks, issues and corrective actions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.risks.matrix import Level
from projections.corrective_actions.queries import OPEN as OPEN_ACTIONS
from projections.corrective_actions.rows import NEXT_WORDS, ActionRow, Next
from projections.issues.queries import UNRESOLVED
from projections.issues.rows import IssueRow
from projections.overview.attention import Item
from projections.risks.queries import OPEN as OPEN_RISKS
from projections.risks.rows import RiskRow
from projections.tracing.origins import Source
from projections.view import View

LAPSING = timedelta(days=30)


def troubles(view: View, today: date) -> list[Item]:
    """Three statements: one for each kind of thing."""
    return [*_risks(view, today), *_issues(view, today), *_actions(view, today)]


def _risks(view: View, today: date) -> list[Item]:
    soon = (today + LAPSING).isoformat()
    where = f"{OPEN_RISKS} AND (escalated = 1 OR accepted_until <= ? OR review_due < ?)"
    sql = "SELECT id, code, title, program, owner, level, tier, escalated, answer_due, accepted_until, review_due"
    rows = view.rows(f"{sql} FROM {view.span(RiskRow)} WHERE {where}", [soon, today.isoformat()])
    return [item for row in rows for item in _risk(row, today)]


def _risk(row: tuple[Any, ...], today: date) -> list[Item]:
    key, code, title, program, owner, level, tier, escalated, answer_due, accepted_until, review_due = row
    about: dict[str, Any] = {"path": f"/risks/{code}", "program": UUID(program), "who": UUID(owner)}
    name, answer, review, lapse = f"{code} {title}", _day(answer_due), _day(review_due), _day(accepted_until)
    found = []
    if escalated:
        found.append(
            _escalated(name, (tier, level, answer), today, {**about, "source": _of(key, "escalated", "answer_due")})
        )
    if lapse and lapse <= today + LAPSING:
        why = "It comes back to be assessed unless it is accepted again."
        told = {**about, "source": _of(key, "accepted_until"), "weight": -lapse.toordinal(), "day": lapse}
        found.append(Item(group="lapsing", title=f"{name}: acceptance ends", why=why, **told))
    if review and review < today and not any(item.group == "overdue" for item in found):
        why = f"{'Level ' + level if level else 'Not assessed'}; its review was due on {_said(review)}."
        told = {**about, "source": _of(key, "review_due", "state")}
        found.append(_late(f"{name}: review overdue", why, review, today, told))
    return found


def _escalated(name: str, stands: tuple[str, str | None, date | None], today: date, about: dict[str, Any]) -> Item:
    tier, level, answer = stands
    if answer and answer < today:
        why = f"Escalated to the {tier} tier; the answer was due on {_said(answer)}."
        return _late(f"{name}: escalation unanswered", why, answer, today, {**about, "escalated": True})
    by = f"answer due {_said(answer)}" if answer else "no day is set for the answer"
    weight = Level(level).rank if level else 0
    why = f"Escalated to the {tier} tier; {by}."
    return Item(group="escalated", title=name, why=why, weight=weight, escalated=True, **about)


def _of(key: str, *fields: str) -> Source:
    return Source(RiskRow, UUID(key), fields)


def _issues(view: View, today: date) -> list[Item]:
    where = f"{UNRESOLVED} AND (due < ? OR (level > 0 AND acknowledged_by IS NULL))"
    sql = "SELECT id, code, title, program, owner, raised_by, severity, level, escalation_due, acknowledged_by, due"
    rows = view.rows(f"{sql} FROM {view.span(IssueRow)} WHERE {where}", [today.isoformat()])
    return [item for row in rows for item in _issue(row, today)]


def _issue(row: tuple[Any, ...], today: date) -> list[Item]:
    key, code, title, program, owner, raised_by, severity, level, escalation_due, acknowledged, due_by = row
    about: dict[str, Any] = {"path": f"/issues/{code}", "program": UUID(program), "who": UUID(owner or raised_by)}
    name, answer, due = f"{code} {title}", _day(escalation_due), _day(due_by)
    up = bool(level and not acknowledged)
    escalation = Source(IssueRow, UUID(key), ("level", "escalation_due", "acknowledged_by"))
    resolution = Source(IssueRow, UUID(key), ("due", "state"))
    if up and answer and answer < today:
        why = f"Escalated to level {level}; an answer was due on {_said(answer)}."
        return [
            _late(
                f"{name}: escalation unanswered", why, answer, today, {**about, "escalated": True, "source": escalation}
            )
        ]
    if due and due < today:
        why = f"It was to be resolved by {_said(due)}."
        return [_late(f"{name}: not resolved", why, due, today, {**about, "escalated": up, "source": resolution})]
    why = f"Escalated to level {level}; nobody has acknowledged it."
    weight = 5 - (severity or 4)
    return [Item(group="escalated", title=name, why=why, weight=weight, escalated=True, source=escalation, **about)]


def _actions(view: View, today: date) -> list[Item]:
    sql = "SELECT id, code, title, program, owner, next_step, due"
    rows = view.rows(f"{sql} FROM {view.span(ActionRow)} WHERE {OPEN_ACTIONS} AND due < ?", [today.isoformat()])
    return [
        _late(
            f"{code} {title}",
            f"It was to be done by {_said(date.fromisoformat(due))}. Next: {NEXT_WORDS[Next(step)].lower()}.",
            date.fromisoformat(due),
            today,
            {
                "path": f"/corrective-actions/{code}",
                "program": UUID(program),
                "who": UUID(owner),
                "source": Source(ActionRow, UUID(key), ("due", "state")),
            },
        )
        for key, code, title, program, owner, step, due in rows
    ]


def _late(title: str, why: str, due: date, today: date, about: dict[str, Any]) -> Item:
    return Item(group="overdue", title=title, why=why, weight=(today - due).days, **about)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _said(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
