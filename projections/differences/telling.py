"""Changed rows told as differences: which thing, which field, what was before and after, labelled and formatted."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec

from projections.amounts import apart
from projections.differences.described import DESCRIBED
from projections.differences.describing import About, Tongue
from projections.differences.versions import Moved, Version
from projections.projects.rows import CostEntryRow, ProjectRow
from projections.rows import Row
from projections.things import Names, ThingRow
from projections.view import View

ADDED, CHANGED, ENDED = "added", "changed", "ended"


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One field of one thing before and after; `part` is the part of the thing it belongs to, such as a milestone.

    `thing` is nothing where this person may not see it, or where it has no page. `positions` are the events that made
    the difference, oldest first.
    """

    id: UUID
    thing: ThingRow | None
    kind: str
    part: str
    label: str
    before: str
    after: str
    positions: tuple[int, ...]

    @property
    def field(self) -> str:
        return f"{self.part}: {self.label.lower()}" if self.part else self.label


def tell(view: View, changes: Iterable[tuple[Moved, tuple[int, ...]]]) -> list[Difference]:
    """Every field that is not the same, in the order of the fields; with the positions given for each row."""
    found = list(changes)
    tongue = tongue_of(view, [moved for moved, _ in found])
    return [each for moved, positions in found for each in _told(moved, positions, tongue)]


def tongue_of(view: View, changes: Sequence[Moved]) -> Tongue:
    """The names and currencies that telling these rows takes."""
    rows = [version.row for moved in changes for version in (moved.before, moved.after) if version]
    ids = {each for row in rows for each in _ids(row)}
    return Tongue(Names(view, ids), _currencies(view, {row.project for row in rows if isinstance(row, CostEntryRow)}))


def changed_fields(moved: Moved) -> tuple[str, ...]:
    """The names of the described fields that are not the same; of a row that came or went, those that say anything."""
    about = DESCRIBED[moved.kind]
    if moved.before and moved.after:
        old, new = moved.before.row, moved.after.row
        return tuple(name for name in about.fields if getattr(old, name) != getattr(new, name))
    return tuple(name for name in about.fields if says(getattr(moved.row, name)))


def says(found: Any) -> bool:
    """Whether a value says anything by being there: nothing, no, none and naught do not."""
    return found is not None and found not in ("", (), False, 0)


def difference(moved: Moved, name: str, positions: tuple[int, ...], tongue: Tongue) -> Difference:
    about = DESCRIBED[moved.kind]
    thing = about.belongs(moved.row)
    before, after = apart(moved.before, moved.after, lambda each, more: _text(about, each, name, tongue.finer(more)))
    return Difference(
        id=thing,
        thing=tongue.names.get(thing),
        kind=CHANGED if moved.before and moved.after else ADDED if moved.after else ENDED,
        part=about.called(moved.row, tongue),
        label=about.fields[name].label,
        before=before,
        after=after,
        positions=positions,
    )


def _told(moved: Moved, positions: tuple[int, ...], tongue: Tongue) -> Iterator[Difference]:
    for name in changed_fields(moved):
        yield difference(moved, name, positions, tongue)


def _text(about: About, version: Version | None, name: str, tongue: Tongue) -> str:
    return "" if version is None else about.fields[name].write(getattr(version.row, name), version.row, tongue)


def _ids(row: Row) -> Iterator[UUID]:
    about = DESCRIBED[type(row)]
    yield about.belongs(row)
    for name in about.fields:
        yield from _ids_in(getattr(row, name))
    if getattr(row, "scope", "all") != "all":
        yield UUID(getattr(row, "scope", ""))


def _ids_in(found: Any) -> Iterator[UUID]:
    if isinstance(found, UUID):
        yield found
    elif isinstance(found, tuple):
        for each in found:
            yield from _ids_in(each)
    elif isinstance(found, msgspec.Struct):
        yield from _ids_in(msgspec.structs.astuple(found))


def _currencies(view: View, projects: set[UUID]) -> dict[UUID, str]:
    if not projects:
        return {}
    wanted = sorted(projects)
    found = view.select(ProjectRow, f"id IN ({', '.join('?' * len(wanted))})", wanted)
    return {row.id: row.currency for row in found}
