"""The page that plays a program's history: one frame of it, and the ways to the others."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound
from domain.projects.words import Rating
from projections import programs
from projections.moments import stood
from projections.overview import frames, health, notable
from projections.overview.frames import Point, Step
from projections.programs import ProgramRow
from projections.view import View
from web.asked import Asked
from web.risks.heat import risk_heat
from web.shared.charts import Segment, step_line
from web.shared.words import day
from web.visit import READERS, Visit

HEIGHT = 96
CHOICES = [(step.value, f"By {step.value}") for step in Step]


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What is played, and how far its frames lie apart (None: as fits)."""

    since: date
    until: date
    step: Step | None


class Chart(msgspec.Struct, frozen=True):
    """Declared and computed health over the frames, and where the one looked at stands."""

    declared: list[Segment]
    computed: list[Segment]
    here: float
    width: float
    finding: str
    levels: list[tuple[str, float]]
    ends: tuple[float | None, ...]


@get("/programs/{code:str}/history", opt={"roles": READERS}, sync_to_thread=True)
def history(visit: NamedDependency[Visit], code: FromPath[str]) -> Response[str]:
    with visit.view() as view:
        row = programs.find(view, code)
        if row is None:
            raise NotFound(code)
        asked = Asked(visit, "from", "to", "by", "frame")
        period = _period(asked, born=frames.born(view, row.id), today=visit.today(view))
        found = frames.frames(view, row.id, since=period.since, until=period.until, step=period.step)
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
            chart=_chart(points, here),
            choices=CHOICES,
            **_frame(visit, view, row, points[here]),
        )


ROUTES: list[Any] = [history]


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


def _chart(points: Sequence[Point], here: int) -> Chart:
    declared, computed = [_rank(each.declared) for each in points], [_rank(each.computed) for each in points]
    top = len(Rating) - 1
    return Chart(
        declared=step_line(declared, top=top, height=HEIGHT),
        computed=step_line(computed, top=top, height=HEIGHT),
        here=round(here / len(points) * 100, 2),
        width=round(100 / len(points), 2),
        finding=_finding(points),
        levels=[(rating.label, HEIGHT - rating.rank / top * HEIGHT) for rating in Rating],
        ends=tuple(None if each is None else HEIGHT - each / top * HEIGHT for each in (declared[-1], computed[-1])),
    )


def _rank(rating: Rating | None) -> int | None:
    return rating.rank if rating else None


def _finding(points: Sequence[Point]) -> str:
    """What the lines show, in words: from what to what, and in how many frames they did not agree."""
    first, last = points[0], points[-1]
    apart = sum(not health.agree(each.declared, each.computed) for each in points)
    said = f"Declared went from {_word(first.declared)} to {_word(last.declared)}"
    said += f", computed from {_word(first.computed)} to {_word(last.computed)}"
    return f"{said}; they did not agree in {apart} of {len(points)} frames."


def _word(rating: Rating | None) -> str:
    return rating.label if rating else "not rated"
