"""What moved, how dense the record is, and how health reads, from the same book on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD, Command
from application.ledger import Ask
from application.programs import ApproveProgram, ProposeProgram
from application.projects import ApproveBaseline, CancelProject, InitiateProject, ReportStatus
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections.book import Book
from projections.moments import Growth, positions_at
from projections.overview.attention import attention
from projections.overview.health import by_program
from projections.overview.moves import since_day
from projections.overview.troubles import troubles

START = datetime(2022, 1, 3, 9, tzinfo=UTC)
DFT = program_id("DFT")
FINISH = date(2030, 1, 1)


class Told:
    """A book whose clock a test moves."""

    def __init__(self, url: str) -> None:
        self.at = START
        self.book = Book(url, now=lambda: self.at)
        self.book.migrate()

    def do(self, command: Command, *, on: datetime | None = None) -> None:
        self.at = on or self.at
        self.book.desk.do(command, Ask(by=STEWARD, at=self.at, command=uuid4()))

    def project(self, code: str, rating: Rating | None = Rating.AMBER) -> UUID:
        self.do(InitiateProject(program=DFT, code=code, name=code))
        self.do(ApproveBaseline(thing=project_id(code), finish=FINISH, cost_minor=10**9))
        self.do(ReportStatus(thing=project_id(code), rating=rating, finish=FINISH, whole_life=10**9))
        return project_id(code)


@pytest.fixture
def told(database_url: str) -> Iterator[Told]:
    made = Told(database_url)
    made.do(ProposeProgram(code="DFT", name="Transport"))
    made.do(ApproveProgram(thing=DFT))
    for code in ("RAIL", "ROAD"):
        made.project(code)
    yield made
    made.book.close()


def test_finish_and_confidence_are_told_old_and_new_the_largest_first(told: Told) -> None:
    later = START + timedelta(days=60)
    said: dict[str, Any] = {"finish": date(2041, 10, 17), "whole_life": 10**9}
    told.do(ReportStatus(thing=project_id("RAIL"), rating=Rating.RED, **said), on=later)
    with told.book.view() as view:
        moved = since_day(view, today=later.date())
        assert [(m.name, m.what, m.before, m.after) for m in moved.moves] == [
            ("RAIL", "finish", FINISH, date(2041, 10, 17)),
            ("RAIL", "confidence", Rating.AMBER, Rating.RED),
        ]
        assert since_day(view, today=later.date(), asked=later.date()).moves == []
        assert since_day(view, today=later.date(), asked=date(2021, 1, 1)).position == 0


def test_the_same_is_told_when_it_is_looked_at_later(told: Told) -> None:
    later = START + timedelta(days=60)
    told.do(ReportStatus(thing=project_id("RAIL"), rating=Rating.RED, finish=FINISH, whole_life=10**9), on=later)
    with told.book.view() as view:
        then, head = since_day(view, today=later.date()).moves, view.head
    told.do(ReportStatus(thing=project_id("RAIL"), rating=Rating.RED, finish=date(2050, 1, 1), whole_life=1), on=later)
    with told.book.view(head) as view:
        assert since_day(view, today=later.date()).moves == then


def test_the_density_counts_every_event_once(told: Told) -> None:
    now = START + timedelta(days=47)
    told.do(ReportStatus(thing=project_id("RAIL"), rating=Rating.RED, finish=FINISH, whole_life=10**9), on=now)
    with told.book.view() as view:
        found = Growth().density(view, now)
        assert found is not None
        assert sum(found.counts) == view.head
        assert len(found.counts) == 48
        assert found.counts[0] > 0
        assert found.since == START
    with told.book.view(told.book.ledger.head() - 1) as view:
        earlier = Growth().density(view, now)
        assert earlier is not None
        assert 0 < earlier.here < 48


def test_an_empty_book_has_no_density(database_url: str) -> None:
    book = Book(database_url)
    book.migrate()
    with book.view() as view:
        assert Growth().density(view, START) is None
    book.close()


def test_positions_are_those_of_the_log(told: Told) -> None:
    moments = [START - timedelta(days=1), START, START + timedelta(days=9)]
    with told.book.view() as view:
        assert positions_at(view, moments) == [told.book.ledger.position_at(each) for each in moments]
        assert positions_at(view, []) == []


def test_health_counts_open_projects_and_keeps_the_strip_of_those_that_ended(told: Told) -> None:
    later = START + timedelta(days=120)
    told.do(CancelProject(thing=project_id("RAIL"), reason="No case."), on=later)
    told.do(ReportStatus(thing=project_id("ROAD"), rating=Rating.RED, finish=FINISH, whole_life=10**9))
    with told.book.view() as view:
        (line,) = by_program(view, later.date()).lines
        assert line.figures.counts.projects == 1
        assert [rating for _, rating in line.strip][-2:] == [Rating.AMBER, Rating.RED]
        assert line.figures.cost == {"GBP": 10**9}
        total = by_program(view, later.date()).total
        assert (total.counts, total.cost) == (line.figures.counts, line.figures.cost)


def test_what_needs_attention_reads_the_same_on_both_databases(told: Told) -> None:
    later = START + timedelta(days=20)
    told.do(ReportStatus(thing=project_id("ROAD"), rating=Rating.RED, finish=FINISH, whole_life=10**9), on=later)
    with told.book.view() as view:
        needs = attention(view, by_program(view, later.date()), later.date(), more=troubles(view, later.date()))
        assert [(item.group, item.title) for item in needs.items] == [("red", "ROAD")]
        past = attention(view, by_program(view, date(2031, 1, 1)), date(2031, 1, 1))
        assert past.count("overdue") == 2
        assert past.count("red") == 0
