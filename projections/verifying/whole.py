"""The whole book verified: the log first, the files of issued reports, then the rows against a fresh fold."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from application import looks
from application.proofs.verifying import Finding, Verified
from projections.book import Book
from projections.generations import Progress, silent
from projections.verifying.check import Found, verify_rows
from projections.verifying.documents import files_kept
from projections.verifying.sums import Reader

Watched = Callable[[], AbstractContextManager[Progress]]
WHOLE = "Whole and unbroken."
UNCHECKED = "Not all could be checked."


class Outcome(NamedTuple):
    """What was checked (no rows where they were left out), and what does not hold, first things first."""

    log: Verified
    rows: Found | None
    wrong: tuple[Finding, ...]
    files: int = 0  # of issued reports, that were hashed
    warnings: tuple[str, ...] = ()  # of what is not under the proof, and leaves the book whole

    @property
    def verdict(self) -> str:
        if not self.wrong:
            return UNCHECKED if self.log.unchecked else WHOLE
        first = next((one.position for one in self.wrong if one.position), 0)
        return f"NOT WHOLE. The first bad position is {first}." if first else "NOT WHOLE."

    @property
    def exit_code(self) -> int:
        return 1 if self.wrong else 2 if self.log.unchecked else 0


def log_alone(book: Book, found: Verified) -> Outcome:
    return Outcome(found, None, found.wrong, warnings=tuple(_warnings(book)))


def without_rows(book: Book, found: Verified) -> Outcome:
    """The log, and the files of issued reports."""
    with book.database.read() as tx:
        files = files_kept(tx)
    return log_alone(book, found)._replace(wrong=(*found.wrong, *files.wrong), files=files.checked)


def with_rows(
    book: Book, found: Verified, *, reader: Reader | None = None, watched: Watched = lambda: nullcontext(silent)
) -> Outcome:
    """All of it; rows that cannot be compared are a finding too.

    What the log says of itself comes first and decides: a row is wrong from wherever the thing began.
    """
    outcome = without_rows(book, found)
    try:
        with watched() as report:
            rows = verify_rows(book, reader, report)
    except LookupError as missing:
        return outcome._replace(wrong=(*outcome.wrong, Finding(0, f"The rows were not compared: {missing}")))
    fault = [Finding(rows.fault.position, rows.fault.sentence)] if rows.fault else []
    return outcome._replace(rows=rows, wrong=(*outcome.wrong, *fault))


def _warnings(book: Book) -> Iterator[str]:
    if told := book.unguarded():
        yield told
    held, newest = looks.counted(book.database)
    if held != newest:
        yield f"Of the notes of who looked, {held} of {newest} are there: some were removed."
