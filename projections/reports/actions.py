"""The report's corrective actions: what is open, how long it has been, and what is overdue."""

from collections.abc import Iterator
from datetime import date

from domain.rules import AGE, OVERDUE, RECORDED, Rule
from projections.ageing import BUCKETS, bucket_of
from projections.amounts import day, plural
from projections.corrective_actions.rows import ActionRow
from projections.reports.document import ActionLine, AgeLine, Figure, Line, Section
from projections.reports.sources import Sources, name
from projections.reports.texts import count, due, figure, joined
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Inputs

NONE_OPEN = "No corrective action is open."


def actions(sources: Sources) -> Section[ActionLine]:
    """Every open corrective action: overdue first, then by due date."""
    found = sorted(_open(sources), key=_due_first)
    names = sources.names({row.owner for row in found})
    origins = _origins(sources, found)
    return Section(
        title="Open corrective actions",
        note=_note(sources, origins, found) if found else (),
        empty=NONE_OPEN,
        rows=tuple(
            ActionLine(
                code=row.code,
                title=row.title,
                owner=name(names, row.owner),
                state=figure(RECORDED, row.state.label, row.state.value, inputs=_made(origins, row, "state")),
                due=due(row.due, sources.today, _made(origins, row, "due")),
                open_days=_open_days(sources, origins, row),
            )
            for row in found
        ),
    )


def ages(sources: Sources) -> Section[AgeLine]:
    """How many are how old, in the buckets of the list of corrective actions."""
    found = _open(sources)
    return Section(
        title="How long they have been open",
        note=("days from the nonconformity to the day of this report",),
        empty=NONE_OPEN,
        rows=tuple(_ages(sources, _origins(sources, found), found)) if found else (),
    )


def _note(sources: Sources, origins: Origins, found: list[ActionRow]) -> Line:
    late = [row for row in found if _is_late(row, sources.today)]
    if not late:
        return joined(sources.said(count(OVERDUE, 0, "none")), " is overdue")
    return (_counted(OVERDUE, origins, late), " is overdue" if len(late) == 1 else " are overdue")


def _origins(sources: Sources, rows: list[ActionRow]) -> Origins:
    return sources.origins(ActionRow, [row.id for row in rows])


def _made(origins: Origins, row: ActionRow, *fields: str) -> Inputs:
    return (Input(thing=row.id, positions=origins.made(row.id, *fields)),)


def _open(sources: Sources) -> list[ActionRow]:
    return [row for row in sources.now.select(ActionRow) if row.open]


def _due_first(row: ActionRow) -> tuple[date, date, int, str]:
    return (row.due or date.max, row.opened_on, len(row.code), row.code)


def _is_late(row: ActionRow, today: date) -> bool:
    return row.due is not None and row.due < today


def _open_days(sources: Sources, origins: Origins, row: ActionRow) -> Figure:
    days = (sources.today - row.opened_on).days
    return count(AGE, days, plural(days, "day"), _made(origins, row, "opened_on"))


def _ages(sources: Sources, origins: Origins, found: list[ActionRow]) -> Iterator[AgeLine]:
    for n, bucket in enumerate(BUCKETS):
        here = [row for row in found if bucket_of((sources.today - row.opened_on).days) == n]
        late = [row for row in here if _is_late(row, sources.today)]
        yield AgeLine(age=bucket, open=_counted(AGE, origins, here), overdue=_counted(OVERDUE, origins, late))


def _counted(rule: Rule, origins: Origins, rows: list[ActionRow]) -> Figure:
    """How many, each by the event that opened it and, where lateness is counted, by the one that set its day."""
    fields = ("state", "opened_on") if rule is AGE else ("state", "due")
    inputs = tuple(
        Input(thing=row.id, value=_since(rule, row), amount=1, positions=origins.made(row.id, *fields)) for row in rows
    )
    return count(rule, len(rows), inputs=inputs)


def _since(rule: Rule, row: ActionRow) -> str:
    return f"opened {day(row.opened_on)}" if rule is AGE else f"due {day(row.due)}"
