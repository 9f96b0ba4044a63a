"""What an edition asks of the book: a program for a department, and what it says of one project."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from application.desk import MANAGERS, WRITERS, Command, Desk
from application.ledger import Ask, Loaded
from application.ledger.ledger import Change
from application.projects import tolerances
from domain.kernel import Event, Facts
from domain.people.words import Role
from domain.programs import program as programs
from domain.programs.state import PROGRAM, program_id
from domain.projects import costs, project, status
from domain.projects.state import PROJECT, Project
from domain.projects.status import StatusReport
from domain.projects.words import ProjectState

TIME_DAYS, COST_BP = 180, 1_000
WHY_TOLERANCE = (
    "The editions name no tolerances; with 180 days, about half a year, and 10 per cent only large movements"
    " become exceptions. Set others where you know better."
)


class RecordDepartment(Command, frozen=True, kw_only=True):
    """Add the department as an approved program"""

    ROLES: ClassVar[frozenset[Role]] = MANAGERS

    code: str
    name: str

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, None)
        here = desk.load(PROGRAM, program_id(self.code))
        if here.found:
            return ()
        proposed = programs.propose(None, code=self.code, name=self.name, purpose=f"Major projects of {self.name}.")
        approved = programs.approve(_program(proposed), by=ask.by)
        limits = programs.set_tolerance(_program((*proposed, *approved)), time_days=TIME_DAYS, cost_bp=COST_BP)
        return [here.facts((*proposed, *approved, *limits))]


class RecordProjectRow(Command, frozen=True, kw_only=True):
    """Record what the source says of the project"""

    ROLES: ClassVar[frozenset[Role]] = WRITERS

    project: UUID
    program: UUID
    code: str
    name: str
    description: str
    category: str
    baseline_finish: date | None
    baseline_minor: int | None
    report: StatusReport
    moves: bool
    under_way: bool

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        here = desk.load(PROJECT, self.project)
        desk.allow(ask, self.ROLES, self.program)
        if here.found is None:
            return self._begin(desk, here, ask)
        desk.allow(ask, self.ROLES, here.state.program)
        facts = _Growing(here)
        if here.state.state is ProjectState.LEFT_PORTFOLIO:
            facts.add(project.return_to_portfolio(facts.state, reason="The edition names it again."))
        facts.add(project.rename(facts.state, name=self.name))
        facts.add(project.describe(facts.state, description=self.description, category=self.category))
        around = self._move(desk, facts, ask) if self.moves else []
        return [here.facts(self._told(desk, facts, ask)), *around]

    def _begin(self, desk: Desk, here: Loaded[Project], ask: Ask) -> Sequence[Change]:
        home = desk.load(PROGRAM, self.program)
        facts = _Growing(here)
        start = self.report.start if isinstance(self.report.start, date) else None
        made = project.initiate(
            None,
            program=self.program,
            code=self.code,
            name=self.name,
            description=self.description,
            category=self.category,
            start=start,
        )
        facts.add(made)
        attached = programs.attach_project(home.state, project=self.project)
        return [here.facts(self._told(desk, facts, ask)), home.facts(attached)]

    def _move(self, desk: Desk, facts: "_Growing", ask: Ask) -> list[Change]:
        """The department was merged or renamed, so the project goes to the program of its successor."""
        old, new = desk.load(PROGRAM, facts.state.program), desk.load(PROGRAM, self.program)
        if old.stream == new.stream:
            return []
        desk.allow(ask, MANAGERS, old.stream)
        desk.allow(ask, MANAGERS, new.stream)
        facts.add(project.move(facts.state, program=self.program))
        detached = programs.detach_project(old.state, project=self.project, to=self.program)
        return [old.facts(detached), new.facts(programs.attach_project(new.state, project=self.project))]

    def _told(self, desk: Desk, facts: "_Growing", ask: Ask) -> Facts:
        """The status, after the first baseline where this is the first finish that is known."""
        limits = tolerances(desk.load(PROGRAM, facts.state.program).found)
        if self.under_way and facts.state.state in {ProjectState.DRAFT, ProjectState.INITIATED}:
            facts.add(project.enter_phase(facts.state, phase=ProjectState.IN_PROGRESS))
        if self.baseline_finish and not facts.state.baselines:
            desk.allow(
                ask, MANAGERS, facts.state.program
            )  # the first finish that is known becomes the approved baseline
            promised = costs.approve_baseline(
                facts.state,
                finish=self.baseline_finish,
                cost_minor=self.baseline_minor,
                currency=self.report.currency,
                by=ask.by,
                tolerance_days=limits["tolerance_days"],
                tolerance_bp=limits["tolerance_bp"],
            )
            facts.add(promised)
        facts.add(status.report_status(facts.state, report=self.report, by=ask.by, on=ask.on, **limits))
        return tuple(facts.made)


class _Growing:
    """A project to which one decision after another adds its facts."""

    def __init__(self, loaded: Loaded[Project]) -> None:
        self.made: list[Event] = []
        self._loaded = loaded

    @property
    def state(self) -> Project:
        return self._loaded.state

    def add(self, facts: Facts) -> None:
        self.made += facts
        known = self._loaded
        self._loaded = Loaded(PROJECT, known.stream, known.version + len(facts), PROJECT.fold(facts, known.found))


def _program(facts: Facts) -> programs.Program:
    state = PROGRAM.fold(facts)
    assert state is not None  # noqa: S101 - a fold of facts is a state
    return state
