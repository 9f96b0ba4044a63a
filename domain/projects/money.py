"""What an amount of money must satisfy: one currency in a project, and a size that every store can hold."""

import re

from domain.kernel import Checks

MOST = 10**16


def agreed_currency(checks: Checks, field: str, value: str, *, recorded: str) -> str:
    """The currency in capitals; adds a problem where it is not the one the project's money is recorded in."""
    currency = value.strip().upper()
    shape = re.fullmatch(r"[A-Z]{3}", currency)
    checks.that(shape, field, "Give the currency as three letters, such as GBP.")
    other = f"The costs of this project are in {recorded}; give this one in {recorded}."
    checks.that(not shape or currency == (recorded or currency), field, other)
    return currency


def amount(checks: Checks, field: str, minor: int | None, *, least: int | None = None) -> None:
    """`least` where an amount may not be below it; forecasts may be, for there are projects that bring money in."""
    below = "A cost is not below zero; enter it without the minus sign."
    checks.that(minor is None or least is None or minor >= least, field, below)
    checks.that(minor is None or abs(minor) <= MOST, field, "The amount is too large to record; check its unit.")
