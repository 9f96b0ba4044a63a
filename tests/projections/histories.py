"""Generated histories of a book: any acts in any order on a few programs, projects and people."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from hypothesis import strategies as st

from application.ledger import Ask
from domain.kernel import Aggregate, Facts, Refused
from domain.people import person
from domain.people.events import PersonAdded
from domain.people.words import Role
from domain.programs import program
from domain.programs.events import ProgramProposed
from domain.projects.events import ProjectInitiated
from domain.projects.state import PROJECT
from projections.book import Book
from tests.builders import ANN, DAY, MOMENT, a_uuid
from tests.domain.programs.test_any_history_of_a_program import CHOICES as OF_PROGRAMS
from tests.domain.projects.test_any_history_of_a_project import CHOICES as OF_PROJECTS
from tests.domain.projects.test_any_history_of_a_project import MODULES

OF_PEOPLE: dict[str, list[dict[str, Any]]] = {
    "rename": [{"name": "Ann"}, {"name": "Bea"}],
    "move_email": [{"email": "ann@example.org"}, {"email": "bea@example.org"}],
    "grant_role": [{"role": role, "by": ANN, "today": DAY, "until": until} for role in Role for until in (None, DAY)],
    "revoke_role": [{"role": role, "reason": "A", "by": ANN, "other_administrators": 1} for role in Role],
    "disable": [{"reason": "A", "by": ANN, "other_administrators": 1}],
    "enable": [{"by": ANN}],
}
Decision = Callable[..., Facts]


class Kind(NamedTuple):
    """One kind of thing: how its streams begin and what may be tried on them."""

    aggregate: Aggregate[Any]
    modules: tuple[Any, ...]
    choices: dict[str, list[dict[str, Any]]]


KINDS = (
    Kind(program.PROGRAM, (program,), OF_PROGRAMS),
    Kind(PROJECT, MODULES, OF_PROJECTS),
    Kind(person.PERSON, (person,), OF_PEOPLE),
)


class Step(NamedTuple):
    """One act on one of the things, as it was chosen."""

    kind: Kind
    number: int
    act: str
    said: dict[str, Any]

    @property
    def stream(self) -> UUID:
        return a_uuid(f"{self.kind.aggregate.name}/{self.number}")


def steps(*, most: int = 40) -> st.SearchStrategy[list[Step]]:
    every = [Step(kind, 0, act, said) for kind in KINDS for act, each in kind.choices.items() for said in each]
    chosen = st.builds(lambda step, number: step._replace(number=number), st.sampled_from(every), st.integers(0, 2))
    return st.lists(chosen, min_size=1, max_size=most)


def perform(book: Book, acts: Iterable[Step]) -> None:
    """Carry the steps out one by one, each in a commit of its own; what is refused is left out."""
    for ask, step in zip(asks(), acts, strict=False):
        loaded = book.ledger.load(step.kind.aggregate, step.stream)
        facts = decided(loaded.found, step)
        book.ledger.append(ask, loaded.facts(facts))


def decided(state: Any, step: Step) -> Facts:
    """The facts that a step makes; the first step on a thing begins it."""
    if state is None:
        return (_beginning(step),)
    decision: Decision = next(getattr(module, step.act) for module in step.kind.modules if hasattr(module, step.act))
    own = {"milestone", "ask"}  # ids are unique in a book, so each thing has its own
    said = {name: uuid5(step.stream, name) if name in own else value for name, value in step.said.items()}
    try:
        return decision(state, **said)
    except Refused:
        return ()


def asks() -> Iterator[Ask]:
    number = 0
    while True:
        number += 1
        at = MOMENT + timedelta(seconds=number)
        yield Ask(by=ANN, at=at, command=UUID(int=number), reason="" if number % 3 else "As agreed")


def _beginning(step: Step) -> Any:
    code = f"T-{step.number}"
    beginnings = {
        "program": ProgramProposed(code=code, name=f"Program {code}", purpose="", owner=None, sponsor=""),
        "project": ProjectInitiated(
            program=a_uuid("program/0"), code=code, name="Rail", description="A", category="", start=None, lead=None
        ),
        "person": PersonAdded(name="Ann", email=f"ann{step.number}@example.org"),
    }
    return beginnings[step.kind.aggregate.name]
