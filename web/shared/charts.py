"""The geometry of the charts: x in per cent of the width, y in pixels, so that type keeps its size at every width."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from typing import NamedTuple

from web.shared.words import number

_LABELS_AT_MOST = 12
_LABELS_ON_A_PHONE = 4
_YEARS_WITH_A_LABEL_EACH = 8


class Point(NamedTuple):
    """One observation; without a value the line is broken there."""

    label: str
    value: float | None


class Scale(NamedTuple):
    """Round steps that hold every value, drawn over `height` pixels with the highest on top."""

    low: float
    high: float
    step: float
    height: float

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return round((self.high - value) / (self.high - self.low) * self.height, 1)

    @property
    def ticks(self) -> list[tuple[str, float]]:
        """Label and y of each grid line, lowest first."""
        places = next(each for each in range(12) if round(self.step, each) == round(self.step, 12))
        count = round((self.high - self.low) / self.step)
        values = [self.low + index * self.step for index in range(count + 1)]
        return [(number(value, places), self.y(value)) for value in values]


class Segment(NamedTuple):
    """A straight piece of a line."""

    x1: float
    y1: float
    x2: float
    y2: float


class Dot(NamedTuple):
    """A drawn observation."""

    x: float
    y: float
    label: str
    value: float


class Label(NamedTuple):
    """A word on the x axis; a phone drops those that are not `major`."""

    x: float
    text: str
    major: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series."""

    segments: list[Segment]
    dots: list[Dot]
    outliers: list[Dot]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """A series, its scale and its labels."""

    scale: Scale
    line: Line
    labels: list[Label]


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnUp:
    """Scope and what is done of it, on one scale."""

    scale: Scale
    scope: Line
    done: Line
    labels: list[Label]


class Spark(NamedTuple):
    """A path in pixels and its end."""

    path: str
    x: float
    y: float
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The time line that the bars of a Gantt table share; `label` names the line at the day looked at."""

    start: date
    end: date
    years: list[tuple[str, float]]
    grid: list[float]
    today: float | None
    label: str = "today"

    def x(self, when: date) -> float:
        """Per cent from the left, held within the axis."""
        share = (when - self.start).days / (self.end - self.start).days * 100
        return round(min(100.0, max(0.0, share)), 2)


class Span(NamedTuple):
    """A bar from `x`, in per cent."""

    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a Gantt table: what was promised, what is expected, and what lies past the promise."""

    base: Span | None
    forecast: Span | None
    late: Span | None
    beyond: str | None


class Column(NamedTuple):
    """One bucket of the record; `past` tells whether it lies before the position looked at."""

    x: float
    y: float
    width: float
    height: float
    past: bool


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole."""

    kind: str
    word: str
    count: int
    x: float
    width: float


def scale(values: Sequence[float], *, height: float, steps: int = 4) -> Scale:
    """The smallest scale of 1, 2, 2.5 or 5 times a power of ten that holds all values in about `steps` steps."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low == high:
        low, high = min(0.0, low), max(high, low + 1)
    step = _round_step((high - low) / steps)
    return Scale(floor(low / step) * step, ceil(high / step) * step, step, height)


def line_chart(
    points: Sequence[tuple[str, float | None]],
    *,
    height: float = 110,
    marks: Sequence[float] = (),
    outliers: Sequence[str] = (),
) -> LineChart:
    """`marks` are thresholds and targets that must lie on the scale; `outliers` name points by their label."""
    series = [Point(*point) for point in points]
    on_scale = scale([*_values(series), *marks], height=height)
    return LineChart(scale=on_scale, line=_line(series, on_scale, outliers), labels=_labels(series))


def burn_up(points: Sequence[tuple[str, float | None, float | None]], *, height: float = 140) -> BurnUp:
    """Each point is a label, the scope and what is done of it."""
    scope = [Point(label, value) for label, value, _ in points]
    done = [Point(label, value) for label, _, value in points]
    on_scale = scale([0.0, *_values(scope), *_values(done)], height=height)
    return BurnUp(
        scale=on_scale, scope=_line(scope, on_scale, ()), done=_line(done, on_scale, ()), labels=_labels(scope)
    )


def step_line(values: Sequence[float | None], *, top: float, height: float) -> list[Segment]:
    """A value held over each of equal periods, from 0 at the bottom to `top`; nothing is drawn where none is known."""
    gap = 100 / max(1, len(values))
    levels = [None if value is None else round(height - value / top * height, 1) for value in values]
    held = [Segment(round(n * gap, 2), y, round((n + 1) * gap, 2), y) for n, y in enumerate(levels) if y is not None]
    steps = [
        Segment(round((n + 1) * gap, 2), one, round((n + 1) * gap, 2), other)
        for n, (one, other) in enumerate(pairwise(levels))
        if one is not None and other is not None and one != other
    ]
    return held + steps


