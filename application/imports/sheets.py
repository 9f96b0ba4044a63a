"""Takes filled-in templates over into the book: rows become commands, and every row that cannot is named."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from uuid import UUID, uuid5

import msgspec

from application.desk import Command, Desk
from application.imports.files import FileSteps, RecordFile, carry
from application.imports.finding import Finder
from application.imports.portfolio import Progress, silent
from application.imports.rehearsal import Rehearsal, Step
from application.imports.sheet_commands import action_row, project_row, risk_row
from application.imports.sources import BadCell
from application.imports.template_columns import COLUMNS, Kind
from application.imports.templates import TemplateRow, TemplateSheet, read_template
from application.imports.uploads import plain_name
from application.ledger import Ask
from domain.imports.file import Holds
from domain.kernel import NAMESPACE, Problem, Refused

Maker = Callable[[TemplateRow, Finder, str], Command]
MAKERS: dict[Kind, Maker] = {"projects": project_row, "risks": risk_row, "actions": action_row}


class Take(StrEnum):
    """Which rows go in where some have a problem."""

    ALL_OR_NOTHING = "all_or_nothing"
    GOOD_ROWS = "good_rows"


class SheetPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What an import would do: titles of rows that make facts and of rows known already, and all problems."""

    kind: Kind
    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    facts: dict[str, int]
    problems: tuple[BadCell, ...]
    steps: tuple[Step, ...]


class SheetResult(msgspec.Struct, frozen=True):
    """What was done. No events and problems in the plan: nothing was recorded because of them."""

    plan: SheetPlan
    events: int


def read_sheets(kind: Kind, files: Sequence[tuple[str, bytes]]) -> list[TemplateSheet]:
    """All files or none: raises `Unreadable` for the first that cannot be read."""
    return [read_template(kind, name, data) for name, data in files]


def plan_sheets(sheets: Sequence[TemplateSheet], desk: Desk, ask: Ask) -> SheetPlan:
    """What an import would do; nothing is recorded."""
    rehearsed = _Rehearsed(desk, ask)
    for sheet in sheets:
        rehearsed.problems += sheet.problems
        rehearsed.take(sheet)
    return SheetPlan(
        kind=sheets[0].kind,
        new=tuple(rehearsed.new),
        unchanged=tuple(rehearsed.unchanged),
        facts=dict(rehearsed.facts),
        problems=tuple(rehearsed.problems),
        steps=tuple(rehearsed.steps),
    )


def carry_out_sheets(
    sheets: Sequence[TemplateSheet], desk: Desk, ask: Ask, *, take: Take, progress: Progress = silent
) -> SheetResult:
    """Record the rows. Done again with the same rows it records nothing, whichever file they stand in."""
    planned = plan_sheets(sheets, desk, ask)
    if planned.problems and take is Take.ALL_OR_NOTHING:
        return SheetResult(planned, 0)
    events = 0
    for done, step in enumerate(planned.steps, 1):
        events += len(carry(step, desk).positions)
        progress(done, len(planned.steps))
    return SheetResult(planned, events)


class _Rehearsed:
    """The rows of one import, rehearsed one after another."""

    def __init__(self, desk: Desk, ask: Ask) -> None:
        self.new: list[str] = []
        self.unchanged: list[str] = []
        self.facts: Counter[str] = Counter()
        self.problems: list[BadCell] = []
        self.steps: list[Step] = []
        self._desk = Rehearsal(desk)
        self._finder = Finder(self._desk)
        self._ask = ask
        self._seen: dict[UUID, str] = {}

    def take(self, sheet: TemplateSheet) -> None:
        taken = FileSteps(self._desk, _file(sheet), self._ask)
        for row in sheet.rows:
            self._add(sheet, row, taken)
        self.steps += taken.steps

    def _add(self, sheet: TemplateSheet, row: TemplateRow, taken: FileSteps) -> None:
        title, command = _title(row), _command_id(sheet.kind, row)
        place = f"row {row.row} of {sheet.source}"
        if earlier := self._seen.get(command):
            again = Problem("", f"The same stands in {earlier} already; remove one of the two.")
            self.problems.append(_bad(sheet, row, again))
            return
        self._seen[command] = place
        if self._desk.ledger.earlier(command):
            self.unchanged.append(title)
            return
        reason = self._ask.reason or f"Import of {sheet.source}, row {row.row}."
        ask = msgspec.structs.replace(self._ask, command=command, reason=reason)
        try:
            made = taken.add(MAKERS[sheet.kind](row, self._finder, place), ask)
        except Refused as refusal:
            self.problems += [_bad(sheet, row, problem) for problem in refusal.problems]
            return
        self.facts.update(fact.TOPIC for fact in made)
        (self.new if made else self.unchanged).append(title)


def _file(sheet: TemplateSheet) -> RecordFile:
    return RecordFile(name=plain_name(sheet.source), sha256=sheet.sha256, size=sheet.size, holds=Holds(sheet.kind))


def _command_id(kind: Kind, row: TemplateRow) -> UUID:
    """The same id for the same content, so that a row happens once."""
    content = json.dumps(msgspec.to_builtins(row.values), sort_keys=True, ensure_ascii=False)
    return uuid5(NAMESPACE, f"sheet/{kind}/{content}")


def _title(row: TemplateRow) -> str:
    return str(row.values.get("name") or row.values.get("title"))


def _bad(sheet: TemplateSheet, row: TemplateRow, problem: Problem) -> BadCell:
    names = {column.field: column.name for column in COLUMNS[sheet.kind]}
    value = row.values.get(problem.field) if problem.field in names else _title(row)
    return BadCell(
        file=sheet.source,
        row=row.row,
        column="",
        value="" if value is None else str(value),
        reason=problem.sentence,
        heading=names.get(problem.field, ""),
    )
