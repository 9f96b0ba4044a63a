"""Reads the stored rows in a process of its own, so that a second core folds the log meanwhile."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from application.ledger import DatabaseUnavailable
from projections.book import Book
from projections.verifying.sums import Reader, Standing, Stored, Sums

GONE = "The process that reads the rows has ended before it was done; try again."


class Apart:
    """The reader at the other end of a pipe; it answers in the order of the questions, and we need not wait for it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def standing(self) -> Standing:
        found: Standing = self._ask("standing")
        self._send("sums")  # the answer is fetched when the log is folded
        return found

    def sums(self) -> Sums:
        found: Sums = self._answer()
        return found

    def versions(self, table: str, place: int) -> list[Any]:
        found: list[Any] = self._ask("versions", table, place)
        return found

    def _ask(self, *question: Any) -> Any:
        self._send(*question)
        return self._answer()

    def _send(self, *question: Any) -> None:
        try:
            self._pipe.send(question)
        except OSError as gone:
            raise DatabaseUnavailable(GONE) from gone

    def _answer(self) -> Any:
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError) as gone:
            raise DatabaseUnavailable(GONE) from gone
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def apart(url: str) -> Iterator[Reader | None]:
    """A reader in a process of its own, with our hash key; None where there is one core, or no safe way to start one.

    Begin before the book is opened: neither connections nor threads may be carried into another process. It opens the
    book only when it is asked, so that the book may be migrated first.
    """
    if sys.platform != "linux" or (os.cpu_count() or 1) == 1 or threading.active_count() > 1:
        yield None
        return
    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(url, ours, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Apart(ours)
    finally:
        ours.close()
        process.join(timeout=1)
        process.terminate()
        process.join()


def _serve(url: str, theirs: Connection, pipe: Connection) -> None:
    """Answer until nobody listens. An interrupt is for the one who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # rows make no cycles
    theirs.close()
    try:
        question = pipe.recv()
        with _opened(url) as reader:
            while True:
                name, *values = question
                pipe.send(getattr(reader, name)(*values))
                question = pipe.recv()
    except (EOFError, BrokenPipeError):
        return
    except (DatabaseUnavailable, LookupError) as told:
        pipe.send(told)


@contextmanager
def _opened(url: str) -> Iterator[Stored]:
    book = Book(url)
    try:
        with book.database.read() as tx:
            yield Stored(tx, book.models)
    finally:
        book.close()
