"""The page and the file of who looked."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from application import looks
from application.desk import STEWARD
from application.ledger import Ledger
from application.looks import KINDS, Look, Wanted
from projections import people
from projections.exporting import Cell
from projections.things import Names, ThingRow
from projections.view import View
from web.asked import Asked
from web.exports import csv_file
from web.values import Unreadable
from web.visit import SEERS, Visit

NAV = "access"
SIZE = 50
HEADINGS = ("number", "at", "person", "e-mail", "did", "what", "from", "kind")
LATER = timedelta(microseconds=1)


@get("/access", opt={"roles": SEERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view(SEERS) as view:
        asked, wanted, below = _asked(visit, view)
        database = visit.book.database
        found = [] if asked.problems else looks.newest(database, wanted, below=below, limit=SIZE + 1)
        return visit.page(
            "access/index.html",
            view,
            status_code=400 if asked.problems else 200,
            about={"title": "Who looked", "nav": NAV},
            query=asked,
            kinds=tuple(KINDS.items()),
            people=_people(view),
            found=_named(view, found[:SIZE]),
            more=found[SIZE - 1].number if len(found) > SIZE else None,
            limited=wanted.seer is not None,
        )


@get("/access/export.csv", opt={"roles": SEERS}, sync_to_thread=True)
def export(visit: NamedDependency[Visit]) -> Response[Any]:
    """All that fits, newest first. The export is among what it tells of the next time."""
    with visit.view(SEERS) as view:
        asked, wanted, _ = _asked(visit, view)
        if asked.problems:
            raise Unreadable(" ".join(asked.problems))
        names = Names(view, {row.id for row in people.everyone(view)})
    visit.looked("export", "Who looked, as CSV")
    return csv_file("steward-who-looked", HEADINGS, _rows(visit, wanted, names))


ROUTES = [index, export]


def name_of(look: Look, names: Names) -> ThingRow | str:
    """Who it was: a person with a page, or words."""
    if look.person == STEWARD:
        return "Steward"
    return names.get(look.person) or ("Somebody" if look.person else "Nobody known")


def _asked(visit: Visit, view: View) -> tuple[Asked, Wanted, int | None]:
    asked = Asked(visit, "kind", "person", "since", "until", "below")
    since, before = asked.days("since", "until")
    programs = visit.person.programs(SEERS, visit.book.now())
    then = Ledger.moment_of(view.tx, view.at) + LATER if view.past else None
    wanted = Wanted(
        kind=asked.choice("kind", "What", tuple(KINDS.items())),
        person=asked.one_of("person", "Who", [row.id for row in people.everyone(view)] + [STEWARD]),
        since=since,
        before=min(filter(None, (before, then)), default=None),
        seer=None if programs is None else visit.person.id,
        programs=programs or frozenset(),
    )
    return asked, wanted, asked.position("below", "Older than number")


def _people(view: View) -> list[tuple[str, str]]:
    return [*((str(row.id), row.name) for row in people.everyone(view)), (str(STEWARD), "Steward")]


def _named(view: View, found: Sequence[Look]) -> list[tuple[Look, ThingRow | str]]:
    names = Names(view, {look.person for look in found if look.person})
    return [(look, name_of(look, names)) for look in found]


def _rows(visit: Visit, wanted: Wanted, names: Names) -> Iterator[Sequence[Cell]]:
    below: int | None = None
    while some := looks.newest(visit.book.database, wanted, below=below, limit=500):
        for look in some:
            who = name_of(look, names)
            name, address = (who, "") if isinstance(who, str) else (who.title, who.code)
            at = look.at.isoformat(timespec="seconds").replace("+00:00", "Z")
            yield look.number, at, name, address, look.did, look.what, look.address, look.kind
        below = some[-1].number
