"""The page of what waits for me, and of what waits for others because of me."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import MANAGERS
from application.ledger import NotFound
from projections import owed
from projections.owed import Owed
from projections.things import Names
from projections.tracing import owing
from projections.tracing.traces import Trace
from projections.view import View
from web.lists import listing
from web.shared.kit import link_at
from web.tracing.named import Asked
from web.tracing.showing import page_of, paged
from web.visit import READERS, Visit

WEEK = timedelta(days=7)
SHOWN = 50
TITLES = {"overdue": "Overdue", "week": "This week", "later": "Later", "others": "Waiting for others"}


@get("/my-work", opt={"roles": READERS}, sync_to_thread=True)
def my_work(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        today, groups = _work(visit, view)
        *mine, others = groups.values()
        return visit.page(
            "my_work/index.html",
            view,
            about={"title": "My work", "nav": "my_work"},
            groups=[(name, TITLES[name], items) for name, items in groups.items() if name != "others"],
            others=others,
            total=sum(map(len, mine)),
            shown=SHOWN,
            names=Names(view, {each.who for each in others if each.who}),
            today=today,
        )


@get("/my-work/figures/{group:str}", opt={"roles": READERS}, sync_to_thread=True)
def figure(visit: NamedDependency[Visit], group: FromPath[str]) -> Response[str]:
    """What made the number of a group; with `item`, by when one thing of the group is due."""
    with visit.view() as view:
        today, groups = _work(visit, view)
        if group not in groups:
            raise NotFound(group)
        trace = _trace(view, visit.query.get("item", ""), TITLES[group], groups[group], today)
        query = listing(visit, Asked)
        back = ("My work", link_at(view.at if view.past else None)("/my-work"))
        return page_of(visit, view, trace, paged(trace, query.page), query=query, back=back, leaves=False)


ROUTES: list[Any] = [my_work, figure]


def _work(visit: Visit, view: View) -> tuple[date, dict[str, list[Owed]]]:
    """What waits on the day looked at, by group."""
    today, person = visit.today(view), visit.person
    manages = person.programs(MANAGERS, visit.book.now())
    mine = owed.mine(view, person.id, today=today, manages=manages)
    return today, {**_groups(mine, today), "others": owed.for_others(view, person.id, today=today)}


def _trace(view: View, item: str, title: str, items: Sequence[Owed], today: date) -> Trace:
    if not item:
        return owing.waiting(view, title, items, today)
    found = next((each for each in items if each.key == item), None)
    if found is None:
        raise NotFound(item)
    return owing.one(view, found, today)


def _groups(mine: Sequence[Owed], today: date) -> dict[str, list[Owed]]:
    """Overdue, this week (also what has no day: as soon as possible), later."""
    late = [each for each in mine if each.late(today)]
    soon = [each for each in mine if not each.late(today) and (each.due is None or each.due <= today + WEEK)]
    later = [each for each in mine if each.due is not None and each.due > today + WEEK]
    return {"overdue": late, "week": soon, "later": later}
