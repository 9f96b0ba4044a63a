"""The page of duties: every approval, checked over the whole log for who must not have made it."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound
from projections import people, programs, record
from projections.duties import queries
from projections.duties.rows import DutyRow
from projections.exporting import Cell
from projections.things import Names
from projections.view import View
from web import exports
from web.asked import Asked
from web.values import Unreadable
from web.visit import READERS, Visit

NAV = "duties"
SIZE = 60  # checks on a page
RULES = tuple((duty.name, duty.sentence) for duty in queries.RULES.values())
BROKEN = (("yes", "Broken"),)
HEADINGS = ("position", "recorded", "thing", "approval", "duty", "who", "others", "verdict")


@get("/duties", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked, wanted, below = _asked(visit, view)
        rows = [] if asked.problems else queries.newest(view, wanted, below=below, limit=SIZE)
        left = bool(rows) and bool(queries.newest(view, wanted, below=rows[-1].position, limit=len(RULES) + 1))
        return visit.page(
            "duties/index.html",
            view,
            status_code=400 if asked.problems else 200,
            about={"title": "Duties", "nav": NAV},
            query=asked,
            acts=_acts(visit, view, rows),
            counts=queries.counts(view, wanted),
            more=rows[-1].position if left else None,
            named=partial(queries.named, Names(view, {each.person for row in rows for each in row.others})),
            duties=queries.RULES,
            **_choices(view),
        )


@get("/duties/export/{kind:str}", opt={"roles": READERS}, sync_to_thread=True)
def export(visit: NamedDependency[Visit], kind: FromPath[str]) -> Response[Any]:
    """All checks that fit, the newest first, one a line."""
    if kind not in exports.FORMS:
        raise NotFound(kind)
    with visit.view() as view:
        asked, wanted, _ = _asked(visit, view)
        if asked.problems:
            raise Unreadable(" ".join(asked.problems))
        lines = list(_lines(visit, view, queries.newest(view, wanted)))
    visit.looked("export", f"Duties: {len(lines)} checks as {kind.upper()}", program=wanted.program)
    return exports.FORMS[kind]("steward-duties", HEADINGS, lines)


ROUTES = [index, export]


def _asked(visit: Visit, view: View) -> tuple[Asked, queries.Filter, int | None]:
    asked = Asked(visit, "rule", "who", "program", "breach", "since", "until", "before")
    since, until = asked.days("since", "until")
    wanted = queries.Filter(
        rule=asked.choice("rule", "Duty", RULES),
        who=asked.one_of("who", "Who", [row.id for row in people.everyone(view)]),
        program=asked.one_of("program", "Program", [row.id for row in programs.all_programs(view)]),
        broken=bool(asked.choice("breach", "Verdict", BROKEN)),
        since=since,
        until=until,
    )
    return asked, wanted, asked.position("before", "Before position")


def _acts(visit: Visit, view: View, rows: Sequence[DutyRow]) -> list[tuple[record.Entry, list[DutyRow]]]:
    """The checks by the act that they are of, each act as the record tells it."""
    grouped = [(position, list(checks)) for position, checks in groupby(rows, lambda row: row.position)]
    entries = record.lines(view, visit.book.ledger, [position for position, _ in grouped])
    return list(zip(entries, (checks for _, checks in grouped), strict=True))


def _lines(visit: Visit, view: View, rows: Sequence[DutyRow]) -> Iterator[Sequence[Cell]]:
    names = Names(view, {each.person for row in rows for each in row.others} | {row.person for row in rows})
    for entry, checks in _acts(visit, view, rows):
        for row in checks:
            yield (
                row.position,
                entry.recorded_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
                entry.thing.code if entry.thing else "",
                record.plain(entry),
                queries.RULES[row.rule].sentence,
                queries.named(names, row.person),
                "; ".join(
                    f"{queries.named(names, one.person)}, {one.part.value}, {one.position}" for one in row.others
                ),
                "broken" if row.breach else "kept",
            )


def _choices(view: View) -> dict[str, Any]:
    return {
        "rules": RULES,
        "verdicts": BROKEN,
        "people": [(str(row.id), row.name) for row in people.everyone(view)],
        "programs": [row.pair for row in programs.all_programs(view)],
    }
