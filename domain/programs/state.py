"""What a program's facts add up to: the state that its decisions look at."""

from datetime import date
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace

from domain.kernel import NAMESPACE, Aggregate
from domain.programs import events as e
from domain.programs.codes import normal
from domain.programs.words import Ask, Decision, ProgramState
from domain.projects.words import Rating


class Program(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    name: str
    owner: UUID | None = None
    state: ProgramState = ProgramState.PROPOSED
    projects: frozenset[UUID] = frozenset()
    objectives: tuple[str, ...] = ()
    time_days: int | None = None
    cost_bp: int | None = None
    rating: Rating | None = None
    rating_unknown: str = ""
    narrative: str = ""
    decisions: frozenset[tuple[date, Decision]] = frozenset()
    asks: dict[UUID, Ask] = {}


PROGRAM = Aggregate("program", Program)


def program_id(code: str) -> UUID:
    """The stream of the program with this code: a code can be used once because it is the stream."""
    return uuid5(NAMESPACE, f"program/{normal(code)}")


@PROGRAM.on(e.ProgramProposed)
def _proposed(_: Program | None, fact: e.ProgramProposed) -> Program:
    return Program(code=fact.code, name=fact.name, owner=fact.owner)


@PROGRAM.on(e.ProgramApproved)
def _approved(program: Program, _: e.ProgramApproved) -> Program:
    return replace(program, state=ProgramState.ACTIVE)


@PROGRAM.on(e.ProgramRenamed)
def _renamed(program: Program, fact: e.ProgramRenamed) -> Program:
    return replace(program, name=fact.to)


@PROGRAM.on(e.ProgramOwnerAssigned)
def _owner_assigned(program: Program, fact: e.ProgramOwnerAssigned) -> Program:
    return replace(program, owner=fact.to)


@PROGRAM.on(e.ProjectAttached)
def _project_attached(program: Program, fact: e.ProjectAttached) -> Program:
    return replace(program, projects=program.projects | {fact.project})


@PROGRAM.on(e.ProjectDetached)
def _project_detached(program: Program, fact: e.ProjectDetached) -> Program:
    return replace(program, projects=program.projects - {fact.project})


@PROGRAM.on(e.ObjectiveStated)
def _objective_stated(program: Program, fact: e.ObjectiveStated) -> Program:
    return replace(program, objectives=(*program.objectives, fact.objective))


@PROGRAM.on(e.ToleranceSet)
def _tolerance_set(program: Program, fact: e.ToleranceSet) -> Program:
    return replace(program, time_days=fact.time_days, cost_bp=fact.cost_bp)


@PROGRAM.on(e.ProgramHealthDeclared)
def _health_declared(program: Program, fact: e.ProgramHealthDeclared) -> Program:
    return replace(program, rating=fact.to, rating_unknown=fact.unknown, narrative=fact.narrative)


@PROGRAM.on(e.DecisionRecorded)
def _decision_recorded(program: Program, fact: e.DecisionRecorded) -> Program:
    decision = Decision(title=fact.title, decision=fact.decision, by=fact.by)
    return replace(program, decisions=program.decisions | {(fact.on, decision)})


@PROGRAM.on(e.AskRaised)
def _ask_raised(program: Program, fact: e.AskRaised) -> Program:
    return replace(program, asks={**program.asks, fact.ask: Ask(to_whom=fact.to_whom, question=fact.question)})


@PROGRAM.on(e.AskAnswered)
def _ask_answered(program: Program, fact: e.AskAnswered) -> Program:
    before = program.asks.get(fact.ask, Ask(to_whom="", question=fact.question))
    return replace(program, asks={**program.asks, fact.ask: replace(before, answer=fact.answer)})


@PROGRAM.on(e.ProgramPutOnHold)
def _put_on_hold(program: Program, _: e.ProgramPutOnHold) -> Program:
    return replace(program, state=ProgramState.ON_HOLD)


@PROGRAM.on(e.ProgramResumed)
def _resumed(program: Program, _: e.ProgramResumed) -> Program:
    return replace(program, state=ProgramState.ACTIVE)


@PROGRAM.on(e.ProgramClosingBegun)
def _closing_begun(program: Program, _: e.ProgramClosingBegun) -> Program:
    return replace(program, state=ProgramState.CLOSING)


@PROGRAM.on(e.ProgramClosed)
def _closed(program: Program, _: e.ProgramClosed) -> Program:
    return replace(program, state=ProgramState.CLOSED)


@PROGRAM.on(e.ProgramCancelled)
def _cancelled(program: Program, _: e.ProgramCancelled) -> Program:
    return replace(program, state=ProgramState.CANCELLED)
