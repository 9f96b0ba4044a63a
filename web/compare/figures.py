"""What made a figure at the head of a comparison: of one side, or of both together."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound
from projections.differences.standing import MAIN
from projections.tracing import compared
from projections.tracing.traces import Trace
from projections.view import View
from web.compare.asking import SIDES, Asked, asked, kept, side
from web.lists import listing
from web.shared.kit import link_at
from web.tracing.named import Asked as Query
from web.tracing.showing import page_of, paged
from web.values import Unreadable
from web.visit import READERS, Visit

TOGETHER = {"cost": compared.cost, "finish": compared.finish}
KINDS = {main.kind: kind for kind, main in MAIN.items() if main.state}


@get("/compare/figures/{name:str}", opt={"roles": READERS}, sync_to_thread=True)
def figure(visit: NamedDependency[Visit], name: FromPath[str]) -> Response[str]:
    with visit.view() as view:
        wanted = asked(visit, view)
        if not wanted.ready:
            raise Unreadable(" ".join(wanted.problems))
        trace, of = _trace(visit, view, wanted, name)
        back = ("Comparison", link_at(view.at if view.past else None)("/compare", **kept(wanted)))
        query = listing(visit, Query)
        told: dict[str, Any] = {"query": query, "sub": f"What this figure is made from, {of}."}
        return page_of(visit, view, trace, paged(trace, query.page), back=back, leaves=False, **told)


ROUTES: list[Any] = [figure]


def _trace(visit: Visit, view: View, wanted: Asked, name: str) -> tuple[Trace, str]:
    """The figure, and of which moment by which clock it is."""
    sides = [side(visit, view, point, wanted.program) for point in wanted.points]
    words = [f"{each.name}{' as it is known now' if each.learned else ''}" for each in wanted.points]
    if name in TOGETHER:
        return TOGETHER[name](*sides), " beside ".join(words)
    place = _side(visit)
    if name == "health" and wanted.program:
        return compared.declared(sides[place], wanted.program.id), words[place]
    if name not in KINDS:
        raise NotFound(name)
    return compared.count(sides[place], KINDS[name]), words[place]


def _side(visit: Visit) -> int:
    name = visit.query.get("side", SIDES[-1])
    if name not in SIDES:
        sentence = f"Side: choose one of {', '.join(SIDES)}."
        raise Unreadable(sentence)
    return SIDES.index(name)
