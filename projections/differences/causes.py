"""Which events made a difference: for each field of each row, the positions where it moved on the way."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from projections.differences import finding
from projections.differences.comparing import LEARNED, Changed, Comparison
from projections.differences.describing import Tongue
from projections.differences.knowing import Effect, Place
from projections.differences.telling import Difference, changed_fields, difference, tongue_of
from projections.differences.versions import Moved, Version
from projections.rows import Row, shape
from projections.view import View

Positions = dict[tuple[Place, str], list[int]]


def told(compared: Comparison, things: Sequence[Changed], now: View) -> dict[UUID, list[Difference]]:
    """The differences of these things, each with the events that made it; what is learned is named as of now."""
    moved = [each for thing in things for each in thing.moved]
    made, tongue = _positions(compared, moved), tongue_of(now, moved)
    return {thing.id: [each for one in thing.moved for each in _differences(one, made, tongue)] for thing in things}


def _differences(moved: Moved, made: Positions, tongue: Tongue) -> Iterator[Difference]:
    place = moved.kind, moved.key
    for name in changed_fields(moved):
        positions = made.get((place, name)) or [moved.position]
        yield difference(moved, name, tuple(sorted(set(positions))), tongue)


def _positions(compared: Comparison, moved: Sequence[Moved]) -> Positions:
    """Recorded on the way from one position to the other, or learned on the later side and not on the earlier."""
    places = {(each.kind, each.key) for each in moved}
    recorded = [each for place, each in compared.recorded.items() if place in places]
    found = _recorded(compared, recorded)
    for place in places:
        _add(found, place, compared.later.effects.get(place, ()))
    known = {*compared.earlier.facts} - {*compared.later.facts}
    return {where: kept for where, all_of in found.items() if (kept := [p for p in all_of if p not in known])}


def _recorded(compared: Comparison, moved: Sequence[Moved]) -> Positions:
    found: Positions = {}
    for kind in {each.kind for each in moved}:
        own = [each for each in moved if each.kind is kind]
        newest = [each.after for each in own if each.after and each.after.node != LEARNED]
        versions = finding.chains(compared.later.view, kind, newest, compared.earlier.view.at)
        by_key = _by_key(kind, versions)
        for each in own:
            for position, name in _moves(each, by_key.get(each.key, [])):
                found.setdefault(((kind, each.key), name), []).append(position)
    return found


def _moves(moved: Moved, versions: Sequence[Version]) -> Iterator[tuple[int, str]]:
    """The fields that moved from each version to the next, the row before all of them included."""
    before = moved.before
    if before and not versions:
        yield from ((before.until, name) for name in changed_fields(moved))
    for each in versions:
        step = Moved(moved.kind, before, each)
        yield from ((each.since, name) for name in changed_fields(step))
        before = each


def _add(found: Positions, place: Place, effects: Iterable[Effect]) -> None:
    for effect in effects:
        step = Moved(place[0], _plain(effect.before), _plain(effect.after))
        for name in changed_fields(step):
            found.setdefault((place, name), []).append(effect.position)


def _plain(row: Row | None) -> Version | None:
    return Version(row, 0, 0, LEARNED) if row else None


def _by_key(kind: type[Row], versions: Iterable[Version]) -> dict[tuple[object, ...], list[Version]]:
    found: dict[tuple[object, ...], list[Version]] = {}
    for each in sorted(versions, key=lambda version: version.since):
        found.setdefault(shape(kind).key_of(each.row), []).append(each)
    return found
