"""A trace as a page: what was folded, a page of it at a time, each with its events as lines of the record."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response

from projections import record
from projections.asking import SIZE
from projections.record import Entry, EntryRow
from projections.things import Names
from projections.tracing.traces import Input, Trace, positions_of
from projections.view import View
from web.visit import Visit


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which page of the inputs."""

    page: int = 1


class Paged(msgspec.Struct, frozen=True):
    """One page of what a figure was made from."""

    inputs: Sequence[Input]
    total: int
    page: int


def paged(trace: Trace, page: int) -> Paged:
    last = max(1, -(-len(trace.inputs) // SIZE))
    number = min(max(page, 1), last)
    return Paged(trace.inputs[(number - 1) * SIZE : number * SIZE], len(trace.inputs), number)


def page_of(
    visit: Visit, view: View, trace: Trace, shown: Paged, *, back: tuple[str, str], report: bool = False, **given: Any
) -> Response[str]:
    """`back` is the page that the figure stands on, and where it is. A report's position is no past: it is its own."""
    told = entries(visit, view, shown.inputs)
    names = Names(view, {each.thing for each in shown.inputs if each.thing})
    about = {"title": trace.title, **({"nav": "reports", "at": None} if report else {"nav": "portfolio"})}
    return visit.page(
        "tracing/show.html", view, about=about, trace=trace, shown=shown, told=told, names=names, back=back, **given
    )


def entries(visit: Visit, view: View, inputs: Sequence[Input]) -> dict[int, Entry]:
    """The events of these inputs that this person may open, by their positions."""
    wanted = positions_of(inputs)
    found: list[int] = []
    for n in range(0, len(wanted), 400):
        some = wanted[n : n + 400]
        marks = ", ".join("?" * len(some))
        found += [row.position for row in view.select(EntryRow, f"position IN ({marks})", some, order="position")]
    events = visit.book.ledger.at_positions(view.tx, found)
    return {entry.position: entry for entry in record.told(view, events)}
