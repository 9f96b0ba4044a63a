"""The book: one database with its log, its read models and its desk, wired by hand."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from application import looks
from application.desk import STEWARD, Desk
from application.ledger import Ledger, open_database, tree
from projections.catalogue import READ_MODELS
from projections.generations import Progress, ReadModels, silent
from projections.kernel import ReadModel
from projections.moments import Growth
from projections.nav import Menu
from projections.reports.issuing import BookPress
from projections.view import Programs, View, Viewer

LOG = logging.getLogger("steward.book")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class Book:
    """Everything a page, a command line or a test needs. Only the demo and tests pass a clock."""

    def __init__(self, url: str, *, now: Clock = utc_now, models: Sequence[ReadModel] = READ_MODELS) -> None:
        self.now = now
        self.database = open_database(url)
        self.models = ReadModels(self.database, lambda: self.ledger, models)
        self.ledger = Ledger(self.database, self.models.follow)
        self.menu = Menu()
        self.growth = Growth()
        self._viewer = Viewer(self.database, self.models)
        self.desk = Desk(self.ledger, BookPress(self.database, self.ledger, self.view))

    def migrate(self, progress: Progress = silent) -> None:
        """Make what is missing and bring it up to the head: the log with its guards, its tree, the read models."""
        if restored := self.database.create_log():
            told = f"guards were missing and were put back: {', '.join(restored)}"
            LOG.warning("%s; ask who took them away, and run `steward verify`", told)
            here = "the machine itself"
            looks.note(self.database, at=utc_now(), person=STEWARD, kind="guards", what=told, address=here)
        tree.catch_up(self.database, progress)
        self.models.migrate(progress)

    def unguarded(self) -> Iterator[str]:
        """Sentences where the database would let its log be changed, or would change what is written into it."""
        if missing := self.database.missing_guards():
            those = f"Guards against changes are missing in the database: {', '.join(missing)}."
            yield f"{those} Ask who took them away; `steward migrate` puts them back."
        if foreign := self.database.foreign_triggers():
            those = f"Triggers that are not Steward's stand in the database: {', '.join(foreign)}."
            yield f"{those} They may change what is written; ask who made them, and drop them."

    def view(
        self, at: int | None = None, *, programs: Programs = None, whole: Programs = None
    ) -> AbstractContextManager[View]:
        return self._viewer.at(at, programs=programs, whole=whole)

    def close(self) -> None:
        self.database.close()
