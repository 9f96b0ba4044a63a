"""What the lead of a project and the owner of a program have to do."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.programs.words import ProgramState
from domain.projects.words import MilestoneState
from projections.owed.items import HEALTH_DAYS, STATUS_DAYS, Owed, day_of, said, short
from projections.programs import AskRow, ProgramRow
from projections.projects.queries import TERMINAL
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.tracing.origins import Source
from projections.view import View

WEEK = 7
OVER = tuple(state.value for state in ProgramState if state.terminal)


def statuses(view: View, person: UUID, today: date) -> list[Owed]:
    """Open projects that the person leads and whose status is, or will be this week, older than 35 days."""
    oldest = today - timedelta(days=STATUS_DAYS - WEEK)
    where = f"lead = ? AND state NOT IN {TERMINAL} AND (reported_on IS NULL OR reported_on < ?)"
    sql = f"SELECT id, code, name, reported_on FROM {view.span(ProjectRow)} WHERE {where}"
    return [
        Owed(
            title=f"Update the status of {name}",
            why=f"The last one is of {said(day_of(reported))}. You lead it."
            if reported
            else "No status was reported yet. You lead it.",
            path=f"/projects/{code}",
            act="Update",
            noun="status",
            source=Source(ProjectRow, UUID(key), ("reported_on", "lead")),
            due=date.fromisoformat(reported) + timedelta(days=STATUS_DAYS) if reported else None,
        )
        for key, code, name, reported in view.rows(sql, [person, oldest.isoformat()])
    ]


def milestones(view: View, person: UUID, today: date, until: date) -> list[Owed]:
    """Milestones that fall due in the projects that the person leads."""
    # CROSS JOIN keeps SQLite to this order: from the few projects of a lead to their milestones
    join = f"{view.span(ProjectRow)} CROSS JOIN {view.span(MilestoneRow)}"
    where = (
        f"project = projects.id AND lead = ? AND projects.state NOT IN {TERMINAL} AND milestones.state = ? AND due <= ?"
    )
    sql = "SELECT milestones.id, milestones.name, due, forecast, projects.code, projects.name"
    rows = view.rows(f"{sql} FROM {join} WHERE {where}", [person, MilestoneState.PLANNED, until.isoformat()])
    return [_milestone(row, today) for row in rows]


def declarations(view: View, person: UUID, today: date) -> list[Owed]:
    """Programs that the person owns and whose health was declared more than a month ago, or never."""
    oldest = today - timedelta(days=HEALTH_DAYS - WEEK)
    where = f"owner = ? AND state NOT IN {OVER} AND (declared_on IS NULL OR declared_on < ?)"
    rows = view.select(ProgramRow, where, [person, oldest.isoformat()])
    return [
        Owed(
            title=f"Declare the health of {row.name}",
            why=f"Last declared on {said(row.declared_on)}. You own it."
            if row.declared_on
            else "It was never declared. You own it.",
            path=f"/programs/{row.code}",
            act="Declare",
            noun="health",
            source=Source(ProgramRow, row.id, ("declared_on", "owner")),
            due=row.declared_on + timedelta(days=HEALTH_DAYS) if row.declared_on else None,
        )
        for row in rows
    ]


def asks(view: View, person: UUID) -> list[Owed]:
    """What the person's programs ask of others and nobody has answered."""
    join = f"{view.span(AskRow)} JOIN {view.span(ProgramRow)} ON programs.id = asks.program"
    where = f"owner = ? AND state NOT IN {OVER} AND answered_on IS NULL"
    sql = f"SELECT asks.id, to_whom, question, due, code FROM {join} WHERE {where}"
    return [
        Owed(
            title=f"Get an answer from {to_whom}",
            why=short(question),
            path=f"/programs/{code}",
            act="Record the answer",
            noun="answers",
            source=Source(AskRow, UUID(ask), ("due", "answered_on")),
            due=day_of(due),
            given={"asked": ask},
        )
        for ask, to_whom, question, due, code in view.rows(sql, [person])
    ]


def _milestone(row: tuple[Any, ...], today: date) -> Owed:
    key, name, due, forecast, code, project = row
    reached = date.fromisoformat(due) <= today
    expected = f"; forecast {said(day_of(forecast))}" if forecast else ""
    return Owed(
        title=f"{name}: say whether it is reached" if reached else f"{name}: forecast it",
        why=f"A milestone of {project}, due {said(day_of(due))}{expected}. You lead it.",
        path=f"/projects/{code}",
        act="Record" if reached else "Forecast",
        noun="milestone-achievements" if reached else "milestone-forecasts",
        source=Source(MilestoneRow, UUID(key), ("due", "state")),
        due=date.fromisoformat(due),
        given={"milestone": key},
    )
