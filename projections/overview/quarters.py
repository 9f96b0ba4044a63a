"""Ratings by quarter: what was declared, and what the figures gave, at the end of each of the last eight quarters."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import TypeVar

from domain.projects.words import Rating

QUARTERS = 8
MONTHS = 3

V = TypeVar("V")
Strip = list[tuple[str, Rating | None]]


class Quarter:
    """One quarter of a calendar year; the last one ends on the day looked at."""

    def __init__(self, year: int, number: int, today: date) -> None:
        after = date(year + 1, 1, 1) if number * MONTHS == 12 else date(year, number * MONTHS + 1, 1)  # noqa: PLR2004
        self.name = f"Q{number} {year}"
        self.end = min(after - timedelta(days=1), today)
        self.iso = self.end.isoformat()


def last_quarters(today: date, count: int = QUARTERS) -> list[Quarter]:
    """The quarters up to and with the one that holds `today`, oldest first."""
    now = today.year * 4 + (today.month - 1) // MONTHS
    return [Quarter(n // 4, n % 4 + 1, today) for n in range(now - count + 1, now + 1)]


def at_ends(history: Iterable[tuple[str, V]], quarters: Sequence[Quarter]) -> list[V | None]:
    """The newest value on or before the end of each quarter; `history` is (ISO day, value) with the newest last."""
    steps = sorted(history, key=itemgetter(0))
    found: list[V | None] = []
    held: V | None = None
    n = 0
    for quarter in quarters:
        while n < len(steps) and steps[n][0] <= quarter.iso:
            held = steps[n][1]
            n += 1
        found.append(held)
    return found


def strip(history: Iterable[tuple[str, Rating | None]], today: date) -> Strip:
    """A strip of declared ratings."""
    quarters = last_quarters(today)
    return [(q.name, rating) for q, rating in zip(quarters, at_ends(history, quarters), strict=True)]


def apart_since(declared: Strip, computed: Strip, same: Callable[[Rating | None, Rating | None], bool]) -> str:
    """The first of the newest quarters in a row in which the two were not the same; empty where they are now."""
    since = ""
    for (name, one), (_, other) in zip(reversed(declared), reversed(computed), strict=True):
        if same(one, other):
            return since
        since = name
    return since
