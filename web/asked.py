"""Filters as they stand in a page's address: what cannot be read, or is not there to choose, is said."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from projections.moments import read_position
from web.values import Unreadable, read_date
from web.visit import Visit

LONGEST = 200
Pairs = Sequence[tuple[str, str]]


class Asked:
    """Reads one filter after the other; `filters` is what was typed, `wrong` a sentence about what cannot be."""

    sort = ""

    def __init__(self, visit: Visit, *names: str) -> None:
        self.path = visit.request.url.path
        given = {name: visit.query.get(name, "").strip()[:LONGEST] for name in names}
        self.filters = {name: text for name, text in given.items() if text}
        self.wrong: dict[str, str] = {}

    @property
    def problems(self) -> list[str]:
        return list(self.wrong.values())

    def text(self, name: str) -> str:
        return self.filters.get(name, "")

    def choice(self, name: str, label: str, options: Pairs) -> str:
        """The value that was chosen; it may also be typed as its words."""
        text = self.text(name)
        found = next((value for value, words in options if text in (value, words)), "")
        if text and not found:
            self.wrong[name] = f"{label}: “{text}” is not in the list; choose one from it."
        return found

    def one_of(self, name: str, label: str, ids: Collection[UUID]) -> UUID | None:
        text = self.text(name)
        found = next((each for each in ids if str(each) == text.lower()), None)
        if text and found is None:
            self.wrong[name] = f"{label}: “{text}” is not in the list; choose one from it."
        return found

    def days(self, since: str, until: str) -> tuple[datetime | None, datetime | None]:
        """The first moment and the end of a span of days, both named in it."""
        first, last = self.day(since, "From"), self.day(until, "To")
        if first and last and first > last:
            self.wrong[since] = "From is after To: no day lies between them; exchange the two."
        return _midnight(first), _midnight(last + timedelta(days=1) if last else None)

    def position(self, name: str, label: str) -> int | None:
        found = read_position(self.text(name))
        if self.text(name) and found is None:
            self.wrong[name] = f"{label}: enter a whole number, such as 1204."
        return found

    def day(self, name: str, label: str) -> date | None:
        if not self.text(name):
            return None
        try:
            found = read_date(label, self.text(name))
        except Unreadable as problem:
            self.wrong[name] = str(problem)
            return None
        self.filters[name] = found.isoformat()  # as a browser's field of dates wants it
        return found


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