def sparkline(values: Sequence[float], *, width: float = 84, height: float = 22) -> Spark:
    """Two pixels of margin on each side hold the end dot."""
    low, high = min(values), max(values)
    reach = (high - low) or 1
    gap = (width - 4) / max(1, len(values) - 1)
    ends = [
        (round(2 + i * gap, 1), round(height - 2 - (v - low) / reach * (height - 4), 1)) for i, v in enumerate(values)
    ]
    path = "M" + " L".join(f"{x} {y}" for x, y in ends)
    return Spark(path, *ends[-1], values[0], values[-1])


def gantt_axis(start: date, end: date, *, today: date, label: str = "today") -> Axis:
    """Whole years from the one of `start` to the end of the one of `end`."""
    first, last = date(start.year, 1, 1), date(end.year + 1, 1, 1)
    bare = Axis(start=first, end=last, years=[], grid=[], today=None)
    starts = [date(year, 1, 1) for year in range(first.year, last.year)]
    every = ceil(len(starts) / _YEARS_WITH_A_LABEL_EACH)
    return Axis(
        start=first,
        end=last,
        years=[(str(each.year), bare.x(each)) for each in starts[::every]],
        grid=[bare.x(each) for each in starts[1:]],
        today=bare.x(today) if first <= today < last else None,
        label=label,
    )


def gantt_bar(axis: Axis, *, start: date | None, baseline: date | None, forecast: date | None) -> Bar:
    """Without a start the bars come in from the left edge; what ends after the axis says where to."""
    begin = start or axis.start
    kept = min(forecast, baseline) if forecast and baseline else forecast
    ends = [each for each in (baseline, forecast) if each]
    last = max(ends, default=axis.start)
    return Bar(
        base=_span(axis, begin, baseline),
        forecast=_span(axis, begin, kept),
        late=_span(axis, baseline, forecast) if baseline and forecast and forecast > baseline else None,
        beyond=f"to {last.year}" if last >= axis.end else None,
    )


def density(counts: Sequence[int], *, here: int, height: float = 24) -> list[Column]:
    """Events per bucket of time, oldest first; the first `here` of them lie in the past looked at."""
    most = max(counts, default=0) or 1
    slot = 100 / max(1, len(counts))
    return [
        Column(round(index * slot, 2), round(height - tall, 1), round(slot * 0.78, 2), tall, index < here)
        for index, tall in enumerate(_tall(count, most, height) for count in counts)
    ]


def shares(parts: Sequence[tuple[str, str, int]]) -> list[Share]:
    """Each part is a kind, a word and a count; empty parts are left out."""
    total = sum(count for _, _, count in parts) or 1
    drawn, x = [], 0.0
    for kind, word, count in parts:
        if count:
            width = count / total * 100
            drawn.append(Share(kind, word, count, round(x, 2), round(width, 2)))
            x += width
    return drawn


def _round_step(raw: float) -> float:
    power: float = 10.0 ** floor(log10(raw))
    return next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= raw * 0.999)


def _values(points: Sequence[Point]) -> list[float]:
    return [point.value for point in points if point.value is not None]


def _line(points: Sequence[Point], on_scale: Scale, outliers: Sequence[str]) -> Line:
    gap = 100 / max(1, len(points) - 1)
    drawn = [
        None if point.value is None else Dot(round(i * gap, 2), on_scale.y(point.value), point.label, point.value)
        for i, point in enumerate(points)
    ]
    dots = [dot for dot in drawn if dot]
    pairs = [(a, b) for a, b in pairwise(drawn) if a and b]
    return Line(
        segments=[Segment(a.x, a.y, b.x, b.y) for a, b in pairs],
        dots=[dot for dot in dots if dot.label not in outliers],
        outliers=[dot for dot in dots if dot.label in outliers],
    )


def _labels(points: Sequence[Point]) -> list[Label]:
    gap = 100 / max(1, len(points) - 1)
    every = ceil(len(points) / _LABELS_AT_MOST) or 1
    rare = ceil(len(points) / every / _LABELS_ON_A_PHONE) * every or 1
    kept = range(0, len(points), every)
    return [Label(round(i * gap, 2), points[i].label, i % rare == 0) for i in kept]


def _span(axis: Axis, begin: date, finish: date | None) -> Span | None:
    if finish is None or finish <= begin:
        return None
    x = axis.x(begin)
    return Span(x, round(axis.x(finish) - x, 2))


def _tall(count: int, most: int, height: float) -> float:
    """A bucket with anything in it stays visible."""
    return round(max(2.0, count / most * height), 1) if count else 0.0
