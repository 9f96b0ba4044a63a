"""The life of one thing: where the events of its stream stand in the log, oldest first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from projections.moments import then
from projections.record import EntryRow
from projections.things import ThingRow
from projections.view import View


class Moment(msgspec.Struct, frozen=True):
    """One event of a life."""

    position: int
    recorded_at: datetime


def of(view: View, stream: UUID) -> list[Moment]:
    """Every event of a thing that this person may see, up to the head; found by the index of streams."""
    sql = f"SELECT position, recorded_at FROM {then(view, view.head).span(EntryRow)} WHERE stream = ? ORDER BY position"
    return [Moment(position, datetime.fromisoformat(at)) for position, at in view.rows(sql, (stream,))]


def find(view: View, kind: str, name: str) -> ThingRow | None:
    """The thing as it is called at this moment; where it was not in the book yet, as it is called now."""
    column = "id" if kind == "person" else "code"
    for each in (view, then(view, view.head)):
        found = each.select(ThingRow, f"kind = ? AND {column} = ?", (kind, name))
        if found:
            return found[0]
    return None


def reached(life: Sequence[Moment], position: int) -> int | None:
    """Which event of the life was the newest at a position, counted from 0; None before the first."""
    count = sum(each.position <= position for each in life)
    return count - 1 if count else None
