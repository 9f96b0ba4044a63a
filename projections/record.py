"""The record: who did what, when, and since when it is true, for the whole book or for one thing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from application.ledger import Ledger, Recorded
from domain.kernel import Event
from domain.reports.events import ReportIssued, ReportSigned, ReportSuperseded
from domain.risks.matrix import RiskMatrixPublished
from projections.kernel import ReadModel, Rows
from projections.rows import Row
from projections.sentences.parts import WRITERS, Part, Sentence, say
from projections.things import PREFIXES, Names, ThingRow
from projections.view import View, chunks

# What is written in a report before it is issued is its authors' alone; issued, it holds what they wrote.
PUBLIC = (ReportIssued, ReportSigned, ReportSuperseded, RiskMatrixPublished)
_PUBLIC = ", ".join(f"'{fact.TOPIC}'" for fact in PUBLIC)


class EntryRow(Row, frozen=True, kw_only=True):
    """Where an event stands in the record; the event itself is in the log."""

    TABLE: ClassVar[str] = "entries"
    KEY: ClassVar[tuple[str, ...]] = ("position",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("stream",), ("program",), ("actor",), ("kind",))
    LASTING: ClassVar[bool] = True
    LEADS: ClassVar[str] = f"(program IS NOT NULL AND kind <> 'report' OR topic IN ({_PUBLIC}))"

    position: int
    stream: UUID
    version: int
    kind: str
    topic: str
    program: UUID | None
    actor: UUID
    recorded_at: datetime
    effective_at: datetime


class CauseRow(Row, frozen=True, kw_only=True):
    """An event that another one caused, found by its cause: what came of a risk, or the rows of an imported file."""

    TABLE: ClassVar[str] = "causes"
    KEY: ClassVar[tuple[str, ...]] = ("cause", "position")
    LASTING: ClassVar[bool] = True

    cause: int
    position: int


class Entry(msgspec.Struct, frozen=True):
    """One line of the record, ready to be read."""

    position: int
    stream: UUID
    thing: ThingRow | None
    actor: ThingRow | None
    recorded_at: datetime
    effective_at: datetime
    topic: str
    sentence: Sentence
    reason: str = ""
    command: UUID | None = None
    caused_by: int | None = None

    @property
    def back_dated(self) -> bool:
        return self.effective_at.date() != self.recorded_at.date()

    @property
    def days_late(self) -> int:
        """By how many days it was recorded after it was true; 0 where it was recorded before or on the same day."""
        return max(0, (self.recorded_at.date() - self.effective_at.date()).days)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the record is asked for; everything left out means all. `until` is not included."""

    stream: UUID | None = None
    program: UUID | None = None
    actor: UUID | None = None
    kind: str = ""
    topic: str = ""
    cause: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    clock: str = "recorded"
    text: str = ""


MOST = 50  # related events that a page lists
RECORD = ReadModel("record", EntryRow, CauseRow, looks_at=(ThingRow,))


@RECORD.on_every_fact
def _every(rows: Rows, e: Recorded[Event]) -> None:
    thing = rows.get(ThingRow, e.stream)
    envelope = e.envelope
    rows.put(
        EntryRow(
            position=e.position,
            stream=e.stream,
            version=e.version,
            kind=thing.kind if thing else "",
            topic=type(envelope.data).TOPIC,
            program=thing.program if thing else None,
            actor=envelope.actor,
            recorded_at=envelope.recorded_at,
            effective_at=envelope.effective_at,
        )
    )
    if envelope.caused_by is not None:
        rows.put(CauseRow(cause=envelope.caused_by, position=e.position))


