"""A figure of a program's history as it is played: the frames in which declared and computed did not agree."""

from collections.abc import Sequence

from domain.rules import Rule
from projections.amounts import day, number
from projections.moments import stood
from projections.overview.frames import Point
from projections.programs import ProgramRow
from projections.tracing import portfolio
from projections.tracing.projects import rating_word
from projections.tracing.traces import Input, Trace
from projections.view import View

APART = Rule(
    "frames-apart",
    "Frames in which they did not agree",
    "The frames of the period at whose end the declared and the computed health of the program had different colours.",
)


def apart(view: View, program: ProgramRow, points: Sequence[Point]) -> Trace:
    """Each of these frames with the events behind both ratings as they stood there."""
    inputs = tuple(_input(view, program, each) for each in points if not each.agrees)
    value = f"{len(inputs)} of {len(points)} frames"
    return Trace(f"{APART.title}, {program.name}", value, APART, (), inputs, len(inputs))


def _input(view: View, program: ProgramRow, point: Point) -> Input:
    there = stood(view, point.frame.position)
    declared = portfolio.declared_health(there, program)
    computed = portfolio.computed_health(portfolio.scope(there, program))
    return Input(
        thing=program.id,
        label=f"{day(point.frame.day)}, position {number(point.frame.position)}",
        value=f"declared {rating_word(point.declared)}, computed {rating_word(point.computed)}",
        amount=1,
        positions=tuple(sorted({*declared.positions, *computed.positions})),
    )
