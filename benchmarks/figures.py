"""A figure beside its bar, and the few statistics that make it."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec


class Bound(StrEnum):
    AT_MOST = "at most"
    AT_LEAST = "at least"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One row: what was measured on which database, in which unit, against which bar (None: told, not promised)."""

    work: str
    database: str
    measured: float
    unit: str
    bound: Bound = Bound.AT_MOST
    bar: float | None = None
    details: Mapping[str, float | str] = {}

    @property
    def ratio(self) -> float | None:
        """Measured over the bar."""
        return None if self.bar is None else self.measured / self.bar

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        return self.measured <= self.bar if self.bound is Bound.AT_MOST else self.measured >= self.bar


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


def milliseconds(seconds: float) -> float:
    return seconds * 1000
