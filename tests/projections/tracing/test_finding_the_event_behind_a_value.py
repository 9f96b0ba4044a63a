"""Which event gave a row its value: the same as looking at every earlier position, on both databases."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings

from projections.book import Book
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.risks.rows import RiskRow
from projections.rows import Row
from projections.tracing import origins as module
from projections.tracing.origins import Origins
from projections.view import View
from tests.projections.books import in_a_file
from tests.projections.histories import Step, perform, steps
from tests.projections.reports.transport import tell_transport

FIELDS: dict[type[Row], tuple[str, ...]] = {
    ProjectRow: ("rating", "finish", "state", "program", "whole_life_minor"),
    RiskRow: ("level", "state", "owner"),
    MilestoneRow: ("due", "state"),
}


def test_it_is_the_first_position_from_which_the_value_stayed(database_url: str) -> None:
    book = Book(database_url)
    book.migrate()
    tell_transport(book)
    _agree(book, (1, 9, 20, 33, 44))
    book.close()


@settings(max_examples=15)
@given(steps(most=40))
def test_it_is_so_in_any_history_however_few_versions_a_statement_brings(acts: list[Step]) -> None:
    with in_a_file() as book:
        perform(book, acts)
        head = book.ledger.head()
        _agree(book, sorted({1, head // 2, head} - {0}))
        kept, module.BURST = module.BURST, 0
        try:
            _agree(book, [head] if head else [])
        finally:
            module.BURST = kept


def test_a_row_that_was_not_there_yet_has_no_event() -> None:
    with in_a_file() as book:
        tell_transport(book)
        with book.view() as view:
            rail = view.select(ProjectRow, "code = ?", ("RAIL",))[0].id
        with book.view(3) as view:
            assert Origins(view, ProjectRow, [rail]).made(rail, "rating") == ()
            assert Origins(view, ProjectRow, []).of("rating") == {}


def _agree(book: Book, positions: Any) -> None:
    for at in positions:
        with book.view(at) as view:
            for kind, fields in FIELDS.items():
                rows: list[Any] = view.select(kind)
                origins = Origins(view, kind, [row.id for row in rows])
                found = {(row.id, field): origins.made(row.id, field) for row in rows for field in fields}
                assert found == {(row.id, field): _slowly(view, kind, row, field) for row in rows for field in fields}


def _slowly(view: View, kind: type[Row], row: Any, field: str) -> tuple[int, ...]:
    first = view.at
    while first > 1 and _value(view, kind, row.id, field, first - 1) == getattr(row, field):
        first -= 1
    return (first,)


def _value(view: View, kind: type[Row], key: UUID, field: str, at: int) -> Any:
    found: Any = View(view.tx, view.tables, at=at, head=view.head, programs=None).one(kind, key)
    return getattr(found, field) if found else "not there"
