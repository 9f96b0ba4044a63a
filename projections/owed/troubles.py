"""What risks, issues and corrective actions ask of a person."""

from datetime import date
from uuid import UUID

from domain.issues.words import IssueState
from projections.corrective_actions import queries as action_queries
from projections.corrective_actions.rows import Next
from projections.issues import queries as issue_queries
from projections.issues.rows import IssueRow
from projections.owed.items import Owed, day_of, said, short
from projections.risks.queries import OPEN
from projections.risks.rows import AcceptanceRow, EscalationRow, RequestRow, RiskRow
from projections.tracing.origins import Source
from projections.view import Programs, View

ACTS: dict[Next, tuple[str, str]] = {
    Next.CONTAIN: ("Contain", "containments"),
    Next.CAUSE: ("Find the cause", "whys"),
    Next.PLAN: ("Propose", "plans"),
    Next.APPROVE: ("Approve", "approvals"),
    Next.CRITERION: ("Set it", "criteria"),
    Next.STEPS: ("Record as done", "steps"),
    Next.IMPLEMENT: ("Mark it", "implementation"),
    Next.VERIFY: ("Verify", "verifications"),
    Next.CLOSE: ("Close", "closure"),
    Next.CYCLE: ("Open a cycle", "cycles"),
}


def reviews(view: View, person: UUID, until: date) -> list[Owed]:
    where = f"owner = ? AND {OPEN} AND review_due <= ?"
    sql = f"SELECT id, code, title, level, review_due FROM {view.span(RiskRow)} WHERE {where}"
    return [
        Owed(
            title=f"Review {code} {title}",
            why=f"{'Its level is ' + level if level else 'It is not assessed'}. You own it.",
            path=f"/risks/{code}",
            act="Review",
            noun="reviews",
            source=Source(RiskRow, UUID(key), ("review_due", "state", "owner")),
            due=day_of(due),
        )
        for key, code, title, level, due in view.rows(sql, [person, until.isoformat()])
    ]


def requests(view: View, person: UUID) -> list[Owed]:
    """Acceptances that are asked of the person."""
    join = f"{view.span(RequestRow)} JOIN {view.span(RiskRow)} ON risks.id = acceptance_requests.id"
    sql = f"SELECT risks.id, code, title, argument, last_day, risks.level FROM {join} WHERE approver = ?"
    return [
        Owed(
            title=f"Accept or decline {code} {title}",
            why=f"{level.capitalize()}, until {said(day_of(last_day))}. {short(argument)}",
            path=f"/risks/{code}",
            act="Decide",
            noun="acceptances",
            source=Source(RequestRow, UUID(key), ("approver", "last_day")),
        )
        for key, code, title, argument, last_day, level in view.rows(sql, [person])
    ]


def acceptances(view: View, person: UUID, until: date) -> list[Owed]:
    """Acceptances that end soon, of risks that the person owns or accepted."""
    join = f"{view.span(AcceptanceRow)} JOIN {view.span(RiskRow)} ON risks.id = acceptances.id"
    sql = f"SELECT risks.id, code, title, last_day FROM {join} WHERE (owner = ? OR approver = ?) AND last_day <= ?"
    return [
        Owed(
            title=f"The acceptance of {code} ends",
            why=f"{title}. It comes back to be assessed unless it is accepted again.",
            path=f"/risks/{code}",
            act="Ask again",
            noun="acceptance-requests",
            source=Source(AcceptanceRow, UUID(key), ("last_day",)),
            due=day_of(last_day),
        )
        for key, code, title, last_day in view.rows(sql, [person, person, until.isoformat()])
    ]


def escalations(view: View, person: UUID, manages: Programs) -> list[Owed]:
    """Risks and issues that somebody else took up a level, for an answer that the person may give."""
    join = f"{view.span(EscalationRow)} JOIN {view.span(RiskRow)} ON risks.id = escalations.id"
    sql = (
        f"SELECT risks.id, code, title, reason, escalations.answer_due, risks.program FROM {join}"
        f" WHERE raised_by <> ? AND {OPEN}"
    )
    risks = [
        Owed(
            title=f"Answer the escalation of {code}",
            why=f"{title}. {short(reason)}",
            path=f"/risks/{code}",
            act="Answer",
            noun="escalation-answers",
            source=Source(EscalationRow, UUID(key), ("answer_due", "tier")),
            due=day_of(due),
        )
        for key, code, title, reason, due, program in view.rows(sql, [person])
        if manages is None or UUID(program) in manages
    ]
    return [*risks, *_acknowledgements(view, person)]


def _acknowledgements(view: View, person: UUID) -> list[Owed]:
    return [
        Owed(
            title=f"Take note of the escalation of {row.code}",
            why=f"{row.title}. It is escalated to you.",
            path=f"/issues/{row.code}",
            act="Acknowledge",
            noun="acknowledgements",
            source=Source(IssueRow, row.id, ("escalation_due", "level")),
            due=row.escalation_due,
        )
        for row in issue_queries.awaiting_answer(view, person)
    ]


def issues(view: View, person: UUID) -> list[Owed]:
    return [
        Owed(
            title=f"{'Triage' if row.state is IssueState.OPEN else 'Resolve'} {row.code} {row.title}",
            why=f"{row.severity_word or 'Not triaged yet'}. It is assigned to you.",
            path=f"/issues/{row.code}",
            act="Triage" if row.state is IssueState.OPEN else "Resolve",
            noun="triages" if row.state is IssueState.OPEN else "resolutions",
            source=Source(IssueRow, row.id, ("due", "owner", "state")),
            due=row.due,
        )
        for row in issue_queries.of_owner(view, person)
    ]


def actions(view: View, person: UUID, today: date, manages: Programs) -> list[Owed]:
    """Steps, plans, approvals and effects of corrective actions that wait for the person."""
    found = action_queries.waiting_for(view, person, today=today, manages=manages)
    return [
        Owed(
            title=f"{each.what}: {each.row.code}",
            why=each.row.title,
            path=f"/corrective-actions/{each.row.code}",
            act=ACTS[each.row.next_step][0],
            noun=ACTS[each.row.next_step][1],
            source=each.source,
            due=each.due,
        )
        for each in found
    ]
