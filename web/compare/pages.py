"""The page that compares two moments, and the same as a file."""

from collections.abc import Callable
from functools import partial
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound
from projections import programs
from projections.differences.comparing import Comparison, compare
from projections.differences.reading import HEADINGS, LINES, lines_of, sheet
from projections.differences.standing import WHAT
from projections.differences.summary import Figure, figures
from projections.record import EntryRow
from projections.view import View
from web import exports
from web.compare.asking import SIDES, Asked, Point, asked, kept, pinned, side, swapped
from web.compare.figures import figure
from web.shared.kit import link_at
from web.values import Unreadable
from web.visit import READERS, Visit

MANY = 200  # positions in one list
SHOWN = 10  # things of each sort, until all are asked for


@get("/compare", opt={"roles": READERS}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        wanted = asked(visit, view)
        found = _found(visit, view, wanted) if wanted.ready else {}
        return visit.page(
            "compare/index.html",
            view,
            status_code=200 if wanted.ready else 400,
            about={"title": "Compare", "nav": "compare", "about": "The comparison"},
            asked=wanted,
            kept=lambda **changes: kept(wanted, **changes),
            swapped=swapped(wanted),
            programs=[row.pair for row in programs.all_programs(view)],
            kinds=list(WHAT.items()),
            learned=_learned(wanted),
            **found,
        )


@get("/compare/export/{kind:str}", opt={"roles": READERS}, sync_to_thread=True)
def export(visit: NamedDependency[Visit], kind: FromPath[str]) -> Response[Any]:
    """Every difference of what the page shows, one field a line."""
    if kind not in exports.FORMS:
        raise NotFound(kind)
    with visit.view() as view:
        wanted = asked(visit, view)
        if not wanted.ready:
            raise Unreadable(" ".join(wanted.problems))
        found = sheet(_compared(visit, view, wanted), view, visit.book.ledger, what=wanted.what, lines=None)
    rows = list(lines_of(found))
    visit.looked("export", f"{_title(wanted)}: {len(rows)} differences as {kind.upper()}")
    return exports.FORMS[kind](_file_name(wanted), HEADINGS, rows)


ROUTES = [index, export, figure]


def _found(visit: Visit, view: View, wanted: Asked) -> dict[str, Any]:
    compared = _compared(visit, view, wanted)
    alone = wanted.thing is not None
    most, lines = (None if wanted.every or alone else SHOWN), (None if alone else LINES)
    found = sheet(compared, view, visit.book.ledger, what=wanted.what, most=most, lines=lines)
    return {
        "title": _title(wanted),
        "sheet": found,
        "shown": SHOWN,
        "unapplied": _visible(view, [*compared.earlier.unapplied, *compared.later.unapplied]),
        "late": len({*compared.earlier.facts, *compared.later.facts}),
        "figures": [] if alone else _figures(view, compared, wanted),
        "lists": [("changed", found.changed), ("added", found.added), ("ended", found.ended)],
    }


def _figures(view: View, compared: Comparison, wanted: Asked) -> list[dict[str, Any]]:
    found = figures(compared.earlier, compared.later, what=wanted.what, program=wanted.program)
    link = partial(link_at(view.at if view.past else None), **pinned(wanted, view))
    return [{"label": each.label, "sides": _traced(each, wanted, link), "note": each.note} for each in found]


def _traced(figure: Figure, wanted: Asked, link: Callable[..., str]) -> list[tuple[str, str]]:
    """Each value with the page of how it is made: at its own side's position, or as the comparison knows it."""
    page = f"/compare/figures/{figure.name}"
    if figure.together:
        return [(" → ".join(figure.values), link(page))]
    points = list(zip(SIDES, wanted.points, strict=True))[-len(figure.values) :]
    own = [_own_page(figure, point, wanted) or link(page, side=name) for name, point in points]
    return list(zip(figure.values, own, strict=True))


def _own_page(figure: Figure, point: Point, wanted: Asked) -> str:
    """As it was known then, a figure has a page of its own. Lists are asked for by the program's id, others by code."""
    home, a_list = wanted.program, figure.trace.startswith("list-")
    if point.learned or not figure.trace or (home and figure.trace == "list-programs"):
        return ""
    program = (home.id if a_list else home.code) if home else None
    return link_at(point.position)(f"/trace/{figure.trace}", program=program)


def _visible(view: View, positions: list[int]) -> list[int]:
    """Of late facts that could not be counted in, those that this person may see."""
    some = sorted(set(positions))[:MANY]
    where = f"position IN ({', '.join('?' * len(some))})"
    return [row.position for row in view.select(EntryRow, where, some, order="position")] if some else []


def _compared(visit: Visit, view: View, wanted: Asked) -> Comparison:
    earlier, later = (side(visit, view, point, wanted.program) for point in wanted.points)
    return compare(earlier, later, now=view, thing=wanted.thing.id if wanted.thing else None)


def _learned(wanted: Asked) -> dict[str, Any]:
    """The question what later facts say of the earlier moment."""
    if not wanted.ready:
        return {}
    moment = {"from": str(wanted.points[0].position), "to": str(wanted.points[0].position)}
    if on := wanted.query.get("from_date"):
        moment = {"from_date": on, "to_date": on}
    scope = {name: wanted.query.get(name, "") for name in ("program", "thing", "what")}
    return {**moment, **scope, "to_clock": "now"}


def _file_name(wanted: Asked) -> str:
    """Both positions, by which clock, and of what: such as steward-comparison-20-to-8642-known-now-DFT."""
    earlier, later = wanted.points
    clock = f"-known-{earlier.clock}" if earlier.clock != later.clock else ""
    moments = f"{earlier.position}{clock}-to-{later.position}-known-{later.clock}"
    scope = [each.code for each in (wanted.program, wanted.thing) if each]
    return "-".join(["steward-comparison", moments, *scope, *([wanted.what] if wanted.what else [])])


def _title(wanted: Asked) -> str:
    earlier, later = wanted.points
    if earlier.position == later.position and earlier.clock != later.clock:
        return f"{wanted.scope}: {earlier.name}, as known then and as known now"
    return f"{wanted.scope}: {earlier.name} and {later.name}"
