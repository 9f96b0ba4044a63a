"""Programs as people look at them: the list, one program, its decisions and what it asks of others."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from application.ledger import Recorded
from domain.programs import events as e
from domain.programs.codes import normal
from domain.programs.words import ProgramState
from domain.projects.words import Rating
from projections.kernel import ReadModel, Rows
from projections.rows import Row
from projections.things import ThingRow
from projections.view import View


class ProgramRow(Row, frozen=True, kw_only=True):
    """A program; `program` repeats the id so that a view of some programs shows only those."""

    TABLE: ClassVar[str] = "programs"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("code",),)

    id: UUID
    program: UUID
    code: str
    name: str
    purpose: str
    sponsor: str
    owner: UUID | None
    state: ProgramState
    rating: Rating | None
    rating_unknown: str
    narrative: str
    declared_by: UUID | None
    declared_on: date | None
    time_days: int | None
    cost_bp: int | None
    objectives: tuple[str, ...]
    version: int
    changed_at: datetime

    @property
    def pair(self) -> tuple[str, str]:
        """For a field that chooses a program."""
        return str(self.id), f"{self.name} ({self.code})"


class ProgramRatingRow(Row, frozen=True, kw_only=True):
    """One declaration of a program's health; every one is kept."""

    TABLE: ClassVar[str] = "program_ratings"
    KEY: ClassVar[tuple[str, ...]] = ("program", "position")
    LASTING: ClassVar[bool] = True

    program: UUID
    position: int
    day: date
    rating: Rating | None
    unknown: str


class DecisionRow(Row, frozen=True, kw_only=True):
    """A decision, and the position of what was known when it was taken."""

    TABLE: ClassVar[str] = "decisions"
    KEY: ClassVar[tuple[str, ...]] = ("position",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)
    LASTING: ClassVar[bool] = True

    position: int
    program: UUID
    title: str
    decision: str
    taken_by: UUID
    day: date
    facts_position: int | None


class AskRow(Row, frozen=True, kw_only=True):
    """Something the program asks of somebody."""

    TABLE: ClassVar[str] = "asks"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)

    id: UUID
    program: UUID
    to_whom: str
    question: str
    due: date | None
    raised_by: UUID
    position: int
    answer: str
    answered_on: date | None


PROGRAMS = ReadModel("programs", ProgramRow, ProgramRatingRow, DecisionRow, AskRow)


def all_programs(view: View) -> list[ProgramRow]:
    return view.select(ProgramRow, order="lower(name), code")


def named(view: View) -> list[tuple[str, str]]:
    """The id, and the name with the code, of every program that may be seen, for choosing."""
    rows = view.rows(f"SELECT id, name, code FROM {view.span(ProgramRow)} ORDER BY lower(name), code")
    return [(each, f"{name} ({code})") for each, name, code in rows]


def find(view: View, code: str) -> ProgramRow | None:
    found = view.select(ProgramRow, "code = ?", (normal(code),))
    return found[0] if found else None


def one(view: View, program: UUID) -> ProgramRow | None:
    return view.one(ProgramRow, program)


def ratings(view: View) -> dict[UUID, list[ProgramRatingRow]]:
    """Every declaration by program, oldest first."""
    found: dict[UUID, list[ProgramRatingRow]] = {}
    for row in view.select(ProgramRatingRow, order="position"):
        found.setdefault(row.program, []).append(row)
    return found


def ratings_of(view: View, program: UUID) -> list[ProgramRatingRow]:
    """Every declaration of one program, oldest first."""
    return view.select(ProgramRatingRow, "program = ?", (program,), order="position")


def decisions(view: View, program: UUID, limit: int | None = None) -> list[DecisionRow]:
    """The newest first."""
    return view.select(DecisionRow, "program = ?", (program,), order="position DESC", limit=limit)


def asks(view: View, program: UUID) -> list[AskRow]:
    """What is still unanswered first, by due date."""
    order = "answered_on IS NOT NULL, due IS NULL, due, position"
    return view.select(AskRow, "program = ?", (program,), order=order)


@PROGRAMS.on(e.ProgramProposed)
def _proposed(rows: Rows, x: Recorded[e.ProgramProposed]) -> None:
    fact = x.fact
    rows.put(
        ProgramRow(
            id=x.stream,
            program=x.stream,
            code=fact.code,
            name=fact.name,
            purpose=fact.purpose,
            sponsor=fact.sponsor,
            owner=fact.owner,
            state=ProgramState.PROPOSED,
            rating=None,
            rating_unknown="",
            narrative="",
            declared_by=None,
            declared_on=None,
            time_days=None,
            cost_bp=None,
            objectives=(),
            version=x.version,
            changed_at=x.envelope.recorded_at,
        )
    )
    state = ProgramState.PROPOSED.label
    rows.put(ThingRow(id=x.stream, kind="program", code=fact.code, title=fact.name, program=x.stream, state=state))


