"""The page of what waits for me, and of what waits for others because of me."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from application.desk import MANAGERS
from projections import owed
from projections.owed import Owed
from projections.things import Names
from web.visit import READERS, Visit

WEEK = timedelta(days=7)
SHOWN = 50


@get("/my-work", opt={"roles": READERS}, sync_to_thread=True)
def my_work(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        today = visit.today(view)
        manages = visit.person.programs(MANAGERS, visit.book.now())
        mine = owed.mine(view, visit.person.id, today=today, manages=manages)
        others = owed.for_others(view, visit.person.id, today=today)
        return visit.page(
            "my_work/index.html",
            view,
            about={"title": "My work", "nav": "my_work"},
            groups=_groups(mine, today),
            others=others,
            total=len(mine),
            shown=SHOWN,
            names=Names(view, {each.who for each in others if each.who}),
        )


ROUTES: list[Any] = [my_work]


def _groups(mine: Sequence[Owed], today: date) -> list[tuple[str, str, list[Owed]]]:
    """Overdue, this week (also what has no day: as soon as possible), later."""
    late = [each for each in mine if each.late(today)]
    soon = [each for each in mine if not each.late(today) and (each.due is None or each.due <= today + WEEK)]
    later = [each for each in mine if each.due is not None and each.due > today + WEEK]
    return [("overdue", "Overdue", late), ("week", "This week", soon), ("later", "Later", later)]
