"""Reading what people type: days, amounts and percentages, forgiving in form and strict in meaning."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from application.ledger import NotFound

LONGEST = 200  # nothing that is a number or a day is longer; keeps every pattern cheap
EARLIEST = 1900  # an earlier year is a slip of the finger
OTHER_FORM = ("time data", "unconverted data")  # how Python begins where a text has not the form that was tried
DAYS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b, %Y", "%d-%b-%Y")
SCALES = {"": 1, "k": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "b": 10**9, "billion": 10**9}
# A comma or space stands before three digits alone: "14,5bn" is no amount, as it may mean ten times another one.
AMOUNT = re.compile(r"£?\s*(-?[0-9]+(?:[,\s][0-9]{3})*(?:\.[0-9]+)?)\s*([a-z]*)", re.ASCII)
MOST_DIGITS = 12  # of a number that is counted
MOST_MINOR = 10**17  # a thousand trillion pounds; beyond it somebody mistyped


class Beyond(NotFound):
    """There is no such position or file; the sentence says so."""


class Unreadable(ValueError):  # noqa: N818 - the sentence is for a person
    """The typed text is not what the field asks for; says what to type."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NoSuchDay(Unreadable):
    """It is written as a day, but there is none like it."""


def read_date(label: str, text: str) -> date:
    tidy = " ".join(text[:LONGEST].split())
    for form in DAYS:
        try:
            found = datetime.strptime(tidy, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError as error:
            if str(error).startswith(OTHER_FORM):
                continue
            raise NoSuchDay(f"{label}: there is no such day as {tidy}; check the day and the month.") from None
        if found.year < EARLIEST:
            raise NoSuchDay(f"{label}: the year {found.year:04} is too early; enter one from {EARLIEST} on.")
        return found
    sentence = f"{label}: enter the date as day, month and a four-figure year, such as 16 Oct 2027."
    raise Unreadable(sentence)


def read_number(label: str, text: str) -> int:
    tidy = text[:LONGEST].replace(",", "").replace("\N{THIN SPACE}", "").replace(" ", "")
    if not re.fullmatch(r"-?[0-9]+", tidy, re.ASCII):
        sentence = f"{label}: enter a whole number, such as 12."
        raise Unreadable(sentence)
    if len(tidy.lstrip("-")) > MOST_DIGITS:
        raise Unreadable(f"{label}: this number is too large to record; check its digits.")
    return int(tidy)


def read_percent(label: str, text: str) -> int:
    """Basis points from "45", "45 %" or "45.5%"."""
    tidy = text[:LONGEST].replace("%", "").strip()
    try:
        points = Decimal(tidy) * 100
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite() or points != points.to_integral_value() or not 0 <= points <= 10_000:  # noqa: PLR2004
        sentence = f"{label}: enter a percentage from 0 to 100, such as 45."
        raise Unreadable(sentence)
    return int(points)


def read_money(label: str, text: str) -> int:
    """Minor units (pence) from "14.5bn", "£2,300,000" or "2.3m"."""
    match = AMOUNT.fullmatch(text[:LONGEST].strip().lower())
    scale = SCALES.get(match.group(2)) if match else None
    sentence = f"{label}: enter an amount, such as 2300000, 2.3m or 14.5bn."
    if match is None or scale is None:
        raise Unreadable(sentence)
    minor = Decimal(re.sub(r"[,\s]", "", match.group(1))) * scale * 100
    if abs(minor) > MOST_MINOR:
        raise Unreadable(f"{label}: this amount is too large to record; check its zeros and its unit.")
    if minor != minor.to_integral_value():
        raise Unreadable(sentence)
    return int(minor)
