"""Figures, dates and ratings as a report words them."""

from datetime import UTC, date, datetime
from typing import Any

from domain.projects.words import Rating
from projections.amounts import money
from projections.reports.document import Figure

THIN = "\N{NARROW NO-BREAK SPACE}"  # between thousands, so that a figure never wraps
SPACE = "\N{NO-BREAK SPACE}"
NOTHING = "\N{MIDDLE DOT}"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RATINGS = {
    Rating.RED: "severe",
    Rating.AMBER_RED: "bad",
    Rating.AMBER: "watch",
    Rating.AMBER_GREEN: "good",
    Rating.GREEN: "good",
}
LONGEST = 420

Positions = tuple[int, ...]


def number(value: int) -> str:
    text = f"{abs(value):,}".replace(",", THIN)
    return f"\N{MINUS SIGN}{text}" if value < 0 else text


def plural(count: int, one: str, many: str = "") -> str:
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day(value: date | None, none: str = "not set") -> str:
    return none if value is None else f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def moment(value: datetime) -> str:
    """As in “Friday 22 April 2022, 14:02 UTC”."""
    at = value.astimezone(UTC)
    return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def shortened(text: str) -> str:
    """A long text up to the last whole word that fits."""
    tidy = text.strip()
    if len(tidy) <= LONGEST:
        return tidy
    return f"{tidy[:LONGEST].rsplit(maxsplit=1)[0]}\N{NO-BREAK SPACE}\N{HORIZONTAL ELLIPSIS}"


def count(value: int, text: str = "", positions: Positions = ()) -> Figure:
    return Figure(value=value, text=text or number(value), positions=tuple(sorted(set(positions))))


def plain(text: str, positions: Positions = ()) -> Figure:
    return Figure(value=text, text=text, positions=positions)


def dated(value: date | None, positions: Positions = (), none: str = "not set") -> Figure:
    return Figure(value=value.isoformat() if value else None, text=day(value, none), positions=positions)


def moved(days: int | None, positions: Positions = ()) -> Figure:
    """How far past the baseline: "+198 d", "on plan", or nothing without a baseline."""
    if days is None:
        return Figure(text=NOTHING)
    text = f"{'+' if days > 0 else ''}{number(days)}{SPACE}d" if days else "on plan"
    return Figure(value=days, text=text, positions=positions)


def rated(rating: Rating | None, positions: Positions = ()) -> Figure:
    if rating is None:
        return Figure(text="Not rated", kind="neutral", positions=positions)
    return Figure(value=rating.value, text=rating.label, kind=RATINGS[rating], positions=positions)


def cost(minor: int | None, currency: str, positions: Positions = (), none: str = "not set") -> Figure:
    return Figure(value=minor, text=money(minor, currency or "GBP") or none, positions=positions)


def due(value: date | None, today: date, positions: Positions = ()) -> Figure:
    """A day that something is due, and whether it is past on the day of the report."""
    if value is None:
        return Figure(text="No date", positions=positions)
    late = (today - value).days
    text = f"Overdue {plural(late, 'day')}" if late > 0 else f"Due {day(value)}"
    return Figure(value=value.isoformat(), text=text, kind="severe" if late > 0 else "neutral", positions=positions)


def word(value: Any) -> str:
    """The label of a word of the vocabulary."""
    return "" if value is None else str(getattr(value, "label", value))
