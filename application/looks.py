"""Who looked: sign-ins, exports, downloads and checks, in an append-only record of their own beside the log."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from application.ledger import Database
from application.ledger.stored import moment

KINDS = {
    "sign-in": "Signed in",
    "refused": "Sign-in refused",
    "held-back": "Sign-in held back",
    "sign-out": "Signed out",
    "password": "Password set",
    "export": "Exported",
    "report": "Took away a report",
    "verification": "Verified",
    "bundle": "Took an evidence bundle",
    "guards": "Put guards back",
}
LONGEST = {"kind": 40, "what": 500, "address": 100}
COLUMNS = "number, at, person, kind, what, address, program"


class Look(msgspec.Struct, frozen=True):
    """One security event; `person` is None where nobody was signed in, `program` where it concerns no single one."""

    number: int
    at: datetime
    person: UUID | None
    kind: str
    what: str
    address: str
    program: UUID | None

    @property
    def did(self) -> str:
        return KINDS.get(self.kind, self.kind.capitalize())


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which of them are asked for; what is left out means all. `seer` sees their own and those of `programs` only."""

    kind: str = ""
    person: UUID | None = None
    since: datetime | None = None
    before: datetime | None = None
    seer: UUID | None = None
    programs: frozenset[UUID] = frozenset()


def note(
    database: Database,
    *,
    at: datetime,
    person: UUID | None,
    kind: str,
    what: str,
    address: str = "",
    program: UUID | None = None,
) -> None:
    """Write one down before what it tells of is handed out; where it cannot be written, nothing leaves."""
    texts = [flat(text, LONGEST[name]) for name, text in (("kind", kind), ("what", what), ("address", address))]
    with database.write() as tx:  # writers come one at a time, so the numbers have no gaps
        tx.run(
            f"INSERT INTO looks ({COLUMNS}) SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM looks",
            (moment(at), str(person) if person else None, *texts, str(program) if program else None),
        )


def newest(database: Database, wanted: Wanted, *, below: int | None = None, limit: int = 50) -> list[Look]:
    """Those that fit, newest first, going back from a number (not included)."""
    conditions: dict[str, list[str | int]] = dict(_conditions(wanted))
    if below is not None:
        conditions["number < ?"] = [below]
    where = " AND ".join(conditions) or "1 = 1"
    sql = f"SELECT {COLUMNS} FROM looks WHERE {where} ORDER BY number DESC LIMIT {int(limit)}"
    return [_look(*row) for row in database.rows(sql, [value for values in conditions.values() for value in values])]


def counted(database: Database) -> tuple[int, int]:
    """How many there are, and the number of the newest: the same where none was removed before it."""
    ((held, newest),) = database.rows("SELECT count(*), coalesce(max(number), 0) FROM looks")
    return held, newest


def flat(text: str, most: int) -> str:
    """One line of printable characters, so that nobody can write a line of their own into the record."""
    tidy = "".join(sign if sign.isprintable() else " " for sign in text[: most * 2])
    return tidy[:most]


def _conditions(wanted: Wanted) -> Iterable[tuple[str, list[str | int]]]:
    if wanted.kind:
        yield "kind = ?", [wanted.kind]
    if wanted.person:
        yield "person = ?", [str(wanted.person)]
    if wanted.since:
        yield "at >= ?", [moment(wanted.since)]
    if wanted.before:
        yield "at < ?", [moment(wanted.before)]
    if wanted.seer:
        marks = ", ".join("?" * len(wanted.programs)) or "NULL"
        yield f"(person = ? OR program IN ({marks}))", [str(wanted.seer), *sorted(map(str, wanted.programs))]


def _look(number: int, at: str, person: str | None, kind: str, what: str, address: str, program: str | None) -> Look:
    return Look(
        number,
        datetime.fromisoformat(at),
        UUID(person) if person else None,
        kind,
        what,
        address,
        UUID(program) if program else None,
    )
