"""A portfolio that lives: people, programs and projects, and what is said of each project month by month."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from application.desk import STEWARD
from application.ledger import Ask
from benchmarks.months import RATINGS, Month
from domain.kernel import NAMESPACE, Aggregate, Facts
from domain.people import email, person
from domain.people.events import RoleGranted
from domain.people.words import Role
from domain.programs import program
from domain.programs.state import PROGRAM, Program, program_id
from domain.projects import project
from domain.projects.state import PROJECT, project_id

BEGINNING = datetime(2015, 4, 1, 9, tzinfo=UTC)
WORKS = ("Harbour", "Rail", "Hospital", "School", "Bridge", "Tax", "Border", "Prison", "Flood", "Radar", "Archive")
AIMS = ("Renewal", "Extension", "Transformation", "Replacement", "Consolidation", "Upgrade", "Relocation")

Change = tuple[Aggregate[Any], UUID, Facts]


class Happened(NamedTuple):
    """One command's facts by stream, with who asked for it and when."""

    ask: Ask
    changes: Sequence[tuple[UUID, Facts]]


class Portfolio:
    """Keeps the state of every stream, so that each act is decided on what came before it."""

    def __init__(self, programs: Sequence[str], projects: Sequence[str], people: Sequence[UUID], *, seed: int) -> None:
        self._random = Random(seed)
        self._programs, self._projects, self._people = programs, projects, people
        self._states: dict[UUID, Any] = {}
        self._at = BEGINNING
        self._commands = 0

    def acts(self) -> Iterator[Happened]:
        """Everything that happens, without an end."""
        for changes in self._changes():
            told = [(stream, facts) for _, stream, facts in changes if facts]
            for aggregate, stream, facts in changes:
                self._states[stream] = aggregate.fold(facts, self._states.get(stream))
            if told:
                yield Happened(self._ask(), told)

    def _changes(self) -> Iterator[Sequence[Change]]:
        yield from map(self._added, range(len(self._people)))
        yield from map(self._proposed, self._programs)
        yield from map(self._initiated, range(len(self._projects)))
        while True:
            self._at += timedelta(days=28)
            yield from self._month()

    def _month(self) -> Iterator[Sequence[Change]]:
        for code in self._programs:
            yield self._declared(code)
        for code in self._projects:
            stream = project_id(code)
            home: Program = self._states[self._states[stream].program]
            month = Month(self._random, self._at.date(), by=self._people[0], home=home)
            for act in month.acts:
                yield ((PROJECT, stream, act(self._states[stream])),)

    def _ask(self) -> Ask:
        self._commands += 1
        self._at += timedelta(seconds=self._random.randrange(20, 90))
        by = self._random.choice(self._people)
        return Ask(by=by, at=self._at, command=uuid5(NAMESPACE, f"benchmark/{self._commands}"))

    def _added(self, number: int) -> Sequence[Change]:
        who, address = self._people[number], f"person{number}@example.org"
        granted = RoleGranted(role=Role.MANAGER, program=None, until=None, by=STEWARD)
        facts = (*person.add(None, name=f"Person Number {number}", email=address), granted)
        taken = email.take(None, address=address, person=who)
        return (person.PERSON, who, facts), (email.EMAIL, email.email_id(address), taken)

    def _proposed(self, code: str) -> Sequence[Change]:
        facts = program.propose(None, code=code, name=f"Program {code} of public works", purpose="Works for all.")
        facts += program.approve(_state(facts), by=self._people[0])
        facts += program.set_tolerance(_state(facts), time_days=180, cost_bp=1_000)
        return ((PROGRAM, program_id(code), facts),)

    def _initiated(self, number: int) -> Sequence[Change]:
        code, lead = self._projects[number], self._people[number % len(self._people)]
        home = program_id(self._programs[number % len(self._programs)])
        name = f"{self._random.choice(WORKS)} {self._random.choice(AIMS)} {number}, stage {number % 3 + 1}"
        facts = project.initiate(
            None, program=home, code=code, name=name, description=f"{name} for the public.", category="Works", lead=lead
        )
        attached = program.attach_project(self._states[home], project=project_id(code))
        return (PROJECT, project_id(code), facts), (PROGRAM, home, attached)

    def _declared(self, code: str) -> Sequence[Change]:
        stream = program_id(code)
        rating = self._random.choice(RATINGS)
        said = f"Seen on {self._at:%d %B %Y}."
        facts = program.declare_health(
            self._states[stream], rating=rating, narrative=said, by=self._people[0], on=self._at.date()
        )
        return ((PROGRAM, stream, facts),)


def _state(facts: Facts) -> Any:
    return PROGRAM.fold(facts)
