"""The book at one moment beside the book at another: every thing that is not the same, and how."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from projections.differences import finding
from projections.differences.described import DESCRIBED
from projections.differences.knowing import Place, Side
from projections.differences.seeing import may_see
from projections.differences.standing import MAIN, goes_on, movement
from projections.differences.telling import ADDED, CHANGED, ENDED, changed_fields
from projections.differences.versions import Moved, Version
from projections.rows import Row
from projections.things import Names, ThingRow
from projections.view import View


class Changed(msgspec.Struct, frozen=True):
    """One thing that is not the same: `how` (added, changed or ended), and all of its rows that are not."""

    id: UUID
    thing: ThingRow | None
    how: str
    moved: tuple[Moved, ...]
    size: tuple[int, int, int, int]

    @property
    def kind(self) -> str:
        if self.thing:
            return self.thing.kind
        return MAIN[self.main.kind].kind if self.main else ""

    @property
    def main(self) -> Moved | None:
        return next((each for each in self.moved if each.kind in MAIN), None)


class Comparison(msgspec.Struct, frozen=True):
    """All things that are not the same, the largest movement first; `recorded` is what the log alone changed."""

    earlier: Side
    later: Side
    things: tuple[Changed, ...]
    recorded: Mapping[Place, Moved]

    def of(self, how: str, kind: str = "") -> list[Changed]:
        return [each for each in self.things if each.how == how and (not kind or each.kind == kind)]


def compare(earlier: Side, later: Side, *, now: View, thing: UUID | None = None) -> Comparison:
    """What is not the same on both sides, for all that both views may see or for one thing; named as `now` names it."""
    found = [each for kind in DESCRIBED for each in _between(earlier.view, later.view, kind, thing)]
    recorded: dict[Place, Moved] = {(each.kind, each.key): each for each in found}
    moved = _relearned(earlier, later, recorded, thing) if earlier.learned or later.learned else list(found)
    told = [each for each in moved if changed_fields(each)]
    return Comparison(earlier, later, _by_thing(told, (now, earlier.view)), recorded)


def _between(earlier: View, later: View, kind: type[Row], thing: UUID | None) -> list[Moved]:
    column = DESCRIBED[kind].column
    if thing is None:
        return finding.between(earlier, later, kind)
    return finding.between(earlier, later, kind, f"{column} = ?", (thing,)) if column else []


def _relearned(earlier: Side, later: Side, recorded: Mapping[Place, Moved], thing: UUID | None) -> list[Moved]:
    """The same with what was learned later: rows that either side sees otherwise than they were recorded."""
    learned = dict.fromkeys((*earlier.learned, *later.learned))
    kept = [each for place, each in recorded.items() if place not in learned]
    return kept + [each for place in learned if (each := _beside(earlier, later, place, thing))]


def _beside(earlier: Side, later: Side, place: Place, thing: UUID | None) -> Moved | None:
    kind, key = place
    before, after = earlier.row(kind, key), later.row(kind, key)
    if before == after or not may_see(later.view, kind):
        return None
    if thing and DESCRIBED[kind].belongs(after or before) != thing:
        return None
    return Moved(kind, _version(earlier, place, before), _version(later, place, after))


def _version(side: Side, place: Place, row: Row | None) -> Version | None:
    """A row as a side has it; where it was learned, since the last late fact that changed it."""
    if row is None:
        return None
    effects = side.effects.get(place)
    since = effects[-1].position if effects else side.view.at
    return Version(row, since, since, LEARNED)


LEARNED = -1  # no node: the version is in no table


def _by_thing(moved: Iterable[Moved], views: Sequence[View]) -> tuple[Changed, ...]:
    things: dict[UUID, list[Moved]] = {}
    for each in moved:
        things.setdefault(DESCRIBED[each.kind].belongs(each.row), []).append(each)
    named = [Names(view, set(things)) for view in views]
    found = [
        _changed(thing, next((known for names in named if (known := names.get(thing))), None), each)
        for thing, each in things.items()
    ]
    return tuple(sorted(found, key=lambda each: (*(-n for n in each.size), str(each.id))))


def _changed(thing: UUID, named: ThingRow | None, moved: list[Moved]) -> Changed:
    main = next((each for each in moved if each.kind in MAIN), None)
    return Changed(thing, named, _how(main), tuple(moved), movement(moved))


def _how(main: Moved | None) -> str:
    """A thing that was closed or withdrawn has ended, though its row goes on."""
    if main is None or main.kind not in MAIN:
        return CHANGED
    before = main.before.row if main.before else None
    after = main.after.row if main.after else None
    if before is None:
        return ADDED
    return ENDED if after is None or (goes_on(before) and not goes_on(after)) else CHANGED
