"""The record as a file: exactly what the filters show, for this person, at the position that was looked at."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound
from projections.differences.made import made_by
from projections.differences.telling import Difference
from projections.exporting import Cell
from projections.recalling import every
from projections.record import Entry, EntryRow, Filter, plain
from projections.things import Names
from projections.view import Programs, View
from web.exports import FORMS
from web.record.asking import CODED, Question, question
from web.shared.words import number
from web.values import Unreadable
from web.visit import READERS, Visit

WORDS = {
    "q": "with the text",
    "thing": "about",
    "kind": "kind",
    "fact": "what happened:",
    "program": "program",
    "who": "by",
    "since": "from",
    "until": "to",
    "clock": "by the clock",
    "because": "because of position",
}
MOST = 20_000  # rows of a workbook: it is made whole before it is sent
HEADINGS = (
    "position",
    "recorded_at",
    "true_since",
    "program",
    "kind",
    "thing",
    "name",
    "who",
    "what_happened",
    "changes",
    "reason",
    "because_of",
    "command",
    "topic",
)


@get("/record/export/{ending:str}", opt={"roles": READERS}, sync_to_thread=True)
def export(visit: NamedDependency[Visit], ending: FromPath[str]) -> Response[Any]:
    if ending not in FORMS:
        raise NotFound(ending)
    with visit.view() as view:
        asked = question(visit, view)
        if asked.asked.problems:
            raise Unreadable(" ".join(asked.asked.problems))
        at = view.at
    rows = _rows(visit, asked.wanted, at)
    if ending == "xlsx":
        rows = _bounded(rows)
    visit.looked("export", _what(asked, at, ending), program=asked.wanted.program)
    return FORMS[ending](f"steward-record-at-{at}", HEADINGS, rows)


def _what(asked: Question, at: int, ending: str) -> str:
    filters = ", ".join(_filter(asked, name, text) for name, text in asked.asked.filters.items() if name != "before")
    return f"The record at position {at} as {ending.upper()}" + (f": {filters}" if filters else "")


def _filter(asked: Question, name: str, text: str) -> str:
    """A filter in the words of the page: what was chosen by its name."""
    offered = {"kind": asked.kinds, "fact": asked.facts, "program": asked.programs, "who": asked.people}
    chosen = next((words for value, words in offered.get(name, ()) if value == text.lower()), text)
    return f"{WORDS[name]} {chosen}"


def _bounded(rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    held = list(islice(rows, MOST + 1))
    if len(held) > MOST:
        sentence = (
            f"More than {number(MOST)} events fit, too many for a workbook; narrow the filters, or take CSV or NDJSON."
        )
        raise Unreadable(sentence)
    return iter(held)


def _rows(visit: Visit, wanted: Filter, at: int) -> Iterator[Sequence[Cell]]:
    """Read in many short looks at one position: the log does not change behind it, so together they are one look."""
    programs = visit.person.programs(READERS, visit.book.now())
    before: int | None = at + 1
    while before is not None:
        lines, before = _page(visit, wanted, at=at, programs=programs, before=before)
        yield from lines


def _page(
    visit: Visit, wanted: Filter, *, at: int, programs: Programs, before: int
) -> tuple[list[Sequence[Cell]], int | None]:
    with visit.book.view(at, programs=programs) as view:
        found = every(view, visit.book.ledger, wanted, before=before)
        positions = [entry.position for entry in found.entries]
        made, homes = made_by(view, positions), _homes(view, positions)
        return [
            _line(entry, homes.get(entry.position, ""), made[entry.position]) for entry in found.entries
        ], found.older


def _homes(view: View, positions: Sequence[int]) -> dict[int, str]:
    """The names of the programs that the events belong to."""
    marks = ", ".join("?" * len(positions))
    rows = view.select(EntryRow, f"position IN ({marks})", positions) if positions else []
    names = Names(view, {row.program for row in rows if row.program})
    return {row.position: home.title for row in rows if (home := names.get(row.program))}


def _line(entry: Entry, program: str, made: Sequence[Difference]) -> Sequence[Cell]:
    thing = entry.thing
    return (
        entry.position,
        _moment(entry.recorded_at),
        _moment(entry.effective_at),
        program,
        thing.kind.replace("_", " ") if thing else "",
        thing.code if thing and thing.kind in CODED else "",
        thing.title if thing else "",
        entry.actor.title if entry.actor else "Steward",
        plain(entry),
        "; ".join(f"{each.field}: {each.before or 'nothing'} → {each.after or 'nothing'}" for each in made),
        entry.reason,
        entry.caused_by,
        str(entry.command) if entry.command else "",
        entry.topic,
    )


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
