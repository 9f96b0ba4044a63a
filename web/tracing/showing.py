"""A trace as a page and as a file: what was folded, each with its events as lines of the record."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response

from projections import record
from projections.asking import SIZE
from projections.record import Entry
from projections.things import Names, ThingRow
from projections.tracing.traces import Input, Trace, positions_of
from projections.view import View
from web.visit import Visit

MONEY = ("Minor units", "Currency")
HEADINGS = ("What", "Code", "Part", "Value", "Position", "Recorded, UTC", "True since, UTC", "Event", *MONEY)
ELSEWHERE = "Recorded in another program."


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
    visit: Visit,
    view: View,
    trace: Trace,
    shown: Paged,
    *,
    back: tuple[str, str],
    report: bool = False,
    leaves: bool = True,
    **given: Any,
) -> Response[str]:
    """`back` is the page that the figure stands on. A report's position is no past; what `leaves` can be exported."""
    now = {key: text for key, text in visit.query.items() if key not in ("page", "at")}
    files = _files(visit.request.url.path, {**now, "at": view.at}) if trace.inputs and leaves else []
    about = {
        "title": trace.title,
        "now": f"{visit.request.url.path}?{urlencode(now)}",
        **({"nav": "reports", "at": None} if report else {"nav": "portfolio"}),
    }
    told = {"told": entries(visit, view, shown.inputs), "names": _names(view, shown.inputs)}
    given |= {"trace": trace, "shown": shown, "back": back, "files": files, **told}
    return visit.page("tracing/show.html", view, about=about, **given)


def _names(view: View, inputs: Sequence[Input]) -> Names:
    return Names(view, {each.thing for each in inputs if each.thing})


def _files(path: str, query: Mapping[str, object]) -> list[tuple[str, str]]:
    """The same wherever the page was opened from."""
    asked = urlencode({name: text for name, text in query.items() if name not in ("report", "seen")})
    forms = (("csv", "Export CSV"), ("xlsx", "Excel"), ("ndjson", "NDJSON"))
    return [(words, f"{path}/export/{kind}?{asked}") for kind, words in forms]


def leaving(visit: Visit, view: View, trace: Trace) -> list[tuple[Any, ...]]:
    """Everything that the pages show, a line for each event of each input."""
    told = entries(visit, view, trace.inputs)
    names = _names(view, trace.inputs)
    return [line for each in trace.inputs for line in _lines(each, names.get(each.thing), told)]


def _lines(each: Input, thing: ThingRow | None, told: Mapping[int, Entry]) -> Iterator[tuple[Any, ...]]:
    about = (
        thing.title if thing else "",
        thing.code if thing and thing.kind != "person" else "",
        each.label,
        each.value,
    )
    money = ("" if each.minor is None else each.minor, each.currency)
    for position in each.positions or (None,):
        entry = told.get(position) if position else None
        if entry:
            clocks = (_spelled(entry.recorded_at), _spelled(entry.effective_at))
            yield (*about, position, *clocks, record.plain(entry), *money)
        else:
            yield (*about, position or "", "", "", ELSEWHERE if position else "", *money)


def _spelled(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def entries(visit: Visit, view: View, inputs: Sequence[Input]) -> dict[int, Entry]:
    """The events of these inputs that this person may open, by their positions."""
    return {entry.position: entry for entry in record.at(view, visit.book.ledger, positions_of(inputs))}
