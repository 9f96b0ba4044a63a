"""Figures of my work: what waits, by when, and the events by which it does."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.rules import Rule
from projections.amounts import day, number
from projections.owed.items import HEALTH_DAYS, HORIZON, STATUS_DAYS, Owed
from projections.programs import AskRow
from projections.projects.rows import MilestoneRow
from projections.tracing.origins import positions
from projections.tracing.traces import Input, Trace
from projections.view import View

WAITS = Rule(
    "owed",
    "What waits",
    "What the record asks of the person who looks, or of others because of them: statuses, milestones, declarations, "
    "asks, reviews, acceptances, escalations, issues and steps of corrective actions. A day recorded for it holds; a "
    f"status is due {STATUS_DAYS} days after the last one, a health {HEALTH_DAYS} days after it was declared. "
    f"Milestones, reviews and the ends of acceptances wait from {HORIZON} days before their day, statuses and "
    "declarations from seven. Overdue when the day lies before the day looked at; this week until seven days after it, "
    "and what has no day; later the rest.",
)
PARTS = (MilestoneRow, AskRow)


def waiting(view: View, title: str, items: Sequence[Owed], today: date) -> Trace:
    """A group of the page: as many as wait."""
    return Trace(title, number(len(items)), WAITS, (), _inputs(view, items, today), len(items))


def one(view: View, item: Owed, today: date) -> Trace:
    """By when one of them is due."""
    worked = (f"Due {day(item.due)}, looked at on {day(today)}.",) if item.due else ("No day is set.",)
    return Trace(item.title, item.said(today)[1], WAITS, (*worked, item.why), _inputs(view, [item], today))


def _inputs(view: View, items: Sequence[Owed], today: date) -> tuple[Input, ...]:
    made = positions(view, (item.source for item in items))
    return tuple(
        Input(
            thing=_thing(item),
            label=item.title,
            value=item.said(today)[1],
            amount=1,
            positions=made[item.source],
        )
        for item in items
    )


def _thing(item: Owed) -> UUID | None:
    """What has a page of its own: of a step its corrective action, of a milestone and of an ask nothing."""
    if item.source.kind in PARTS:
        return None
    key = item.source.key
    return key[0] if isinstance(key, tuple) else key  # type: ignore[no-any-return]
