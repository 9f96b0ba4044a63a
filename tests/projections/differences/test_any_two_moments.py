"""Between any two positions of any history the differences are exactly what makes the earlier rows the later ones."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from projections.book import Book
from projections.differences import finding
from projections.differences.described import DESCRIBED
from projections.differences.knowing import Overlay, fold_over
from projections.differences.made import made_by, moved_by
from projections.differences.versions import Moved
from projections.rows import Row, shape
from tests.projections.histories import Step, perform, steps

FEW = settings(max_examples=6, suppress_health_check=list(HealthCheck))  # each makes a database of its own
Held = dict[tuple[type[Row], Any], Row]


@FEW
@for_all(steps(most=25), st.data())
def test_differences_lead_from_any_moment_to_any_other(fresh: Any, acts: list[Step], data: Any) -> None:
    with fresh() as book:
        perform(book, acts)
        a, b, c = sorted(data.draw(st.integers(0, book.ledger.head()), label="position") for _ in range(3))
        assert _applied(_rows(book, a), _between(book, a, b)) == _rows(book, b)
        by_way_of_b = _applied(_applied(_rows(book, a), _between(book, a, b)), _between(book, b, c))
        assert by_way_of_b == _applied(_rows(book, a), _between(book, a, c))
        _single_events_make_the_difference_from_the_position_before(book)
        _chains_hold_every_version_that_led_to_the_newest(book, a, c)
        _an_overlay_of_all_later_facts_is_the_later_moment(book, a, c)


def _single_events_make_the_difference_from_the_position_before(book: Book) -> None:
    head = book.ledger.head()
    with book.view() as view:
        made = moved_by(view, list(range(1, head + 1)))
        told = made_by(view, list(range(1, head + 1)))
    for position in range(1, head + 1):
        assert _plain(made.get(position, [])) == _plain(_between(book, position - 1, position))
        assert all(each.positions == (position,) for each in told[position])


def _chains_hold_every_version_that_led_to_the_newest(book: Book, a: int, b: int) -> None:
    moved = _between(book, a, b)
    with book.view(b) as view:
        for kind in {each.kind for each in moved}:
            newest = [each.after for each in moved if each.kind is kind and each.after]
            starts = sorted(each.since for each in finding.chains(view, kind, newest, a))
            assert starts == sorted(_leading(book, kind, newest, a))


def _an_overlay_of_all_later_facts_is_the_later_moment(book: Book, a: int, b: int) -> None:
    with book.view(a) as earlier, book.view(b) as later:
        overlay = Overlay(earlier, later)
        events = [e for e in map(book.ledger.recorded, book.ledger.stored()) if a < e.position <= b]
        assert fold_over(overlay, events) == []
    rows = _rows(book, a)
    for place, row in overlay.held.items():
        if place[0] in DESCRIBED:
            rows.pop(place, None)
            rows |= {place: row} if row else {}
    assert rows == _rows(book, b)


def _leading(book: Book, kind: type[Row], newest: list[Any], a: int) -> list[int]:
    """Where the versions of each chain begin, found by looking at every version there is."""
    with book.database.read() as tx:
        table = book.models.tables(book.models.current(tx)[0])[kind]
        keys = ", ".join(kind.KEY)
        found = tx.rows(f"SELECT since, until, {keys} FROM {table} WHERE since > {a}") if newest else []
    known = shape(kind)
    starts: list[int] = []
    for version in newest:
        key, since = tuple(known.key_values(known.key_of(version.row))), version.since
        while since is not None:
            starts.append(since)
            since = next((row[0] for row in found if row[1] == since and row[2:] == key), None)
    return starts


def _between(book: Book, a: int, b: int) -> list[Moved]:
    with book.view(b) as later, book.view(a) as earlier:
        return [each for kind in DESCRIBED for each in finding.between(earlier, later, kind)]


def _rows(book: Book, position: int) -> Held:
    with book.view(position) as view:
        every = [row for kind in DESCRIBED for row in view.select(kind)]
    return {(type(row), shape(type(row)).key_of(row)): row for row in every}


def _applied(rows: Held, moved: list[Moved]) -> Held:
    made = dict(rows)
    for each in moved:
        assert made.get((each.kind, each.key)) == (each.before.row if each.before else None)
        made.pop((each.kind, each.key), None)
        if each.after:
            made[each.kind, each.key] = each.after.row
    return made


def _plain(moved: list[Moved]) -> list[tuple[str, str, str]]:
    """Rows before and after; a row written twice by one event was never anything in between."""
    return sorted(
        (each.kind.TABLE, repr(each.before and each.before.row), repr(each.after and each.after.row)) for each in moved
    )
