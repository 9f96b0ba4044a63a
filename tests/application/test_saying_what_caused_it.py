"""An event that another one brought about says so: the risk behind an issue, the issue behind an action, a lapse."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from application.corrective_actions import RecordNonconformity
from application.desk import STEWARD
from application.issues import RaiseIssue
from application.risks import lapse_due
from projections import record
from projections.book import Book
from projections.record import Entry
from tests.application.corrective_actions.works import NONCONFORMITY, Works
from tests.application.risks.office import HERE, UNTIL


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    book = Book(f"sqlite:///{tmp_path / 'book.sqlite'}")
    book.migrate()
    yield Works(book)
    book.close()


def entry(works: Works, position: int) -> Entry:
    with works.book.view() as view:
        found = record.one(view, works.book.ledger, position)
    assert found
    return found


def caused(works: Works, position: int) -> list[int]:
    with works.book.view() as view:
        found = record.caused(view, works.book.ledger, entry(works, position))
    return [each.position for each in found]


def began(works: Works, thing: UUID) -> int:
    position = works.book.ledger.beginning(thing)
    assert position
    return position


def test_an_issue_from_a_risk_is_because_the_risk_was_identified(works: Works) -> None:
    risk = works.identify()
    works.do(RaiseIssue(program=HERE, title="It came late", from_risk=risk))
    head = works.book.ledger.head()
    assert entry(works, head - 1).caused_by == began(works, risk)
    assert caused(works, began(works, risk)) == [head - 1, head]


def test_an_action_from_an_issue_is_because_the_issue_was_raised(works: Works) -> None:
    issue = works.raised()
    works.do(RecordNonconformity(**NONCONFORMITY, owner=works.owner, source_issue=issue))
    assert entry(works, works.book.ledger.head()).caused_by == began(works, issue)


def test_a_lapse_is_because_of_the_acceptance(works: Works) -> None:
    risk = works.accepted()
    accepted = works.book.ledger.head()
    lapse_due(works.book.desk, [risk], works.ask(STEWARD, UNTIL + timedelta(days=1)))
    assert entry(works, accepted + 1).caused_by == accepted
    assert caused(works, accepted) == [accepted + 1]


def test_what_comes_out_of_nothing_has_no_cause(works: Works) -> None:
    issue = works.raised()
    assert entry(works, began(works, issue)).caused_by is None
    assert caused(works, began(works, issue)) == []


def test_who_may_not_see_an_effect_is_not_told_of_it(works: Works) -> None:
    risk = works.identify()
    works.do(RaiseIssue(program=HERE, title="It came late", from_risk=risk))
    first = entry(works, began(works, risk))
    with works.book.view(programs=frozenset()) as view:
        assert record.caused(view, works.book.ledger, first) == []
        assert record.visible(view, [first.position]) == frozenset()
