"""Five published editions become one history, exactly as the preview said, and only once."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest

from application.imports.gmpp import Edition
from application.imports.portfolio import NOON, Absence, carry_out, plan, read_editions
from application.imports.sources import Unreadable
from application.ledger import Ask
from application.programs import ProposeProgram
from application.projects import CancelProject
from domain.kernel import Refused
from domain.people.words import Role
from domain.programs.state import PROGRAM, program_id
from domain.projects import events as e
from domain.projects.state import PROJECT, Project, project_id
from domain.projects.words import ProjectState, Rating
from projections.book import Book

FILES = sorted((Path(__file__).parents[3] / "demo" / "gmpp").glob("*.csv"))
CONTENTS = [(path.name, path.read_bytes()) for path in FILES]
DEPARTMENTS, PROJECTS = 28, 501  # counted from the files: departments by code, projects by number and name


@pytest.fixture(scope="module")
def editions() -> list[Edition]:
    return read_editions(CONTENTS)


def of(editions: list[Edition], *years: int) -> list[Edition]:
    return [edition for edition in editions if edition.year in years]


def only(editions: list[Edition], words: str) -> list[Edition]:
    """The editions with nothing but the rows whose names hold these words: as true, and quicker."""
    return [
        msgspec.structs.replace(x, rows=tuple(row for row in x.rows if words in row.name), problems=())
        for x in editions
    ]


def state(book: Book, code: str) -> Project:
    return book.desk.load(PROJECT, project_id(code)).state


def topics(book: Book) -> dict[str, int]:
    return Counter(stored.topic for stored in book.ledger.stored())


def history(book: Book, code: str, fact: type) -> list[tuple[date, object]]:
    told = [r for r in book.ledger.since(project_id(code), 0) if isinstance(r.fact, fact)]
    return [(r.envelope.effective_at.date(), r.fact.to) for r in told]  # type: ignore[attr-defined]


def test_the_five_editions_are_recorded_as_the_preview_said_and_once(
    book: Book, steward: Ask, editions: list[Edition]
) -> None:
    foreseen = plan(editions, book.desk, steward)
    assert book.ledger.head() == 0
    done = carry_out(editions, book.desk, steward)
    assert foreseen.facts == topics(book) == done.plan.facts
    assert done.events == book.ledger.head() == sum(foreseen.facts.values())
    assert [len(x.new) for x in foreseen.editions] == [188, 74, 50, 113, 76]
    assert (topics(book)["program.proposed/1"], topics(book)["project.initiated/1"]) == (DEPARTMENTS, PROJECTS)

    again = carry_out(editions, book.desk, msgspec.structs.replace(steward, command=uuid4()))
    assert again.events == 0
    assert again.plan.facts == {}
    assert {len(x.unchanged) for x in again.plan.editions} == {len(x.rows) for x in editions}
    for edition in editions:
        assert carry_out([edition], book.desk, steward).events == 0


def test_the_history_of_a_laboratory_is_that_of_the_files(book: Book, steward: Ask, editions: list[Edition]) -> None:
    carry_out(only(editions, "PHE Science Hub"), book.desk, steward)
    code = "DH-PHE-SCIENCE-HUB"
    now = state(book, code)
    assert history(book, code, e.ScheduleForecastRevised) == [
        (date(2014, 9, 30), date(2021, 3, 30)),
        (date(2016, 9, 30), date(2023, 3, 31)),
        (date(2018, 9, 30), date(2024, 12, 31)),
        (date(2021, 3, 31), date(2025, 6, 30)),
    ]
    assert history(book, code, e.HealthDeclared) == [
        (date(2014, 9, 30), Rating.AMBER),
        (date(2021, 3, 31), Rating.AMBER_RED),
        (date(2022, 3, 31), Rating.RED),
    ]
    assert now.baselines[0].finish == date(2021, 3, 30)
    assert now.baselines[0].cost_minor == 1_044_757_000_000
    assert len(now.baselines) == 1
    assert (now.program, now.name) == (program_id("DHSC"), "PHE Science Hub")
    assert now.description.endswith("GMPP number DOH_0017_1112-Q1")


def test_the_history_of_a_railway_keeps_what_was_not_provided(
    book: Book, steward: Ask, editions: list[Edition]
) -> None:
    carry_out(only(editions, "Crossrail"), book.desk, steward)
    code = "DFT-CROSSRAIL"
    assert state(book, code).name == "Crossrail Programme"
    assert history(book, code, e.ScheduleForecastRevised) == [
        (date(2014, 9, 30), date(2019, 12, 31)),
        (date(2018, 9, 30), None),
        (date(2021, 3, 31), date(2023, 5, 14)),
    ]
    withheld = [r.fact for r in book.ledger.since(project_id(code), 0) if isinstance(r.fact, e.ScheduleForecastRevised)]
    assert withheld[1].unknown == "Not provided"
    assert [rating for _, rating in history(book, code, e.HealthDeclared)] == [
        Rating.AMBER_GREEN, Rating.RED, Rating.AMBER_RED, Rating.AMBER,
    ]  # fmt: skip


def test_facts_are_recorded_now_and_true_since_the_editions_day(
    book: Book, steward: Ask, editions: list[Edition]
) -> None:
    carry_out(only(of(editions, 2017), "Crossrail"), book.desk, steward)
    [first] = book.ledger.since(program_id("DFT"), 0)[:1]
    assert first.envelope.recorded_at == steward.at
    assert first.envelope.effective_at == datetime.combine(date(2016, 9, 30), NOON)
    home = book.desk.load(PROGRAM, program_id("DFT")).state
    assert (home.time_days, home.cost_bp) == (180, 1_000)


def test_the_owners_rating_stands_in_where_the_authority_gave_none(
    book: Book, steward: Ask, editions: list[Edition]
) -> None:
    [edition] = of(editions, 2022)
    row = next(r for r in edition.rows if r.rating.value is None and r.second_rating.value and r.number)
    carry_out(only([edition], row.name), book.desk, steward)
    told = [r.fact for r in book.ledger.since(project_id(row.number or ""), 0) if isinstance(r.fact, e.HealthDeclared)]
    assert told[0].to is row.second_rating.value
    assert told[0].reason == (
        "Rated by the senior responsible owner; the authority gave no rating in the edition of 2022."
    )


def test_one_name_in_two_departments_is_two_projects(book: Book, steward: Ask, editions: list[Edition]) -> None:
    carry_out(only(of(editions, 2015, 2017), "IT Transformation Programme"), book.desk, steward)
    for department in ("DWP", "NCA"):
        found = state(book, f"{department}-IT-TRANSFORMATION-PROGRAM")
        assert (found.program, found.name) == (program_id(department), "IT Transformation Programme")


def test_an_older_edition_does_not_overwrite_a_newer_one(book: Book, steward: Ask, editions: list[Edition]) -> None:
    carry_out(only(of(editions, 2021), "PHE Science Hub"), book.desk, steward)
    before = state(book, "DOH_0017_1112-Q1")
    older = only(of(editions, 2019), "PHE")
    foreseen = plan(older, book.desk, steward).editions[0]
    assert "PHE Science Hub" in foreseen.superseded
    done = carry_out(older, book.desk, steward)
    assert state(book, "DOH_0017_1112-Q1") == before
    assert done.events == sum(foreseen.facts.values())


def test_a_project_that_is_named_no_longer_may_leave_and_comes_back_when_it_is_named_again(
    book: Book, steward: Ask, editions: list[Edition]
) -> None:
    carry_out(only(of(editions, 2015), "Thameslink") + only(of(editions, 2017), "Crossrail"), book.desk, steward)
    later = only(of(editions, 2019), "Crossrail")
    done = carry_out(later, book.desk, steward, absence=Absence.LEAVE)
    assert done.plan.facts["project.left_portfolio/1"] == 1
    assert state(book, "DFT-THAMESLINK").state is ProjectState.LEFT_PORTFOLIO
    assert carry_out(later, book.desk, steward, absence=Absence.LEAVE).events == 0
    old = only(of(editions, 2015), "Thameslink")
    again = [msgspec.structs.replace(edition, year=2020, as_at=date(2020, 9, 30)) for edition in old]
    carry_out(again, book.desk, msgspec.structs.replace(steward, command=uuid4()))
    assert state(book, "DFT-THAMESLINK").state is ProjectState.IN_PROGRESS


def test_a_project_that_an_edition_does_not_name_is_left_alone(
    book: Book, steward: Ask, editions: list[Edition]
) -> None:
    carry_out(only(of(editions, 2015), "Thameslink") + only(of(editions, 2017), "Crossrail"), book.desk, steward)
    gone = state(book, "DFT-THAMESLINK")
    later = only(of(editions, 2019), "Crossrail")
    assert plan(later, book.desk, steward).editions[0].absent == ("Thameslink",)
    carry_out(later, book.desk, steward)
    assert state(book, "DFT-THAMESLINK") == gone


def test_a_closed_project_is_named_and_the_rest_goes_in(book: Book, steward: Ask, editions: list[Edition]) -> None:
    carry_out(only(of(editions, 2021), "PHE Science Hub"), book.desk, steward)
    ended = CancelProject(thing=project_id("DOH_0017_1112-Q1"), reason="Ended by the board.")
    earlier = datetime.combine(date(2021, 3, 31), time(13), NOON.tzinfo)
    book.desk.do(ended, msgspec.structs.replace(steward, command=uuid4(), effective_at=earlier))
    later = only(of(editions, 2022), "Hub")
    foreseen = plan(later, book.desk, steward)
    [problem] = foreseen.problems
    assert (problem.file, problem.value) == ("uk_2022.csv", "PHE Science Hub")
    assert problem.reason == "The project is cancelled; initiate a new project."
    done = carry_out(later, book.desk, steward)
    assert done.events == sum(foreseen.facts.values()) > 0


def test_a_bad_cell_is_named_and_its_row_goes_in(book: Book, steward: Ask, editions: list[Edition]) -> None:
    foreseen = plan(of(editions, 2017), book.desk, steward)
    [problem] = foreseen.problems
    assert (problem.file, problem.row, problem.column, problem.value) == ("uk_2017.csv", 6, "AH", "1/012/2014")
    assert len(foreseen.editions[0].new) == 143


def test_one_broken_file_among_good_ones_writes_nothing(book: Book) -> None:
    with pytest.raises(Unreadable, match="no headings"):
        read_editions([CONTENTS[0], ("books.csv", b"author,title\nA,B\n")])
    assert book.ledger.head() == 0


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AUDITOR, Role.STAKEHOLDER, Role.ADMINISTRATOR])
def test_only_managers_of_all_programs_may_import(
    book: Book, editions: list[Edition], person: Callable[[str, Role], UUID], role: Role
) -> None:
    ask = Ask(by=person("Ada", role), at=book.now(), command=uuid4())
    head = book.ledger.head()
    with pytest.raises(Refused, match="needs the role manager"):
        carry_out(of(editions, 2017), book.desk, ask)
    assert book.ledger.head() == head


def test_a_program_that_people_made_is_not_a_department(book: Book, steward: Ask, editions: list[Edition]) -> None:
    book.desk.do(ProposeProgram(code="RAIL", name="Railways of the North"), steward)
    carry_out(only(of(editions, 2022), "Rail"), book.desk, msgspec.structs.replace(steward, command=uuid4()))
    assert book.desk.load(PROGRAM, program_id("RAIL")).state.projects == frozenset()
