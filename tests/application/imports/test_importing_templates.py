"""Filled-in templates become projects, risks and corrective actions; a row with a problem is named with what to do."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4, uuid5

import msgspec
import pytest

from application.imports.sheets import SheetResult, Take, carry_out_sheets, plan_sheets, read_sheets
from application.imports.template_columns import Kind
from application.imports.templates import TemplateSheet
from application.ledger import Ask
from application.programs import ApproveProgram, ProposeProgram
from domain.corrective_actions.events import NonconformityRecorded
from domain.corrective_actions.words import Severity
from domain.people.words import Role
from domain.programs.state import program_id
from domain.projects.state import PROJECT, project_id
from domain.projects.words import Rating
from domain.risks.matrix import Level
from domain.risks.state import RISK
from domain.risks.words import Category, RiskState
from projections.book import Book

PROJECTS = b"""Program,Code,Name,Start,Baseline finish,Forecast finish,Whole-life cost,Currency,Confidence,Narrative
MOON,M-1,Rover,2021-01-04,2023-06-30,2023-09-30,1250000.50,GBP,Amber,Wheels are late
moon landing,M-2,Lander,,,,,,,
"""
RISKS = b"""Program,Project,Title,Cause,Event,Effect,Owner,Category,Likelihood,Impact,Response,Proximity
MOON,M-1,Dust,The ground is fine,dust may enter,Motors stop,ada@example.org,Technology,4,4,reduce,2022-08-01
MOON,,Budget,,money may run short,,ada@example.org,,,,,
"""
ACTIONS = b"""Program,Project,Title,Requirement,Evidence,Severity,Kind,Owner,Due
MOON,M-1,Bolts loose,Torque of 12 Nm,Three of nine below,high,corrective,ada@example.org,2022-06-30
"""


@pytest.fixture
def moon(book: Book, steward: Ask, person: Callable[[str, Role], UUID]) -> Book:
    """A book with the program MOON and Ada, who may write in it."""
    person("Ada", Role.CONTRIBUTOR)
    book.desk.do(ProposeProgram(code="MOON", name="Moon Landing"), steward)
    book.desk.do(ApproveProgram(thing=program_id("MOON")), msgspec.structs.replace(steward, command=uuid4()))
    return book


def sheet(kind: Kind, data: bytes) -> list[TemplateSheet]:
    return read_sheets(kind, [(f"{kind}.csv", data)])


def take_over(book: Book, steward: Ask, kind: Kind, data: bytes, take: Take = Take.ALL_OR_NOTHING) -> SheetResult:
    """Import, after making sure that the preview says what then happens."""
    foreseen = plan_sheets(sheet(kind, data), book.desk, steward)
    head = book.ledger.head()
    done = carry_out_sheets(sheet(kind, data), book.desk, steward, take=take)
    made = sum(foreseen.facts.values())
    assert (
        done.events == book.ledger.head() - head == (0 if foreseen.problems and take is Take.ALL_OR_NOTHING else made)
    )
    return done


def test_projects_are_recorded_with_baseline_and_status(moon: Book, steward: Ask) -> None:
    take_over(moon, steward, "projects", PROJECTS)
    rover = moon.desk.load(PROJECT, project_id("M-1")).state
    assert (rover.name, rover.program, rover.rating) == ("Rover", program_id("MOON"), Rating.AMBER)
    assert rover.baseline is not None
    assert (rover.baseline.finish, rover.baseline.cost_minor) == (date(2023, 6, 30), 125_000_050)
    assert (rover.finish, rover.narrative) == (date(2023, 9, 30), "Wheels are late")
    lander = moon.desk.load(PROJECT, project_id("M-2")).state
    assert (lander.name, lander.rating, lander.baseline) == ("Lander", None, None)


def test_the_same_rows_are_recorded_once_and_changed_rows_change(moon: Book, steward: Ask) -> None:
    take_over(moon, steward, "projects", PROJECTS)
    again = take_over(moon, steward, "projects", PROJECTS)
    assert (again.events, again.plan.unchanged) == (0, ("Rover", "Lander"))
    changed = take_over(moon, steward, "projects", PROJECTS.replace(b"2023-09-30", b"2023-12-31"))
    assert changed.events == 2  # the other file, and the one row that differs
    assert moon.desk.load(PROJECT, project_id("M-1")).state.finish == date(2023, 12, 31)


def test_risks_are_identified_assessed_and_treated(moon: Book, steward: Ask) -> None:
    take_over(moon, steward, "projects", PROJECTS)
    done = take_over(moon, steward, "risks", RISKS)
    dust, budget = (moon.desk.load(RISK, uuid5(s.ask.command, "risk")).state for s in done.plan.steps[1:])
    assert (dust.state, dust.category, dust.project) == (
        RiskState.TREATMENT_PLANNED,
        Category.TECHNOLOGY,
        project_id("M-1"),
    )
    assert dust.current is not None
    assert (dust.current.level, dust.current.basis) == (Level.HIGH, "As row 2 of risks.csv says.")
    assert (budget.state, budget.category, budget.current) == (RiskState.IDENTIFIED, Category.OTHER, None)
    assert take_over(moon, steward, "risks", RISKS).events == 0


def test_corrective_actions_are_recorded(moon: Book, steward: Ask) -> None:
    take_over(moon, steward, "projects", PROJECTS)
    done = take_over(moon, steward, "actions", ACTIONS)
    _, step = done.plan.steps
    [recorded] = moon.ledger.since(uuid5(step.ask.command, "corrective_action"), 0)
    bolts = recorded.fact
    assert isinstance(bolts, NonconformityRecorded)
    assert (bolts.title, bolts.severity, bolts.due) == ("Bolts loose", Severity.MAJOR, date(2022, 6, 30))


@pytest.mark.parametrize(
    ("old", "new", "heading", "reason"),
    [
        (
            b"MOON,,B",
            b"MARS,,B",
            "Program",
            "There is no program MARS; write the code or name of one, or propose it first.",
        ),
        (b"M-1,D", b"M-9,D", "Project", "There is no project M-9; write the code of one, or leave it blank."),
        (
            b"stop,ada@",
            b"stop,eve@",
            "Owner",
            "Nobody has the address eve@example.org; correct it, or add the person first.",
        ),
        (b"stop,ada@example.org", b"stop,", "Owner", "Write the e-mail address of the owner."),
        (b"money may run short", b"", "Event", "Say what may happen."),
        (b"Technology", b"Magic", "Category", "It is none of the categories."),
        (b"reduce", b"accept", "Response", "Accepting takes another person's approval"),
    ],
)
def test_every_bad_row_is_named_and_nothing_goes_in(
    moon: Book, steward: Ask, old: bytes, new: bytes, heading: str, reason: str
) -> None:
    take_over(moon, steward, "projects", PROJECTS)
    data = RISKS.replace(old, new)
    refused = take_over(moon, steward, "risks", data)
    [problem] = refused.plan.problems
    assert (refused.events, problem.file, problem.heading) == (0, "risks.csv", heading)
    assert problem.row in {2, 3}
    assert problem.reason.startswith(reason)
    chosen = take_over(moon, steward, "risks", data, Take.GOOD_ROWS)
    assert chosen.events > 0
    assert len(chosen.plan.new) == 1


def test_a_cell_that_cannot_be_read_is_named_with_its_column(moon: Book, steward: Ask) -> None:
    result = take_over(moon, steward, "projects", PROJECTS.replace(b"2023-09-30", b"31.02.2023"))
    [problem] = result.plan.problems
    assert (problem.row, problem.column, problem.value) == (2, "F", "31.02.2023")


def test_a_row_that_stands_twice_is_named(moon: Book, steward: Ask) -> None:
    twice = PROJECTS + PROJECTS.splitlines(keepends=True)[2]
    [problem] = take_over(moon, steward, "projects", twice).plan.problems
    assert problem.row == 4
    assert problem.reason == "The same stands in row 3 of projects.csv already; remove one of the two."


def test_what_an_auditor_may_not_record_is_a_problem_of_the_row(
    moon: Book, steward: Ask, person: Callable[[str, Role], UUID]
) -> None:
    ask = msgspec.structs.replace(steward, by=person("Eve", Role.AUDITOR), command=uuid4())
    refused = take_over(moon, ask, "projects", PROJECTS, Take.GOOD_ROWS)
    assert refused.events == 0
    assert [problem.row for problem in refused.plan.problems] == [2, 3]
    assert "needs the role" in refused.plan.problems[0].reason
