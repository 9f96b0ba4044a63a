"""Generated histories of a book: any acts in any order on a few programs, projects and people."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

import msgspec
from hypothesis import strategies as st

from application.ledger import Ask
from domain.corrective_actions import corrective_action
from domain.issues import issue
from domain.kernel import Aggregate, Facts, Refused
from domain.people import person
from domain.people.events import PersonAdded
from domain.people.words import Role
from domain.programs import program
from domain.programs.events import ProgramProposed
from domain.projects.events import ProjectInitiated
from domain.projects.state import PROJECT
from domain.risks import risk
from projections.book import Book
from tests.builders import ANN, DAY, MOMENT, a_uuid
from tests.domain.corrective_actions.facts import RECORDED, TO_CLOSED, TO_PLAN
from tests.domain.corrective_actions.test_any_history_of_a_corrective_action import ARGUMENTS as OF_ACTIONS
from tests.domain.issues.facts import RAISED
from tests.domain.issues.test_any_history_of_an_issue import ARGUMENTS as OF_ISSUES
from tests.domain.programs.test_any_history_of_a_program import CHOICES as OF_PROGRAMS
from tests.domain.projects.test_any_history_of_a_project import CHOICES as OF_PROJECTS
from tests.domain.projects.test_any_history_of_a_project import MODULES
from tests.domain.risks.facts import ACCEPTED, IDENTIFIED, MEDIUM, REQUESTED
from tests.domain.risks.test_any_history_of_a_risk import ARGUMENTS as OF_RISKS

OF_PEOPLE: dict[str, list[dict[str, Any]]] = {
    "rename": [{"name": "Ann"}, {"name": "Bea"}],
    "move_email": [{"email": "ann@example.org"}, {"email": "bea@example.org"}],
    "grant_role": [{"role": role, "by": ANN, "today": DAY, "until": until} for role in Role for until in (None, DAY)],
    "revoke_role": [{"role": role, "reason": "A", "by": ANN, "other_administrators": 1} for role in Role],
    "disable": [{"reason": "A", "by": ANN, "other_administrators": 1}],
    "enable": [{"by": ANN}],
}
Decision = Callable[..., Facts]


Said = dict[str, Any]


class Kind(NamedTuple):
    """One kind of thing: how its streams begin and what may be tried on them."""

    aggregate: Aggregate[Any]
    modules: tuple[Any, ...]
    said: dict[str, st.SearchStrategy[Said]]


def _chosen(choices: dict[str, list[Said]]) -> dict[str, st.SearchStrategy[Said]]:
    return {act: st.sampled_from(each) for act, each in choices.items()}


def _drawn(arguments: dict[str, dict[str, st.SearchStrategy[Any]]]) -> dict[str, st.SearchStrategy[Said]]:
    return {act: st.fixed_dictionaries(each) for act, each in arguments.items()}


KINDS = (
    Kind(program.PROGRAM, (program,), _chosen(OF_PROGRAMS)),
    Kind(PROJECT, MODULES, _chosen(OF_PROJECTS)),
    Kind(person.PERSON, (person,), _chosen(OF_PEOPLE)),
    Kind(risk.RISK, (risk,), _drawn(OF_RISKS)),
    Kind(issue.ISSUE, (issue,), _drawn(OF_ISSUES)),
    Kind(corrective_action.CORRECTIVE_ACTION, (corrective_action,), _drawn(OF_ACTIONS)),
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
    every = [
        st.builds(Step, st.just(kind), st.integers(0, 2), st.just(act), said)
        for kind in KINDS
        for act, said in kind.said.items()
    ]
    return st.lists(st.one_of(every), min_size=1, max_size=most)


def perform(book: Book, acts: Iterable[Step]) -> None:
    """Carry the steps out one by one, each in a commit of its own; what is refused is left out."""
    for ask, step in zip(asks(), acts, strict=False):
        loaded = book.ledger.load(step.kind.aggregate, step.stream)
        facts = decided(loaded.found, step)
        book.ledger.append(ask, loaded.facts(facts))


def decided(state: Any, step: Step) -> Facts:
    """The facts that a step makes; the first step on a thing begins it, some far along."""
    if state is None:
        return _beginning(step)
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


def _beginning(step: Step) -> Facts:
    code, home = f"T-{step.number}", a_uuid("program/0")
    named: Said = {"program": home, "code": code, "name": "Rail", "description": "A", "category": ""}
    beginnings: dict[str, tuple[Facts, ...]] = {
        "program": ((ProgramProposed(code=code, name=f"Program {code}", purpose="", owner=None, sponsor=""),),),
        "project": ((ProjectInitiated(**named, start=None, lead=None),),),
        "person": ((PersonAdded(name="Ann", email=f"ann{step.number}@example.org"),),),
        "risk": ((IDENTIFIED,), (IDENTIFIED, MEDIUM), (IDENTIFIED, MEDIUM, REQUESTED, ACCEPTED)),
        "issue": ((RAISED,),),
        "corrective_action": ((RECORDED,), TO_PLAN, TO_CLOSED),
    }
    facts = beginnings[step.kind.aggregate.name]
    first, *later = facts[step.number % len(facts)]
    return (msgspec.structs.replace(first, program=home) if hasattr(first, "program") else first, *later)
