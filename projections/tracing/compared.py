"""Figures of a comparison: of one side as it was or is known, or of pairs, each project as it was and as it is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from domain.rules import RECORDED, Rule
from projections.amounts import day, days_moved, in_full, plural
from projections.differences.knowing import Side
from projections.differences.standing import goes_on
from projections.differences.summary import (
    FAR,
    NOT_RATED,
    Pair,
    by_code,
    costs,
    everything,
    finished,
    going_on,
    pairs,
    priced,
)
from projections.programs import ProgramRow
from projections.projects.rows import ProjectRow
from projections.rows import Row
from projections.sentences.parts import words
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Trace

COST = Rule(
    "compared-cost",
    "Cost of the same projects",
    "The whole-life cost of the projects that are open and have a cost at both moments, in the currency that most of "
    "them have, added up for each moment.",
)
FINISH = Rule(
    "compared-finish",
    f"Finish moved over {FAR} days",
    f"Of the projects that are open and have a forecast finish at both moments, those whose finish lies more than "
    f"{FAR} days earlier or later than it did.",
)
ARROW = "\N{RIGHTWARDS ARROW}"


GOING_ON = Rule(
    "going-on",
    "What goes on",
    "The things of this kind that were in the book and neither closed, cancelled, withdrawn nor disabled.",
)


class _Made:
    """The events behind fields of rows as a side has them: a later fact that set a field stands for its value."""

    def __init__(self, side: Side, kind: type[Row], keys: Iterable[UUID]) -> None:
        self._side = side
        self._kind = kind
        self._origins = Origins(side.view, kind, keys)

    def made(self, key: UUID, *fields: str) -> tuple[int, ...]:
        found = (self._learned(key, field) or self._origins.made(key, field) for field in fields)
        return tuple(sorted({position for each in found for position in each}))

    def _learned(self, key: UUID, field: str) -> tuple[int, ...]:
        effects = self._side.effects.get((self._kind, (key,)), ())
        set_it = [e.position for e in effects if getattr(e.before, field, None) != getattr(e.after, field, None)]
        return tuple(set_it[-1:])


class _Both:
    """The same on both sides of pairs of projects."""

    def __init__(self, sides: tuple[Side, Side], both: list[Pair]) -> None:
        self._sides = [_Made(side, ProjectRow, [b.id for _, b in both]) for side in sides]

    def made(self, row: ProjectRow, field: str) -> tuple[int, ...]:
        return tuple(sorted({each for side in self._sides for each in side.made(row.id, field)}))


def count(side: Side, kind: type[Row]) -> Trace:
    """The things of a kind that go on, as the side has them."""
    rows: list[Any] = sorted((row for row in everything(side, kind).values() if goes_on(row)), key=by_code)
    made = _Made(side, kind, [row.id for row in rows])
    inputs = tuple(
        Input(thing=row.id, value=words(row.state), amount=1, positions=made.made(row.id, "state")) for row in rows
    )
    return Trace(going_on(kind), f"{len(rows):,}", GOING_ON, _counted_in(side), inputs, len(rows))


def declared(side: Side, program: UUID) -> Trace:
    """The declared health of a program, as the side has it."""
    row = side.row(ProgramRow, (program,))
    value = words(getattr(row, "rating", None)) or NOT_RATED
    made = _Made(side, ProgramRow, [program]).made(program, "rating", "declared_on")
    said = Input(thing=program, value=value, positions=made)
    return Trace("Declared health", value, RECORDED, _counted_in(side), (said,))


def cost(earlier: Side, later: Side) -> Trace:
    currency, same = priced(pairs(earlier, later))
    events = _Both((earlier, later), same)
    inputs = tuple(
        Input(
            thing=b.id,
            value=f"{in_full(a.whole_life_minor, currency)} {ARROW} {in_full(b.whole_life_minor, currency)}",
            minor=(b.whole_life_minor or 0) - (a.whole_life_minor or 0),
            currency=currency,
            positions=events.made(b, "whole_life_minor"),
        )
        for a, b in same
    )
    value = f" {ARROW} ".join(costs(currency, same)) if same else "no cost at both moments"
    totals = [sum(row.whole_life_minor or 0 for row in side) for side in zip(*same, strict=True)]
    worked = (f"In full: {f' {ARROW} '.join(in_full(each, currency) for each in totals)}.",) if same else ()
    return Trace(COST.title, value, COST, (*worked, *_counted_in(earlier, later)), inputs)


def finish(earlier: Side, later: Side) -> Trace:
    found = finished(pairs(earlier, later))
    far = [(pair, days) for pair, days in found if abs(days) > FAR]
    events = _Both((earlier, later), [pair for pair, _ in far])
    inputs = tuple(
        Input(
            thing=b.id,
            value=f"{day(a.finish)} {ARROW} {day(b.finish)}, {days_moved(days)}",
            amount=1,
            positions=events.made(b, "finish"),
        )
        for (a, b), days in far
    )
    told = f"{len(far)} of {len(found)}"
    return Trace(FINISH.title, told, FINISH, _counted_in(earlier, later), inputs, len(far))


def _counted_in(*sides: Side) -> tuple[str, ...]:
    """What was recorded after the moment that a side stands for, and was true by then."""
    late = {position for side in sides for position in side.facts}
    return (f"{plural(len(late), 'fact')} recorded later and true by then counted in.",) if late else ()
