"""The pages of the record: all of it by filters, and one event in full."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound
from projections import people, programs, record
from projections.things import PATHS, Names
from projections.view import View
from web.forms import Choice
from web.lists import Listing, listing
from web.values import Unreadable, read_date
from web.visit import EVERYONE, READERS, Visit

SIZE = 50
KINDS = tuple(Choice(kind, kind.replace("_", " ").capitalize()) for kind in PATHS)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The filters as they stand in the address."""

    thing: UUID | None = None
    program: UUID | None = None
    who: UUID | None = None
    kind: str = ""
    since: str = ""
    until: str = ""
    clock: str = "recorded"
    before: int = 0


@get("/record", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = listing(visit, Asked)
        wanted, problems = _filter(asked.filter)
        found = record.entries(view, visit.book.ledger, wanted, before=asked.filter.before or None, limit=SIZE + 1)
        about = {"title": "Record", "nav": "record"}
        return visit.page(
            "record/index.html",
            view,
            about=about,
            query=asked,
            days=_by_day(found[:SIZE]),
            more=found[SIZE - 1].position if len(found) > SIZE else None,
            total=record.count(view, wanted),
            problems=problems,
            **_choices(view, asked),
        )


@get("/record/{position:int}", opt={"roles": EVERYONE}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], position: FromPath[int]) -> Response[str]:
    """One event, also for those who only read reports: it is where a figure leads."""
    with visit.view(EVERYONE) as view:
        entry = record.one(view, visit.book.ledger, position)
        if entry is None:
            raise NotFound(str(position))
        around = record.neighbours(view, entry)
        together = record.of_command(view, visit.book.ledger, entry)
        stored = visit.book.ledger.bytes_at(view.tx, position)
        about = {"title": f"Event {position}", "nav": "record"}
        return visit.page(
            "record/show.html", view, about=about, entry=entry, around=around, together=together, stored=_pretty(stored)
        )


ROUTES = [index, show]


def _filter(asked: Asked) -> tuple[record.Filter, list[str]]:
    problems: list[str] = []
    since = _day(asked.since, "From", problems)
    until = _day(asked.until, "To", problems)
    return (
        record.Filter(
            stream=asked.thing,
            program=asked.program,
            actor=asked.who,
            kind=asked.kind if asked.kind in PATHS else "",
            since=since,
            until=until + timedelta(days=1) if until else None,
            clock=asked.clock,
        ),
        problems,
    )


def _day(text: str, label: str, problems: list[str]) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.combine(read_date(label, text), time(), UTC)
    except Unreadable as problem:
        problems.append(str(problem))
        return None


def _choices(view: View, asked: Listing[Asked]) -> dict[str, Any]:
    thing = Names(view, {asked.filter.thing}).get(asked.filter.thing) if asked.filter.thing else None
    return {
        "thing": thing,
        "kinds": [choice.pair for choice in KINDS],
        "people": [(str(row.id), row.name) for row in people.everyone(view)],
        "programs": [row.pair for row in programs.all_programs(view)],
    }


def _by_day(entries: list[record.Entry]) -> list[tuple[Any, list[record.Entry]]]:
    days: list[tuple[Any, list[record.Entry]]] = []
    for entry in entries:
        day = entry.recorded_at.date()
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(entry)
    return days


def _pretty(stored: bytes) -> str:
    return msgspec.json.format(stored, indent=2).decode()
