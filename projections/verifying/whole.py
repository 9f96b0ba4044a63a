"""The whole book verified: the log first, then the rows that pages read against a fresh fold of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from application.proofs.verifying import Finding, Verified
from projections.book import Book
from projections.generations import Progress, silent
from projections.verifying.check import Found, verify_rows
from projections.verifying.sums import Reader

Watched = Callable[[], AbstractContextManager[Progress]]
WHOLE = "Whole and unbroken."


class Outcome(NamedTuple):
    """What was checked (no rows where they were left out), and what does not hold, first things first."""

    log: Verified
    rows: Found | None
    wrong: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        if not self.wrong:
            return WHOLE
        first = self.wrong[0].position
        return f"NOT WHOLE. The first bad position is {first}." if first else "NOT WHOLE."


def with_rows(
    book: Book, found: Verified, *, reader: Reader | None = None, watched: Watched = lambda: nullcontext(silent)
) -> Outcome:
    """The log as it was found, and the rows beside it; rows that cannot be compared are a finding too."""
    try:
        with watched() as report:
            rows = verify_rows(book, reader, report)
    except LookupError as missing:
        return Outcome(found, None, (*found.wrong, Finding(0, f"The rows were not compared: {missing}")))
    fault = [Finding(rows.fault.position, rows.fault.sentence)] if rows.fault else []
    return Outcome(found, rows, tuple(sorted([*found.wrong, *fault], key=lambda one: one.position)))
