"""The pages of the record: all of it by filters, and one event in full."""

from collections.abc import Sequence
from datetime import date

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound, tree
from projections import recalling, record
from projections.differences.made import made_by
from projections.record import Entry
from projections.view import View
from web.proof.events import proved
from web.record.asking import Question, question
from web.record.export import export
from web.values import Beyond
from web.visit import EVERYONE, READERS, Visit

SIZE = 50


@get("/record", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = question(visit, view)
        found = _found(visit, view, asked)
        return visit.page(
            "record/index.html",
            view,
            status_code=400 if asked.asked.problems else 200,
            about={"title": "Record", "nav": "record"},
            question=asked,
            query=asked.asked,
            days=_by_day(found.entries),
            found=found,
            total=_total(view, asked, found),
            most=recalling.COUNTED,
            altered=tree.altered(view.tx, [entry.position for entry in found.entries]),
            causes=record.visible(view, [entry.caused_by for entry in found.entries if entry.caused_by]),
        )


@get("/record/{position:int}", opt={"roles": EVERYONE}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], position: FromPath[int]) -> Response[str]:
    """One event. Who only reads reports is told what happened and what changed, not how it is stored."""
    with visit.view(EVERYONE) as view:
        if position > view.head:
            raise Beyond(f"The book ends at position {view.head}; enter a position up to that one.")
        ledger = visit.book.ledger
        entry = record.one(view, ledger, position)
        if entry is None:
            raise NotFound(str(position))
        whole = visit.may(READERS, entry.thing.program if entry.thing else None)
        return visit.page(
            "record/show.html",
            view,
            about={"title": f"Event {position}", "nav": "record"},
            entry=entry,
            whole=whole,
            around=record.neighbours(view, entry) if whole else (None, None),
            made=made_by(view, [position])[position],
            cause=record.at(view, ledger, [entry.caused_by] if entry.caused_by else []),
            caused=record.caused(view, ledger, entry),
            caused_in_all=record.count(view, record.Filter(cause=position)),
            together=record.of_command(view, ledger, entry) if whole else (),
            stored=_pretty(ledger.bytes_at(view.tx, position)) if whole else "",
            proof=proved(view.tx, position),
        )


ROUTES = [index, show, export]


def _found(visit: Visit, view: View, asked: Question) -> recalling.Found:
    if asked.asked.problems:
        return recalling.Found([])
    return recalling.find(view, visit.book.ledger, asked.wanted, before=asked.before, limit=SIZE)


def _total(view: View, asked: Question, found: recalling.Found) -> int | None:
    """How many fit in all, where it is known without looking at all of them."""
    if asked.before is None and found.older is None:
        return len(found.entries)
    return None if asked.asked.problems else recalling.counted(view, asked.wanted)


def _by_day(entries: Sequence[Entry]) -> list[tuple[date, list[Entry]]]:
    days: list[tuple[date, list[Entry]]] = []
    for entry in entries:
        day = entry.recorded_at.date()
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(entry)
    return days


def _pretty(stored: bytes) -> str:
    """Set out in lines; what is no JSON any more is shown as it is."""
    try:
        return msgspec.json.format(stored, indent=2).decode()
    except ValueError:
        return stored.decode(errors="backslashreplace")
