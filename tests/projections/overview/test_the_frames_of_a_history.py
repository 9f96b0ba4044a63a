"""A program's history: a frame at the end of each period, its figures as the book stood there, and what moved in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from application.desk import STEWARD, Command, new_id
from application.issues import RaiseIssue
from application.ledger import Ask
from application.programs import ApproveProgram, DeclareProgramHealth, ProposeProgram
from application.projects import InitiateProject, ReportStatus
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections import record
from projections.book import Book
from projections.overview import frames, health, notable
from projections.overview.frames import Frames, Step

RAIL_PROGRAM, OTHER = program_id("DFT"), program_id("MOD")
RAIL, ROAD = project_id("RAIL"), project_id("ROAD")
JANUARY, MARCH, MAY, LAST = date(2025, 1, 10), date(2025, 3, 31), date(2025, 5, 2), date(2025, 6, 15)


def do(book: Book, day: date, command: Command) -> Ask:
    ask = Ask(by=STEWARD, at=datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC), command=uuid4())
    book.desk.do(command, ask)
    return ask


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    """A program that went from Green to Red within five months, and another beside it."""
    made = Book(database_url)
    made.migrate()
    for code in ("DFT", "MOD"):
        do(made, JANUARY, ProposeProgram(code=code, name=code))
        do(made, JANUARY, ApproveProgram(thing=program_id(code)))
    for code, home in (("RAIL", RAIL_PROGRAM), ("ROAD", OTHER)):
        do(made, JANUARY, InitiateProject(program=home, code=code, name=code.title()))
        report: dict[str, Any] = {"thing": project_id(code), "finish": date(2030, 1, 1)}
        do(made, JANUARY, ReportStatus(rating=Rating.GREEN, **report))
    do(made, MARCH, DeclareProgramHealth(thing=RAIL_PROGRAM, rating=Rating.GREEN, narrative="Well."))
    do(made, MAY, ReportStatus(thing=RAIL, rating=Rating.RED, finish=date(2031, 1, 1)))
    do(made, MAY, ReportStatus(thing=ROAD, rating=Rating.RED, finish=date(2039, 1, 1)))
    new_id(do(made, MAY, RaiseIssue(program=RAIL_PROGRAM, title="Landslip", description="Closed.")), "issue")
    yield made
    made.close()


def framed(book: Book, *, since: date = JANUARY, until: date = LAST, step: Step | None = None) -> Frames:
    with book.view() as view:
        return frames.frames(view, RAIL_PROGRAM, since=since, until=until, step=step)


def test_each_frame_stands_at_the_end_of_its_period_and_the_last_at_the_end_of_all(book: Book) -> None:
    found = framed(book)
    assert found.step is Step.MONTH
    ends = [date(2025, 1, 31), date(2025, 2, 28), MARCH, date(2025, 4, 30), date(2025, 5, 31), LAST]
    assert [each.day for each in found.frames] == ends
    assert [each.position for each in found.frames] == [
        book.ledger.position_at(datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)) for day in ends
    ]
    assert [each.before for each in found.frames] == [0, *(each.position for each in found.frames[:-1])]


@pytest.mark.parametrize(
    ("step", "ends"),
    [
        (Step.QUARTER, [MARCH, LAST]),
        (Step.YEAR, [LAST]),
        (Step.DAY, [JANUARY, MARCH, MAY]),
    ],
)
def test_frames_may_lie_further_apart_or_only_where_something_was_recorded(
    book: Book, step: Step, ends: list[date]
) -> None:
    assert [each.day for each in framed(book, step=step).frames] == ends


def test_too_many_frames_give_way_to_fewer_and_it_is_said(book: Book) -> None:
    found = framed(book, since=date(2020, 1, 1), step=Step.MONTH)
    assert (found.step, found.asked, len(found.frames)) == (Step.QUARTER, Step.MONTH, 22)
    ages = framed(book, since=date(1925, 1, 1))
    assert (ages.step, len(ages.frames), ages.frames[-1].day) == (Step.YEAR, frames.MOST, LAST)


def test_a_point_is_what_the_program_looked_like_there(book: Book) -> None:
    with book.view() as view:
        found = frames.points(view, RAIL_PROGRAM, framed(book).frames)
        assert [each.declared for each in found] == [None, None, *[Rating.GREEN] * 4]
        assert [each.computed for each in found] == [*[Rating.GREEN] * 4, *[Rating.RED] * 2]
        assert [each.issues for each in found] == [0, 0, 0, 0, 1, 1]
        assert [(each.counts.red, each.green) for each in found] == [*[(0, 1)] * 4, *[(1, 0)] * 2]


def test_the_computed_health_of_a_frame_is_the_one_of_the_program_s_page_there(book: Book) -> None:
    for each in framed(book).frames:
        with book.view(each.position) as view:
            row = next(row for row in health.every_program(view, each.day) if row.program.id == RAIL_PROGRAM)
            (point,) = frames.points(view, RAIL_PROGRAM, [each])
            assert point.counts == row.figures.counts
            assert point.computed == row.computed.rating


def test_what_moved_most_comes_first_and_is_of_this_program_alone(book: Book) -> None:
    before, after = (each.position for each in framed(book).frames[3:5])
    with book.view(after) as view:
        found = notable.between(view, book.ledger, RAIL_PROGRAM, since=before)
    assert [record.plain(each) for each in found.entries] == [
        "Steward declared delivery confidence Green → Red",
        "Steward moved the finish 1 Jan 2030 → 1 Jan 2031",
        "Steward raised the issue Landslip in DFT on 2 May 2025 “Closed.”",
    ]
    assert found.count == 3


def test_a_period_in_which_nothing_was_recorded_has_nothing_to_tell(book: Book) -> None:
    with book.view() as view:
        assert notable.between(view, book.ledger, RAIL_PROGRAM, since=view.head) == notable.Happened(0, [])
        assert frames.born(view, RAIL_PROGRAM) == JANUARY