def entries(view: View, ledger: Ledger, asked: Filter, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """The newest entries that fit, going back from a position (not included), at most `limit`."""
    conditions, values = conditions_of(view, asked)
    if before is not None:
        conditions.append("position < ?")
        values.append(before)
    where = " AND ".join(conditions)
    rows = view.select(EntryRow, where, values, order="position DESC", limit=limit)
    return lines(view, ledger, [row.position for row in rows])


def count(view: View, asked: Filter) -> int:
    conditions, values = conditions_of(view, asked)
    return view.count(EntryRow, " AND ".join(conditions), values)


def one(view: View, ledger: Ledger, position: int) -> Entry | None:
    """One event as a line of the record; None where there is none, or not for this person."""
    row = view.one(EntryRow, position)
    return lines(view, ledger, [row.position])[0] if row else None


def was_ever_in(view: View, thing: UUID, program: UUID) -> bool:
    """Whether anything was recorded of the thing while it belonged to the program."""
    return bool(view.count(EntryRow, "stream = ? AND program = ?", (thing, program)))


def neighbours(view: View, entry: Entry) -> tuple[int | None, int | None]:
    """The positions of the event before and after this one in the life of the same thing."""
    sql = f"SELECT max(position) FROM {view.span(EntryRow)} WHERE stream = ? AND position < ?"
    before = view.rows(sql, (entry.stream, entry.position))[0][0]
    sql = f"SELECT min(position) FROM {view.span(EntryRow)} WHERE stream = ? AND position > ?"
    after = view.rows(sql, (entry.stream, entry.position))[0][0]
    return before, after


def of_command(view: View, ledger: Ledger, entry: Entry) -> list[Entry]:
    """The other events that the same command made and that this person may see."""
    made = ledger.positions_of(view.tx, entry.command) if entry.command else []
    return at(view, ledger, [p for p in made if p != entry.position][:MOST])


def caused(view: View, ledger: Ledger, entry: Entry) -> list[Entry]:
    """The events that name this one as their cause and that this person may see, oldest first."""
    rows = view.select(CauseRow, "cause = ?", (entry.position,), order="position", limit=MOST)
    return at(view, ledger, [row.position for row in rows])


def at(view: View, ledger: Ledger, positions: Iterable[int]) -> list[Entry]:
    """The events at some positions in their order, without those that this person may not see."""
    asked = sorted(set(positions))
    return [entry for some in chunks(asked) for entry in lines(view, ledger, sorted(visible(view, some)))]


def visible(view: View, positions: Iterable[int]) -> frozenset[int]:
    """Those of the positions whose events this person may see."""
    return frozenset(
        row.position
        for some in chunks(sorted(set(positions)))
        for row in view.select(EntryRow, f"position IN ({', '.join('?' * len(some))})", some)
    )


def lines(view: View, ledger: Ledger, positions: Sequence[int]) -> list[Entry]:
    """The events at some positions as lines of the record; one that cannot be read any more says so."""
    found, altered = ledger.readable_at(view.tx, positions)
    written = {entry.position: entry for entry in [*told(view, list(found.values())), *_altered(view, altered)]}
    return [written[position] for position in positions]


def _altered(view: View, why: Mapping[int, str]) -> list[Entry]:
    """What the rows still know of such an event."""
    if not why:
        return []
    rows = view.select(EntryRow, f"position IN ({', '.join('?' * len(why))})", list(why))
    names = Names(view, {each for row in rows for each in (row.stream, row.actor)})
    return [
        Entry(
            position=row.position,
            stream=row.stream,
            thing=names.get(row.stream),
            actor=names.get(row.actor),
            recorded_at=row.recorded_at,
            effective_at=row.effective_at,
            topic=row.topic,
            sentence=(say(f"recorded what cannot be read any more. {why[row.position]}"),),
        )
        for row in rows
    ]


def told(view: View, events: Sequence[Recorded[Event]]) -> list[Entry]:
    """Events as lines of the record, with the names of this view."""
    written = [(e, WRITERS[type(e.fact)](e.fact)) for e in events]
    names = Names(view, set(_ids(written)))
    return [_entry(e, parts, names) for e, parts in written]


def conditions_of(view: View, asked: Filter) -> tuple[list[str], list[Any]]:
    clock = "effective_at" if asked.clock == "effective" else "recorded_at"
    wanted = {
        "stream = ?": asked.stream,
        "program = ?": asked.program,
        "actor = ?": asked.actor,
        "kind = ?": asked.kind or None,
        "topic = ?": asked.topic or None,
        f"position IN (SELECT position FROM {view.span(CauseRow)} WHERE cause = ?)": asked.cause,
        f"{clock} >= ?": _text(asked.since),
        f"{clock} < ?": _text(asked.until),
    }
    given = {condition: value for condition, value in wanted.items() if value is not None}
    return list(given), list(given.values())


def _text(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None


def _ids(written: Iterable[tuple[Recorded[Event], Sentence]]) -> Iterable[UUID]:
    for event, parts in written:
        yield event.stream
        yield event.envelope.actor
        yield from (part.ref for part in parts if part.ref)


def _entry(e: Recorded[Event], parts: Sentence, names: Names) -> Entry:
    return Entry(
        position=e.position,
        stream=e.stream,
        thing=names.get(e.stream),
        actor=names.get(e.envelope.actor),
        recorded_at=e.envelope.recorded_at,
        effective_at=e.envelope.effective_at,
        topic=type(e.fact).TOPIC,
        sentence=tuple(_named(part, names) for part in parts),
        reason=e.envelope.reason,
        command=e.envelope.command,
        caused_by=e.envelope.caused_by,
    )


def _named(part: Part, names: Names) -> Part:
    """A part with the name of what it refers to; `before` carries the address of a thing's page."""
    if part.ref is None:
        return part
    found = names.get(part.ref)
    if found is None:
        return msgspec.structs.replace(part, text="someone" if part.kind == "person" else "something you may not see")
    if part.kind == "person":
        return msgspec.structs.replace(part, text=found.title)
    label = found.code if found.kind in PREFIXES else found.title
    return msgspec.structs.replace(part, text=label, before=found.path)


def plain(entry: Entry) -> str:
    """The line as text, for the command line and exports."""
    who = entry.actor.title if entry.actor else "Steward"
    return f"{who} {''.join(_plain(part) for part in entry.sentence)}".strip()


def _plain(part: Part) -> str:
    if part.kind == "quote":
        return f" \N{LEFT DOUBLE QUOTATION MARK}{part.text}\N{RIGHT DOUBLE QUOTATION MARK}"
    if part.kind == "change":
        label = f"{part.label}: " if part.label else ""
        return f"{label}{part.before or 'nothing'} \N{RIGHTWARDS ARROW} {part.after or 'nothing'}"
    return part.text
