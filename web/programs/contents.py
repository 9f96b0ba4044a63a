"""Everything that the page of one program shows."""

from datetime import date, timedelta
from typing import Any

from application.ledger import Ledger
from domain.projects.health import computed_program_health
from domain.projects.words import Rating
from projections import programs, record
from projections.corrective_actions import queries as action_queries
from projections.differences.since import as_now
from projections.issues import queries as issue_queries
from projections.moments import then
from projections.overview.health import agree, counts_of, of_program
from projections.overview.quarters import apart_since, strip
from projections.programs import ProgramRow
from projections.projects import queries
from projections.projects.rows import ProjectRow
from projections.risks import queries as risk_queries
from projections.things import Names
from projections.view import View

TRAIL = 10
WORST = 4
AHEAD = timedelta(days=3653)
SHOWN = ("name", "rating", "finish", "whole_life_minor", "open", "program")  # of a project in the table


def contents(view: View, ledger: Ledger, row: ProgramRow, today: date) -> dict[str, Any]:
    asked = record.Filter(program=row.id)
    return {
        "row": row,
        **_health(view, row, today),
        **_projects(view, row, today),
        **_steering(view, row),
        "entries": record.entries(view, ledger, asked, limit=TRAIL),
        "recorded": record.count(view, asked),
    }


def _health(view: View, row: ProgramRow, today: date) -> dict[str, Any]:
    line = of_program(view, row, today)
    declared = [(each.day.isoformat(), each.rating) for each in programs.ratings_of(view, row.id)]
    declared_strip = strip(declared, today) if declared else []
    return {
        "line": line,
        "standing_now": _standing_now(view, row) if view.past else None,
        "agrees": line.agrees,
        "declared_strip": declared_strip,
        "apart": apart_since(declared_strip, line.strip, agree) if declared else "",
    }


def _projects(view: View, row: ProgramRow, today: date) -> dict[str, Any]:
    every = queries.of_program(view, row.id)
    rows = [each for each in every if each.open]
    start = date(today.year - 1, 1, 1)
    return {
        "projects": rows,
        "ended": len(every) - len(rows),
        "history": queries.rating_history(view, [each.id for each in rows]),
        "dated": dated(rows, start),
        "axis": (start, _axis_to(rows, today)),
        "now": as_now(view, rows, *SHOWN),
    }


def _steering(view: View, row: ProgramRow) -> dict[str, Any]:
    decisions, asks = programs.decisions(view, row.id), programs.asks(view, row.id)
    risks = risk_queries.top(view, program=row.id, limit=WORST)
    actions, issues = action_queries.of_program(view, row.id), issue_queries.of_program(view, row.id)
    people = {row.owner, row.declared_by, *(each.raised_by for each in asks), *(each.taken_by for each in decisions)}
    people |= {each.project for each in risks}
    people |= {each.owner for each in actions[:WORST]} | {each.owner for each in issues[:WORST]}
    return {
        "decisions": decisions,
        "asks": asks,
        "risks": risks,
        "open_risks": risk_queries.open_count(view, row.id),
        "actions": actions,
        "issues": issues,
        "names": Names(view, {one for one in people if one}),
    }


def dated(rows: list[ProjectRow], start: date) -> list[ProjectRow]:
    """The projects that have a finish to draw, the earliest first; those that end before the axis come last."""
    ends = [(row.finish or row.baseline_finish, row.name.lower(), row) for row in rows]
    known = sorted(((end, name, row) for end, name, row in ends if end), key=lambda each: each[:2])
    return [row for end, _, row in known if end >= start] + [row for end, _, row in known if end < start]


def _standing_now(view: View, row: ProgramRow) -> tuple[ProgramRow, Rating | None] | None:
    """The program at the head of the record, and what its figures give there."""
    head = then(view, view.head)
    found = programs.one(head, row.id)
    return (found, computed_program_health(counts_of(head, row.id)).rating) if found else None


def _axis_to(rows: list[ProjectRow], today: date) -> date:
    """Far enough for nine of ten finishes, so that one in 2060 does not squeeze the others."""
    ends = sorted(end for row in rows for end in (row.finish, row.baseline_finish) if end)
    far = ends[len(ends) * 9 // 10] if ends else today
    return max(min(far, today + AHEAD), today + timedelta(days=366))
