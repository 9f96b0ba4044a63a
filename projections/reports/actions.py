"""The report's corrective actions: what is open, how long it has been, and what is overdue."""

from collections.abc import Iterator
from datetime import date

from domain.corrective_actions import events as e
from projections.ageing import BUCKETS, LIMITS
from projections.corrective_actions.rows import ActionRow
from projections.reports.document import ActionLine, AgeLine, Figure, Section
from projections.reports.sources import Sources, name
from projections.reports.texts import Positions, count, due, plural

NONE_OPEN = "No corrective action is open."
STEPS = (
    *(e.NonconformityRecorded, e.ContainmentApplied, e.ContainmentRemoved, e.CauseDetermined, e.PlanApproved),
    *(e.ActionImplemented, e.EffectivenessVerified, e.RecurrenceDetected, e.CycleOpened),
)


def actions(sources: Sources) -> Section[ActionLine]:
    """Every open corrective action: overdue first, then by due date."""
    found = sorted(_open(sources), key=_due_first)
    names = sources.names({row.owner for row in found})
    late = sum(_is_late(row, sources.today) for row in found)
    return Section(
        title="Open corrective actions",
        note=f"{plural(late, 'is', 'are')} overdue" if late else "none is overdue" if found else "",
        empty=NONE_OPEN,
        rows=tuple(
            ActionLine(
                code=row.code,
                title=row.title,
                owner=name(names, row.owner),
                state=Figure(value=row.state.value, text=row.state.label, positions=sources.last(row.id, *STEPS)),
                due=due(row.due, sources.today, _dated(sources, row)),
                open_days=_open_days(sources, row),
            )
            for row in found
        ),
    )


def ages(sources: Sources) -> Section[AgeLine]:
    """How many are how old, in the buckets of the list of corrective actions."""
    found = _open(sources)
    return Section(
        title="How long they have been open",
        note="days from the nonconformity to the day of this report",
        empty=NONE_OPEN,
        rows=tuple(_ages(sources, found)) if found else (),
    )


def _open(sources: Sources) -> list[ActionRow]:
    return [row for row in sources.now.select(ActionRow) if row.open]


def _due_first(row: ActionRow) -> tuple[date, date, int, str]:
    return (row.due or date.max, row.opened_on, len(row.code), row.code)


def _is_late(row: ActionRow, today: date) -> bool:
    return row.due is not None and row.due < today


def _dated(sources: Sources, row: ActionRow) -> Positions:
    return sources.last(row.id, e.DueDateMoved) or sources.last(row.id, e.NonconformityRecorded)


def _open_days(sources: Sources, row: ActionRow) -> Figure:
    days = (sources.today - row.opened_on).days
    return count(days, plural(days, "day"), sources.last(row.id, e.NonconformityRecorded))


def _ages(sources: Sources, found: list[ActionRow]) -> Iterator[AgeLine]:
    for n, bucket in enumerate(BUCKETS):
        here = [row for row in found if _bucket((sources.today - row.opened_on).days) == n]
        late = [row for row in here if _is_late(row, sources.today)]
        yield AgeLine(age=bucket, open=_counted(sources, here), overdue=_counted(sources, late))


def _bucket(days: int) -> int:
    return sum(days > limit for limit in LIMITS)


def _counted(sources: Sources, rows: list[ActionRow]) -> Figure:
    return count(len(rows), positions=tuple(at for row in rows for at in _dated(sources, row)))
