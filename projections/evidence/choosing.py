"""Which part of the log an evidence bundle is to hold: a program, a period, a report, or the whole book."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from application.documents import amiss, kept
from application.ledger import Ledger, Recorded
from application.proofs.checkpoints import Signed, last
from domain.imports.file import FileImported
from projections import programs
from projections.moments import YEARS, read_position
from projections.record import CauseRow, EntryRow
from projections.reports import queries
from projections.reports.rows import ReportRow
from projections.view import View

PAGE = 5_000
UNSIGNED = (
    "Nothing is signed yet: the server makes a checkpoint within the hour, so come back later; whoever runs it"
    " makes one at once with `steward checkpoint` (`./run checkpoint` in a checkout)."
)
Stretch = tuple[UUID, int, int]  # versions of a stream, the first and the last of them


class NoBundle(ValueError):  # noqa: N818 - an answer to a person
    """There is no such bundle; the sentence says why and what to do."""


class Altered(NoBundle):
    """Something that belongs into it is not what it was any more."""


class NotYet(NoBundle):
    """There will be such a bundle once a checkpoint covers it."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for, as it was typed: a program's code, a report's code, positions or days."""

    program: str = ""
    report: str = ""
    since: str = ""
    until: str = ""


class Events(msgspec.Struct):
    """The events of a part: their positions, the first and last version of each stream, and who did them.

    `gaps` are versions of a stream that lie between two of this part but are not in it, because the thing belonged to
    another program then. `files` are the positions at which a file was imported.
    """

    positions: list[int] = []
    streams: dict[UUID, tuple[int, int]] = {}
    gaps: list[Stretch] = []
    actors: set[UUID] = set()
    files: list[int] = []

    def add(self, row: EntryRow) -> None:
        first, before = self.streams.get(row.stream, (row.version, row.version - 1))
        if row.version != before + 1:
            self.gaps.append((row.stream, before + 1, row.version - 1))
        self.streams[row.stream] = first, row.version
        self.positions.append(row.position)
        self.actors.add(row.actor)
        if row.topic == FileImported.TOPIC:
            self.files.append(row.position)

    @property
    def dense(self) -> bool:
        return self.positions[-1] - self.positions[0] + 1 == len(self.positions)


class Part(msgspec.Struct, frozen=True):
    """What was asked for and what was found; `whole`: every position from the first to the last is in it."""

    asked: Asked
    signed: Signed
    events: Events
    files: Sequence[Recorded[FileImported]]
    program: UUID | None
    whole: bool


def choose(view: View, ledger: Ledger, asked: Asked) -> Part:
    """What the person of this view may see of what was asked for, under the newest checkpoint."""
    signed = last(view.tx)
    if signed is None:
        raise NotYet(UNSIGNED)
    report = _report(view, asked.report, signed) if asked.report else None
    program = _program(view, asked.program)
    if report:
        if program not in (None, report.program):
            raise NoBundle(f"{report.code} is a report of another program; leave the program or the report out.")
        program = report.program
    since, until = _period(view, ledger, asked, signed)
    where = "position >= ? AND position <= ?"
    values: list[Any] = [since, min(until, report.position) if report else until]
    if program:
        where, values = f"{where} AND program = ?", [*values, program]
    if report:
        where, values = f"({where}) OR (stream = ? AND position <= ?)", [*values, report.id, signed.size]
    found = _gathered(view, where, values)
    if not found.positions:
        raise NoBundle("No event that you may see lies in this part of the log; choose a wider one.")
    files: Any = ledger.at_positions(view.tx, found.files)
    whole = program is None and view.programs is None and found.dense
    return Part(asked, signed, found, files, program, whole=whole)


def _gathered(view: View, where: str, values: list[Any]) -> Events:
    """All that fits, read by pages, so that little more than numbers is held."""
    found, after = Events(), 0
    while rows := view.select(EntryRow, f"({where}) AND position > ?", [*values, after], order="position", limit=PAGE):
        for row in rows:
            found.add(row)
        after = rows[-1].position
    for row in _files_behind(view, where, values):
        if row.stream not in found.streams:
            found.add(row)
    found.positions.sort()
    found.files.sort()
    return found


def _files_behind(view: View, where: str, values: list[Any]) -> list[EntryRow]:
    """Where the files were imported that events of the part come from; they concern no program, and may lie before."""
    part = f"SELECT position FROM {view.span(EntryRow)} WHERE {where}"
    caused = f"SELECT 1 FROM {view.span(CauseRow)} WHERE cause = entries.position AND position IN ({part})"
    return view.select(EntryRow, f"kind = ? AND topic = ? AND EXISTS ({caused})", ["", FileImported.TOPIC, *values])


def _program(view: View, code: str) -> UUID | None:
    if not code:
        return None
    found = programs.find(view, code)
    if found is None:
        raise NoBundle(f"There is no program {code} that you may see; choose one from the list of programs.")
    return found.id


def _report(view: View, code: str, signed: Signed) -> ReportRow:
    row = queries.find(view, code.strip().upper())
    if row is None:
        raise NoBundle(f"There is no report {code} that you may see; choose one from the issued reports.")
    if row.issued_position is None:
        raise NoBundle(f"{row.code} is not issued, so there is nothing to prove yet; issue it first.")
    if row.issued_position > signed.size:
        raise NotYet(_beyond(row.issued_position, signed))
    for kind, digest in (("JSON", row.json_file), ("PDF", row.pdf_file)):
        if what := amiss(kept(view.tx, digest), digest):
            raise Altered(f"The {kind} file of {row.code} {what}, so it cannot be proved; put it back from a backup.")
    return row


def _period(view: View, ledger: Ledger, asked: Asked, signed: Signed) -> tuple[int, int]:
    since = _place(view, ledger, "From", asked.since) if asked.since else 1
    until = _place(view, ledger, "To", asked.until) if asked.until else min(signed.size, view.head)
    if until > signed.size:
        raise NotYet(_beyond(until, signed))
    if since > until:
        raise NoBundle("No event was recorded from the beginning of this period to its end; widen it.")
    return since, until


def _place(view: View, ledger: Ledger, label: str, text: str) -> int:
    """A position as it is; of a day its first position, or as an end its last."""
    if (position := read_position(text)) is not None:
        if not 1 <= position <= view.head:
            year = f", such as {position}-12-31 for a year" if position in YEARS else ""
            raise NoBundle(f"{label}: the book holds positions 1 to {view.head}; enter one of these, or a day{year}.")
        return position
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NoBundle(f"{label}: “{text[:40]}” is neither a position nor a day; write 1204, or 2026-03-31.") from None
    began = ledger.moment_of(view.tx, 1).date()
    if day < began:
        raise NoBundle(f"{label}: the book began on {began:%d %b %Y}; give that day or a later one.")
    return ledger.position_on(day - timedelta(days=1)) + 1 if label == "From" else ledger.position_on(day)


def _beyond(position: int, signed: Signed) -> str:
    return (
        f"The newest checkpoint ends at position {signed.size}, and this needs {position};"
        " the server makes one within the hour, `steward checkpoint` at once; or choose an earlier end."
    )
