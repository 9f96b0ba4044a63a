"""The file behind an import: recorded before its first row that makes facts, and the cause of all that they make."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec

from application.desk import WRITERS, Command, Desk
from application.imports.rehearsal import Rehearsal, Step
from application.ledger import Ask, Receipt
from application.ledger.ledger import Change
from domain.imports.file import IMPORTED_FILE, Holds, file_id, take_over
from domain.kernel import Event
from domain.people.words import Role


class RecordFile(Command, frozen=True, kw_only=True):
    """Record which file is imported"""

    ROLES: ClassVar[frozenset[Role]] = WRITERS

    name: str
    sha256: str
    size: int
    holds: Holds
    year: int | None = None
    program: UUID | None = None  # of the first row: who may record that may say where it stands

    @property
    def stream(self) -> UUID:
        return file_id(self.sha256, holds=self.holds, year=self.year)

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        here = desk.load(IMPORTED_FILE, self.stream)
        made = take_over(
            here.found, name=self.name, sha256=self.sha256, size=self.size, holds=self.holds, year=self.year
        )
        return [here.facts(made)]


class FileSteps:
    """The steps of one file: those of its rows that make facts, behind the one that records the file itself."""

    def __init__(self, desk: Rehearsal, file: RecordFile, ask: Ask) -> None:
        self.steps: list[Step] = []
        self._desk = desk
        self._file = file
        self._ask = ask

    def add(self, command: Command, ask: Ask) -> tuple[Event, ...]:
        """Rehearse a row; the facts that it would make, with the one of the file where it is the first."""
        step = Step(command, ask, self._file.stream)
        made = self._desk.rehearse(step)
        if not made:
            return ()
        first = () if self.steps else self._first(getattr(command, "program", None))
        self.steps.append(step)
        return (*first, *made)

    def _first(self, program: UUID | None) -> tuple[Event, ...]:
        record = msgspec.structs.replace(self._file, program=program)
        step = Step(record, msgspec.structs.replace(self._ask, command=uuid5(record.stream, "import")))
        made = self._desk.rehearse(step)
        self.steps += [step] if made else []
        return made


def carry(step: Step, desk: Desk) -> Receipt:
    """Carry a step out; what a row makes names the event of its file as its cause."""
    cause = desk.ledger.beginning(step.file) if step.file else None
    return desk.do(step.command, msgspec.structs.replace(step.ask, caused_by=cause))
