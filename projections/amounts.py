"""Amounts of money, numbers, shares and days as people write them in sentences and reports."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

T = TypeVar("T")

THIN = "\N{NARROW NO-BREAK SPACE}"  # between thousands, so that a figure never wraps
SPACE = "\N{NO-BREAK SPACE}"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
WITHOUT_MINOR = frozenset({"JPY", "KRW"})
EXACT = 4  # decimals more than usual from which an amount is written out in full
STEPS = ((10**9, 10**9, "bn", 1), (10**8, 10**6, "m", 0), (10**6, 10**6, "m", 1))  # from, unit, its word, decimals


def money(minor: int | None, currency: str = "GBP", *, more: int = 0) -> str:
    """An amount in minor units as "£14.5bn", "£543m", "£1,200" or "£1,200.50"; empty where there is none.

    `more` decimals are added to what is rounded; from EXACT on the amount is written out to its minor unit.
    """
    if minor is None:
        return ""
    amount = Decimal(abs(minor)) / (1 if currency in WITHOUT_MINOR else 100)
    sign = "\N{MINUS SIGN}" if minor < 0 else ""
    symbol = SYMBOLS.get(currency) or (f"{currency}\N{NO-BREAK SPACE}" if currency else "")
    return f"{sign}{symbol}{_size(amount, more)}"


def in_full(minor: int | None, currency: str = "GBP") -> str:
    """An amount to its minor unit, as what is computed with is shown: "£14,503,120,000.25"."""
    return money(minor, currency, more=EXACT)


def apart(old: T, new: T, write: Callable[[T, int], str]) -> tuple[str, str]:
    """What was and what became, in as many more digits as it takes to tell them apart, where they are not the same."""
    told = write(old, 0), write(new, 0)
    for more in range(1, EXACT + 1):
        if old == new or told[0] != told[1]:
            break
        told = write(old, more), write(new, more)
    return told


def moneys(old: int | None, new: int | None, currency: str = "GBP") -> tuple[str, str]:
    """Two amounts of one currency beside each other."""
    return apart(old, new, lambda minor, more: money(minor, currency, more=more))


def currency_in(text: str) -> str:
    """The currency of an amount that `money` wrote."""
    plain = text.lstrip("\N{MINUS SIGN}")
    return next((code for code, symbol in SYMBOLS.items() if plain.startswith(symbol)), plain.partition(SPACE)[0])


def number(value: int) -> str:
    text = f"{abs(value):,}".replace(",", THIN)
    return f"\N{MINUS SIGN}{text}" if value < 0 else text


def signed(value: int) -> str:
    return f"+{number(value)}" if value > 0 else number(value)


def days_moved(days: int) -> str:
    """How far past a baseline: "+198 d", or "on plan"."""
    return f"{signed(days)}{SPACE}d" if days else "on plan"


def plural(count: int, one: str, many: str = "") -> str:
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day(value: date | None, none: str = "not set") -> str:
    return none if value is None else f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def per_cent(bp: int | None) -> str:
    """Basis points as "27%" or "2.5%", never rounded; empty where there are none."""
    return "" if bp is None else f"{share(bp)}%"


def share(bp: int) -> str:
    """Basis points in hundredths, without needless zeros: "27", "2.5", "-0.01"."""
    return f"{Decimal(bp).scaleb(-2).normalize():f}"


def share_moved(bp: int) -> str:
    """How far beyond a promise: "+27.85 %"."""
    return f"{'+' if bp >= 0 else ''}{share(bp)} %"


def days(count: int | None) -> str:
    """A number of days in words; empty where there is none."""
    if count is None:
        return ""
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def _size(amount: Decimal, more: int) -> str:
    for floor, unit, word, places in STEPS if more < EXACT else ():
        shown = (amount / unit).quantize(Decimal(1).scaleb(-places - more), rounding=ROUND_HALF_UP)
        if shown * unit >= floor:
            return f"{shown:,}{word}"
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
