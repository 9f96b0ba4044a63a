"""Reading which two moments are compared, by which clock each, and for what: from the address, with sentences back."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import msgspec

from projections import programs, things
from projections.differences.knowing import Side, known_now, known_then
from projections.differences.standing import WHAT
from projections.moments import read_position, then
from projections.overview.moves import SPAN
from projections.programs import ProgramRow
from projections.record import was_ever_in
from projections.searching import search
from projections.things import ThingRow
from projections.view import View
from web.shared.words import day, long_day, number
from web.values import Unreadable, read_date
from web.visit import Visit

NOW, THEN = "now", "then"
BEFORE = "before the book began"
SIDES = ("from", "to")
LABELS = {"from": "Earlier", "to": "Later"}
LONGEST = 200
FEW = 8


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One side as it was asked for and found: the position, the moment it stands for, and how it is called."""

    position: int
    until: datetime
    clock: str
    name: str
    short: str
    on: str = ""

    @property
    def learned(self) -> bool:
        return self.clock == NOW


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that stands in the address, and what is wrong with it."""

    query: dict[str, str]
    points: tuple[Point, ...]
    program: ProgramRow | None
    thing: ThingRow | None
    what: str
    every: bool
    problems: tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    swap: bool = False

    @property
    def ready(self) -> bool:
        return not self.problems

    @property
    def scope(self) -> str:
        if self.thing:
            return self.thing.title
        return self.program.name if self.program else "The book"


def asked(visit: Visit, view: View) -> Asked:
    query = {name: visit.query.get(name, "").strip()[:LONGEST] for name in NAMES}
    problems: list[str] = []
    for each in SIDES:
        _give_way(query, each, visit.today(view))
        _sort_out(query, each)
    later = _point(visit, view, "to", query, problems)
    earlier = _point(visit, view, "from", query, problems, later)
    points = tuple(point for point in (earlier, later) if point)
    program = _program(view, query["program"], problems)
    thing, choices = _thing(view, query["thing"], problems)
    if thing and thing.kind == "program":
        program, thing = programs.one(view, thing.id), None
    if thing and program and not was_ever_in(view, thing.id, program.id):
        problems.append(f"{thing.code} was never in {program.name}; leave the program or the thing out.")
    swap = len(points) == len(SIDES) and points[0].position > points[1].position
    if swap:
        problems.append(_wrong_way(*points))
    return Asked(
        query={name: value for name, value in query.items() if value},
        points=points,
        program=program,
        thing=thing,
        what=_choice("What", query["what"], WHAT, problems),
        every=bool(query["all"]),
        problems=tuple(problems),
        choices=choices,
        swap=swap,
    )


NAMES = ("from", "from_date", "from_clock", "to", "to_date", "to_clock", "program", "thing", "what", "all")


def side(visit: Visit, view: View, point: Point, program: ProgramRow | None) -> Side:
    """The book at a point by its clock, through the eyes of the person, in one program where one was chosen."""
    seen = then(view, point.position, program.id if program else None)
    return known_now(seen, view, visit.book.ledger, point.until) if point.learned else known_then(seen)


def swapped(asked: Asked) -> dict[str, str]:
    """The same address with its sides changed over, each said; nothing where the order is right as it is."""
    same = len({(point.position, point.clock) for point in asked.points}) > 1 == len({p.position for p in asked.points})
    if not (asked.swap or same):
        return {}
    said = {
        side: str(point.position) for side, point in zip(SIDES, asked.points, strict=True) if not _given(asked, side)
    }
    other = {"from": "to", "to": "from"}
    return {_with_side(name, other): value for name, value in {**said, **asked.query}.items()}


def _given(asked: Asked, side: str) -> bool:
    return side in asked.query or f"{side}_date" in asked.query


def _with_side(name: str, other: dict[str, str]) -> str:
    head, mark, tail = name.partition("_")
    return f"{other.get(head, head)}{mark}{tail}"


def _give_way(query: dict[str, str], side: str, today: date) -> None:
    """The day that stands in the form by itself gives way to a position that is typed beside it."""
    by_itself = today if side == "to" else today - SPAN
    if query[side] and query[f"{side}_date"] == by_itself.isoformat():
        query[f"{side}_date"] = ""


def _choice(label: str, text: str, choices: Collection[str], problems: list[str]) -> str:
    if text and text not in choices:
        problems.append(f"{label}: “{text}” is not in the list; choose one from it.")
    return text if text in choices else ""


def _sort_out(query: dict[str, str], side: str) -> None:
    """A side takes a date too, as `at` does: it is asked by its day from there on."""
    try:
        on = None if read_position(query[side]) is not None else read_date(LABELS[side], query[side])
    except Unreadable:
        return
    if on and query[f"{side}_date"] in ("", query[side], on.isoformat()):
        query[side], query[f"{side}_date"] = "", query[f"{side}_date"] or query[side]


def _point(
    visit: Visit, view: View, side: str, query: dict[str, str], problems: list[str], later: Point | None = None
) -> Point | None:
    label = LABELS[side]
    clock = _choice(f"{label}, by what", query[f"{side}_clock"], (NOW, THEN), problems) or THEN
    try:
        if side == "from" and not (query[side] or query["from_date"]):
            return _a_month_before(visit, view, clock, later.until.date() if later else visit.today(view))
        return _read(visit, view, label, (query[side], query[f"{side}_date"]), clock)
    except Unreadable as problem:
        problems.append(str(problem))
        return None


def _read(visit: Visit, view: View, label: str, typed: tuple[str, str], clock: str) -> Point:
    position, on = typed
    if position:
        found = _at_position(visit, view, label, position, clock)
        if on and visit.book.ledger.position_on(read_date(label, on)) != found.position:
            sentence = f"{label}: enter a position or a date, not both."
            raise Unreadable(sentence)
        return found
    if on:
        return _on_day(visit, view, label, read_date(label, on), clock)
    return _now(visit, view, clock)


def _at_position(visit: Visit, view: View, label: str, text: str, clock: str) -> Point:
    position = read_position(text)
    if position is None:
        sentence = f"{label}: enter a position such as 1204, or a date such as 31 Mar 2026."
        raise Unreadable(sentence)
    if position > view.at:
        sentence = f"{label}: the book ends at position {number(view.at)}; enter a position up to that one."
        raise Unreadable(sentence)
    until = visit.book.ledger.moment_of(view.tx, position)
    name = f"position {number(position)}"
    told = name if position else f"{name}, {BEFORE}"
    return Point(position=position, until=until, clock=clock, name=told, short=name.capitalize())


def _on_day(visit: Visit, view: View, label: str, on: date, clock: str) -> Point:
    today = visit.today(view)
    if on > today:
        sentence = f"{label}: {day(on)} is still to come; choose {day(today)} or an earlier day."
        raise Unreadable(sentence)
    return _end_of(visit, view, on, clock)


def _end_of(visit: Visit, view: View, on: date, clock: str) -> Point:
    """Where the book stood at the end of a day; before its first event it was empty."""
    until = datetime.combine(on, time.max, UTC)
    position = min(visit.book.ledger.position_at(until), view.at)
    name = long_day(on).partition(" ")[2] if position else f"{long_day(on).partition(' ')[2]}, {BEFORE}"
    return Point(position=position, until=until, clock=clock, name=name, short=day(on), on=on.isoformat())


def _now(visit: Visit, view: View, clock: str) -> Point:
    moment = visit.book.ledger.moment_of(view.tx, view.at) if view.past else visit.book.now()
    name = f"position {number(view.at)}" if view.past else "now"
    on = visit.today(view).isoformat()
    return Point(position=view.at, until=moment, clock=clock, name=name, short=name.capitalize(), on=on)


def _a_month_before(visit: Visit, view: View, clock: str, later: date) -> Point:
    """Where nothing is said of the earlier side: as far back as the portfolio looks for what moved."""
    return _end_of(visit, view, later - SPAN, clock)


def _wrong_way(earlier: Point, later: Point) -> str:
    return (
        f"The earlier moment is position {number(earlier.position)}, which lies after the later one, position"
        f" {number(later.position)}; swap them."
    )


def _program(view: View, text: str, problems: list[str]) -> ProgramRow | None:
    if not text:
        return None
    try:
        found = programs.one(view, UUID(text))
    except ValueError:
        found = programs.find(view, text)
    if found is None:
        problems.append("Program: there is none of this name that you may see; choose one from the list.")
    return found


Found = tuple[ThingRow | None, tuple[tuple[str, str], ...]]


def _thing(view: View, text: str, problems: list[str]) -> Found:
    """The thing of a code, or things to choose from where the text is in their names."""
    if not text:
        return None, ()
    for kind in things.PATHS:
        found = things.find(view, kind, text) or things.find(view, kind, text.upper())
        if found and kind != "person":
            return found, ()
    hits = [(hit.code, f"{hit.code} {hit.title}") for group in search(view, text) for hit in group.hits if hit.code]
    if not hits:
        problems.append(
            f"Thing: nothing that you may see is called “{text}”; enter a code such as R-041, or a word of its name."
        )
        return None, ()
    problems.append(f"Thing: “{text}” is no code; choose what you mean.")
    return None, tuple(hits[:FEW])


def pinned(asked: Asked, view: View) -> dict[str, Any]:
    """The address with the positions of those sides that move on with the book, where they are as known then.

    In the past the later side is where `at` is, and goes with it when somebody steps on.
    """
    sides = zip(SIDES, asked.points, strict=True)
    there = view.at if view.past else None
    moving = [(name, each) for name, each in sides if not (each.learned or _given(asked, name))]
    return {**{name: str(each.position) for name, each in moving if each.position != there}, **asked.query}


def kept(asked: Asked, **changes: Any) -> dict[str, Any]:
    """The address with changes."""
    return {**asked.query, **changes}
