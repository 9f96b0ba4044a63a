"""At every position the rows are the fold of the events up to it, in whatever portions they were written."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from application.ledger import Recorded
from domain.kernel import Event
from projections import generations
from projections.book import Book
from projections.catalogue import READ_MODELS
from projections.kernel import Fold, Rows
from projections.rows import Row
from tests.projections.books import opened
from tests.projections.histories import Step, perform, steps
from tests.projections.tables import dump

PORTIONS = (1, 2, 3, 7, 1000)
MODEST = settings(max_examples=15, suppress_health_check=list(HealthCheck))


class Remembered(Rows):
    """The rows as a plain dictionary: the simplest thing that a handler can write to."""

    def __init__(self) -> None:
        self.position = 0
        self.held: dict[tuple[type[Row], Any], Row] = {}

    def get(self, kind: type[Any], *key: Any) -> Any:
        return self.held.get((kind, key))

    def put(self, row: Row) -> None:
        self.held[(type(row), tuple(getattr(row, name) for name in row.KEY))] = row

    def change(self, kind: type[Any], *key: Any, **changes: Any) -> None:
        old = self.held[(kind, key)]
        self.put(type(old)(**{**{name: getattr(old, name) for name in old.__struct_fields__}, **changes}))

    def end(self, kind: type[Row], *key: Any) -> None:
        self.held.pop((kind, key), None)


@MODEST
@for_all(steps())
def test_a_view_of_any_position_shows_the_fold_of_the_events_up_to_it(fresh: Any, acts: list[Step]) -> None:
    with fresh() as book:
        perform(book, acts)
        events = list(map(book.ledger.recorded, book.ledger.stored()))
        for position, expected in enumerate(_folds(events)):
            assert _seen(book, position) == expected, f"at position {position} of {len(events)}"


@MODEST
@for_all(steps(), st.sampled_from(PORTIONS))
def test_one_by_one_in_portions_and_in_a_rebuild_give_the_same_rows(fresh: Any, acts: list[Step], portion: int) -> None:
    with fresh() as book:
        perform(book, acts)
        one_by_one = dump(book)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(generations, "PAGE", portion)
            assert book.models.rebuild() == book.ledger.head()
        assert dump(book) == one_by_one


@MODEST
@for_all(steps(), st.lists(st.integers(0, 1), min_size=1, max_size=12))
def test_versions_of_steward_that_take_turns_catch_up_with_each_other(
    fresh: Any, acts: list[Step], turns: list[int]
) -> None:
    with fresh() as new, _older(new) as old:
        rest = iter(acts)
        for turn in itertools.cycle(turns):
            portion = list(itertools.islice(rest, 3))
            if not portion:
                break
            perform((new, old)[turn], portion)
            with (old, new)[turn].view() as view:
                assert view.head == new.ledger.head()
        for book in (new, old):
            with book.view():
                written = dump(book)
            book.models.rebuild()
            assert dump(book) == written


def _folds(events: list[Recorded[Event]]) -> Iterator[dict[str, list[Row]]]:
    rows = Remembered()
    fold = Fold(READ_MODELS, rows)
    yield _sorted(rows)
    for event in events:
        fold.feed([event])
        yield _sorted(rows)


def _sorted(rows: Remembered) -> dict[str, list[Row]]:
    kinds = {kind for model in READ_MODELS for kind in model.rows}
    found: dict[str, list[Row]] = {kind.TABLE: [] for kind in kinds}
    for row in rows.held.values():
        found[row.TABLE].append(row)
    return {table: sorted(each, key=repr) for table, each in found.items()}


def _seen(book: Book, position: int) -> dict[str, list[Row]]:
    with book.view(position) as view:
        return {kind.TABLE: sorted(view.select(kind), key=repr) for kind in view.tables}


@contextmanager
def _older(book: Book) -> Iterator[Book]:
    """Another version of Steward on the same database: it has fewer read models, in another order."""
    yield from opened(book.database.url, models=(READ_MODELS[0], READ_MODELS[-1]))
