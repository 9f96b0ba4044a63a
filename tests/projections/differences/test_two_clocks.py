"""What was known then, and what is known now about then: a late fact corrects the second and never the first."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD, Command, new_id
from application.ledger import Ask
from application.people import AddPerson
from application.programs import ApproveProgram, ProposeProgram
from application.projects import InitiateProject, ReportStatus
from application.risks import IdentifyRisk
from domain.people.words import Role
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import Rating
from domain.risks.words import Category
from projections.book import Book
from projections.differences.causes import told
from projections.differences.comparing import Comparison, compare
from projections.differences.knowing import Side, known_now, known_then
from projections.moments import then
from projections.projects.rows import ProjectRow
from projections.risks.rows import RiskRow
from projections.view import View
from tests.projections.tables import dump

BEGAN = datetime(2026, 1, 1, 9, tzinfo=UTC)
FIRST, SECOND, THIRD = date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1)


class Told:
    """A book told day by day, some of it late."""

    def __init__(self, url: str) -> None:
        self.book = Book(url)
        self.book.migrate()
        self.do(ProposeProgram(code="DFT", name="Transport"), day=1)
        self.do(ApproveProgram(thing=program_id("DFT")), day=1)
        self.do(InitiateProject(program=program_id("DFT"), code="P1", name="Rail"), day=1)
        self.project = project_id("P1")
        ask = Ask(by=STEWARD, at=BEGAN + timedelta(days=1), command=uuid4())
        self.book.desk.do(AddPerson(name="Ada", email="ada@example.org", role=Role.MANAGER), ask)
        self.owner = new_id(ask, "person")

    def do(self, command: Command, *, day: int, true_on: int | None = None) -> int:
        """Recorded on a day, true since that or an earlier one; returns the last position."""
        since = BEGAN + timedelta(days=true_on) if true_on is not None else None
        ask = Ask(by=STEWARD, at=BEGAN + timedelta(days=day), command=uuid4(), effective_at=since)
        return self.book.desk.do(command, ask).positions[-1]

    def finish(self, on: date, *, day: int, true_on: int | None = None) -> int:
        return self.do(ReportStatus(thing=self.project, finish=on), day=day, true_on=true_on)

    def known(self, view: View, day: int, *, now: bool) -> Side:
        until = datetime.combine((BEGAN + timedelta(days=day)).date(), time.max, UTC)
        seen = then(view, self.book.ledger.position_at(until))
        return known_now(seen, view, self.book.ledger, until) if now else known_then(seen)


@pytest.fixture
def book(database_url: str) -> Iterator[Told]:
    made = Told(database_url)
    yield made
    made.book.close()


def fields(view: View, compared: Comparison) -> dict[str, tuple[str, str, tuple[int, ...]]]:
    made = told(compared, compared.things, view)
    return {each.field: (each.before, each.after, each.positions) for found in made.values() for each in found}


def test_a_late_correction_shows_in_what_is_known_now_and_not_in_what_was_known_then(book: Told) -> None:
    book.finish(FIRST, day=10)
    late = book.finish(SECOND, day=30, true_on=15)
    with book.book.view() as view:
        before, after = book.known(view, 20, now=False), book.known(view, 20, now=True)
        assert [side.row(ProjectRow, (book.project,)).finish for side in (before, after)] == [FIRST, SECOND]  # type: ignore[union-attr]
        found = fields(view, compare(before, after, now=view))
        assert found["Finish"] == ("1 Jan 2027", "1 Jan 2028", (late,))


def test_what_was_recorded_later_and_true_later_is_left_out(book: Told) -> None:
    book.finish(FIRST, day=10)
    book.finish(SECOND, day=30)
    book.finish(THIRD, day=40, true_on=25)
    with book.book.view() as view:
        compared = compare(book.known(view, 20, now=False), book.known(view, 20, now=True), now=view)
        assert compared.things == ()


def test_late_facts_are_folded_in_the_order_they_were_recorded(book: Told) -> None:
    book.finish(FIRST, day=10)
    book.finish(SECOND, day=30, true_on=18)
    second = book.finish(THIRD, day=31, true_on=15)  # true earlier, and said last: its author knew of the other
    with book.book.view() as view:
        side = book.known(view, 20, now=True)
        assert side.row(ProjectRow, (book.project,)).finish == THIRD  # type: ignore[union-attr]
        found = fields(view, compare(book.known(view, 20, now=False), side, now=view))
        assert found["Finish"][2][-1] == second


def test_what_is_known_at_a_past_position_leaves_out_what_came_after_it(book: Told) -> None:
    book.finish(FIRST, day=10)
    late = book.finish(SECOND, day=30, true_on=15)
    book.finish(THIRD, day=40, true_on=16)
    with book.book.view(late) as view:
        assert book.known(view, 20, now=True).row(ProjectRow, (book.project,)).finish == SECOND  # type: ignore[union-attr]


def test_a_late_fact_already_known_on_the_earlier_side_did_not_make_the_difference(book: Told) -> None:
    book.finish(FIRST, day=10)
    late = book.finish(SECOND, day=30, true_on=15)
    last = book.finish(THIRD, day=40)
    with book.book.view() as view:
        found = fields(view, compare(book.known(view, 20, now=True), known_then(view), now=view))
        assert found["Finish"] == ("1 Jan 2028", "1 Jan 2029", (last,))
        plain = fields(view, compare(book.known(view, 20, now=False), known_then(view), now=view))
        assert plain["Finish"] == ("1 Jan 2027", "1 Jan 2029", (late, last))


def test_a_fact_about_what_was_not_there_yet_is_listed_and_not_lost(book: Told) -> None:
    with book.book.view() as view:
        began = view.head
    book.do(InitiateProject(program=program_id("DFT"), code="P2", name="Road"), day=30)
    late = book.do(ReportStatus(thing=project_id("P2"), rating=Rating.RED), day=31, true_on=15)
    with book.book.view() as view:
        side = book.known(view, 20, now=True)
        assert side.view.at == began
        assert side.unapplied[-1] == late
        assert not side.learned


def test_a_thing_recorded_late_is_added_under_the_number_that_it_has(book: Told) -> None:
    book.do(_a_risk(book, "First"), day=25)
    position = book.do(_a_risk(book, "Late"), day=30, true_on=15)
    with book.book.view() as view:
        compared = compare(book.known(view, 20, now=False), book.known(view, 20, now=True), now=view)
        (added,) = compared.of("added")
        assert (added.thing and added.thing.code, added.kind) == ("R-002", "risk")
        row = added.main and added.main.after and added.main.after.row
        assert isinstance(row, RiskRow)
        assert row.code == "R-002"
        assert fields(view, compared)["Title"] == ("", "Late", (position,))


def test_a_late_fact_of_another_program_is_not_shown(book: Told) -> None:
    book.finish(FIRST, day=10)
    book.finish(SECOND, day=30, true_on=15)
    with book.book.view(programs=frozenset({UUID(int=9)})) as view:
        compared = compare(book.known(view, 20, now=False), book.known(view, 20, now=True), now=view)
        assert compared.things == ()


def test_nothing_is_written_by_looking_at_what_is_known_now(book: Told) -> None:
    book.finish(FIRST, day=10)
    book.finish(SECOND, day=30, true_on=15)
    before = dump(book.book)
    with book.book.view() as view:
        assert book.known(view, 20, now=True).learned
    assert dump(book.book) == before


def _a_risk(book: Told, title: str) -> IdentifyRisk:
    home, owner = program_id("DFT"), book.owner
    return IdentifyRisk(program=home, title=title, event="It rains", category=Category.COST, owner=owner)
