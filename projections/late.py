"""The facts that were recorded later than they were true: found without reading all the others."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from application.ledger import Recorded
from application.ledger.stored import moment
from domain.kernel import Event
from domain.programs.events import ProgramHealthDeclared
from domain.projects import events as j
from domain.risks.events import RiskAssessed
from projections.kernel import ReadModel, Rows
from projections.rows import Row
from projections.view import View


class LateRow(Row, frozen=True, kw_only=True):
    """One fact that speaks of an earlier moment than the one it was recorded at."""

    TABLE: ClassVar[str] = "late_facts"
    KEY: ClassVar[tuple[str, ...]] = ("position",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("effective_at",),)
    LASTING: ClassVar[bool] = True

    position: int
    effective_at: datetime


# What a page shows until the next fact of its kind, each with the field that tells one such matter from another.
STANDING: dict[type[Event], str] = {
    ProgramHealthDeclared: "",
    RiskAssessed: "stage",
    j.HealthDeclared: "",
    j.ScheduleForecastRevised: "",
    j.CostForecastRevised: "kind",
    j.ProgressReported: "",
    j.StatusReported: "",
    j.MilestoneForecast: "milestone",
}
LATE = ReadModel("late", LateRow, looks_at=())


@LATE.on_every_fact
def _every(rows: Rows, x: Recorded[Any]) -> None:
    if x.envelope.effective_at < x.envelope.recorded_at:
        rows.put(LateRow(position=x.position, effective_at=x.envelope.effective_at))


def learned_later(view: View, *, after: int, true_by: datetime) -> list[int]:
    """The positions after a position, in their order, of what was true by a moment all the same."""
    where = "position > ? AND effective_at <= ?"
    return [row.position for row in view.select(LateRow, where, (after, moment(true_by)), order="position")]


def newest_since(life: Iterable[Recorded[Any]], facts: Iterable[Event], since: datetime) -> Recorded[Any] | None:
    """Of a thing's life, the newest event that is true since later than these facts, and that they would replace."""
    matters = {_matter(fact) for fact in facts if type(fact) in STANDING}
    newer = [x for x in life if x.envelope.effective_at > since and type(x.fact) in STANDING]
    return next((x for x in reversed(newer) if _matter(x.fact) in matters), None)


def _matter(fact: Event) -> tuple[type[Event], UUID | str | None]:
    kind = type(fact)
    return kind, getattr(fact, STANDING[kind], None) if STANDING[kind] else None
