"""Whatever happened, in whatever order, a report can be made at every position, and again after everything."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from projections.book import Book
from projections.reports.document import canonical
from projections.reports.program import NoReport, program_report
from projections.reports.sources import month_before
from tests.projections.books import in_a_file
from tests.projections.histories import Step, asks, decided, steps


@settings(max_examples=25)
@given(steps(most=30))
def test_every_position_of_any_history_has_a_report_that_stays_the_same(acts: list[Step]) -> None:
    with in_a_file() as book:
        now = []
        for ask, act in zip(asks(), acts, strict=False):
            loaded = book.ledger.load(act.kind.aggregate, act.stream)
            book.ledger.append(ask, loaded.facts(decided(loaded.found, act)))
            now.append((book.ledger.head(), _made(book, None)))
        assert [(at, _made(book, at)) for at, _ in now] == now
        book.models.rebuild()
        assert [(at, _made(book, at)) for at, _ in now] == now


@pytest.mark.parametrize(
    ("moment", "before"),
    [
        ((2022, 3, 31), (2022, 2, 28)),
        ((2024, 3, 30), (2024, 2, 29)),
        ((2022, 1, 15), (2021, 12, 15)),
        ((2000, 3, 31), (2000, 2, 29)),
    ],
)
def test_a_month_before_is_the_same_day_or_the_last_one(
    moment: tuple[int, int, int], before: tuple[int, int, int]
) -> None:
    assert month_before(datetime(*moment, 9, tzinfo=UTC)) == datetime(*before, 9, tzinfo=UTC)


def _made(book: Book, at: int | None) -> bytes:
    with book.view(at) as view:
        try:
            return canonical(program_report(view, book.ledger, "T-0"))
        except NoReport:
            return b"There is no report."
