"""Work that another process does meanwhile, so that a second core is used: it answers questions through a pipe."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from application.ledger import DatabaseUnavailable

GONE = "The process that helps has ended before it was done; try again."
Opened = Callable[[], AbstractContextManager[Any]]  # makes whoever answers, in the other process


class Apart:
    """The other end of the pipe; it answers in the order of the questions, and we need not wait for it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def ask(self, *question: Any) -> Any:
        """A method of whoever answers, and its values."""
        self.send(*question)
        return self.answer()

    def send(self, *question: Any) -> None:
        try:
            self._pipe.send(question)
        except OSError as gone:
            raise DatabaseUnavailable(GONE) from gone

    def answer(self) -> Any:
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError) as gone:
            raise DatabaseUnavailable(GONE) from gone
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def apart(opened: Opened) -> Iterator[Apart | None]:
    """Another process, with our hash key; None where there is one core, or no safe way to start one.

    Begin before the book is opened: neither connections nor threads may be carried into another process. It opens
    what it needs only when it is asked, so that the book may be migrated first.
    """
    if sys.platform != "linux" or (os.cpu_count() or 1) == 1 or threading.active_count() > 1:
        yield None
        return
    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(opened, ours, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Apart(ours)
    finally:
        ours.close()
        process.join(timeout=1)
        process.terminate()
        process.join()


def _serve(opened: Opened, theirs: Connection, pipe: Connection) -> None:
    """Answer until nobody listens. An interrupt is for the one who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # rows make no cycles
    theirs.close()
    try:
        question = pipe.recv()
        with opened() as answering:
            while True:
                name, *values = question
                pipe.send(getattr(answering, name)(*values))
                question = pipe.recv()
    except (EOFError, BrokenPipeError):
        return
    except (DatabaseUnavailable, LookupError) as told:
        pipe.send(told)
