"""What a report is made from: the program's rows at two positions, and which events made them last."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from application.ledger import Ledger, Recorded
from application.ledger.stored import moment as spelled
from domain.kernel import Event
from projections import programs
from projections.moments import then
from projections.programs import ProgramRow
from projections.record import EntryRow
from projections.reports.definitions import DEFINITIONS, NEWEST, Definition
from projections.reports.document import Figure
from projections.rows import Row
from projections.things import Names
from projections.tracing.origins import Origins
from projections.view import View

F = TypeVar("F", bound=Event)
STEWARD = "Steward"  # who did what no person did: an import, the worker
DECEMBER = 12
LAST_DAYS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


class NoReport(Exception):  # noqa: N818 - an answer to a person
    """There is nothing to report on; the sentence says why and what to do, `about` which part of the question."""

    def __init__(self, sentence: str, about: str) -> None:
        super().__init__(sentence)
        self.about = about


class Sources:
    """One program at the report's position (`now`) and at the earlier one it is compared with (`before`).

    Only this program's rows are read, so whoever may read the report reads the same one.
    """

    def __init__(
        self, view: View, ledger: Ledger, code: str, since: int | None, *, definition: str = NEWEST.name
    ) -> None:
        self.definition = _definition(definition)
        row = _program(view, code)
        self.program = row
        self.ledger = ledger
        self.now = at(view, view.at, row.id)
        self.moment = ledger.moment_of(view.tx, view.at)
        self.since = _since(view, self.moment, since)
        self.before = at(view, self.since, row.id)

    @property
    def today(self) -> date:
        """The day of the report's position: what is overdue is overdue on this day."""
        return self.moment.date()

    def said(self, figure: Figure) -> str | Figure:
        """A figure inside a sentence, whose number keeps its unit; the earlier definitions wrote it as mere words."""
        if not self.definition.traced:
            return figure.text
        return msgspec.structs.replace(figure, text=figure.text.replace(" %", "\N{NO-BREAK SPACE}%"))

    def origins(self, kind: type[Row], keys: Iterable[Any]) -> Origins:
        """Which events gave these rows their values at the report's position."""
        return Origins(self.now, kind, keys)

    def told(self, fact: type[F]) -> list[Recorded[F]]:
        """Every fact of this kind in the program's own stream up to the report's position, the oldest first."""
        where = "stream = ? AND topic = ?"
        found = self.now.select(EntryRow, where, (self.program.id, fact.TOPIC), order="position")
        told: Any = self.ledger.at_positions(self.now.tx, [row.position for row in found])
        return told  # type: ignore[no-any-return]

    def names(self, ids: set[UUID | None]) -> Names:
        return Names(self.now, {each for each in ids if each})


def at(view: View, position: int, program: UUID) -> View:
    """The same book and transaction at another position: all of one program, as whoever may read a report reads it."""
    return View(view.tx, view.tables, at=position, head=view.head, programs=frozenset({program}))


def name(names: Names, who: UUID | None, none: str = "nobody") -> str:
    found = names.get(who)
    return found.title if found else none


def _definition(name: str) -> Definition:
    found = DEFINITIONS.get(name)
    if found is None:
        sentence = f"It was made by the report definition {name}, which this version does not know; take a newer one."
        raise NoReport(sentence, "definition")
    return found


def _program(view: View, code: str) -> ProgramRow:
    found = programs.find(view, code)
    if found:
        return found
    if programs.find(then(view, view.head), code):
        sentence = f"The program {code} was not in the book yet at position {view.at}; choose a later position."
        raise NoReport(sentence, "position")
    sentence = f"There is no program {code} among yours; look for its code in the list of reports."
    raise NoReport(sentence, "program")


def _since(view: View, moment: datetime, asked: int | None) -> int:
    if asked is None:
        return _position_at(view, month_before(moment))
    if 0 <= asked < view.at:
        return asked
    sentence = f"A report at position {view.at} compares with an earlier one; enter a position from 0 to {view.at - 1}."
    raise NoReport(sentence, "since")


def month_before(moment: datetime) -> datetime:
    """The same day and hour one calendar month earlier, or the last day of that month where it is shorter."""
    year, month = (moment.year, moment.month - 1) if moment.month > 1 else (moment.year - 1, DECEMBER)
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)  # noqa: PLR2004 - February, and the calendar's rule
    return moment.replace(year=year, month=month, day=min(moment.day, LAST_DAYS[month] + leap))


def _position_at(view: View, moment: datetime) -> int:
    """Asked of the log up to the report's position alone, so that what comes later cannot move it."""
    sql = "SELECT max(position) FROM events WHERE recorded_at <= ? AND position < ?"
    row = view.tx.one(sql, (spelled(moment), view.at))
    return int(row[0] or 0) if row else 0
