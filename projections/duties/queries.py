"""Approvals and duties as people ask for them: of one thing, and over the whole log."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from application.approvals import recomputed
from application.desk import STEWARD
from application.ledger import Ledger
from application.ledger.stored import moment
from domain.duties import DUTIES, Duty
from projections.duties.rows import ApprovalRow, DutyRow
from projections.things import Names
from projections.unseen import Seen, seen, version_seen
from projections.view import View

RULES: dict[str, Duty] = {duty.name: duty for duty in DUTIES}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the checks is asked for; everything left out means all. `who` did the act or had the other part."""

    rule: str = ""
    who: UUID | None = None
    program: UUID | None = None
    broken: bool = False
    since: datetime | None = None
    until: datetime | None = None


class Counts(msgspec.Struct, frozen=True):
    """How many approvals were checked, for how many duties in all, and how many of these were broken."""

    approvals: int
    checks: int
    breaches: int


class Approval(Seen, frozen=True, kw_only=True):
    """An approval of a thing; `holds` says whether its digest is that of the stored bytes, None where none was kept."""

    holds: bool | None


def newest(view: View, asked: Filter, *, below: int | None = None, limit: int | None = None) -> list[DutyRow]:
    """The checks that fit, going back from a position (not included); of the oldest act told either all or none."""
    where, values = _given(asked)
    if below is not None:
        where, values = " AND ".join(filter(None, (where, "position < ?"))), [*values, below]
    rows = view.select(DutyRow, where, values, order="position DESC, rule", limit=limit)
    whole = limit is None or len(rows) < limit
    return rows if whole else [row for row in rows if row.position > rows[-1].position]


def counts(view: View, asked: Filter) -> Counts:
    """Counted over everything that fits, whether or not only what was broken is shown."""
    where, values = _given(msgspec.structs.replace(asked, broken=False))
    condition = f" WHERE {where}" if where else ""
    sql = f"SELECT count(DISTINCT position), count(*), coalesce(sum(breach), 0) FROM {view.span(DutyRow)}{condition}"
    return Counts(*(int(each) for each in view.rows(sql, values)[0]))


def of_thing(view: View, ledger: Ledger, thing: UUID) -> list[Approval]:
    """Every approval of a thing, the newest first."""
    rows = view.select(ApprovalRow, "thing = ?", (thing,), order="position DESC")
    return [_approval(view, ledger, row) for row in rows]


def named(names: Names, person: UUID) -> str:
    """What a person of a check is called; Steward itself is judged as anybody."""
    found = names.get(person)
    return found.title if found else "Steward" if person == STEWARD else "somebody"


def _approval(view: View, ledger: Ledger, row: ApprovalRow) -> Approval:
    version = version_seen(row)
    holds = recomputed(view.tx, row.thing, [version]).get(version) == row.digest if row.digest else None
    return Approval(**msgspec.structs.asdict(seen(view, ledger, row.thing, row)), holds=holds)


def _given(asked: Filter) -> tuple[str, list[Any]]:
    who = str(asked.who) if asked.who else None
    conditions: dict[str, tuple[Any, ...] | None] = {
        "rule = ?": (asked.rule,) if asked.rule else None,
        "program = ?": (asked.program,) if asked.program else None,
        "(person = ? OR others LIKE ?)": (who, f'%"{who}"%') if who else None,
        "breach = 1": () if asked.broken else None,
        "recorded_at >= ?": (moment(asked.since),) if asked.since else None,
        "recorded_at < ?": (moment(asked.until),) if asked.until else None,
    }
    given = {condition: values for condition, values in conditions.items() if values is not None}
    return " AND ".join(given), [value for values in given.values() for value in values]
