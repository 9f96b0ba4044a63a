"""Finding one's way in a long record: by filters and by text, going back from a position, with an end to it."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from application.ledger import Ledger
from application.ledger.stored import moment
from projections.moments import then
from projections.record import Entry, EntryRow, Filter, conditions_of, lines, plain
from projections.view import View

COUNTED = 10_000  # beyond it nobody needs the number
NEAR, WIDER = 20_000, 4  # positions looked through at first, and how much further each time
SCANNED = 300_000  # positions looked through for one page where no index leads to what is asked for
READ, FURTHER = 10_000, 40_000  # events read for one page where a text is looked for, at first and further back
AT_ONCE = 500


class Found(msgspec.Struct, frozen=True):
    """A page of the record. `older`: go on before this position; `bounded`: what lies there was not looked at yet."""

    entries: list[Entry]
    older: int | None = None
    bounded: bool = False


class Batch(msgspec.Struct, frozen=True):
    """Where events fit by everything but the text: all down to `reached`, and whether any position is `left` below."""

    positions: Sequence[int]
    reached: int
    left: bool


def find(view: View, ledger: Ledger, asked: Filter, *, before: int | None = None, limit: int = 50) -> Found:
    """The newest events that fit before a position (not included)."""
    found: list[Entry] = []
    begun, read = view.at if before is None else before, 0
    readable = min(max(READ, view.at + 1 - begun), FURTHER)  # who went back far waits longer and asks less often
    for batch in batches(view, asked, before=before, size=AT_ONCE if asked.text else limit + 1):
        found += _fitting(view, ledger, batch.positions, asked.text)
        read += len(batch.positions)
        if len(found) > limit:
            return Found(found[:limit], found[limit - 1].position)
        enough = read >= readable if asked.text else not _led(view, asked) and begun - batch.reached >= SCANNED
        if enough and batch.left:
            return Found(found, batch.reached, bounded=True)
    return Found(found)


def every(view: View, ledger: Ledger, asked: Filter, *, before: int | None = None, least: int = AT_ONCE) -> Found:
    """The same without an end to the looking: at least so many events, where there are as many."""
    found: list[Entry] = []
    for batch in batches(view, asked, before=before, size=AT_ONCE):
        found += _fitting(view, ledger, batch.positions, asked.text)
        if len(found) >= least and batch.left:
            return Found(found, batch.reached)
    return Found(found)


def counted(view: View, asked: Filter) -> int | None:
    """How many events fit, at most one more than are counted; None where counting would mean looking at all."""
    if asked == Filter() and view.programs is None:
        return view.at  # positions are dense
    dated = Filter(since=asked.since, until=asked.until)
    if asked.text or not (_led(view, asked) or (asked == dated and view.programs is None)):
        return None
    sql, values = _positions(view, asked, *_bounds(view, asked, None), COUNTED + 1)
    return int(view.rows(f"SELECT count(*) FROM ({sql}) AS counted", values)[0][0])


def batches(view: View, asked: Filter, *, before: int | None, size: int) -> Iterator[Batch]:
    """Newest first; where no index leads to them, from windows of positions that grow where little is found."""
    low, high = _bounds(view, asked, before)
    width = view.head if _led(view, asked) else NEAR
    while high > low:
        floor = max(low, high - width)
        found = [position for (position,) in view.rows(*_positions(view, asked, floor, high, size))]
        full = len(found) == size
        reached = found[-1] if full else floor + 1
        yield Batch(found, reached, reached - 1 > low)
        high = reached - 1
        width = width if full else width * WIDER


def _positions(view: View, asked: Filter, floor: int, high: int, most: int) -> tuple[str, list[Any]]:
    """Those that fit after one position and up to another, newest first.

    Only positions are asked for: the index of one filter holds them all. The plus keeps SQLite from walking every
    position in between instead.
    """
    conditions, values = conditions_of(view, asked)
    above = "+position > ?" if conditions and _led(view, asked) else "position > ?"
    where = " AND ".join([*conditions, above])
    span = then(view, high).span(EntryRow)
    return f"SELECT position FROM {span} WHERE {where} ORDER BY position DESC LIMIT {int(most)}", [*values, floor]


def _bounds(view: View, asked: Filter, before: int | None) -> tuple[int, int]:
    """Between which positions to look: by the clock of the log too, also where that clock was once set back.

    The plus keeps SQLite from walking the events themselves; the index of their clock holds all that is asked.
    """
    low, high = 0, view.at if before is None else min(view.at, before - 1)
    if asked.clock == "recorded" and asked.until:
        latest = view.rows("SELECT max(+position) FROM events WHERE recorded_at < ?", (moment(asked.until),))
        high = min(high, latest[0][0] or 0)
    if asked.clock == "recorded" and asked.since:
        first = view.rows("SELECT min(+position) FROM events WHERE recorded_at >= ?", (moment(asked.since),))
        low = (first[0][0] or view.head + 1) - 1
    return low, high


def _fitting(view: View, ledger: Ledger, positions: Sequence[int], text: str) -> list[Entry]:
    entries = lines(view, ledger, positions)
    if not text:
        return entries
    wanted = " ".join(text.casefold().split())
    return [entry for entry in entries if wanted in said(entry)]


def said(entry: Entry) -> str:
    """Everything a reader of the line sees, as a search compares it."""
    thing = (entry.thing.code, entry.thing.title) if entry.thing and entry.thing.kind != "person" else ()
    return " ".join(" ".join((*thing, plain(entry), entry.reason)).casefold().split())


def _led(view: View, asked: Filter) -> bool:
    """Whether an index leads to what is asked for, so that little is passed by on the way."""
    if asked.stream or asked.cause is not None:
        return True
    hidden = view.programs is not None and not asked.program
    chosen = sum(map(bool, (asked.program, asked.actor, asked.kind)))
    return not (hidden or asked.topic or asked.since or asked.until) and chosen <= 1
