"""Reads the single cells of a template, or says what to write instead."""

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from difflib import get_close_matches

from application.imports.gmpp_values import plain, read_date, read_rating
from application.imports.template_columns import Column
from domain.projects.words import Rating

_LIKELIHOOD = ("rare", "unlikely", "possible", "likely", "almost certain")
_IMPACT = ("minor", "moderate", "significant", "major", "severe")
_SCALE_WORDS = {
    "likelihood": {"very low": 1, "low": 2, "medium": 3, "high": 4, "very high": 5, "remote": 1, "certain": 5},
    "impact": {
        "very low": 1, "low": 2, "medium": 3, "high": 4, "very high": 5,
        "insignificant": 1, "negligible": 1, "critical": 5, "catastrophic": 5, "extreme": 5,
    },
}  # fmt: skip
# A year of two digits in a template is one from 2011 to 2110: nobody plans further back.
_CENTURY_AROUND = 2026
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?", re.ASCII)
# ISO 4217: these currencies do not have hundredths.
_NO_MINOR = frozenset(
    {
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    }
)
_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


class Malformed(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """What is wrong with one cell: a sentence that ends with what to do."""


def parsed(column: Column, text: str, *, source: str) -> str | int | date | Rating | None:
    """The cell's value; None where it is blank and may be. Text is kept exactly as it stands."""
    words = plain(text)
    if not words:
        if column.needed:
            raise Malformed(f"{column.name} is needed. {column.hint}")
        return None
    match column.kind:
        case "date":
            return _date(words, source=source)
        case "rating":
            return _rating(words)
        case "likelihood" | "impact":
            return _step(column, words)
        case "text":
            return text
        case _:
            return _word(column, words)


def minor_units(amount: str, *, currency: str) -> int:
    """The amount in the currency's smallest unit: 12.50 GBP is 1250, 12 JPY is 12."""
    digits = 0 if currency in _NO_MINOR else 3 if currency in _THOUSANDTHS else 2
    exact = Decimal(amount).scaleb(digits)
    if exact != exact.to_integral_value(ROUND_HALF_EVEN):
        raise Malformed(f"{currency} has {digits} digits after the point. Round the amount.")
    return int(exact)


def _date(words: str, *, source: str) -> date:
    reading = read_date(words, around=_CENTURY_AROUND, role="finish", kind=source)
    if reading.value is None:
        raise Malformed(reading.fault or "It is not a date. Write the date as 2026-12-31.")
    return reading.value


def _rating(words: str) -> Rating:
    reading = read_rating(words.replace("_", "/"))
    if reading.value is None:
        raise Malformed("It is not one of the five ratings. Write Red, Amber/Red, Amber, Amber/Green or Green.")
    return reading.value


def _step(column: Column, words: str) -> int:
    names = _LIKELIHOOD if column.kind == "likelihood" else _IMPACT
    key = words.casefold().replace("-", " ")
    if match := re.fullmatch(r"([1-5])(?:\.0+)?(?:\s*[^\d\s.].*)?", key, re.ASCII):
        return int(match[1])
    if key in names:
        return names.index(key) + 1
    if key in _SCALE_WORDS[column.kind]:
        return _SCALE_WORDS[column.kind][key]
    raise Malformed(f"It is not a step of the scale. Write a number from 1 to 5, or one of: {', '.join(names)}.")


def _word(column: Column, words: str) -> str:
    if column.kind == "email":
        return _checked(
            words.casefold(), holds=_EMAIL.fullmatch(words), reason="Write one address such as ada@example.org."
        )
    if column.kind == "currency":
        return _checked(words.upper(), holds=re.fullmatch(r"[A-Za-z]{3}", words), reason="Write a code such as GBP.")
    if column.kind == "amount":
        digits = re.sub(r"[\s£$€]", "", words)
        return _checked(
            digits.replace(",", ""), holds=_NUMBER.fullmatch(digits), reason="Write a number as 1250000.00."
        )
    if column.kind == "choice" and words.casefold() not in column.choices:
        near = get_close_matches(words.casefold(), column.choices, n=1)
        raise Malformed(f"It is none of the choices. Write {near[0] if near else ' or '.join(column.choices)}.")
    return words.casefold() if column.kind == "choice" else words


def _checked(value: str, *, holds: object, reason: str) -> str:
    if not holds:
        raise Malformed(f"It could not be read. {reason}")
    return value
