"""What people ask of programs is recorded, and refused to those without the role."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4, uuid5

import msgspec
import pytest

from application import programs as p
from application.desk import Command, NotAllowed
from application.ledger import Ask, Receipt, Stale
from application.people import GrantRole
from application.projects import CancelProject, InitiateProject
from domain.kernel import Refused
from domain.people.words import Role
from domain.programs.state import PROGRAM, Program, program_id
from domain.programs.words import ProgramState
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections.book import Book

MOON = program_id("MOON")
Do = Callable[[Command], Receipt]


@pytest.fixture
def do(book: Book, steward: Ask) -> Do:
    def act(command: Command) -> Receipt:
        return book.desk.do(command, msgspec.structs.replace(steward, command=uuid4()))

    return act


@pytest.fixture
def moon(book: Book, do: Do) -> Callable[[], Program]:
    """The approved program MOON, as it is whenever asked."""
    do(p.ProposeProgram(code="moon", name="Moon Landing", purpose="To land."))
    do(p.ApproveProgram(thing=MOON))
    return lambda: book.desk.load(PROGRAM, MOON).state


def test_a_program_is_proposed_and_approved(moon: Callable[[], Program]) -> None:
    assert (moon().code, moon().name, moon().state) == ("MOON", "Moon Landing", ProgramState.ACTIVE)


def test_a_code_is_used_once(moon: Callable[[], Program], do: Do) -> None:
    with pytest.raises(Refused, match="The code MOON is used"):
        do(p.ProposeProgram(code=" Moon", name="Another"))


def test_a_program_is_described_and_steered(moon: Callable[[], Program], do: Do) -> None:
    owner = uuid4()
    do(p.RenameProgram(thing=MOON, name="Moon"))
    do(p.AssignProgramOwner(thing=MOON, owner=owner))
    do(p.StateObjective(thing=MOON, objective="Land by 2024."))
    do(p.SetTolerance(thing=MOON, time_days=30, cost_bp=500))
    do(p.DeclareProgramHealth(thing=MOON, rating=Rating.AMBER, narrative="Fuel is late."))
    do(p.RecordDecision(thing=MOON, title="Fuel", decision="Buy it elsewhere.", facts_position=3))
    now = moon()
    assert (now.name, now.owner, now.objectives) == ("Moon", owner, ("Land by 2024.",))
    assert (now.time_days, now.cost_bp, now.rating, now.narrative) == (30, 500, Rating.AMBER, "Fuel is late.")
    assert [decision.title for _, decision in now.decisions] == ["Fuel"]


def test_no_rating_needs_its_reason(moon: Callable[[], Program], do: Do) -> None:
    with pytest.raises(Refused, match="Say why there is no rating"):
        do(p.DeclareProgramHealth(thing=MOON))
    do(p.DeclareProgramHealth(thing=MOON, rating_unknown="The board has not met."))
    assert moon().rating_unknown == "The board has not met."


def test_an_ask_is_raised_and_answered(moon: Callable[[], Program], do: Do, book: Book, steward: Ask) -> None:
    asked = msgspec.structs.replace(steward, command=uuid4())
    book.desk.do(p.RaiseAsk(thing=MOON, to_whom="Treasury", question="More?", due=date(2022, 5, 1)), asked)
    do(p.AnswerAsk(thing=MOON, asked=uuid5(asked.command, "ask"), answer="Some."))
    assert [ask.answer for ask in moon().asks.values()] == ["Some."]


def test_a_program_goes_on_hold_and_on(moon: Callable[[], Program], do: Do) -> None:
    do(p.PutProgramOnHold(thing=MOON, reason="No money."))
    assert moon().state is ProgramState.ON_HOLD
    do(p.ResumeProgram(thing=MOON))
    assert moon().state is ProgramState.ACTIVE
    do(p.CancelProgram(thing=MOON, reason="No rocket."))
    assert moon().state is ProgramState.CANCELLED


def test_a_program_closes_when_its_projects_are_over(moon: Callable[[], Program], do: Do) -> None:
    do(InitiateProject(program=MOON, code="M-1", name="Rover"))
    do(p.BeginClosingProgram(thing=MOON))
    with pytest.raises(Refused, match="still open: Rover; close, cancel or move them first"):
        do(p.CloseProgram(thing=MOON, reason="Landed."))
    do(CancelProject(thing=project_id("M-1"), reason="Lost."))
    do(p.CloseProgram(thing=MOON, reason="Landed."))
    assert moon().state is ProgramState.CLOSED


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AUDITOR, Role.STAKEHOLDER, Role.ADMINISTRATOR])
@pytest.mark.parametrize(
    "command",
    [
        p.ProposeProgram(code="MARS", name="Mars"),
        p.RenameProgram(thing=MOON, name="Moon"),
        p.RecordDecision(thing=MOON, title="Fuel", decision="Buy it."),
        p.CloseProgram(thing=MOON, reason="Landed."),
    ],
    ids=lambda command: type(command).__name__,
)
def test_only_managers_steer(
    moon: Callable[[], Program], book: Book, person: Callable[[str, Role], UUID], role: Role, command: Command
) -> None:
    before = moon()
    with pytest.raises(NotAllowed, match="ask an administrator"):
        book.desk.do(command, Ask(by=person("Ada", role), at=book.now(), command=uuid4()))
    assert moon() == before


def test_a_manager_of_one_program_steers_it_and_proposes_none(
    moon: Callable[[], Program], do: Do, book: Book, person: Callable[[str, Role], UUID]
) -> None:
    ada = person("Ada", Role.STAKEHOLDER)
    do(GrantRole(thing=ada, role=Role.MANAGER, program=MOON))
    book.desk.do(p.RenameProgram(thing=MOON, name="Moon"), Ask(by=ada, at=book.now(), command=uuid4()))
    assert moon().name == "Moon"
    with pytest.raises(NotAllowed):
        book.desk.do(p.ProposeProgram(code="MARS", name="Mars"), Ask(by=ada, at=book.now(), command=uuid4()))


def test_what_was_seen_before_a_change_is_stale(moon: Callable[[], Program], do: Do) -> None:
    with pytest.raises(Stale):
        do(p.RenameProgram(thing=MOON, seen=1, name="Moon"))
