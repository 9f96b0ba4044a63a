"""The overview of the portfolio, search, the style guide and the theme."""

from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency

from application.desk import MANAGERS, WRITERS
from projections import searching
from projections.overview import attention, health, moves, troubles
from projections.risks import queries as risks
from projections.things import Names
from projections.view import View
from web.risks.heat import risk_heat
from web.security.session import safe_next
from web.shared.samples import samples
from web.shared.words import day
from web.values import Unreadable, read_date
from web.visit import EVERYONE, READERS, SEERS, Visit

YEAR = 365 * 24 * 3600
NAV = "portfolio"
MOST = 200  # of the long list; whoever has more to do begins at the top


@get("/", opt={"roles": EVERYONE}, sync_to_thread=True)
def overview(visit: NamedDependency[Visit]) -> Response[str]:
    if not visit.may_somewhere(READERS):
        return Response("", status_code=303, headers={"Location": "/reports"})
    with visit.view() as view:
        today = visit.today(view)
        found = health.by_program(view, today)
        if not found.lines:
            return _empty(visit, view)
        about = {"title": "Portfolio", "nav": NAV}
        return visit.page("home/overview.html", view, about=about, **_contents(visit, view, found, today))


@get("/search", opt={"roles": READERS}, sync_to_thread=True)
def search(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        asked = visit.query.get("q", "").strip()
        people = visit.may_somewhere(SEERS)
        found = searching.search(view, asked, people=people)
        about = {"title": "Search"}
        return visit.page("home/search.html", view, about=about, asked=asked, found=found, people=people)


@get("/styleguide", opt={"roles": READERS}, sync_to_thread=True)
def styleguide(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return visit.page("shared/styleguide.html", view, about={"title": "Style guide"}, sample=samples())


@post("/theme", opt={"roles": EVERYONE}, sync_to_thread=False)
def theme(visit: NamedDependency[Visit], form: NamedDependency[dict[str, list[str]]]) -> Response[str]:
    """Light, dark, or as the device says; kept by the browser, for it is no fact about the book."""
    chosen = (form.get("theme") or [""])[0]
    value = chosen if chosen in ("light", "dark") else ""
    cookie = Cookie(
        "theme", value=value, path="/", max_age=YEAR, httponly=True, samesite="lax", secure=visit.settings.secure
    )
    back = safe_next((form.get("back") or ["/"])[0])
    return Response("", status_code=303, headers={"Location": back}, cookies=[cookie])


ROUTES: list[Any] = [overview, search, styleguide, theme]


def _contents(visit: Visit, view: View, found: health.Health, today: date) -> dict[str, Any]:
    needs = attention.attention(view, found, today, more=troubles.troubles(view, today))
    shown = needs.items[:MOST] if visit.query.get("show") == "attention" else needs.first()
    top = risks.top(view)
    since, unread = _day(visit, today)
    named = attention.people_in(shown) | {one for row in top for one in (row.program, row.owner)}
    return {
        "health": found,
        "needs": needs,
        "shown": shown,
        "moved": moves.since_day(view, today=today, asked=since),
        "unread": unread,
        "heat": risk_heat(view),
        "open_risks": risks.open_count(view),
        "top": top,
        "levels": risks.level_history(view, [row.id for row in top], today=today),
        "names": Names(view, named),
        "writes": visit.may_somewhere(WRITERS),
    }


def _empty(visit: Visit, view: View) -> Response[str]:
    title = (
        ("No program was here yet" if view.at else "Before the book began") if view.past else "No program is here yet"
    )
    founds = not view.past and visit.may(MANAGERS, None)
    return visit.page("home/empty.html", view, about={"title": title, "nav": NAV}, title=title, founds=founds)


def _day(visit: Visit, today: date) -> tuple[date | None, str]:
    """A day that cannot be read, or is still to come, is left out and said: the overview never refuses to show."""
    text = visit.query.get("since", "").strip()
    try:
        found = read_date("Since", text) if text else None
    except Unreadable as problem:
        return None, str(problem)
    if found and found > today:
        return None, f"Since: {day(found)} is still to come; enter {day(today)} or an earlier day."
    return found, ""
