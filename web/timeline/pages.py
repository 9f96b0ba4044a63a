"""The page of the timeline: ask the read model, render."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from projections import programs
from projections.timeline import Asked, timeline
from web.lists import listing
from web.visit import READERS, Visit


@get("/timeline", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = listing(visit, Asked)
        today = visit.today(view)
        found = timeline(view, asked.filter, today=today)
        homes = {row.id: row for row in programs.all_programs(view)}
        about = {"title": "Timeline", "nav": "timeline"}
        years = [(year, str(year)) for year in range(today.year - 10, today.year + 31)]
        return visit.page(
            "timeline/index.html", view, about=about, timeline=found, query=asked, programs=homes, years=years
        )


ROUTES: list[Any] = [show]
