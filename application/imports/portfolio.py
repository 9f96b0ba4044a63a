"""Takes yearly editions of the major projects portfolio over into the book, after saying exactly what that will do."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from uuid import UUID, uuid5

import msgspec

from application.desk import Desk
from application.imports.files import FileSteps, RecordFile, carry
from application.imports.gmpp import Edition, read_edition
from application.imports.gmpp_names import department_code, number_stem
from application.imports.portfolio_commands import WHY_TOLERANCE, RecordDepartment, RecordProjectRow
from application.imports.portfolio_matching import Known, KnownProject, Match
from application.imports.portfolio_texts import (
    category_of,
    description_of,
    minor_of,
    name_of,
    report_of,
    started_by,
)
from application.imports.rehearsal import Rehearsal, Step
from application.imports.sources import BadCell
from application.imports.uploads import plain_name
from application.ledger import Ask
from application.ledger.stored import moment
from application.projects import LeavePortfolio
from domain.imports.file import Holds
from domain.kernel import NAMESPACE, Refused
from domain.programs.state import PROGRAM, program_id
from domain.projects.events import CostForecastRevised, HealthDeclared, ScheduleForecastRevised, StatusReported
from domain.projects.state import project_id

NOON = time(12, tzinfo=UTC)
Progress = Callable[[int, int], None]  # (steps done, steps in all)
_TOLD = (StatusReported, HealthDeclared, ScheduleForecastRevised, CostForecastRevised)


class Absence(StrEnum):
    """What becomes of projects that an edition of their departments names no longer."""

    KEEP = "keep"
    LEAVE = "leave"

    @property
    def label(self) -> str:
        return {"keep": "Keep them as they are", "leave": "Let them leave the portfolio"}[self.value]


class EditionPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What one edition brings. Projects are named; `facts` counts what would be recorded by the facts' topics.

    `absent` are projects of departments that the edition does not name: nothing is recorded of them unless they are
    told to leave the portfolio, because an edition does not say why a project is missing. `superseded` rows speak
    of a day before what the book already tells.
    """

    year: int
    as_at: date
    source: str
    programs: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    absent: tuple[str, ...]
    superseded: tuple[str, ...]
    facts: dict[str, int]
    problems: tuple[BadCell, ...]
    unread: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """The previews of all editions, oldest first, and the commands that bring them about."""

    editions: tuple[EditionPreview, ...]
    steps: tuple[Step, ...]

    @property
    def facts(self) -> dict[str, int]:
        return dict(sum((Counter(edition.facts) for edition in self.editions), Counter()))

    @property
    def problems(self) -> tuple[BadCell, ...]:
        return tuple(bad for edition in self.editions for bad in edition.problems)


class Result(msgspec.Struct, frozen=True):
    """What was done: the plan that was carried out and how many events it made."""

    plan: Plan
    events: int


