"""Where commands are carried out: who may, what they saw, what follows, and all of it saved together."""

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID, uuid5

import msgspec

from application.ledger import Ask, Ledger, Loaded, Receipt, Stale
from application.ledger.ledger import Change
from application.printing import Press
from domain.kernel import Aggregate, Facts, Refused
from domain.people.person import PERSON, holds
from domain.people.words import Role

S = TypeVar("S")
STEWARD = UUID("5d0c1f9e-0000-5000-8000-000000000001")  # Steward itself: imports at the machine, the worker, the demo
TRIES = 5  # a command that does not say what was seen is decided again when the stream moved

WRITERS = frozenset({Role.MANAGER, Role.CONTRIBUTOR})
MANAGERS = frozenset({Role.MANAGER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class NotAllowed(Exception):  # noqa: N818 - an answer to a person
    """The person holds no role that may do this here."""


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a person may ask for. The docstring of each says, as a verb, what its button says.

    `OUT_OF` names the fields that hold the thing it comes from, such as the risk that became an issue.
    """

    ROLES: ClassVar[frozenset[Role]] = WRITERS
    OUT_OF: ClassVar[tuple[str, ...]] = ()

    def changes(self, desk: "Desk", ask: Ask) -> Sequence[Change]:
        raise NotImplementedError


class Act(Command, frozen=True, kw_only=True):
    """A command on one existing thing: `seen` is the version the person looked at (None: decide on what is there)."""

    AGGREGATE: ClassVar[Aggregate[Any]]

    thing: UUID
    seen: int | None = None

    def decide(self, state: Any, ask: Ask) -> Facts:
        raise NotImplementedError

    def changes(self, desk: "Desk", ask: Ask) -> Sequence[Change]:
        loaded = desk.look(self, ask)
        return [loaded.facts(self.decide(loaded.state, ask)), *self.also(desk, loaded, ask)]

    def also(self, desk: "Desk", loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        """What the same act changes in other streams."""
        return ()


class Commands(Protocol):
    """Whoever carries out commands."""

    def do(self, command: Command, ask: Ask) -> Receipt: ...


class Desk:
    """Carries out commands on one ledger; `press` makes the documents that some of them record."""

    def __init__(self, ledger: Ledger, press: Press | None = None) -> None:
        self.ledger = ledger
        self._press = press

    @property
    def press(self) -> Press:
        if self._press is None:
            sentence = "Documents are made by the whole book; open it with `Book`."
            raise LookupError(sentence)
        return self._press

    def do(self, command: Command, ask: Ask) -> Receipt:
        """Decide and record. Sent twice it happens once, whatever was recorded in between."""
        ask = self._with_cause(command, ask)
        for last in (*[False] * (TRIES - 1), True):
            try:
                return self.ledger.append(ask, *command.changes(self, ask))
            except Refused:
                return self._earlier_or_raise(ask)
            except Stale:
                if last or getattr(command, "seen", None) is not None:
                    return self._earlier_or_raise(ask)
        raise AssertionError  # the last try returns or raises

    def load(self, aggregate: Aggregate[S], stream: UUID) -> Loaded[S]:
        return self.ledger.load(aggregate, stream)

    def look(self, act: Act, ask: Ask) -> Loaded[Any]:
        """The thing an act is about: there, allowed, and as the person saw it."""
        loaded = self.load(act.AGGREGATE, act.thing)
        self.allow(ask, act.ROLES, program_of(loaded))
        if act.seen is not None and act.seen < loaded.version:
            raise Stale(self.ledger.since(act.thing, act.seen))
        return loaded

    def allow(self, ask: Ask, roles: frozenset[Role], program: UUID | None) -> None:
        """The rights of a person are the facts of the person's own stream; the same for pages, scripts and jobs."""
        if ask.by == STEWARD:
            return
        person = self.load(PERSON, ask.by).found
        if person is None or not holds(person, roles=roles, program=program, today=ask.today):
            needed = " or ".join(sorted(role.label.lower() for role in roles))
            sentence = f"This needs the role {needed} for this program; ask an administrator to grant it."
            raise NotAllowed(sentence)

    def _with_cause(self, command: Command, ask: Ask) -> Ask:
        """The event with which the thing began that this command comes from is what caused it."""
        source = next((found for name in command.OUT_OF if (found := getattr(command, name))), None)
        if source is None or ask.caused_by is not None:
            return ask
        return msgspec.structs.replace(ask, caused_by=self.ledger.beginning(source))

    def _earlier_or_raise(self, ask: Ask) -> Receipt:
        earlier = self.ledger.earlier(ask.command)
        if earlier is None:
            raise  # noqa: PLE0704 - re-raises what the caller is handling
        return earlier


def program_of(loaded: Loaded[Any]) -> UUID | None:
    """The program whose roles decide: a program itself, or the one a thing belongs to."""
    if loaded.aggregate.name == "program":
        return loaded.stream
    return getattr(loaded.state, "program", None)


def new_id(ask: Ask, kind: str) -> UUID:
    """The id of a thing that this command starts: the same when the command is sent again."""
    return uuid5(ask.command, kind)
