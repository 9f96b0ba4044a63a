"""Figures, dates and ratings as a report words them."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from domain.projects.schedule import SLIP
from domain.projects.words import Rating
from domain.rules import OVERDUE, RECORDED, Rule
from projections.amounts import MONTHS, day, days_moved, money, number, plural
from projections.reports.document import Figure, Line, Said
from projections.tracing.traces import Inputs, positions_of

NOTHING = "\N{MIDDLE DOT}"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RATINGS = {
    Rating.RED: "severe",
    Rating.AMBER_RED: "bad",
    Rating.AMBER: "watch",
    Rating.AMBER_GREEN: "good",
    Rating.GREEN: "good",
}
LONGEST = 420

NONE = Figure(text=NOTHING)  # where there is nothing to say a figure of


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


def figure(rule: Rule, text: str, value: int | str | None = None, *, kind: str = "", inputs: Inputs = ()) -> Figure:
    """A figure with everything that it was made from; one value alone is its own input."""
    told = tuple(msgspec.structs.replace(each, value=each.value or text) for each in inputs)
    found = positions_of(told)
    return Figure(text=text, value=value, kind=kind, rule=rule.key, events=len(found), positions=found, inputs=told)


def count(rule: Rule, value: int, text: str = "", inputs: Inputs = ()) -> Figure:
    return figure(rule, text or number(value), value, inputs=inputs)


def dated(value: date | None, inputs: Inputs = (), none: str = "not set") -> Figure:
    return figure(RECORDED, day(value, none), value.isoformat() if value else None, inputs=inputs)


def moved(days: int | None, inputs: Inputs = (), *, rule: Rule = SLIP) -> Figure:
    """How far past the baseline: "+198 d", "on plan", or nothing without a baseline."""
    if days is None:
        return NONE
    return figure(rule, days_moved(days), days, inputs=inputs)


def rated(rating: Rating | None, inputs: Inputs = (), *, rule: Rule = RECORDED) -> Figure:
    if rating is None:
        return figure(rule, "Not rated", kind="neutral", inputs=inputs)
    return figure(rule, rating.label, rating.value, kind=RATINGS[rating], inputs=inputs)


def cost(minor: int | None, currency: str, inputs: Inputs = (), none: str = "not set") -> Figure:
    return figure(RECORDED, money(minor, currency or "GBP") or none, minor, inputs=inputs)


def due(value: date | None, today: date, inputs: Inputs = ()) -> Figure:
    """A day that something is due, and whether it is past on the day of the report."""
    if value is None:
        return figure(OVERDUE, "No date", inputs=inputs)
    late = (today - value).days
    text = f"Overdue {plural(late, 'day')}" if late > 0 else f"Due {day(value)}"
    return figure(OVERDUE, text, value.isoformat(), kind="severe" if late > 0 else "neutral", inputs=inputs)


def joined(*parts: str | Figure) -> Line:
    """A sentence of these parts, its neighbouring texts being one."""
    line: list[str | Figure] = []
    for part in parts:
        if isinstance(part, str) and line and isinstance(line[-1], str):
            line[-1] += part
        else:
            line.append(part)
    return tuple(line)


def words(*parts: str | Figure) -> Said:
    """The same, as mere words where none of them is a figure."""
    line = joined(*parts)
    return line[0] if len(line) == 1 and isinstance(line[0], str) else line


def word(value: Any) -> str:
    """The label of a word of the vocabulary."""
    return "" if value is None else str(getattr(value, "label", value))
