"""What moved in a program between two positions: its weightiest events, each a line of the record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec

from application.ledger import Ledger
from domain.corrective_actions import events as c
from domain.issues import events as i
from domain.kernel import Event
from domain.programs import events as g
from domain.projects import events as j
from domain.projects.words import Rating
from domain.risks import events as r
from domain.risks.matrix import Level
from projections import record
from projections.record import Entry, EntryRow
from projections.view import View

READ = 400  # the newest events that can be weighed; a period with more is the import of a book
STEP = 183  # days: a rating that moved by one step weighs as much as a finish that moved by half a year


class Happened(msgspec.Struct, frozen=True):
    """How many events there were, and the weightiest of them."""

    count: int
    entries: list[Entry]


def between(view: View, ledger: Ledger, program: UUID, *, since: int, limit: int = 6) -> Happened:
    """After a position and up to the view's own; the weightiest first."""
    where = "program = ? AND position > ?"
    topics = ", ".join(f"'{fact.TOPIC}'" for fact in WEIGHTS)
    rows = view.select(
        EntryRow, f"{where} AND topic IN ({topics})", (program, since), order="position DESC", limit=READ
    )
    events, _ = ledger.readable_at(view.tx, [row.position for row in rows])  # what cannot be read weighs nothing
    weighed = sorted(events.values(), key=lambda event: (-_weight(event.fact), -event.position))
    chosen = [event for event in weighed if _weight(event.fact) > 0][:limit]
    return Happened(view.count(EntryRow, where, (program, since)), record.told(view, chosen))


def _weight(fact: Event) -> int:
    found = WEIGHTS[type(fact)]
    return found if isinstance(found, int) else found(fact)


def _rating(fact: Any) -> int:
    return _apart(fact.from_, fact.to) * STEP


def _level(fact: r.RiskAssessed) -> int:
    return _apart(fact.from_level, fact.level) * STEP if fact.stage.value == "current" else 0


def _finish(fact: j.ScheduleForecastRevised) -> int:
    return abs((fact.to - fact.from_).days) if fact.to and fact.from_ else 0


def _apart(before: Rating | Level | None, after: Rating | Level | None) -> int:
    """Steps between two words of one scale; a first one, or its end, is less than a step."""
    return abs(after.rank - before.rank) if before is not None and after is not None else 0


WEIGHTS: dict[type[Event], int | Callable[[Any], int]] = {
    g.ProgramApproved: 1_000,
    g.ProgramPutOnHold: 1_000,
    g.ProgramResumed: 1_000,
    g.ProgramClosed: 1_000,
    g.ProgramCancelled: 1_000,
    g.DecisionRecorded: 400,
    g.ProgramHealthDeclared: lambda fact: 300 + _rating(fact),
    j.HealthDeclared: _rating,
    j.ScheduleForecastRevised: _finish,
    j.ProjectCancelled: 500,
    j.ProjectLeftPortfolio: 300,
    j.ProjectClosed: 300,
    j.ExceptionRaised: 60,
    r.RiskAssessed: _level,
    r.RiskOccurred: 500,
    r.RiskEscalated: 300,
    r.RiskAccepted: 200,
    r.RiskIdentified: 30,
    i.EscalationRaised: 250,
    i.IssueRaised: 40,
    i.IssueResolved: 60,
    c.NonconformityRecorded: 80,
    c.PlanApproved: 60,
    c.EffectivenessVerified: 150,
}
