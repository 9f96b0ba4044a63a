"""A desk that decides as the real one does and records nothing, so that a preview is what then happens."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec

from application.desk import Command, Desk, NotAllowed
from application.ledger import Ask, Loaded
from domain.kernel import Aggregate, Event, refuse
from domain.people.words import Role

S = TypeVar("S")


class Step(msgspec.Struct, frozen=True):
    """One command with who asks for it and when; of a row also the stream of the file that it stands in."""

    command: Command
    ask: Ask
    file: UUID | None = None


class Rehearsal(Desk):
    """Carries commands out on what the log holds and on what it has rehearsed so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.ledger)
        self._after: dict[UUID, Loaded[Any]] = {}

    def load(self, aggregate: Aggregate[S], stream: UUID) -> Loaded[S]:
        return self._after.get(stream) or super().load(aggregate, stream)

    def allow(self, ask: Ask, roles: frozenset[Role], program: UUID | None) -> None:
        """What a person may not do is a problem of the row that asks for it."""
        try:
            super().allow(ask, roles, program)
        except NotAllowed as refusal:
            raise refuse(str(refusal), "program") from refusal

    def rehearse(self, step: Step) -> tuple[Event, ...]:
        """The facts that the command would make: none where it was carried out before."""
        if self.ledger.earlier(step.ask.command):
            return ()
        made: list[Event] = []
        for change in step.command.changes(self, step.ask):
            loaded = change.loaded
            state = loaded.aggregate.fold(change.facts, loaded.found)
            version = loaded.version + len(change.facts)
            self._after[loaded.stream] = Loaded(loaded.aggregate, loaded.stream, version, state)
            made += change.facts
        return tuple(made)
