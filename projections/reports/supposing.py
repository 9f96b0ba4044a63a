"""A program as it would have stood at a position, had some later facts been known then: folded apart, in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from application.ledger import Ledger, Recorded, Tx, open_database
from application.ledger.stored import moment, of_row
from application.proofs.entries import COLUMNS, raw
from domain.kernel import Event
from domain.risks.matrix import matrix_id
from projections.generations import ddl
from projections.kernel import Fold, ReadModel, StoredRows
from projections.moments import then
from projections.things import PREFIXES, NumberRow, ThingRow
from projections.view import View, chunks

IN_MEMORY = "sqlite:///:memory:"
LOG = f"""CREATE TABLE events ({COLUMNS.replace("position", "position INTEGER PRIMARY KEY")})"""


@contextmanager
def supposed(
    view: View, models: Sequence[ReadModel], program: UUID, position: int, later: Sequence[int]
) -> Iterator[tuple[View, list[int]]]:
    """The rows of one program after the first `position` events and those later ones; and which of these did not fit.

    An event keeps its position, but not the day on which it was recorded: it counts as known at the position.
    """
    when = Ledger.moment_of(view.tx, position)
    own = _own(view, program, position, when)
    added = [(*row[:4], moment(when), *row[5:]) for row in _read(view.tx, "position", list(later))]
    database = open_database(IN_MEMORY)
    try:
        with database.write() as tx:
            tables = _tables(tx, models)
            tx.load("events", COLUMNS.split(", "), [*own, *added])
            unfit = _fold(tx, models, tables, [*own, *added], _numbers(view), position)
            end = max([position, *later])
            yield View(tx, tables, at=end, head=end, programs=frozenset({program})), unfit
    finally:
        database.close()


def _own(view: View, program: UUID, position: int, when: datetime) -> list[tuple[Any, ...]]:
    """The events of everything in the program at the position, of all people, and of the matrix, up to the position."""
    things = then(view, position).everything.select(
        ThingRow, "(program = ? OR kind = 'person') AND kind <> 'report'", (program,)
    )
    streams = sorted({str(program), str(matrix_id()), *(str(thing.id) for thing in things)})
    found = [row for row in _read(view.tx, "stream", streams) if row[0] <= position]
    if not found or found[-1][0] < position:  # so that the position itself has its moment
        found.append((position, "", 0, "", moment(when), None, b""))
    return found


def _read(tx: Tx, column: str, wanted: Sequence[Any]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for chunk in chunks(wanted):
        marks = ", ".join("?" * len(chunk))
        found += tx.rows(f"SELECT {COLUMNS} FROM events WHERE {column} IN ({marks})", chunk)
    return sorted((*row[:-1], raw(row[-1])) for row in found)


def _tables(tx: Tx, models: Sequence[ReadModel]) -> dict[Any, str]:
    tables = {row: row.TABLE for model in models for row in model.rows}
    tx.run(LOG)
    for kind, table in tables.items():
        tx.run(ddl(kind, table, "sqlite"))
    return tables


def _fold(
    tx: Tx,
    models: Sequence[ReadModel],
    tables: dict[Any, str],
    rows: Sequence[tuple[Any, ...]],
    numbers: dict[str, tuple[str, int]],
    position: int,
) -> list[int]:
    """Event by event in the order of the log. A later fact about something else that came later does not fit."""
    fold, unfit = Fold(models, StoredRows(tx, tables, fresh=True)), []
    for event in _events(rows):
        if event.version == 1 and str(event.stream) in numbers:
            kind, number = numbers[str(event.stream)]
            fold.rows.position = event.position
            fold.rows.put(NumberRow(kind=kind, last=number - 1))  # it keeps the number that people know it by
        try:
            fold.feed([event])
        except LookupError:
            if event.position <= position:
                raise
            unfit.append(event.position)
    fold.rows.flush()
    return unfit


def _events(rows: Sequence[tuple[Any, ...]]) -> Iterator[Recorded[Event]]:
    for position, stream, version, topic, _, _, state in rows:
        if topic:
            yield of_row((position, stream, version, topic, state))


def _numbers(view: View) -> dict[str, tuple[str, int]]:
    """The kind and number of everything that has one."""
    kinds = ", ".join("?" * len(PREFIXES))
    rows = then(view, view.head).everything.select(ThingRow, f"kind IN ({kinds})", list(PREFIXES))
    return {str(row.id): (row.kind, int(row.code.rpartition("-")[2])) for row in rows}
