"""Figures, dates and states as a person reads them: pure functions, registered as filters in the templates."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from projections.amounts import money as amount

THIN = "\u202f"  # narrow and unbreakable, so a figure never wraps between its thousands
SPACE = "\u00a0"  # between a figure and its unit
MINUS = "\u2212"
NOTHING = "·"
ROOM = 12  # characters of what differs that a shortened text has to show

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_NOT_RATED = ("neutral", "Not rated", "\u2013")
_LEVELS = {"low": "good", "medium": "watch", "high": "bad", "severe": "severe"}


class Status(NamedTuple):
    """What a tag shows: `kind` chooses colour and shape, `word` is read, `letter` stands in a strip."""

    kind: str
    word: str
    letter: str = ""


_RATINGS = {
    "red": Status("severe", "Red", "R"),
    "amber_red": Status("bad", "Amber/Red", "AR"),
    "amber": Status("watch", "Amber", "A"),
    "amber_green": Status("good", "Amber/Green", "AG"),
    "green": Status("good", "Green", "G"),
}


class Strip(NamedTuple):
    """A row of marks and the words that say the same."""

    words: str
    marks: list[Status]


def number(value: float | Decimal | None, places: int = 0) -> str:
    """18204 becomes "18 204"; nothing becomes a middle dot."""
    if value is None:
        return NOTHING
    text = f"{abs(value):,.{places}f}".replace(",", THIN)
    return f"{MINUS if _below_zero(value, places) else ''}{text}"


def signed(value: float | Decimal, places: int = 0) -> str:
    """A difference with its sign: "+198", "-2.1", "0"."""
    text = number(value, places)
    return f"+{text}" if value > 0 and round(value, places) else text


def percent(share: float | Decimal | None, places: int = 0) -> str:
    """0.27 becomes "27 %"."""
    return NOTHING if share is None else f"{number(share * 100, places)}{SPACE}%"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1, "risk" becomes "1 risk"; 2 becomes "2 risks"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def money(minor: int | None, currency: str = "GBP", none: str = "not set") -> str:
    """An amount in minor units: "£109.9bn", "£543m", "£1,200", "£1,200.50"; nothing becomes `none`."""
    return amount(minor, currency) or none


def beside(before: str, after: str, most: int) -> tuple[str, str]:
    """Two texts to be cut after so many characters; what both begin with is left out where nothing else would show."""
    same = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    start = (
        max(before.rfind(" ", 0, same) + 1, same - ROOM)
        if before and after and same > most - ROOM and before != after
        else 0
    )
    cut = [f"…{text[start:]}" if start else text for text in (before, after)]
    first, second = (text if len(text) <= most else f"{text[: most - 1].rstrip()}…" for text in cut)
    return first, second


def day(value: date | None, none: str = "not set") -> str:
    """As in “22 Apr 2022”; a moment is read in UTC."""
    if value is None:
        return none
    value = _utc(value)
    return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}"


def weekday(value: date) -> str:
    """As in “Fri 29 Apr 2022”."""
    return f"{_DAYS[_utc(value).weekday()][:3]} {day(value)}"


def long_day(value: date) -> str:
    """As in “Friday 22 April 2022”."""
    value = _utc(value)
    return f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def clock(value: datetime) -> str:
    """As in “14:02”, in UTC."""
    return _utc(value).strftime("%H:%M")


def when(value: datetime | None, none: str = "never") -> str:
    """As in “22 Apr 2022, 14:02”, in UTC, which the foot of the menu says once for the page."""
    return none if value is None else f"{day(value)}, {clock(value)}"


def when_utc(value: datetime | None, none: str = "never") -> str:
    """As in “22 Apr 2022, 14:02 UTC”, for what leaves the page."""
    return none if value is None else f"{when(value)} UTC"


def iso(value: date) -> str:
    """What `<time datetime>` holds: "2022-04-22", or "2022-04-22T14:02:00Z" for a moment."""
    if isinstance(value, datetime):
        return _utc(value).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def day_spelled(text: str) -> bool:
    """Whether a date input can show it; other text needs a text input, or it would be lost."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def moved(days: int | None) -> str:
    """How far a finish has moved: "+198 d", "-12 d", "on plan", or "first forecast" without a baseline."""
    if days is None:
        return "first forecast"
    return f"{signed(days)}{SPACE}d" if days else "on plan"


def due(when_due: date, today: date, done: date | None = None) -> Status:
    """Overdue, due or done: never a colour alone."""
    if done is not None:
        return Status("good", f"Done {day(done)}")
    late = (today - when_due).days
    if late > 0:
        return Status("severe", f"Overdue {plural(late, 'day')}")
    if late == 0:
        return Status("watch", "Due today")
    return Status("neutral", f"Due {day(when_due)}")


def rated(rating: object, reason: str | None = None) -> Status:
    """A confidence rating (red, amber_red, amber, amber_green, green), or none and why there is none."""
    found = _RATINGS.get(rating if isinstance(rating, str) else _code(rating))
    if found is None:
        kind, word, letter = _NOT_RATED
        return Status(kind, f"{word}: {reason}" if reason else word, letter)
    return found


def in_strip(items: Iterable[tuple[str, object]]) -> Strip:
    """Ratings by period as a strip: what is read out, and the marks that are seen."""
    marks = [(period, rated(rating)) for period, rating in items]
    return Strip("; ".join(f"{period} {status.word}" for period, status in marks), [status for _, status in marks])


def levelled(level: object) -> Status:
    """A risk level (low, medium, high, severe); anything else reads "Not assessed"."""
    code = _code(level)
    return Status(_LEVELS[code], code.capitalize()) if code in _LEVELS else Status("neutral", "Not assessed")


def words(code: object) -> str:
    """A code as words: "amber_red" or an enumeration's value becomes "Amber red"."""
    return _code(code).replace("_", " ").replace("-", " ").strip().capitalize()


def params(query: Mapping[str, object], **changes: object) -> dict[str, object]:
    """The query of a link: `query` with `changes`, without what is empty or none."""
    merged = {**query, **changes}
    return {key: value for key, value in merged.items() if value not in (None, "")}


FILTERS = {
    each.__name__: each
    for each in (
        number,
        signed,
        percent,
        plural,
        money,
        day,
        weekday,
        long_day,
        clock,
        when,
        when_utc,
        iso,
        moved,
        rated,
        in_strip,
        levelled,
        words,
        params,
    )
}


def _below_zero(value: float | Decimal, places: int) -> bool:
    return value < 0 and round(value, places) != 0


def _utc(value: date) -> date:
    """A moment without a zone is taken as UTC, the only zone the record knows."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    return value


def _code(value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    return "" if value is None else str(value)
