"""The whole book verified: the log first, its approvals, the files of issued reports, then the rows."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from application import looks
from application.proofs.keys import key_file
from application.proofs.looks_kept import looks_changed
from application.proofs.verifying import Finding, Verified
from projections.book import Book
from projections.generations import Progress, silent
from projections.verifying.approvals import approvals_bound
from projections.verifying.check import Found, verify_rows
from projections.verifying.documents import files_kept
from projections.verifying.sums import Reader

Watched = Callable[[str], AbstractContextManager[Progress]]  # given what is done, as a person reads it
WHOLE = "Whole and unbroken."
BESIDE = "The log is whole, but what stands beside it was changed."
UNCHECKED = "Not all could be checked."


class Outcome(NamedTuple):
    """What was checked (no rows where they were left out), and what does not hold, first things first."""

    log: Verified
    rows: Found | None
    wrong: tuple[Finding, ...]
    approvals: int = 0  # and signatures, whose digests were made anew
    files: int = 0  # of issued reports, that were hashed
    warnings: tuple[str, ...] = ()  # of what stands beside the proof and was changed; it leaves the book whole

    @property
    def verdict(self) -> str:
        if not self.wrong:
            return UNCHECKED if self.log.unchecked else BESIDE if self.warnings else WHOLE
        first = next((one.position for one in self.wrong if one.position), 0)
        return f"NOT WHOLE. The first bad position is {first}." if first else "NOT WHOLE."

    @property
    def exit_code(self) -> int:
        return 1 if self.wrong or self.warnings else 2 if self.log.unchecked else 0


def unwatched(_what: str) -> AbstractContextManager[Progress]:
    return nullcontext(silent)


def log_alone(book: Book, found: Verified, *, watched: Watched = unwatched) -> Outcome:
    """The log, and what the approvals in it are bound to."""
    with watched("Making the digests of approvals anew") as report, book.database.read() as tx:
        approvals = approvals_bound(tx, report)
    wrong, warnings = (*found.wrong, *approvals.wrong), tuple(_warnings(book))
    return Outcome(found, None, wrong, approvals=approvals.checked, warnings=warnings)


def without_rows(book: Book, found: Verified, *, watched: Watched = unwatched) -> Outcome:
    """The log, and the files of issued reports."""
    outcome = log_alone(book, found, watched=watched)
    with book.database.read() as tx:
        files = files_kept(tx)
    return outcome._replace(wrong=(*outcome.wrong, *files.wrong), files=files.checked)


def with_rows(book: Book, found: Verified, *, reader: Reader | None = None, watched: Watched = unwatched) -> Outcome:
    """All of it; rows that cannot be compared are a finding too.

    What the log says of itself comes first and decides: a row is wrong from wherever the thing began.
    """
    outcome = without_rows(book, found, watched=watched)
    try:
        with watched("Comparing the rows with a fresh fold") as report:
            rows = verify_rows(book, reader, report)
    except LookupError as missing:
        return outcome._replace(wrong=(*outcome.wrong, Finding(0, f"The rows were not compared: {missing}")))
    fault = [Finding(rows.fault.position, rows.fault.sentence)] if rows.fault else []
    return outcome._replace(rows=rows, wrong=(*outcome.wrong, *fault))


def _warnings(book: Book) -> Iterator[str]:
    yield from book.unguarded()
    held, newest = looks.counted(book.database)
    if held != newest:
        yield f"Of the notes of who looked, {held} of {newest} are there: some were removed."
    with book.database.read() as tx:
        if told := looks_changed(tx, key_file(book.database.url)):
            yield told
