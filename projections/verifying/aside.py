"""Folds the models that stand by themselves, in the process that reads the rows, while the other one folds the rest.

What they look at is taken as it is stored. So their rows count only where all rows are as the log gives them; where any
differ, one process folds everything.
"""

from collections import defaultdict
from collections.abc import Sequence

from application.ledger import Recorded, Tx
from application.ledger.stored import UNREADABLE, topics
from domain.kernel import Event
from projections.book import Book
from projections.kernel import SPAN, Key, ReadModel, Rows, Version
from projections.rows import Row, shape
from projections.verifying.check import Unfolded, fold
from projections.verifying.sums import Stored, Sums


class Aside(Stored):
    """Reads the stored rows, and folds a part of the log's models."""

    folds = True

    def __init__(self, book: Book, tx: Tx) -> None:
        super().__init__(tx, book.models)
        self._book = book

    def given(self) -> Sums:
        """Nothing where they cannot be folded: then the other process will tell why."""
        models = [model for model in self._book.models.models if model.looks_at is not None]
        own = {kind.TABLE for model in models for kind in model.rows}
        sums = Sums()

        def take(table: str, versions: Sequence[Version]) -> None:
            if table in own:
                sums.add(table, versions)

        try:
            seen = dict.fromkeys(kind for model in models for kind in model.looks_at or ())
            fold(self._book, [*map(self._as_stored, seen), *models], self.standing().position, take)
        except (Unfolded, *UNREADABLE):  # SQLite keeps whatever it is given, also what is no id
            return Sums()
        return sums

    def _as_stored(self, kind: type[Row]) -> ReadModel:
        """A model that puts and ends the rows of another one just where the stored ones begin and end."""
        known, model = shape(kind), ReadModel(kind.TABLE, kind)
        begun: dict[int, list[Row]] = defaultdict(list)
        ended: dict[int, list[Key]] = defaultdict(list)
        for version in self.all(kind.TABLE):
            row, (since, until, _) = known.decode(version[: -len(SPAN)]), version[-len(SPAN) :]
            begun[since].append(row)
            ended[until].append(known.key_of(row))

        @model.on(*topics().values())
        def _replayed(rows: Rows, e: Recorded[Event]) -> None:
            for key in ended.pop(e.position, ()):
                rows.end(kind, *key)
            for row in begun.pop(e.position, ()):
                rows.put(row)

        return model
