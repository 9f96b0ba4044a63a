"""What a person has asked for and now waits for others."""

from datetime import date, timedelta
from uuid import UUID

from projections.corrective_actions.rows import ActionRow, Next
from projections.issues.queries import UNRESOLVED
from projections.issues.rows import EscalationRow as IssueEscalationRow
from projections.issues.rows import IssueRow
from projections.owed.items import STATUS_DAYS, Owed, day_of, said, short
from projections.programs import ProgramRow
from projections.projects.queries import TERMINAL
from projections.projects.rows import ProjectRow
from projections.risks.rows import EscalationRow, RequestRow, RiskRow
from projections.tracing.origins import Source
from projections.view import View


def for_others(view: View, person: UUID, *, today: date) -> list[Owed]:
    """What waits for others because of this person, the longest first."""
    found = [
        *_requests(view, person),
        *_escalations(view, person),
        *_plans(view, person),
        *_statuses(view, person, today),
    ]
    return sorted(found, key=lambda owed: (owed.due or date.max, owed.title))


def _requests(view: View, person: UUID) -> list[Owed]:
    join = f"{view.span(RequestRow)} JOIN {view.span(RiskRow)} ON risks.id = acceptance_requests.id"
    sql = f"SELECT risks.id, code, title, approver, last_day FROM {join} WHERE asker = ?"
    return [
        Owed(
            title=f"Acceptance of {code} {title}",
            why=f"Asked for until {said(day_of(last_day))}.",
            path=f"/risks/{code}",
            act="Look at it",
            noun="",
            source=Source(RequestRow, UUID(key), ("approver", "last_day")),
            who=UUID(approver),
        )
        for key, code, title, approver, last_day in view.rows(sql, [person])
    ]


def _escalations(view: View, person: UUID) -> list[Owed]:
    risks = f"{view.span(EscalationRow)} JOIN {view.span(RiskRow)} ON risks.id = escalations.id"
    issues = (
        f"{view.span(IssueEscalationRow)} JOIN {view.span(IssueRow)} ON issues.id = issue_escalations.issue"
        " AND issues.escalation = issue_escalations.number"
    )
    about_issues = "SELECT issues.id, code, title, reason, issue_escalations.due, issues.escalated_to, '/issues'"
    raised = f"{UNRESOLVED} AND issues.acknowledged_by IS NULL AND issues.level > 0 AND issue_escalations.raised_by = ?"
    sql = (
        f"SELECT risks.id, code, title, reason, escalations.answer_due, NULL, '/risks' FROM {risks}"
        f" WHERE raised_by = ? UNION ALL {about_issues} FROM {issues} WHERE {raised}"
    )
    return [
        Owed(
            title=f"Answer to the escalation of {code} {title}",
            why=short(reason),
            path=f"{path}/{code}",
            act="Look at it",
            noun="",
            source=Source(EscalationRow, UUID(key), ("answer_due", "tier"))
            if path == "/risks"
            else Source(IssueRow, UUID(key), ("escalation_due", "level")),
            due=day_of(due),
            who=UUID(who) if who else None,
        )
        for key, code, title, reason, due, who, path in view.rows(sql, [person, person])
    ]


def _plans(view: View, person: UUID) -> list[Owed]:
    rows = view.select(ActionRow, "proposed_by = ? AND next_step = ?", [person, Next.APPROVE])
    return [
        Owed(
            title=f"Approval of the plan of {row.code} {row.title}",
            why="Whoever proposed it may not approve it.",
            path=f"/corrective-actions/{row.code}",
            act="Look at it",
            noun="",
            source=Source(ActionRow, row.id, ("next_step", "due")),
            due=row.due,
            who=row.waits_for,
        )
        for row in rows
    ]


def _statuses(view: View, person: UUID, today: date) -> list[Owed]:
    """Old statuses in the programs that the person owns, of projects that others lead."""
    join = f"{view.span(ProjectRow)} JOIN {view.span(ProgramRow)} ON programs.id = projects.program"
    where = f"programs.owner = ? AND lead <> ? AND projects.state NOT IN {TERMINAL} AND reported_on < ?"
    sql = f"SELECT projects.id, projects.code, projects.name, reported_on, lead FROM {join}"
    asked = [person, person, (today - timedelta(days=STATUS_DAYS)).isoformat()]
    return [
        Owed(
            title=f"Status of {name}",
            why=f"The last one is of {said(day_of(reported))}; your program asks for one every {STATUS_DAYS} days.",
            path=f"/projects/{code}",
            act="Read it",
            noun="",
            source=Source(ProjectRow, UUID(key), ("reported_on", "lead")),
            due=date.fromisoformat(reported) + timedelta(days=STATUS_DAYS),
            who=UUID(lead),
            since=day_of(reported),
        )
        for key, code, name, reported, lead in view.rows(f"{sql} WHERE {where} ORDER BY reported_on", asked)
    ]
