"""Figures of a bridge between two positions: what stood at either end, and what was added on the way."""

from datetime import date
from itertools import accumulate
from typing import Any

from domain.projects.health import PROGRAM_HEALTH
from domain.rules import CHANGED
from projections.amounts import number
from projections.programs import ProgramRow
from projections.reports.bridge import Contribution, Kind, Span
from projections.tracing import portfolio
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Trace
from projections.view import View

BY_TIME = "No event: the days went by."
ARROW = "\N{RIGHTWARDS ARROW}"


def end(view: View, program: ProgramRow, span: Span, today: date) -> Trace:
    """The opening or the closing figure, folded anew at the view's own position, on its own day."""
    if span.kind is not None:
        return _counted(view, span.kind, today)
    if span.rule is PROGRAM_HEALTH:
        return portfolio.computed_health(portfolio.scope(view, program))
    return portfolio.declared_health(view, program)


def change(span: Span) -> Trace:
    """Everything that was added and taken away between the ends."""
    worked = (f"{span.title}: {span.opening} {ARROW} {span.closing}.",)
    inputs = tuple(_input(each) for each in span.contributions)
    total = span.values[1] - span.values[0] if span.values else None
    return Trace(f"{span.title}, change", span.change, CHANGED, worked, inputs, total)


def step(span: Span, place: int) -> Trace:
    """One contribution, with what the figure was before it and after it."""
    each = span.contributions[place]
    return Trace(f"{span.title}, by {each.thing}", each.text, span.rule, _around(span, place), (_input(each),))


def _around(span: Span, place: int) -> tuple[str, ...]:
    if span.kind is None or span.values is None:
        return ()
    stood = list(accumulate((each.amount for each in span.contributions), initial=span.values[0]))
    before, after = (span.kind.worded(each) for each in stood[place : place + 2])
    return (f"{span.title}: {before} before it, {after} after it.",)


def _counted(view: View, kind: Kind, today: date) -> Trace:
    every: list[Any] = view.select(kind.row, order="length(code), code")
    rows = [row for row in every if kind.value(row, today)]
    origins, total = Origins(view, kind.row, [row.id for row in rows]), sum(kind.value(row, today) for row in rows)
    inputs = tuple(
        Input(
            thing=row.id,
            value=kind.worded(kind.value(row, today)) if kind.worded is not number else row.state.label,
            amount=kind.value(row, today),
            positions=origins.made(row.id, *kind.fields),
        )
        for row in rows
    )
    return Trace(kind.title, kind.worded(total), kind.rule, (), inputs, total)


def _input(each: Contribution) -> Input:
    at = (each.position,) if each.position else ()
    return Input(label=each.thing, value=each.text, amount=each.amount, positions=at, unmade="" if at else BY_TIME)
