"""`steward worker`: what falls due by the clock, and a signed checkpoint, every hour."""

import logging
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import rich_click as click

from cli.options import database_option, open_book

if TYPE_CHECKING:
    from projections.book import Book

LOG = logging.getLogger("steward.worker")
HOUR = 3600


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and stop.")
@database_option
def worker(database: str | None, once: bool) -> None:
    """Record what falls due by the clock and sign a checkpoint, at the start and every hour.

    `serve` does the same in a thread of its own; a worker of its own is for where several serve one book.
    """
    with closing(open_book(database)) as book:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        if once:
            sys.exit(0 if do_what_is_due(book) else 1)
        work(book)


def work(book: "Book") -> None:
    """As long as the process lives."""
    while True:
        do_what_is_due(book)
        time.sleep(HOUR)


def do_what_is_due(book: "Book") -> bool:
    """One round; each part is tried whatever became of the others. Whether all of them succeeded."""
    reacted = _tried("A reaction to the clock", _react, book)
    return _tried("A checkpoint", _sign, book) and reacted


def _tried(what: str, part: Callable[["Book"], None], book: "Book") -> bool:
    from application.ledger import DatabaseUnavailable  # noqa: PLC0415 - start-up time of the other verbs
    from application.proofs.keys import KeyRefused  # noqa: PLC0415
    from application.proofs.walking import Broken  # noqa: PLC0415

    try:
        part(book)
    except (KeyRefused, Broken, DatabaseUnavailable) as told:
        LOG.error("%s did not succeed; it is tried again in an hour. %s", what, told)  # noqa: TRY400 - a sentence
        return False
    except Exception:
        LOG.exception("%s did not succeed; it is tried again in an hour", what)
        return False
    return True


def _react(book: "Book") -> None:
    from application.reactions import lapse_acceptances  # noqa: PLC0415 - start-up time of the other verbs

    lapse_acceptances(book.desk, at=book.now())


def _sign(book: "Book") -> None:
    from application.proofs.checkpoints import checkpoint  # noqa: PLC0415

    checkpoint(book.database, at=book.now())
