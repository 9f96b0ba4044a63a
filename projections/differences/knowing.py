"""What is known later about a moment: its rows, and over them the later facts that were already true by then.

They are folded in the order they were recorded, by the same handlers as ever, and in memory alone.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from application.ledger import Ledger, Recorded
from domain.kernel import Event
from projections.catalogue import READ_MODELS
from projections.differences.described import DESCRIBED
from projections.kernel import Fold, Key, Rows
from projections.late import LATE, learned_later
from projections.record import RECORD
from projections.rows import Row, shape
from projections.things import ThingRow
from projections.view import View, chunks

R = TypeVar("R", bound=Row)
Place = tuple[type[Row], Key]
MODELS = tuple(model for model in READ_MODELS if model not in (RECORD, LATE))


class Effect(msgspec.Struct, frozen=True):
    """What one late fact changed in one row."""

    position: int
    before: Row | None
    after: Row | None


class Overlay(Rows):
    """Changed rows over a view: handlers read through to the view, and nothing is written.

    A fact counts wholly or not at all: what it changed is kept aside until its last handler is done.
    """

    def __init__(self, base: View, now: View) -> None:
        self.position = 0
        self.held: dict[Place, Row | None] = {}
        self.effects: dict[Place, list[Effect]] = {}
        self._draft: dict[Place, Row | None] = {}
        self._base = base
        self._now = now
        self._read: dict[Place, Row | None] = {}

    def get(self, kind: type[R], *key: Any) -> R | None:
        found: Any = self._current((kind, key))
        return found  # type: ignore[no-any-return]

    def put(self, row: Row) -> None:
        kind = type(row)
        self._draft[kind, shape(kind).key_of(row)] = self._as_numbered(row)

    def change(self, kind: type[R], *key: Any, **changes: Any) -> None:
        row = self._current((kind, key))
        if row is None:
            sentence = f"There was no {kind.__name__} {key} to change."
            raise LookupError(sentence)
        self._draft[kind, key] = msgspec.structs.replace(row, **changes)

    def end(self, kind: type[Row], *key: Any) -> None:
        self._draft[kind, key] = None

    def take(self) -> None:
        """The fact was folded whole: what it changed holds."""
        for place, row in self._draft.items():
            before = self._standing(place)
            if before != row:
                self.held[place] = row
                self.effects.setdefault(place, []).append(Effect(self.position, before, row))
        self._draft.clear()

    def drop(self) -> None:
        self._draft.clear()

    def _current(self, place: Place) -> Row | None:
        return self._draft[place] if place in self._draft else self._standing(place)

    def _standing(self, place: Place) -> Row | None:
        if place in self.held:
            return self.held[place]
        if place not in self._read:
            self._read[place] = self._base.one(place[0], *place[1])
        return self._read[place]

    def _as_numbered(self, row: Row) -> Row:
        """A number is an ordinal of the log, so a thing that came late keeps the one that it has."""
        if "code" not in row.__struct_fields__:
            return row
        named = self._now.one(ThingRow, getattr(row, "id", None))
        return msgspec.structs.replace(row, code=named.code) if named else row


class Side(msgspec.Struct, frozen=True):
    """One side of a comparison: the book at a position, and what was learned later about it (none: as it was known).

    `unapplied` are late facts that speak of something that was not there yet.
    """

    view: View
    learned: Mapping[Place, Row | None] = {}
    effects: Mapping[Place, list[Effect]] = {}
    facts: tuple[int, ...] = ()
    unapplied: tuple[int, ...] = ()

    def row(self, kind: type[Row], key: Key) -> Row | None:
        """The row as this side has it, where the person may see it."""
        if (kind, key) not in self.learned:
            return self.view.one(kind, *key)
        row = self.learned[kind, key]
        return row if row is not None and self._may_see(row) else None

    def _may_see(self, row: Row) -> bool:
        programs = self.view.programs
        if programs is None:
            return True
        if row.WITHIN:
            column, home = row.WITHIN
            return self.row(home, (getattr(row, column),)) is not None
        return getattr(row, "program", None) in programs


def known_then(view: View) -> Side:
    """The book as it was recorded up to the view's position."""
    return Side(view)


def known_now(view: View, now: View, ledger: Ledger, until: datetime) -> Side:
    """The book as `now` knows it about what was true by the end of `until`, where the log had come to the view."""
    late = learned_later(now.everything, after=view.at, true_by=until)
    overlay = Overlay(view.everything, now.everything)
    unapplied = fold_over(overlay, _in_pages(ledger, view, late))
    learned = {place: row for place, row in overlay.held.items() if place[0] in DESCRIBED}
    return Side(view, learned, overlay.effects, tuple(late), tuple(unapplied))


def fold_over(overlay: Overlay, events: Iterable[Recorded[Event]]) -> list[int]:
    """Feed the facts one by one; returns the positions of those that found nothing to change."""
    fold, unapplied = Fold(MODELS, overlay), []
    for event in events:
        try:
            fold.feed([event])
            overlay.take()
        except LookupError:
            overlay.drop()
            unapplied.append(event.position)
    return unapplied


def _in_pages(ledger: Ledger, view: View, positions: list[int]) -> Iterable[Recorded[Event]]:
    for some in chunks(positions):
        yield from ledger.at_positions(view.tx, some)
