"""Declared and computed health of a program over the frames of its history: two lines, and what they show in words."""

from collections.abc import Sequence

import msgspec

from domain.projects.words import Rating
from projections.overview.frames import Point
from projections.programs import ProgramRow
from projections.tracing.projects import rating_word
from web.shared.charts import Segment, step_line
from web.shared.kit import link_at

HEIGHT = 96
Words = list[tuple[str, str]]  # a sentence in parts, each with the page of how it is made, or none


class Chart(msgspec.Struct, frozen=True):
    """The two lines, and where the frame that is looked at stands."""

    declared: list[Segment]
    computed: list[Segment]
    here: float
    width: float
    finding: Words
    levels: list[tuple[str, float]]
    ends: tuple[float | None, ...]


def chart(row: ProgramRow, points: Sequence[Point], here: int, *, apart: str) -> Chart:
    """`apart` is the page that tells in which frames the two did not agree."""
    declared, computed = [_rank(each.declared) for each in points], [_rank(each.computed) for each in points]
    top = len(Rating) - 1
    return Chart(
        declared=step_line(declared, top=top, height=HEIGHT),
        computed=step_line(computed, top=top, height=HEIGHT),
        here=round(here / len(points) * 100, 2),
        width=round(100 / len(points), 2),
        finding=_finding(row, points, apart),
        levels=[(rating.label, HEIGHT - rating.rank / top * HEIGHT) for rating in Rating],
        ends=tuple(None if each is None else HEIGHT - each / top * HEIGHT for each in (declared[-1], computed[-1])),
    )


def _rank(rating: Rating | None) -> int | None:
    return rating.rank if rating else None


def _finding(row: ProgramRow, points: Sequence[Point], apart: str) -> Words:
    """What the lines show: from what to what, and in how many frames they did not agree."""
    first, last = points[0], points[-1]

    def said(rating: Rating | None, name: str, point: Point) -> tuple[str, str]:
        return rating_word(rating), link_at(point.frame.position)(f"/trace/{name}", program=row.code)

    return [
        ("Declared went from ", ""),
        said(first.declared, "declared-health", first),
        (" to ", ""),
        said(last.declared, "declared-health", last),
        (", computed from ", ""),
        said(first.computed, "computed-health", first),
        (" to ", ""),
        said(last.computed, "computed-health", last),
        ("; they did not agree in ", ""),
        (f"{sum(not each.agrees for each in points)} of {len(points)} frames", apart),
        (".", ""),
    ]
