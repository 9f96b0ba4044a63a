"""What needs attention first: overdue, red and new, escalated, lapsing, and where declared and computed disagree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from domain.projects.words import MilestoneState, Rating
from projections import amounts
from projections.overview.health import ENDED, Health, Line
from projections.programs import AskRow, ProgramRow
from projections.projects.rows import MilestoneRow, ProjectRow, RatingRow
from projections.tracing.origins import Source
from projections.view import View

NEW = timedelta(days=31)
SHORT = 8
OF_A_KIND = 3
LONG = 160
ORDER = ("overdue", "red", "escalated", "lapsing", "disagree")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that needs somebody: what, why, in which program and who can act. Heavier comes first in its group.

    `source` are the values that put it here; `counted` is the first line of the arithmetic of a computed health.
    """

    group: str
    title: str
    path: str
    why: str
    program: UUID | None
    who: UUID | None
    weight: int = 0
    day: date | None = None
    escalated: bool = False
    counted: str = ""
    source: Source

    @property
    def said(self) -> tuple[str, str]:
        """The kind of its tag, and the words."""
        if self.group == "overdue":
            return "severe", f"Overdue {amounts.plural(self.weight, 'day')}"
        if self.group == "lapsing":
            return "watch", f"Lapses {amounts.day(self.day)}"
        return {
            "red": ("bad", "Red, new"),
            "escalated": ("watch", "Escalated"),
            "disagree": ("watch", "Does not agree"),
        }[self.group]


class Attention(msgspec.Struct, frozen=True):
    """Everything that needs attention, the most pressing first."""

    items: list[Item]

    def count(self, group: str) -> int:
        return Counter(item.group for item in self.items)[group]

    @property
    def waiting(self) -> list[Item]:
        """The escalations that nobody has answered, overdue or not."""
        return [item for item in self.items if item.escalated]

    @property
    def escalated(self) -> int:
        return len(self.waiting)

    def first(self, most: int = SHORT) -> list[Item]:
        """The top of the list, with a few of each group so that none hides the others."""
        seen: Counter[str] = Counter()
        chosen: list[Item] = []
        rest: list[Item] = []
        for item in self.items:
            seen[item.group] += 1
            (chosen if seen[item.group] <= OF_A_KIND else rest).append(item)
        picked = (chosen + rest)[:most]
        return [item for item in self.items if item in picked]


def attention(view: View, health: Health, today: date, *, more: Iterable[Item] = ()) -> Attention:
    """`more` are the items of other features: risks, issues and corrective actions."""
    found = [
        *_finishes(view, today),
        *_milestones(view, today),
        *_asks(view, today),
        *_new_reds(view, today),
        *(_disagreement(line) for line in health.lines if not line.agrees),
        *more,
    ]
    return Attention(sorted(found, key=lambda item: (ORDER.index(item.group), -item.weight, item.title)))


def _finishes(view: View, today: date) -> list[Item]:
    sql = f"SELECT id, code, name, finish, rating, program, lead FROM {view.span(ProjectRow)}"
    rows = view.rows(f"{sql} WHERE state NOT IN {ENDED} AND finish < ?", [today.isoformat()])
    return [
        Item(
            group="overdue",
            title=f"{name}: its finish has passed",
            path=f"/projects/{code}",
            why=f"{_rated(rating)}; it was to be done by {_day(finish)} and is still open.",
            program=UUID(program),
            who=_person(lead),
            weight=(today - date.fromisoformat(finish)).days,
            source=Source(ProjectRow, UUID(key), ("finish", "state", "rating")),
        )
        for key, code, name, finish, rating, program, lead in rows
    ]


def _milestones(view: View, today: date) -> list[Item]:
    join = f"{view.span(MilestoneRow)} JOIN {view.span(ProjectRow)} ON projects.id = milestones.project"
    open_ones = f"milestones.state = '{MilestoneState.PLANNED.value}' AND projects.state NOT IN {ENDED}"
    sql = "SELECT milestones.id, milestones.name, due, forecast, projects.name, projects.code, program, lead"
    rows = view.rows(f"{sql} FROM {join} WHERE {open_ones} AND due < ?", [today.isoformat()])
    return [
        Item(
            group="overdue",
            title=f"{name}: neither achieved nor missed",
            path=f"/projects/{code}",
            why=f"A milestone of {project}, due {_day(due)}{', forecast ' + _day(forecast) if forecast else ''}.",
            program=UUID(program),
            who=_person(lead),
            weight=(today - date.fromisoformat(due)).days,
            source=Source(MilestoneRow, UUID(key), ("due", "state")),
        )
        for key, name, due, forecast, project, code, program, lead in rows
    ]