def silent(_done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def read_editions(files: Sequence[tuple[str, bytes]], *, year: int | None = None) -> list[Edition]:
    """All files or none: raises `Unreadable` for the first that cannot be read."""
    return [read_edition(name, data, year=year) for name, data in files]


def plan(editions: Sequence[Edition], desk: Desk, ask: Ask, *, absence: Absence = Absence.KEEP) -> Plan:
    """What an import would do; nothing is recorded. Rows that are refused are named among the problems."""
    rehearsal = Rehearsal(desk)
    known = Known(rehearsal, editions)
    steps: list[Step] = []
    previews = []
    for edition in sorted(editions, key=lambda e: (e.as_at, e.source)):
        rehearsed = _Edition(edition, rehearsal, ask, absence)
        previews.append(rehearsed.preview(known))
        steps += rehearsed.taken.steps
    return Plan(tuple(previews), tuple(steps))


def carry_out(
    editions: Sequence[Edition],
    desk: Desk,
    ask: Ask,
    progress: Progress = silent,
    *,
    absence: Absence = Absence.KEEP,
) -> Result:
    """Record the editions. Done again with the same files it records nothing."""
    planned = plan(editions, desk, ask, absence=absence)
    events = 0
    for done, step in enumerate(planned.steps, 1):
        events += len(carry(step, desk).positions)
        progress(done, len(planned.steps))
    return Result(planned, events)


class _Edition:
    """One edition on its way into the book."""

    def __init__(self, edition: Edition, desk: Rehearsal, ask: Ask, absence: Absence) -> None:
        self.taken = FileSteps(desk, _file(edition), ask)
        self._edition = edition
        self._absence = absence
        self._desk = desk
        self._ask = msgspec.structs.replace(
            ask,
            effective_at=datetime.combine(edition.as_at, NOON),
            reason=ask.reason or f"Edition of {edition.year}, file {edition.source}.",
        )
        self._facts: Counter[str] = Counter()
        self._problems = list(edition.problems)
        self._names: defaultdict[str, list[str]] = defaultdict(list)

    def preview(self, known: Known) -> EditionPreview:
        matches = known.matches(self._edition)
        absent = known.absent(matches)
        programs = self._departments()
        for match in matches:
            self._names[self._row(match)].append(name_of(match.row))
        if self._absence is Absence.LEAVE:
            for gone in absent:
                self._leave(gone)
        return EditionPreview(
            year=self._edition.year,
            as_at=self._edition.as_at,
            source=self._edition.source,
            programs=programs,
            absent=tuple(known.name for known in absent),
            facts=dict(self._facts),
            problems=tuple(self._problems),
            unread=self._edition.unread,
            new=tuple(self._names["new"]),
            changed=tuple(self._names["changed"]),
            unchanged=tuple(self._names["unchanged"]),
            superseded=tuple(self._names["superseded"]),
        )

    def _departments(self) -> tuple[str, ...]:
        """The departments that become programs: those which some row belongs to."""
        named = dict(department_code(row.department) for row in self._edition.rows)
        new = {code: name or code for code, name in named.items() if not self._has_program(code)}
        for code, name in sorted(new.items()):
            reason = f"{self._ask.reason} {WHY_TOLERANCE}"
            self._do(RecordDepartment(code=code, name=name), self._asked(f"department/{code}", reason))
        return tuple(sorted(new.values()))

    def _has_program(self, code: str) -> bool:
        return self._desk.load(PROGRAM, program_id(code)).found is not None

    def _row(self, match: Match) -> str:
        """What becomes of a row: new, changed, unchanged, superseded or refused."""
        ask = self._asked(f"{match.row.column}{match.row.row}", self._ask.reason)
        if self._desk.ledger.earlier(ask.command):
            return "unchanged"
        if match.known and _told_later(self._desk, match.known.id, datetime.combine(self._edition.as_at, NOON)):
            return "superseded"
        try:
            made = self._do(_command(match, self._edition), ask)
        except Refused as refusal:
            self._problems.append(_refused(match, self._edition, str(refusal)))
            return "refused"
        return "new" if match.known is None else "changed" if made else "unchanged"

    def _leave(self, gone: KnownProject) -> None:
        if not _told_later(self._desk, gone.id, datetime.combine(self._edition.as_at, NOON)):
            why = f"Not in the edition of {self._edition.year}; the edition does not say how it ended."
            ask = self._asked(f"absent/{gone.id}", self._ask.reason)
            self._do(LeavePortfolio(thing=gone.id, reason=why), ask)

    def _do(self, command: RecordDepartment | RecordProjectRow | LeavePortfolio, ask: Ask) -> int:
        made = self.taken.add(command, ask)
        self._facts.update(fact.TOPIC for fact in made)
        return len(made)

    def _asked(self, place: str, reason: str) -> Ask:
        """The same command id for the same place in the same file, so that it happens once."""
        named = f"portfolio/{self._edition.sha256}/{self._edition.year}/{place}"
        return msgspec.structs.replace(self._ask, command=uuid5(NAMESPACE, named), reason=reason)


def _file(edition: Edition) -> RecordFile:
    name = plain_name(edition.source)
    return RecordFile(name=name, sha256=edition.sha256, size=edition.size, holds=Holds.PORTFOLIO, year=edition.year)


def _command(match: Match, edition: Edition) -> RecordProjectRow:
    row = match.row
    number = number_stem(row.number) if row.number else (match.known.number if match.known else "")
    return RecordProjectRow(
        project=match.known.id if match.known else project_id(match.code),
        program=program_id(match.department),
        code=match.code,
        name=name_of(row),
        description=description_of(row, number=number),
        category=category_of(row),
        baseline_finish=row.finish.value,
        baseline_minor=minor_of(row.whole_life_cost),
        report=report_of(row, year=edition.year),
        moves=match.known is not None and match.known.department not in {"", match.department},
        under_way=started_by(row, edition.as_at),
    )


def _told_later(desk: Desk, project: UUID, day: datetime) -> bool:
    """Whether the book already tells the project's standing on a later day than the edition."""
    stored = desk.ledger.since(project, 0)
    return any(moment(e.envelope.effective_at) > moment(day) for e in stored if isinstance(e.fact, _TOLD))


def _refused(match: Match, edition: Edition, sentence: str) -> BadCell:
    row = match.row
    return BadCell(
        file=edition.source, row=row.row, column=row.column, value=row.name, reason=sentence, heading="Project"
    )
