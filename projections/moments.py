"""The log seen by its clock: which position stood at a moment, and how many events were recorded when."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import msgspec

from application.ledger.stored import moment
from projections.keeping import Kept
from projections.view import Programs, View

BUCKETS = 48
LONGEST = 15  # digits of a position
YEARS = range(1990, 2101)  # numbers that are as likely meant as years
AT = "SELECT position FROM events WHERE recorded_at <= asked.moment ORDER BY recorded_at DESC, position DESC LIMIT 1"


class Density(msgspec.Struct, frozen=True):
    """Events per bucket of time, oldest first; the first `here` buckets lie before the position looked at."""

    counts: tuple[int, ...]
    here: int
    since: datetime


def read_position(text: str) -> int | None:
    """A position as people write it, or copy it from a page, such as "8 637"; None where it is none."""
    digits = "".join(text[: 4 * LONGEST].replace(",", "").split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST else None


def beyond(position: int, head: int) -> str:
    """What is said of a position that the book has not come to; somebody may have meant a year."""
    said = f"The book ends at position {head}; enter a position up to that one."
    if position not in YEARS:
        return said
    return f"{said} {position} was read as a position; for a year write a day such as {position}-12-31."


def positions_at(view: View, moments: Sequence[datetime]) -> list[int]:
    """The last position recorded at or before each moment, 0 where there is none; one statement for all.

    Each is one step down the index of the log's clock, so it costs the same at a million events. The moments are rows,
    so that PostgreSQL plans the step once: a column for each takes twice as long.
    """
    if not moments:
        return []
    given = ", ".join(f"({n}, ?)" for n in range(len(moments)))
    sql = f"WITH asked (nth, moment) AS (VALUES {given}) SELECT nth, ({AT}) FROM asked ORDER BY nth"
    return [int(found or 0) for _, found in view.rows(sql, [moment(each) for each in moments])]


def then(view: View, position: int, program: UUID | None = None) -> View:
    """The same eyes at another position, on one program alone where one is given that they may see."""
    return _at(View, view, position, view.programs if program is None else frozenset({program}))


class Stood(View):
    """A moment that is looked at as past, also where nothing was recorded after it."""

    @property
    def past(self) -> bool:
        return True


def stood(view: View, position: int) -> View:
    """The same eyes at another position, to read only."""
    return _at(Stood, view, position, view.programs)


def _at(kind: type[View], view: View, position: int, programs: Programs) -> View:
    at = max(0, min(position, view.head))
    return kind(view.tx, view.tables, at=at, head=view.head, programs=programs, whole=view.whole)


class Growth:
    """How the record grew, kept as long as nothing is recorded and the day is the same."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[int, date], tuple[datetime, list[int]] | None] = Kept(1)

    def density(self, view: View, now: datetime) -> Density | None:
        """From its first event to now; None before there is anything to draw."""
        grown = self._kept.of((view.head, now.date()), lambda: _grown(view, now))
        if grown is None:
            return None
        since, rising = grown
        counts = tuple(after - before for before, after in pairwise(rising))
        return Density(counts, sum(end <= view.at for end in rising[1:]), since)


def _grown(view: View, now: datetime) -> tuple[datetime, list[int]] | None:
    """When the record began, and where it stood at the end of each bucket."""
    first = view.rows("SELECT recorded_at FROM events WHERE position = 1")
    if not first:
        return None
    since = datetime.fromisoformat(first[0][0])
    width = max(now - since, timedelta(seconds=1)) / BUCKETS
    ends = positions_at(view, [since + width * n for n in range(1, BUCKETS)])
    return since, _rising([0, *ends, view.head])


def _rising(positions: Sequence[int]) -> list[int]:
    """A clock that was set back must not make a bucket negative."""
    most, found = 0, []
    for position in positions:
        most = max(most, position)
        found.append(most)
    return found
