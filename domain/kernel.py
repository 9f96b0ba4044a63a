"""What every feature of the domain is made of: facts, refusals, and aggregates folded from facts."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

import msgspec

State = TypeVar("State")
Fact = TypeVar("Fact", bound="Event")


Upcast = Callable[[dict[str, Any]], dict[str, Any]]


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact in the past tense. `TOPIC` is what the log stores, so a class may move and history still reads.

    `EARLIER` names the topics under which earlier versions stand in the log, each with what turns the data stored then
    into the data of today.
    """

    TOPIC: ClassVar[str]
    EARLIER: ClassVar[Mapping[str, Upcast]] = {}


Facts = tuple[Event, ...]


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with what was asked: the field it concerns ("" for the whole act) and what to do about it."""

    field: str
    sentence: str


class Refused(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """A decision said no. Carries every problem at once, each a sentence a person may read and act on."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(p.sentence for p in problems))
        self.problems = problems


def refuse(sentence: str, field: str = "") -> Refused:
    """Make a refusal with one problem, to be raised."""
    return Refused(Problem(field, sentence))


class Checks:
    """Gathers problems so that a person sees all of them at once: `checks.that(ok, "field", "sentence")`."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def that(self, holds: object, field: str, sentence: str) -> "Checks":
        if not holds:
            self._problems.append(Problem(field, sentence))
        return self

    def done(self) -> None:
        """Raise `Refused` with everything that did not hold; do nothing where all did."""
        if self._problems:
            raise Refused(*self._problems)


class Aggregate(Generic[State]):
    """One kind of thing with a stream of its own: its name in the log and how each fact changes its state."""

    def __init__(self, name: str, state: type[State]) -> None:
        self.name = name
        self.state = state
        self._folds: dict[type[Event], Callable[..., State]] = {}

    def on(self, fact: type[Fact]) -> Callable[[Callable[..., State]], Callable[..., State]]:
        """Register the fold for one kind of fact: `(state or None, fact) -> state`."""

        def register(fold: Callable[..., State]) -> Callable[..., State]:
            self._folds[fact] = fold
            return fold

        return register

    @property
    def facts(self) -> tuple[type[Event], ...]:
        return tuple(self._folds)

    def knows(self, fact: Event) -> bool:
        """Whether the fact may stand in a stream of this kind."""
        return type(fact) in self._folds

    def evolve(self, state: State | None, fact: Event) -> State:
        return self._folds[type(fact)](state, fact)

    def fold(self, facts: Iterable[Event], state: State | None = None) -> State | None:
        for fact in facts:
            state = self.evolve(state, fact)
        return state


def replace(state: State, /, **changes: object) -> State:
    """The same frozen state with some fields changed."""
    return msgspec.structs.replace(state, **changes)  # type: ignore[type-var]


NAMESPACE = UUID("5d0c1f9e-4f0b-5a57-9a6e-57e3a2d10b1e")  # the root of ids derived from names; never change it
