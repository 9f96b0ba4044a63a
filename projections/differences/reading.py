"""A comparison as it is read: what changed, came and ended, each with the events that made it and why."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec

from application.ledger import Ledger
from projections import record
from projections.differences.causes import told
from projections.differences.comparing import Changed, Comparison
from projections.differences.described import DESCRIBED
from projections.differences.describing import Tongue
from projections.differences.standing import DAYS, MAIN
from projections.differences.telling import ADDED, CHANGED, ENDED, Difference, tongue_of
from projections.differences.versions import Moved
from projections.record import Entry
from projections.rows import Row
from projections.things import ThingRow
from projections.view import View

HEADINGS = ("How", "Kind", "Code", "Name", "Field", "Before", "After", "Because", "Events")
LINES = 4  # of one thing among others; alone, a thing shows all


LONG = 60
FIRST = {
    about.fields[name].label
    for kind, main in MAIN.items()
    for about in (DESCRIBED[kind],)
    for name in (*main.glance, main.state, *DAYS)
    if name in about.fields
}


class Line(msgspec.Struct, frozen=True):
    """One field before and after, why it moved last, and all events that moved it."""

    field: str
    before: str
    after: str
    because: str
    positions: tuple[int, ...]


class Told(msgspec.Struct, frozen=True):
    """One thing that is not the same. `stands`: how it stands (added) or stood last (ended), label and text."""

    id: UUID
    thing: ThingRow | None
    kind: str
    how: str
    row: Row | None
    stands: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    more: int
    state: str
    because: str
    position: int


class Sheet(msgspec.Struct, frozen=True):
    """What is shown of a comparison, and how many things there are of each sort in all."""

    changed: list[Told]
    added: list[Told]
    ended: list[Told]
    totals: dict[str, int]

    @property
    def differ(self) -> int:
        return sum(self.totals.values())


def sheet(
    compared: Comparison,
    now: View,
    ledger: Ledger,
    *,
    what: str = "",
    most: int | None = None,
    lines: int | None = LINES,
) -> Sheet:
    """The largest movements first, at most `most` things of each sort with at most `lines` of their fields."""
    sorts = {how: compared.of(how, what) for how in (CHANGED, ADDED, ENDED)}
    shown = {how: things[:most] for how, things in sorts.items()}
    every = [thing for things in shown.values() for thing in things]
    differences = told(compared, every, now)
    reasons = _reasons(now, ledger, differences.values())
    tongue = tongue_of(now, [each for thing in every for each in thing.moved])
    made = {
        how: [_told(thing, differences[thing.id], reasons, _stands(thing.main, tongue), lines) for thing in things]
        for how, things in shown.items()
    }
    return Sheet(made[CHANGED], made[ADDED], made[ENDED], {how: len(things) for how, things in sorts.items()})


class Reasons(msgspec.Struct, frozen=True):
    """Why events happened, of those that this person may see."""

    words: dict[int, str]

    def seen(self, positions: Iterable[int]) -> tuple[int, ...]:
        return tuple(position for position in positions if position in self.words)

    def last(self, positions: Sequence[int]) -> str:
        return next((self.words[position] for position in reversed(positions) if position in self.words), "")


def _told(
    thing: Changed,
    differences: Sequence[Difference],
    reasons: Reasons,
    stands: tuple[tuple[str, str], ...],
    lines: int | None,
) -> Told:
    made = [_line(each, reasons) for each in sorted(differences, key=_first_things_first)]
    positions = sorted({position for line in made for position in line.positions})
    main, state = thing.main, next((line for line in made if line.field in ("State", "Phase")), None)
    ending = state.positions[-1:] if state and thing.how == ENDED else ()
    return Told(
        id=thing.id,
        thing=thing.thing,
        kind=thing.kind,
        how=thing.how,
        row=main.row if main else None,
        stands=stands,
        lines=tuple(made[:lines]),
        more=max(0, len(made) - lines) if lines else 0,
        state=state.after if state else "",
        because=reasons.last(ending) if ending else "",
        position=next(iter(ending or positions), 0),
    )


def _first_things_first(each: Difference) -> tuple[bool, bool]:
    """What people look for before parts and long texts; otherwise in the order of the fields."""
    return each.label not in FIRST or bool(each.part), max(len(each.before), len(each.after)) > LONG


def _line(each: Difference, reasons: Reasons) -> Line:
    return Line(each.field, each.before, each.after, reasons.last(each.positions), reasons.seen(each.positions))


def _stands(main: Moved | None, tongue: Tongue) -> tuple[tuple[str, str], ...]:
    """The main row at a glance: as it is where it was added or changed, as it was last where it is gone."""
    if main is None or main.kind not in MAIN:
        return ()
    fields, row = DESCRIBED[main.kind].fields, (main.after or main.before or main).row
    return tuple(
        (fields[name].label, fields[name].write(getattr(row, name), row, tongue)) for name in MAIN[main.kind].glance
    )


def _reasons(view: View, ledger: Ledger, differences: Iterable[Sequence[Difference]]) -> Reasons:
    positions = {position for each in differences for one in each for position in one.positions}
    return Reasons({entry.position: because(entry) for entry in record.at(view, ledger, positions)})


def because(entry: Entry) -> str:
    """Why it happened in its author's words: the reason given with it, else what the fact itself quotes."""
    if entry.reason:
        return entry.reason
    return next((part.text for part in reversed(entry.sentence) if part.kind == "quote"), "")


def lines_of(found: Sheet) -> Iterator[tuple[str, ...]]:
    """Every difference shown as a line of a table; its columns are HEADINGS."""
    for each in (*found.changed, *found.added, *found.ended):
        for line in each.lines:
            events = " ".join(map(str, line.positions))
            yield (*_names(each), line.field, line.before, line.after, line.because, events)


def _names(told: Told) -> tuple[str, ...]:
    kind = told.kind.replace("_", " ").capitalize()
    thing = told.thing
    return (told.how.capitalize(), kind, thing.code if thing else "", thing.title if thing else "")