@PROGRAMS.on(e.ProgramRenamed)
def _renamed(rows: Rows, x: Recorded[e.ProgramRenamed]) -> None:
    _change(rows, x, name=x.fact.to)
    rows.change(ThingRow, x.stream, title=x.fact.to)


@PROGRAMS.on(e.ProgramOwnerAssigned)
def _owner_assigned(rows: Rows, x: Recorded[e.ProgramOwnerAssigned]) -> None:
    _change(rows, x, owner=x.fact.to)


@PROGRAMS.on(e.ProjectAttached, e.ProjectDetached)
def _membership(rows: Rows, x: Recorded[Any]) -> None:
    _change(rows, x)


@PROGRAMS.on(e.ObjectiveStated)
def _objective_stated(rows: Rows, x: Recorded[e.ObjectiveStated]) -> None:
    row = rows.get(ProgramRow, x.stream)
    _change(rows, x, objectives=(*(row.objectives if row else ()), x.fact.objective))


@PROGRAMS.on(e.ToleranceSet)
def _tolerance_set(rows: Rows, x: Recorded[e.ToleranceSet]) -> None:
    _change(rows, x, time_days=x.fact.time_days, cost_bp=x.fact.cost_bp)


@PROGRAMS.on(e.ProgramHealthDeclared)
def _health_declared(rows: Rows, x: Recorded[e.ProgramHealthDeclared]) -> None:
    fact = x.fact
    declared = {"declared_by": fact.by, "declared_on": fact.on}
    _change(rows, x, rating=fact.to, rating_unknown=fact.unknown, narrative=fact.narrative, **declared)
    rows.put(ProgramRatingRow(program=x.stream, position=x.position, day=fact.on, rating=fact.to, unknown=fact.unknown))


@PROGRAMS.on(e.DecisionRecorded)
def _decision_recorded(rows: Rows, x: Recorded[e.DecisionRecorded]) -> None:
    fact = x.fact
    rows.put(
        DecisionRow(
            position=x.position,
            program=x.stream,
            title=fact.title,
            decision=fact.decision,
            taken_by=fact.by,
            day=fact.on,
            facts_position=fact.facts_position,
        )
    )
    _change(rows, x)


@PROGRAMS.on(e.AskRaised)
def _ask_raised(rows: Rows, x: Recorded[e.AskRaised]) -> None:
    fact = x.fact
    rows.put(
        AskRow(
            id=fact.ask,
            program=x.stream,
            to_whom=fact.to_whom,
            question=fact.question,
            due=fact.due,
            raised_by=fact.by,
            position=x.position,
            answer="",
            answered_on=None,
        )
    )
    _change(rows, x)


@PROGRAMS.on(e.AskAnswered)
def _ask_answered(rows: Rows, x: Recorded[e.AskAnswered]) -> None:
    rows.change(AskRow, x.fact.ask, answer=x.fact.answer, answered_on=x.fact.on)
    _change(rows, x)


@PROGRAMS.on(e.ProgramApproved, e.ProgramResumed)
def _active(rows: Rows, x: Recorded[Any]) -> None:
    _enter(rows, x, ProgramState.ACTIVE)


@PROGRAMS.on(e.ProgramPutOnHold)
def _on_hold(rows: Rows, x: Recorded[Any]) -> None:
    _enter(rows, x, ProgramState.ON_HOLD)


@PROGRAMS.on(e.ProgramClosingBegun)
def _closing(rows: Rows, x: Recorded[Any]) -> None:
    _enter(rows, x, ProgramState.CLOSING)


@PROGRAMS.on(e.ProgramClosed)
def _closed(rows: Rows, x: Recorded[Any]) -> None:
    _enter(rows, x, ProgramState.CLOSED)


@PROGRAMS.on(e.ProgramCancelled)
def _cancelled(rows: Rows, x: Recorded[Any]) -> None:
    _enter(rows, x, ProgramState.CANCELLED)


def _enter(rows: Rows, x: Recorded[Any], state: ProgramState) -> None:
    _change(rows, x, state=state)
    rows.change(ThingRow, x.stream, state=state.label)


def _change(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(ProgramRow, x.stream, version=x.version, changed_at=x.envelope.recorded_at, **changes)
