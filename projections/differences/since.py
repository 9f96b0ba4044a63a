"""A page of the past beside now: what of it is not so any more, and what was recorded later that bears on it."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from application.ledger import Ledger
from application.ledger.stored import moment
from projections import record
from projections.corrective_actions.rows import ActionRow
from projections.differences.comparing import LEARNED
from projections.differences.telling import Difference, changed_fields, difference, tongue_of
from projections.differences.versions import Moved, Version
from projections.issues.rows import IssueRow
from projections.moments import then
from projections.programs import ProgramRow
from projections.projects.rows import ProjectRow
from projections.record import Entry, EntryRow
from projections.risks.rows import RiskRow
from projections.rows import Row
from projections.view import View

R = TypeVar("R", bound=Row)
THINGS = (ProgramRow, ProjectRow, RiskRow, IssueRow, ActionRow)
FEW = 6


class CameAfter(msgspec.Struct, frozen=True):
    """What came after a moment in the past, for one thing.

    `differences` are the fields of its own row that are not the same now, `now` how they read, by the fields' names.
    `entries` are later events, those first that were true by then: `late` are their positions. `count` is of all.
    """

    differences: Sequence[Difference]
    now: Mapping[str, str]
    entries: Sequence[Entry]
    late: frozenset[int]
    count: int


class Later(msgspec.Struct, frozen=True):
    """Positions of later events: those that were true by then, the others, and how many in all."""

    late: Sequence[int]
    others: Sequence[int]
    count: int


def came_after(view: View, ledger: Ledger, row: Any) -> CameAfter:
    """For the page of a thing, whose row stands as it was then; the same eyes look at the head of the record."""
    head = then(view, view.head)
    told = _told(head, row)
    until = moment(ledger.moment_of(view.tx, view.at))
    later = _later(head, row.id, after=view.at, until=until)
    shown = [*later.late, *later.others][:FEW]
    return CameAfter(
        differences=tuple(told.values()),
        now={name: each.after or "nothing" for name, each in told.items()},
        entries=[_unlinked(entry) for entry in record.lines(head, ledger, shown)],
        late=frozenset(later.late),
        count=later.count,
    )


def as_now(view: View, rows: Sequence[R], *shown: str) -> dict[Any, R]:
    """The rows of a list in the past as they stand now, by id, in one statement: those that show something else now."""
    if not (view.past and rows):
        return {}
    seen, ids = attrgetter("id", *shown), [attrgetter("id")(row) for row in rows]
    found = then(view, view.head).select(type(rows[0]), f"id IN ({', '.join('?' * len(ids))})", ids)
    now = {seen(row)[0]: row for row in found}
    return {key: now[key] for row in rows if (key := seen(row)[0]) in now and seen(now[key]) != seen(row)}


def _unlinked(entry: Entry) -> Entry:
    """What it speaks of may not have been in the book at the moment looked at, so it is named without a link."""
    parts = (msgspec.structs.replace(part, before="") if part.kind == "thing" else part for part in entry.sentence)
    return msgspec.structs.replace(entry, sentence=tuple(parts))


def _told(head: View, row: Any) -> dict[str, Difference]:
    """By field; nothing where the thing is not for these eyes any more."""
    now = head.one(type(row), row.id)
    if now is None or now == row:
        return {}
    moved = Moved(type(row), Version(row, 0, 0, LEARNED), Version(now, 0, 0, LEARNED))
    tongue = tongue_of(head, [moved])
    return {name: difference(moved, name, (), tongue) for name in changed_fields(moved)}


def _later(head: View, thing: UUID, *, after: int, until: str) -> Later:
    """Of the thing's own life, in its order."""
    sql = f"SELECT position, effective_at <= ? FROM {head.span(EntryRow)} WHERE stream = ? AND +position > ?"
    found = sorted(head.rows(sql, (until, thing, after)))
    late = [position for position, by_then in found if by_then]
    return Later(late[:FEW], [position for position, by_then in found if not by_then][:FEW], len(found))
