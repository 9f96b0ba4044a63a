"""The life of a thing: the events of its stream that a person may see, whatever moment they look at."""

from collections.abc import Iterator

import pytest

from application.projects import MoveProject, RenameProject
from projections import lives
from projections.book import Book
from tests.application.risks.office import HERE, RAIL, THERE, Office


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    made = Book(database_url)
    made.migrate()
    yield made
    made.close()


def test_a_life_is_the_events_of_its_stream_in_order_also_those_that_are_still_to_come(book: Book) -> None:
    office = Office(book)
    risk = office.assessed()
    office.do(RenameProject(thing=RAIL, name="Tram"))
    office.assess(risk, 5, 5)
    positions = [each.position for each in book.ledger.since(risk, 0)]
    for at in (None, positions[0]):
        with book.view(at) as view:
            life = lives.of(view, risk)
            assert [each.position for each in life] == positions
            assert life[0].recorded_at == office.ask(office.lena).at
    assert lives.reached(life, positions[0] - 1) is None
    assert lives.reached(life, positions[0]) == 0
    assert lives.reached(life, positions[-1] - 1) == len(positions) - 2
    assert lives.reached(life, book.ledger.head()) == len(positions) - 1


def test_a_thing_is_found_by_the_name_of_its_page_also_before_it_was_there(book: Book) -> None:
    office = Office(book)
    first = book.ledger.head()
    risk = office.assessed()
    for at in (None, first):
        with book.view(at) as view:
            assert (found := lives.find(view, "risk", "R-001")) is not None
            assert found.id == risk
            assert lives.find(view, "issue", "R-001") is None
            assert (person := lives.find(view, "person", str(office.lena))) is not None
            assert person.title == "Lena Quick"


def test_of_a_thing_that_moved_each_program_sees_its_own_years(book: Book) -> None:
    office = Office(book)
    office.do(MoveProject(thing=RAIL, program=THERE), by=office.sponsor)
    office.do(RenameProject(thing=RAIL, name="Tram"), by=office.sponsor)
    with book.view(programs=frozenset({HERE})) as here, book.view(programs=frozenset({THERE})) as there:
        seen = {each.position for each in lives.of(here, RAIL)}, {each.position for each in lives.of(there, RAIL)}
    assert all(seen)
    assert not seen[0] & seen[1]
    assert set.union(*seen) == {each.position for each in book.ledger.since(RAIL, 0)}
