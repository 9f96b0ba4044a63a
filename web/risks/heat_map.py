"""The page of the heat map."""

from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency

from domain.risks.matrix import Level
from domain.risks.words import Stage
from projections import programs
from projections.risks import queries
from projections.view import View
from web.lists import listing
from web.risks.heat import Heat, risk_heat
from web.visit import READERS, Visit


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which stage of which program."""

    stage: str = Stage.CURRENT.value
    program: UUID | None = None


@get("/risks/heat-map", opt={"roles": READERS}, sync_to_thread=True)
def heat_map(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = listing(visit, Asked)
        program = asked.filter.program
        stage = Stage(asked.filter.stage) if asked.filter.stage in set(Stage) else Stage.CURRENT
        heat = risk_heat(view, stage=stage, program=program)
        every = programs.all_programs(view)
        return visit.page(
            "risks/heat_map.html",
            view,
            about={"title": "Heat map", "nav": "risks"},
            heat=heat,
            stage=stage,
            stages=list(Stage),
            query=asked,
            programs=every,
            code=next((row.code for row in every if row.id == program), ""),
            open_risks=queries.open_count(view, program),
            by_level=_by_level(view, heat, stage, program),
        )


def _by_level(view: View, heat: Heat, stage: Stage, program: UUID | None) -> list[tuple[Level, int]]:
    """How many risks stand in the cells of each level, the worst first."""
    matrix = queries.matrix(view)
    counts = queries.heat(view, stage=stage, program=program)
    totals = dict.fromkeys(reversed(Level), 0)
    for levels, row in zip(matrix.levels, counts, strict=True):
        for level, count in zip(levels, row, strict=True):
            totals[level] += count
    return list(totals.items()) if heat.total else []


ROUTES = [heat_map]
