"""The page that plays a program's history: one frame of it, and the ways to the others."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace

from application.ledger import NotFound
from projections import programs
from projections.moments import stood
from projections.overview import frames, health, notable
from projections.overview.frames import Frames, Point, Step
from projections.programs import ProgramRow
from projections.tracing import played
from projections.view import View
from web.asked import Asked
from web.lists import listing
from web.programs.health_line import chart
from web.risks.heat import risk_heat
from web.shared.kit import link_at
from web.shared.words import day
from web.tracing.named import Asked as Query
from web.tracing.showing import page_of, paged
from web.values import Unreadable
from web.visit import READERS, Visit

CHOICES = [(step.value, f"By {step.value}") for step in Step]


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What is played, and how far its frames lie apart (None: as fits)."""

    since: date
    until: date
    step: Step | None


@get("/programs/{code:str}/history", opt={"roles": READERS}, sync_to_thread=True)
def history(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    with visit.view() as view:
        asked = Asked(visit, "from", "to", "by", "frame")
        row, period, found = _played(visit, view, code, asked)
        points = frames.points(view, row.id, found.frames)
        here = _chosen(asked, len(points))
        return visit.page(
            "programs/history.html",
            view,
            status_code=400 if asked.wrong else 200,
            about={"title": f"History of {row.name}", "nav": "programs"},
            row=row,
            query=asked,
            period=period,
            kept={name: text for name, text in asked.filters.items() if name not in ("frame", *asked.wrong)},
            found=found,
            points=points,
            number=here + 1,
            point=points[here],
            begun=points[here - 1].frame.day + timedelta(days=1) if here else period.since,
            chart=chart(row, points, here, apart=_apart(view, row, period, found.step)),
            choices=CHOICES,
            **_frame(visit, view, row, points[here]),
        )


@get("/programs/{code:str}/history/apart", opt={"roles": READERS}, sync_to_thread=True)
def apart(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    """What made the number of frames in which declared and computed did not agree."""
    with visit.view() as view:
        asked = Asked(visit, "from", "to", "by")
        row, _, found = _played(visit, view, code, asked)
        if asked.wrong:
            raise Unreadable(" ".join(asked.problems))
        trace = played.apart(view, row, frames.points(view, row.id, found.frames))
        query = replace(listing(visit, Query), filters=asked.filters)
        back = (f"History of {row.name}", _link(view)(f"/programs/{row.code}/history", **asked.filters))
        return page_of(visit, view, trace, paged(trace, query.page), query=query, back=back, leaves=False)


ROUTES: list[Any] = [history, apart]


def _played(visit: Visit, view: View, code: str, asked: Asked) -> tuple[ProgramRow, Period, Frames]:
    row = programs.find(view, code)
    if row is None:
        raise NotFound(code)
    period = _period(asked, born=frames.born(view, row.id), today=visit.today(view))
    return row, period, frames.frames(view, row.id, since=period.since, until=period.until, step=period.step)


def _apart(view: View, row: ProgramRow, period: Period, step: Step) -> str:
    """Where it is told in which frames they did not agree: of the same frames, whatever day it is then."""
    ends = {"from": period.since.isoformat(), "to": period.until.isoformat(), "by": step.value}
    return _link(view)(f"/programs/{row.code}/history/apart", **ends)


def _link(view: View) -> Callable[..., str]:
    return link_at(view.at if view.past else None)


def _period(asked: Asked, *, born: date, today: date) -> Period:
    """From the address; what cannot be is said, and the program's whole life is played."""
    since, until = asked.day("from", "From"), asked.day("to", "To")
    step = asked.choice("by", "Frames", CHOICES)
    if until and until > today:
        asked.wrong["to"] = "To: this day is still to come; enter today or an earlier day."
    elif since and since > (until or today):
        asked.wrong["from"] = "From: this day is later than the last one; enter an earlier day."
    elif until and until < born:
        asked.wrong["to"] = f"To: the program was recorded on {day(born)}; enter that day or a later one."
    if asked.wrong:
        return Period(since=born, until=today, step=None)
    return Period(since=max(since or born, born), until=until or today, step=Step(step) if step else None)


def _chosen(asked: Asked, count: int) -> int:
    """The frame asked for, counted from 0; without one, the newest."""
    number = asked.position("frame", "Frame")
    if number is not None and not 1 <= number <= count:
        asked.wrong["frame"] = f"Frame: this period has the frames 1 to {count}; enter one of them."
    return count - 1 if number is None or "frame" in asked.wrong else number - 1


def _frame(visit: Visit, view: View, row: ProgramRow, point: Point) -> dict[str, Any]:
    """The overview of the program as it stood at the end of one frame."""
    there = stood(view, point.frame.position)
    then = programs.one(there, row.id) or row
    return {
        "then": then,
        "line": health.of_program(there, then, point.frame.day),
        "heat": risk_heat(there, program=row.id),
        "happened": notable.between(there, visit.book.ledger, row.id, since=point.frame.before),
    }
