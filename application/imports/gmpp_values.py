"""Reads single cells of the major projects portfolio: ratings, dates and costs, or the reason why there is none."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Generic, Literal, TypeVar

import msgspec

from domain.projects.words import Rating

BLANK = "Left blank"

Value = TypeVar("Value")

_CLOCK = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})" + _CLOCK)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})" + _CLOCK)
_MONTH_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AMOUNT = re.compile(r"(-?£?|£-)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(m|mn|million|bn|billion)?")
_COLOURS = {
    "red": Rating.RED,
    "amber red": Rating.AMBER_RED,
    "red amber": Rating.AMBER_RED,
    "amber": Rating.AMBER,
    "amber green": Rating.AMBER_GREEN,
    "green amber": Rating.AMBER_GREEN,
    "green": Rating.GREEN,
}
_PENCE_IN_A_MILLION = 100_000_000
_MOST_MILLIONS = Decimal(10_000_000)

LONGEST_COLOUR = 14  # letters; a longer text is a sentence and no misspelt colour
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Money(msgspec.Struct, frozen=True):
    """An amount in minor units (pence) and its ISO 4217 currency."""

    minor: int
    currency: str


class Reading(msgspec.Struct, Generic[Value], frozen=True):
    """A value, or why it is unknown; `fault` is the sentence for a cell that is malformed rather than withheld."""

    value: Value | None
    unknown: str = ""
    fault: str = ""


def read_rating(text: str) -> Reading[Rating]:
    """A colour in any case and spacing. Whatever is no colour is unknown, for the reason that the cell gives."""
    words = " ".join(re.split(r"[\s/\\|\N{EN DASH}\N{EM DASH}-]+", plain(text).casefold())).strip(" *.")
    if words in _COLOURS:
        return Reading(_COLOURS[words])
    if re.fullmatch(r"[\d.,]+", words) or (
        len(words) < LONGEST_COLOUR and get_close_matches(words, _COLOURS, n=1, cutoff=0.8)
    ):
        return _malformed(text, "It is not one of the five ratings. Write Red, Amber/Red, Amber, Amber/Green or Green.")
    return _withheld(text)


def read_date(text: str, *, around: int, role: Literal["start", "finish"], kind: str = "csv") -> Reading[date]:
    """A date written day first or year first, or a workbook's serial number.

    A year of two digits falls in a window of a hundred years around the edition's: a finish from 15 years before to
    84 after it (31.12.40 is 2040), a start from 79 before to 20 after (30.06.98 is 1998).
    """
    words = plain(text)
    earliest = around - (15 if role == "finish" else 79)
    try:
        found = _date_in(words, earliest=earliest, kind=kind)
    except (ValueError, OverflowError):
        return _malformed(text, "There is no such day. Write the date as 2026-12-31.")
    if found is not None:
        return Reading(found)
    if re.search(r"\d", words) and not re.search(r"[^\W\d_]{2}", words):
        return _malformed(text, "It is not a date. Write the date as 2026-12-31.")
    return _withheld(text)


def read_money(text: str) -> Reading[Money]:
    """Millions of pounds, exact to the penny: £12,343.96, -£0.5m, (1.20) and £0 are amounts."""
    words = re.sub(r"\s", "", plain(text)).replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    bracketed = words.startswith(("(", "-(")) and words.endswith(")")
    match = _AMOUNT.fullmatch(words.lstrip("-").strip("()").casefold() if bracketed else words.casefold())
    if match and (match[2] or match[3]):
        return _amount(text, match=match, sign=-1 if bracketed or "-" in match[1] else 1)
    if re.search(r"\d", words) and not re.search(r"[^\W\d_]{3}", plain(text)):
        return _malformed(text, "It is not an amount in £ million. Write it as 1234.56.")
    return _withheld(text)


def plain(text: str) -> str:
    """One line with single spaces: for comparing, and for a reason that is shown in a sentence."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _date_in(words: str, *, earliest: int, kind: str) -> date | None:
    if match := _YEAR_FIRST.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(words):
        return _day(_whole_year(match[3], earliest=earliest), int(match[2]), int(match[1]))
    if (match := _MONTH_NAMED.fullmatch(words)) and match[2][:3].casefold() in _MONTHS:
        month = _MONTHS.index(match[2][:3].casefold()) + 1
        return _day(_whole_year(match[3], earliest=earliest), month, int(match[1]))
    if kind == "xlsx" and (match := _SERIAL.fullmatch(words)):
        return date(1899, 12, 30) + timedelta(days=int(match[1]))
    return None


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    return date(year, month, day)


def _whole_year(digits: str, *, earliest: int) -> int:
    return int(digits) if len(digits) > len("99") else earliest + (int(digits) - earliest) % 100


def _amount(text: str, *, match: re.Match[str], sign: int) -> Reading[Money]:
    millions = Decimal((match[2] or "0").replace(",", "") + (match[3] or ""))
    if (match[4] or "").startswith("b"):
        millions *= 1000
    if millions > _MOST_MILLIONS:
        return _malformed(text, "It is more than ten million million pounds. Write the amount in £ million.")
    return Reading(Money(minor=sign * round(millions * _PENCE_IN_A_MILLION), currency="GBP"))


def _malformed(text: str, fault: str) -> Reading[Value]:
    return Reading(None, unknown=f"Could not be read: {plain(text)}", fault=fault)


def _withheld(text: str) -> Reading[Value]:
    return Reading(None, unknown=plain(text) or BLANK)
