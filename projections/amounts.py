"""Amounts of money, numbers, shares and days as people write them in sentences and reports."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

THIN = "\N{NARROW NO-BREAK SPACE}"  # between thousands, so that a figure never wraps
SPACE = "\N{NO-BREAK SPACE}"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
WITHOUT_MINOR = frozenset({"JPY", "KRW"})
STEPS = ((10**9, 10**9, "bn", 1), (10**8, 10**6, "m", 0), (10**6, 10**6, "m", 1))  # from, unit, its word, decimals


def money(minor: int | None, currency: str = "GBP") -> str:
    """An amount in minor units as "£14.5bn", "£543m", "£1,200" or "£1,200.50"; empty where there is none."""
    if minor is None:
        return ""
    amount = Decimal(abs(minor)) / (1 if currency in WITHOUT_MINOR else 100)
    sign = "\N{MINUS SIGN}" if minor < 0 else ""
    symbol = SYMBOLS.get(currency) or (f"{currency}\N{NO-BREAK SPACE}" if currency else "")
    return f"{sign}{symbol}{_size(amount)}"


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
    """Basis points as "27%" or "2.5%"; empty where there are none."""
    return "" if bp is None else f"{bp / 100:g}%"


def days(count: int | None) -> str:
    """A number of days in words; empty where there is none."""
    if count is None:
        return ""
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def _size(amount: Decimal) -> str:
    for floor, unit, word, places in STEPS:
        shown = (amount / unit).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if shown * unit >= floor:
            return f"{shown:,}{word}"
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
