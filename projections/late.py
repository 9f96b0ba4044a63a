"""The facts that were recorded later than they were true: found without reading all the others."""

from datetime import datetime
from typing import Any, ClassVar

from application.ledger import Recorded
from application.ledger.stored import moment
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


LATE = ReadModel("late", LateRow, looks_at=())


@LATE.on_every_fact
def _every(rows: Rows, x: Recorded[Any]) -> None:
    if x.envelope.effective_at < x.envelope.recorded_at:
        rows.put(LateRow(position=x.position, effective_at=x.envelope.effective_at))


def learned_later(view: View, *, after: int, true_by: datetime) -> list[int]:
    """The positions after a position, in their order, of what was true by a moment all the same."""
    where = "position > ? AND effective_at <= ?"
    return [row.position for row in view.select(LateRow, where, (after, moment(true_by)), order="position")]
