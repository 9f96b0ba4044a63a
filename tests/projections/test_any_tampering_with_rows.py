"""Whatever happened in a book, its rows verify; whatever single change is made to them by other hands, they do not."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from hypothesis import HealthCheck, assume, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from application.ledger import Tx
from projections.book import Book
from projections.rows import Row
from projections.verifying import verify_rows
from projections.verifying.aside import Aside
from projections.verifying.sums import SINCE, Stored, names
from tests.projections.histories import Step, perform, steps

MODEST = settings(max_examples=12, suppress_health_check=list(HealthCheck))
TAKES = 4  # each book is tampered with so often, one change at a time


class Undone(Exception):  # noqa: N818 - rolls back what was done to the rows
    """The end of one change."""


class Change(NamedTuple):
    """What is done: to which table, row and column, as far as there are so many."""

    how: str
    table: int
    row: int
    column: int


CHANGES = st.builds(
    Change, st.sampled_from(["change", "change", "remove", "add"]), *[st.integers(0, 10_000) for _ in range(3)]
)


@MODEST
@for_all(steps(most=25), st.lists(CHANGES, min_size=TAKES, max_size=TAKES))
def test_rows_verify_until_somebody_changes_one(fresh: Any, acts: list[Step], changes: list[Change]) -> None:
    with fresh() as book:
        perform(book, acts)
        assume(book.ledger.head())
        assert verify_rows(book).fault is None
        assert _aside(book)
        for change in changes:
            with suppress(Undone), book.database.write() as tx:
                since = _tamper(tx, book, change)
                fault = verify_rows(book, Stored(tx, book.models)).fault
                assert fault, change
                assert verify_rows(book, Aside(book, tx)).fault == fault
                assert fault.position == since, (change, fault)
                raise Undone


def _aside(book: Book) -> bool:
    """Whether the rows verify where the reader folds a part of the models, and so that nothing is folded twice."""
    told: list[int] = []
    with book.database.read() as tx:
        found = verify_rows(book, Aside(book, tx), lambda position, _: told.append(position))
    return found.fault is None and told == [book.ledger.head()]


def _tamper(tx: Tx, book: Book, change: Change) -> int:
    """Do it behind the back of the log; gives the first position at which it shows."""
    tables = book.models.tables(book.models.current(tx)[0])
    filled = [(kind, table) for kind, table in tables.items() if tx.one(f"SELECT 1 FROM {table}")]
    kind, table = filled[change.table % len(filled)]
    rows = sorted(tx.rows(f"SELECT {', '.join(names(kind))} FROM {table}"), key=repr)
    old = rows[change.row % len(rows)]
    new = list(old)
    added = change.how == "add"
    for name in ("since", "node") if added else (names(kind)[change.column % len(old)],):
        place = names(kind).index(name)
        new[place] = _another(old[place], taken=name == "node" or name in kind.KEY)
    if not added:
        where = " AND ".join(f"{name} = ?" for name in ("node", *kind.KEY))
        tx.many(f"DELETE FROM {table} WHERE {where}", [[old[-1], *_key(kind, old)]])
    if change.how != "remove":
        tx.load(table, names(kind), [new])
    before, after = int(old[SINCE]), int(new[SINCE])
    return {"change": min(before, after), "remove": before, "add": after}[change.how]


def _key(kind: type[Row], row: Sequence[Any]) -> list[Any]:
    return [row[names(kind).index(name)] for name in kind.KEY]


def _another(value: Any, *, taken: bool) -> Any:
    """Another value of the same type; where the nearest may be taken by another row, one that nobody uses."""
    if isinstance(value, int):
        return -1 - value if taken else value + 1
    return f"{value} " if isinstance(value, str) else 7
