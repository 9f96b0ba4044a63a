"""The index of everything that has a page: what it is, what it is called and which program it belongs to.

Each feature's read model keeps the entries of its own things, so that links, search and the record speak one name.
"""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from domain.programs.codes import normal
from projections.kernel import ReadModel, Rows
from projections.rows import Row
from projections.view import View, chunks

PREFIXES = {"risk": "R", "issue": "I", "corrective_action": "CA", "report": "RP"}
PATHS = {
    "program": "/programs",
    "project": "/projects",
    "risk": "/risks",
    "issue": "/issues",
    "corrective_action": "/corrective-actions",
    "report": "/reports/issued",
    "person": "/people",
}


class ThingRow(Row, frozen=True, kw_only=True):
    """One thing; `state` is the word people see, `version` the length of its stream."""

    TABLE: ClassVar[str] = "things"
    SOUGHT: ClassVar[bool] = True
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("kind", "code"), ("program",))

    id: UUID
    kind: str
    code: str
    title: str
    program: UUID | None
    state: str

    @property
    def path(self) -> str:
        name = self.id if self.kind == "person" else self.code  # an address never tells anybody's e-mail
        return f"{PATHS[self.kind]}/{name}"


class NumberRow(Row, frozen=True, kw_only=True):
    """How many things of a kind there are so far: the ordinal in the log is the number people say."""

    TABLE: ClassVar[str] = "numbers"
    KEY: ClassVar[tuple[str, ...]] = ("kind",)

    kind: str
    last: int


THINGS = ReadModel("things", ThingRow, NumberRow)


def next_code(rows: Rows, kind: str) -> str:
    """`R-041` is the forty-first risk that was ever identified; the log alone decides it."""
    held = rows.get(NumberRow, kind)
    number = held.last + 1 if held else 1
    rows.put(NumberRow(kind=kind, last=number))
    return f"{PREFIXES[kind]}-{number:03d}"


class Names:
    """Looks up what ids are called, many at once, for one view. Things of other programs stay unnamed."""

    def __init__(self, view: View, ids: set[UUID]) -> None:
        self._found: dict[UUID, ThingRow] = {}
        for chunk in chunks(sorted(ids)):
            marks = ", ".join("?" * len(chunk))
            self._found.update({row.id: row for row in view.select(ThingRow, f"id IN ({marks})", chunk)})
            if view.programs is not None:
                self._found.update({row.id: row for row in people_in(view, marks, chunk)})

    def get(self, thing: UUID | None) -> ThingRow | None:
        return self._found.get(thing) if thing else None


def people_in(view: View, marks: str, ids: Sequence[Any]) -> list[ThingRow]:
    """People belong to no program, so a view of some programs finds them only here."""
    return view.everything.select(ThingRow, f"id IN ({marks}) AND kind = 'person'", ids)


def find(view: View, kind: str, code: str) -> ThingRow | None:
    """The thing that somebody means by a code, in whichever case it was typed; a person's is their e-mail address."""
    found = view.select(ThingRow, "kind = ? AND code = ?", (kind, code if kind == "person" else normal(code)))
    return found[0] if found else None
