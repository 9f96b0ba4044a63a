"""A status report through the desk: what it records, who may make it, and what happens to a program's tolerance."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD, Command, Desk, NotAllowed
from application.ledger import Ask, Ledger, NotFound, Stale, open_database
from application.milestones import RecordDependency
from application.people import AddPerson
from application.programs import ApproveProgram, ProposeProgram, SetTolerance
from application.projects import ApproveBaseline, InitiateProject, MoveProject, ReportStatus
from domain.kernel import Refused
from domain.people.email import EMAIL, email_id
from domain.people.words import Role
from domain.programs.state import PROGRAM, program_id
from domain.projects.events import ExceptionRaised, HealthDeclared, ScheduleForecastRevised
from domain.projects.state import PROJECT, project_id
from domain.projects.words import Rating

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
HERE, THERE = program_id("DFT"), program_id("MOD")
RAIL, ROAD = project_id("RAIL"), project_id("ROAD")


class Work:
    """A desk and the shortest way to ask something of it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def do(self, command: Command, by: UUID = STEWARD, **about: object) -> tuple[int, ...]:
        ask = Ask(by=by, at=NOW, command=uuid4(), **about)  # type: ignore[arg-type]
        return self.desk.do(command, ask).positions

    def person(self, role: Role, program: UUID | None = None) -> UUID:
        email = f"{uuid4().hex[:8]}@example.org"
        self.do(AddPerson(name="Ada", email=email, role=role, program=program))
        found = self.desk.load(EMAIL, email_id(email)).state.person
        assert found is not None
        return found


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    database = open_database(f"sqlite:///{tmp_path / 'book.db'}")
    database.create_log()
    work = Work(Desk(Ledger(database)))
    for code, name in (("DFT", "Transport"), ("MOD", "Defence")):
        work.do(ProposeProgram(code=code, name=name))
        work.do(ApproveProgram(thing=program_id(code)))
    work.do(SetTolerance(thing=HERE, time_days=180, cost_bp=1000))
    work.do(InitiateProject(program=HERE, code="RAIL", name="Rail"))
    work.do(InitiateProject(program=HERE, code="ROAD", name="Road"))
    work.do(ApproveBaseline(thing=RAIL, finish=date(2027, 1, 1)))
    yield work
    database.close()


def facts(work: Work, stream: UUID, after: int) -> list[object]:
    return [event.fact for event in work.desk.ledger.since(stream, after)]


def test_a_report_records_each_part_that_differs_and_raises_the_exception(work: Work) -> None:
    seen = work.desk.load(PROJECT, RAIL).version
    work.do(ReportStatus(thing=RAIL, rating=Rating.AMBER, finish=date(2027, 12, 1), narrative="Late."))
    made = facts(work, RAIL, seen)
    assert [type(fact) for fact in made][:2] == [HealthDeclared, ScheduleForecastRevised]
    assert any(isinstance(fact, ExceptionRaised) and fact.deviation == 334 and fact.tolerance == 180 for fact in made)


def test_the_same_report_again_records_nothing(work: Work) -> None:
    report = ReportStatus(thing=RAIL, rating=Rating.AMBER, finish=date(2027, 2, 1), narrative="As it was.")
    assert work.do(report)
    assert work.do(report) == ()


def test_what_was_known_and_is_left_empty_needs_its_reason(work: Work) -> None:
    work.do(ReportStatus(thing=RAIL, rating=Rating.AMBER, finish=date(2027, 2, 1)))
    with pytest.raises(Refused) as refused:
        work.do(ReportStatus(thing=RAIL, rating=Rating.AMBER))
    assert [problem.field for problem in refused.value.problems] == ["finish_unknown"]


def test_a_contributor_of_the_program_may_report_and_one_of_another_may_not(work: Work) -> None:
    ours, theirs = work.person(Role.CONTRIBUTOR, HERE), work.person(Role.CONTRIBUTOR, THERE)
    assert work.do(ReportStatus(thing=RAIL, rating=Rating.GREEN), by=ours)
    with pytest.raises(NotAllowed, match="ask an administrator"):
        work.do(ReportStatus(thing=RAIL, rating=Rating.RED), by=theirs)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.STAKEHOLDER, Role.ADMINISTRATOR])
def test_who_only_looks_records_nothing(work: Work, role: Role) -> None:
    with pytest.raises(NotAllowed):
        work.do(ReportStatus(thing=RAIL, rating=Rating.RED), by=work.person(role))


def test_a_contributor_may_not_approve_a_baseline(work: Work) -> None:
    with pytest.raises(NotAllowed, match="manager"):
        work.do(ApproveBaseline(thing=ROAD, finish=date(2027, 1, 1)), by=work.person(Role.CONTRIBUTOR, HERE))


def test_a_report_on_a_page_that_is_old_is_stale_and_says_what_happened(work: Work) -> None:
    seen = work.desk.load(PROJECT, RAIL).version
    work.do(ReportStatus(thing=RAIL, rating=Rating.GREEN))
    with pytest.raises(Stale) as stale:
        work.do(ReportStatus(thing=RAIL, seen=seen, rating=Rating.RED))
    assert [type(event.fact) for event in stale.value.since] == [HealthDeclared]


def test_a_project_that_is_not_there_is_not_found(work: Work) -> None:
    with pytest.raises(NotFound):
        work.do(ReportStatus(thing=project_id("NOWHERE"), rating=Rating.RED))


def test_an_id_of_another_kind_of_thing_is_not_found(work: Work) -> None:
    for _ in range(2):  # read from the log, then from memory
        with pytest.raises(NotFound):
            work.do(ReportStatus(thing=HERE, rating=Rating.RED))


def test_two_projects_cannot_wait_for_each_other(work: Work) -> None:
    work.do(RecordDependency(thing=ROAD, on_project=RAIL))
    with pytest.raises(Refused, match="wait for each other"):
        work.do(RecordDependency(thing=RAIL, on_project=ROAD))


def test_moving_a_project_changes_three_streams_at_once(work: Work) -> None:
    positions = work.do(MoveProject(thing=RAIL, program=THERE))
    assert len(positions) == 3
    assert work.desk.load(PROJECT, RAIL).state.program == THERE
    assert RAIL not in work.desk.load(PROGRAM, HERE).state.projects
    assert RAIL in work.desk.load(PROGRAM, THERE).state.projects


def test_a_manager_of_one_program_cannot_move_a_project_into_another(work: Work) -> None:
    with pytest.raises(NotAllowed):
        work.do(MoveProject(thing=RAIL, program=THERE), by=work.person(Role.MANAGER, HERE))
    assert work.desk.load(PROJECT, RAIL).state.program == HERE
