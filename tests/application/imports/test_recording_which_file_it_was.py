"""Whoever holds a file can prove that exactly it was imported: its digest is an event, and the cause of all it made."""

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID, uuid4

import msgspec
import pytest

from application.imports.files import carry
from application.imports.portfolio import carry_out, plan, read_editions
from application.imports.sheets import Take, carry_out_sheets, read_sheets
from application.ledger import Ask, Recorded
from application.programs import ApproveProgram, ProposeProgram
from domain.imports.file import FileImported, Holds
from domain.kernel import Event
from domain.people.words import Role
from domain.programs.state import program_id
from projections.book import Book

HEADINGS = "Project Name,Department,Delivery Confidence Assessment,Project - Start Date,Project - End Date,Description"
ROWS = [f"Bridge {n},DFT,Amber,01/02/2015,31/12/202{n},Build it" for n in (5, 6, 7)]
EARLY = "\n".join([HEADINGS, *ROWS]).encode()
LATE = EARLY.replace(b"Amber", b"Red").replace(b"31/12", b"30/11")
PROJECTS = b"Program,Code,Name,Forecast finish\nMOON,M-1,Rover,2023-09-30\nMOON,M-2,Lander,2024-01-31\n"


def events(book: Book, after: int = 0) -> list[Recorded[Event]]:
    with book.database.read() as tx:
        return book.ledger.page_in(tx, after, 1_000)


def files(book: Book) -> dict[int, FileImported]:
    return {each.position: each.fact for each in events(book) if isinstance(each.fact, FileImported)}


def causes(book: Book, after: int) -> set[int | None]:
    return {each.envelope.caused_by for each in events(book, after)}


def another(ask: Ask) -> Ask:
    return msgspec.structs.replace(ask, command=uuid4())


def test_an_import_begins_with_its_file_which_caused_all_the_rest(book: Book, steward: Ask) -> None:
    carry_out(read_editions([("gmpp_2019.csv", EARLY)]), book.desk, steward)
    [(position, fact)] = files(book).items()
    digest = sha256(EARLY).hexdigest()
    assert position == 1
    assert (fact.name, fact.sha256, fact.size) == ("gmpp_2019.csv", digest, len(EARLY))
    assert (fact.holds, fact.year) == (Holds.PORTFOLIO, 2019)
    said = events(book)[0].envelope
    assert (said.actor, said.effective_at, said.caused_by) == (steward.by, steward.at, None)
    assert causes(book, after=1) == {1}


def test_the_same_file_again_records_nothing_whatever_it_is_called(book: Book, steward: Ask) -> None:
    carry_out(read_editions([("gmpp_2019.csv", EARLY)]), book.desk, steward)
    head = book.ledger.head()
    again = carry_out(read_editions([("copy of gmpp_2019.csv", EARLY)]), book.desk, another(steward))
    assert (again.events, again.plan.facts, book.ledger.head()) == (0, {}, head)


def test_two_files_of_one_import_are_two_events(book: Book, steward: Ask) -> None:
    read = read_editions([("gmpp_2019.csv", EARLY), ("gmpp_2020.csv", LATE)])
    foreseen = plan(read, book.desk, steward)
    assert [edition.facts[FileImported.TOPIC] for edition in foreseen.editions] == [1, 1]
    carry_out(read, book.desk, steward)
    first, second = files(book)
    assert [fact.name for fact in files(book).values()] == ["gmpp_2019.csv", "gmpp_2020.csv"]
    assert {each.envelope.caused_by for each in events(book, first) if each.position < second} == {first}
    assert causes(book, after=second) == {second}


def test_a_stopped_import_that_is_sent_again_goes_on_under_the_same_event(book: Book, steward: Ask) -> None:
    read = read_editions([("gmpp_2019.csv", EARLY)])
    for step in plan(read, book.desk, steward).steps[:3]:
        carry(step, book.desk)
    stopped = book.ledger.head()
    assert carry_out(read, book.desk, another(steward)).plan.facts.get(FileImported.TOPIC) is None
    assert book.ledger.head() > stopped
    assert list(files(book)) == [1]
    assert causes(book, after=1) == {1}


@pytest.fixture
def moon(book: Book, steward: Ask) -> Book:
    book.desk.do(ProposeProgram(code="MOON", name="Moon Landing"), steward)
    book.desk.do(ApproveProgram(thing=program_id("MOON")), another(steward))
    return book


def test_a_sheet_says_what_it_held_and_another_with_the_same_rows_is_no_import(moon: Book, steward: Ask) -> None:
    ask = another(steward)
    carry_out_sheets(read_sheets("projects", [("rows.csv", PROJECTS)]), moon.desk, ask, take=Take.ALL_OR_NOTHING)
    [(position, fact)] = files(moon).items()
    assert (fact.holds, fact.year, fact.sha256) == (Holds.PROJECTS, None, sha256(PROJECTS).hexdigest())
    assert causes(moon, after=position) == {position}
    same = read_sheets("projects", [("other.csv", PROJECTS + b"\n")])
    assert carry_out_sheets(same, moon.desk, another(steward), take=Take.ALL_OR_NOTHING).events == 0


def test_an_import_that_is_refused_records_no_file(
    moon: Book, steward: Ask, person: Callable[[str, Role], UUID]
) -> None:
    auditor = msgspec.structs.replace(another(steward), by=person("Eve", Role.AUDITOR))
    head = moon.ledger.head()
    read = read_sheets("projects", [("rows.csv", PROJECTS)])
    assert carry_out_sheets(read, moon.desk, auditor, take=Take.GOOD_ROWS).events == 0
    bad = read_sheets("projects", [("rows.csv", PROJECTS + b"MARS,X-1,Nowhere,\n")])
    assert carry_out_sheets(bad, moon.desk, steward, take=Take.ALL_OR_NOTHING).events == 0
    assert moon.ledger.head() == head


def test_of_a_name_only_what_a_page_can_show_is_kept(book: Book, steward: Ask) -> None:
    name = "C:\\Users\\liam\\gmpp\x07_2019\udcff.csv"
    told = msgspec.structs.replace(steward, reason="Edition of 2019.")
    carry_out(read_editions([(name, EARLY)]), book.desk, told)
    assert [fact.name for fact in files(book).values()] == ["gmpp_2019.csv"]