def _asks(view: View, today: date) -> list[Item]:
    join = f"{view.span(AskRow)} JOIN {view.span(ProgramRow)} ON programs.id = asks.program"
    sql = "SELECT asks.id, to_whom, question, due, asks.program, raised_by, code"
    rows = view.rows(f"{sql} FROM {join} WHERE answered_on IS NULL AND due < ?", [today.isoformat()])
    return [
        Item(
            group="overdue",
            title=f"Unanswered by {to_whom}",
            path=f"/programs/{code}",
            why=question if len(question) <= LONG else f"{question[:LONG].rstrip()}…",
            program=UUID(program),
            who=UUID(raised_by),
            weight=(today - date.fromisoformat(due)).days,
            source=Source(AskRow, UUID(key), ("due", "answered_on")),
        )
        for key, to_whom, question, due, program, raised_by, code in rows
    ]


def _new_reds(view: View, today: date) -> list[Item]:
    """Open projects that are red now and were declared so within the last 31 days, from another rating or none."""
    red = f"rating = '{Rating.RED.value}' AND state NOT IN {ENDED}"
    sql = f"SELECT id, code, name, slip, finish, program, lead FROM {view.span(ProjectRow)} WHERE {red}"
    declared = _declared(view, red)
    since = (today - NEW).isoformat()
    found = []
    for key, code, name, slip, finish, program, lead in view.rows(sql):
        *before, (day, _) = declared[key]
        was = before[-1][1] if before else None
        if day >= since and was != Rating.RED:
            why = _because(was, day, slip, finish)
            about: dict[str, Any] = {"program": UUID(program), "who": _person(lead), "weight": slip or 0}
            about["source"] = Source(ProjectRow, UUID(key), ("rating", "finish", "baseline_finish"))
            found.append(Item(group="red", title=name, path=f"/projects/{code}", why=why, **about))
    return found


def _declared(view: View, red: str) -> dict[str, list[tuple[str, str | None]]]:
    """By project, the (day, rating) of every declaration, oldest first."""
    these = f"project IN (SELECT id FROM {view.span(ProjectRow)} WHERE {red})"
    sql = f"SELECT project, day, rating FROM {view.span(RatingRow)} WHERE {these} ORDER BY project, position"
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for project, day, rating in view.rows(sql):
        found[project].append((day, rating))
    return found


def _thin(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _because(was: str | None, day: str, slip: int | None, finish: str | None) -> str:
    before = f"{Rating(was).label} before" if was else "not rated before"
    moved = f"; its finish moved {_thin(slip)} days, to {_day(finish)}" if slip and finish else ""
    return f"Declared Red on {_day(day)}, {before}{moved}."


def _disagreement(line: Line) -> Item:
    declared, computed = line.program.rating, line.computed.rating
    words = [rating.label for rating in (declared, computed) if rating]
    return Item(
        group="disagree",
        title=f"{line.program.name}: declared {words[0]}, computed {words[-1]}",
        path=f"/programs/{line.program.code}",
        counted=line.computed.shares[0].sentence if line.computed.shares else "",
        why="Declare again, or say why the figures mislead.",
        program=line.program.id,
        who=line.program.owner,
        weight=abs(declared.rank - computed.rank) if declared and computed else 0,
        source=Source(ProgramRow, line.program.id, ("rating", "declared_on")),
    )


def _rated(rating: str | None) -> str:
    return Rating(rating).label if rating else "Not rated"


def _day(text: str | None) -> str:
    day = date.fromisoformat(text) if text else None
    return f"{day.day} {day:%b %Y}" if day else ""


def _person(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def people_in(items: Sequence[Item]) -> set[UUID]:
    """Whom and what the items name."""
    return {one for item in items for one in (item.program, item.who) if one}
