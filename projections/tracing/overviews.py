"""Figures of the overview that are lists: what needs attention, what moved, and the levels of the heat map."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain.projects.groups import MOVES
from domain.projects.words import Rating
from domain.risks.matrix import ASSESSED_RISKS, HEAT_LEVEL, UNASSESSED_RISKS, Level, Matrix, lookup
from domain.risks.words import Stage
from domain.rules import AGE, Rule
from projections.ageing import BUCKETS, bucket_of
from projections.amounts import day, number, plural
from projections.overview import attention, health, moves, troubles
from projections.overview.attention import Item
from projections.programs import AskRow
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.risks import queries as risks
from projections.risks.rows import RiskRow
from projections.tracing.origins import Origins, positions
from projections.tracing.projects import rating_word
from projections.tracing.traces import Input, Trace
from projections.view import View

ATTENTION = Rule(
    "attention",
    "What needs attention",
    f"What is overdue: a finish, a milestone, an ask, a review, an issue, a corrective action or the answer to an "
    f"escalation whose day is past. Projects declared Red within the last {attention.NEW.days} days that were not Red "
    f"before. Escalations that nobody has answered. Acceptances of risks that end within {troubles.LAPSING.days} days. "
    "Programs whose declared and computed health have different colours.",
)
LATE = Rule(
    "overdue-things",
    "What is overdue",
    "The open projects whose forecast finish, the milestones, asks, reviews of risks, issues and corrective actions "
    "whose due day, and the escalations whose day for an answer lies before the day looked at.",
)
ESCALATIONS = Rule(
    "escalations",
    "Escalations that wait",
    "The risks that are escalated and the unresolved issues whose escalation nobody has acknowledged, overdue or not.",
)
PARTS = (MilestoneRow, AskRow)  # they stand on the page of their program
WORDS = {"overdue": "Overdue", "red": "Newly red", "lapsing": "Acceptances that end", "disagree": "Disagreements"}


def needs(view: View, today: date, group: str = "", item: str = "") -> Trace:
    """The list of the overview: all of it, one group, the escalations that wait, or one item by its key."""
    found = attention.attention(view, health.by_program(view, today), today, more=troubles.troubles(view, today))
    if group == "escalated":
        return _items(view, "Escalations that wait for an answer", ESCALATIONS, found.waiting)
    items = [each for each in found.items if not group or each.group == group]
    rule = LATE if group == "overdue" else ATTENTION
    if item:
        return _one(view, rule, [each for each in items if str(each.source.key) == item])
    return _items(view, WORDS.get(group, "What needs attention"), rule, items)


def moved(view: View, today: date, since: date | None) -> Trace:
    """Each finish and confidence that moved since the end of a day, and the event that moved it."""
    found = moves.since_day(view, today=today, asked=since)
    origins = Origins(view, ProjectRow, [each.project for each in found.moves])
    inputs = tuple(
        Input(
            thing=each.project,
            label=each.what.capitalize(),
            value=f"{_said(each.before)} \N{RIGHTWARDS ARROW} {_said(each.after)}",
            amount=1,
            positions=origins.made(each.project, "finish" if each.what == "finish" else "rating"),
        )
        for each in found.moves
    )
    title = f"Moved since {day(found.since)}"
    worked = (f"Compared with position {number(found.position)}, where the book stood at the end of that day.",)
    return Trace(title, number(len(inputs)), MOVES, worked, inputs, len(inputs))


def heat(view: View, word: str, stage: Stage, program: UUID | None) -> Trace:
    """Open risks on the heat map of a stage: those in cells of a level, all that were assessed, or `none` of those."""
    matrix, where = risks.matrix(view), risks.OPEN + (" AND program = ?" if program else "")
    rows = view.select(RiskRow, where, (program,) if program else (), order="length(code), code")
    here = [row for row in rows if _fits(row.at(stage), word, matrix)]
    origins, prefix = Origins(view, RiskRow, [row.id for row in here]), risks.PREFIX[stage]
    fields = (f"{prefix}likelihood", f"{prefix}impact", "state")
    inputs = tuple(
        Input(thing=row.id, value=_stands(row.at(stage)), amount=1, positions=origins.made(row.id, *fields))
        for row in here
    )
    rule = {"": ASSESSED_RISKS, "none": UNASSESSED_RISKS}.get(word, HEAT_LEVEL)
    worked = (f"By matrix version {matrix.version}.",) if rule is HEAT_LEVEL else ()
    title = f"{Level(word).label if rule is HEAT_LEVEL else rule.title}, stage {stage.label.lower()}"
    return Trace(title, number(len(inputs)), rule, worked, inputs, len(inputs))


def aged(view: View, kind: type[Any], bucket: str, today: date) -> Trace:
    """How many open issues or corrective actions have been open for so long."""
    place = BUCKETS.index(bucket)
    rows = [row for row in view.select(kind, order="length(code), code") if row.open]
    here = [row for row in rows if bucket_of((today - row.opened_on).days) == place]
    origins = Origins(view, kind, [row.id for row in here])
    inputs = tuple(
        Input(
            thing=row.id,
            value=plural((today - row.opened_on).days, "day"),
            amount=1,
            positions=origins.made(row.id, "opened_on", "state"),
        )
        for row in here
    )
    return Trace(f"Open for {bucket}", number(len(inputs)), AGE, (), inputs, len(inputs))


def _fits(stood: tuple[int, int] | None, word: str, matrix: Matrix) -> bool:
    if stood is None or word == "none":
        return stood is None and word == "none"
    return not word or lookup(matrix, *stood).value == word


def _stands(stood: tuple[int, int] | None) -> str:
    return f"likelihood {stood[0]}, impact {stood[1]}" if stood else "not assessed"


def _one(view: View, rule: Rule, items: Sequence[Item]) -> Trace:
    """What is said of one thing; none where it does not need anybody any more."""
    told = _items(view, "Needs nobody now", rule, items)
    if not items:
        return told
    return replace(told, title=items[0].title, value=", ".join(item.said[1] for item in items), number=None)


def _items(view: View, title: str, rule: Rule, items: Sequence[Item]) -> Trace:
    made = positions(view, (item.source for item in items))
    inputs = tuple(
        Input(thing=_thing(item), label=_label(item), value=_why(item), amount=1, positions=made[item.source])
        for item in items
    )
    return Trace(title, number(len(inputs)), rule, (), inputs, len(inputs))


def _thing(item: Item) -> UUID | None:
    """What has a page: of a milestone and of an ask, the program."""
    return item.program if item.source.kind in PARTS else item.source.key


def _label(item: Item) -> str:
    """Which part of the thing, where it is only a part."""
    return item.title if item.source.kind in PARTS else ""


def _why(item: Item) -> str:
    before = f"Overdue {plural(item.weight, 'day')}" if item.group == "overdue" else item.counted
    return f"{before}. {item.why}" if before else item.why


def _said(value: Rating | date | None) -> str:
    return day(value) if isinstance(value, date) else rating_word(value)
