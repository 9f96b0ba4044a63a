"""What may be asked of programs."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from application.desk import MANAGERS, Act, Command, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask, Loaded
from application.ledger.ledger import Change
from domain.kernel import Aggregate, Facts
from domain.programs import program
from domain.programs.state import PROGRAM, Program, program_id
from domain.projects.state import PROJECT
from domain.projects.words import Rating

BELIEF = "What you believe today. The computed rating is shown beside it, never instead of it."


class ProposeProgram(Command, frozen=True, kw_only=True):
    """Propose the program"""

    ROLES = MANAGERS  # for all programs: there is no program yet in which somebody could be manager

    code: Annotated[str, ask("Code", "Short and its own alone, such as DFT. It never changes.")]
    name: Annotated[str, ask("Name")]
    purpose: Annotated[str, ask("What it is for", input="area")] = ""
    owner: Annotated[UUID | None, ask("Owner", "Who answers for it.", input="person")] = None
    sponsor: Annotated[str, ask("Sponsor", "The person or body that pays and decides.")] = ""

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, None)
        here = desk.load(PROGRAM, program_id(self.code))
        facts = program.propose(
            here.found, code=self.code, name=self.name, purpose=self.purpose, owner=self.owner, sponsor=self.sponsor
        )
        return [here.facts(facts)]


class ProgramAct(Act, frozen=True, kw_only=True):
    """An act on one program."""

    AGGREGATE: ClassVar[Aggregate[Any]] = PROGRAM
    ROLES = MANAGERS


class ApproveProgram(ProgramAct, frozen=True, kw_only=True):
    """Approve the program"""

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.approve(state, by=ask.by)


class RenameProgram(ProgramAct, frozen=True, kw_only=True):
    """Rename the program"""

    name: Annotated[str, ask("Name")]

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.rename(state, name=self.name)


class AssignProgramOwner(ProgramAct, frozen=True, kw_only=True):
    """Assign the owner"""

    owner: Annotated[UUID, ask("Owner", input="person")]

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.assign_owner(state, owner=self.owner)


class StateObjective(ProgramAct, frozen=True, kw_only=True):
    """State the objective"""

    objective: Annotated[
        str, ask("Objective", "What is to be different, by when, and how it is measured.", input="area")
    ]

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.state_objective(state, objective=self.objective)


class SetTolerance(ProgramAct, frozen=True, kw_only=True):
    """Set the tolerances"""

    time_days: Annotated[int, ask("Time", "Days a finish may move past its baseline before an exception is raised.")]
    cost_bp: Annotated[int, ask("Cost", "Per cent a whole-life cost may exceed its baseline.", input="percent")]

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.set_tolerance(state, time_days=self.time_days, cost_bp=self.cost_bp)


class DeclareProgramHealth(ProgramAct, frozen=True, kw_only=True):
    """Declare the health"""

    rating: Annotated[Rating | None, ask("Delivery confidence", BELIEF, input="rating")] = None
    rating_unknown: Annotated[str, ask("Why there is no rating", "Only where you choose none.")] = ""
    narrative: Annotated[str, ask("Why", "Two or three sentences.", input="area")] = ""

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.declare_health(
            state,
            rating=self.rating,
            rating_unknown=self.rating_unknown,
            narrative=self.narrative,
            by=ask.by,
            on=ask.on,
        )


class RecordDecision(ProgramAct, frozen=True, kw_only=True):
    """Record the decision"""

    title: Annotated[str, ask("Decision")]
    decision: Annotated[str, ask("What was decided", "And what else was weighed.", input="area")]
    facts_position: Annotated[
        int | None, ask("Position looked at", "The position in the record of what was known then.", input="position")
    ] = None

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.record_decision(
            state,
            title=self.title,
            decision=self.decision,
            by=ask.by,
            on=ask.on,
            facts_position=self.facts_position,
        )


class RaiseAsk(ProgramAct, frozen=True, kw_only=True):
    """Ask for it"""

    to_whom: Annotated[str, ask("To whom", "The person or body that has to answer.", missing="Say who has to answer.")]
    question: Annotated[str, ask("What is asked for", input="area")]
    due: Annotated[date | None, ask("Needed by")] = None

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.raise_ask(
            state, ask=new_id(ask, "ask"), to_whom=self.to_whom, question=self.question, due=self.due, by=ask.by
        )


class AnswerAsk(ProgramAct, frozen=True, kw_only=True):
    """Record the answer"""

    asked: Annotated[UUID, ask("Ask", input="ask")]
    answer: Annotated[str, ask("Answer", input="area")]

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.answer_ask(state, ask=self.asked, answer=self.answer, by=ask.by, on=ask.on)


class PutProgramOnHold(ProgramAct, frozen=True, kw_only=True):
    """Put the program on hold"""

    reason: Reason

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.put_on_hold(state, reason=self.reason, by=ask.by)


class ResumeProgram(ProgramAct, frozen=True, kw_only=True):
    """Resume the program"""

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.resume(state, by=ask.by)


class BeginClosingProgram(ProgramAct, frozen=True, kw_only=True):
    """Begin closing the program"""

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.begin_closing(state, by=ask.by)


class CloseProgram(ProgramAct, frozen=True, kw_only=True):
    """Close the program"""

    reason: Reason

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded: Loaded[Program] = desk.look(self, ask)
        held = [desk.load(PROJECT, project).state for project in loaded.state.projects]
        names = sorted(project.name for project in held if not project.state.terminal)
        return [loaded.facts(program.close(loaded.state, reason=self.reason, by=ask.by, open_projects=names))]


class CancelProgram(ProgramAct, frozen=True, kw_only=True):
    """Cancel the program"""

    reason: Reason

    def decide(self, state: Program, ask: Ask) -> Facts:
        return program.cancel(state, reason=self.reason, by=ask.by)
