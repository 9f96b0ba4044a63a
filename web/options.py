"""What the choosing fields of a form offer: people, programs, projects and their parts."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from domain.projects.words import Rating
from projections import people, programs
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.things import ThingRow
from projections.view import View
from web.forms import Choice, Field
from web.shared.words import day, money
from web.values import Unreadable, read_date, read_money

LONGEST = 80  # of a question in a choice

GONE = ("Withdrawn", "Cancelled")


def options(
    view: View, fields: Sequence[Field], *, project: UUID | None = None, program: UUID | None = None
) -> dict[str, Sequence[Choice]]:
    """For each field that chooses from the book, its choices; the others carry their own."""
    makers: dict[str, Callable[[View], Sequence[Choice]]] = {
        "person": _people,
        "program": _programs,
        "project": _projects,
        "milestone": lambda v: _milestones(v, project),
        "rating": _ratings,
        "risk": lambda v: _things(v, "risk"),
        "issue": lambda v: _things(v, "issue"),
        "corrective_action": lambda v: _things(v, "corrective_action"),
        "ask": lambda v: _asks(v, program),
    }
    every = [*fields, *(column for field in fields for column in field.columns)]
    return {field.name: makers[field.input](view) for field in every if field.input in makers}


def _people(view: View) -> list[Choice]:
    return [Choice(str(row.id), row.name, row.email) for row in people.active(view)]


def _programs(view: View) -> list[Choice]:
    return [
        Choice(str(row.id), f"{row.name} ({row.code})") for row in programs.all_programs(view) if not row.state.terminal
    ]


def _projects(view: View) -> list[Choice]:
    rows = view.select(ProjectRow, order="lower(name), code")
    return [Choice(str(row.id), f"{row.name} ({row.code})") for row in rows if row.open]


def _milestones(view: View, project: UUID | None) -> list[Choice]:
    rows = view.select(MilestoneRow, "project = ?", (project,), order="due, lower(name)") if project else []
    return [Choice(str(row.id), f"{row.name}, due {row.due.day} {row.due:%b %Y}") for row in rows]


def _asks(view: View, program: UUID | None) -> list[Choice]:
    rows = [row for row in programs.asks(view, program) if row.answered_on is None] if program else []
    return [Choice(str(row.id), f"{row.to_whom}: {row.question[:LONGEST]}") for row in rows]


def _things(view: View, kind: str) -> list[Choice]:
    rows = view.select(ThingRow, "kind = ?", (kind,), order="length(code) DESC, code DESC")
    return [Choice(str(row.id), f"{row.code} {row.title}") for row in rows if row.state not in GONE]


def _ratings(_view: View) -> list[Choice]:
    return [*(Choice(rating.value, rating.label) for rating in Rating), Choice("", "None")]


def spelled(field: Field, text: str, choices: Mapping[str, Sequence[Choice]]) -> str:
    """What stands in a form, in the words of a page: a day, an amount, the label of a choice."""
    label = next((c.label for c in (*choices.get(field.name, ()), *field.choices) if c.value == text), None)
    if label and text:
        return label
    readers = {"date": lambda: day(read_date("", text)), "money": lambda: money(read_money("", text))}
    try:
        return readers[field.input]() if text and field.input in readers else text
    except Unreadable:
        return text
