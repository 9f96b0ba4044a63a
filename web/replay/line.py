"""A life as a line: a tick for each event, where it lies between the first and the last."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

TICKS = 300  # more are no more to be told apart


class Tick(msgspec.Struct, frozen=True):
    """`x` in per cent; `past`: not later than the event looked at."""

    x: float
    past: bool


class LifeLine(msgspec.Struct, frozen=True):
    """The ticks, the place of the event looked at, and the days at both ends."""

    ticks: tuple[Tick, ...]
    here: float
    since: datetime
    until: datetime


def life_line(moments: Sequence[datetime], here: int) -> LifeLine:
    """Events recorded at one moment stand on one tick."""
    since, until = moments[0], max(moments)
    reach = (until - since).total_seconds() or 1.0
    places = [round(max((each - since).total_seconds(), 0.0) / reach * 100, 1) for each in moments]
    now = places[here]
    chosen = sorted(set(places))
    every = len(chosen) // TICKS + 1
    return LifeLine(tuple(Tick(x, x <= now) for x in chosen[::every]), now, since, until)
