"""The report's issues: what is open, how long, and what is escalated."""

from datetime import date

from domain.issues.words import ESCALATED_ISSUES, IssueState
from domain.rules import AGE, RECORDED
from projections.amounts import plural
from projections.issues.rows import IssueRow
from projections.reports.document import Figure, IssueLine, Line, Section
from projections.reports.sources import Sources, name
from projections.reports.texts import NONE, count, due, figure, joined
from projections.things import Names
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Inputs

KINDS = {1: "severe", 2: "bad", 3: "watch", 4: "good"}


def issues(sources: Sources) -> Section[IssueLine]:
    """Every open issue: the escalated ones first, then the most severe, then the oldest."""
    found = sorted((row for row in sources.now.select(IssueRow) if row.open), key=_pressing_first)
    names = sources.names({who for row in found for who in (row.owner, row.escalated_to)})
    origins = sources.origins(IssueRow, [row.id for row in found])
    return Section(
        title="Open issues and escalations",
        note=_note(sources, origins, found) if found else (),
        empty="No issue is open.",
        rows=tuple(_line(sources, origins, row, names) for row in found),
    )


def _pressing_first(row: IssueRow) -> tuple[int, int, date, int, str]:
    return (-row.level, row.severity or len(KINDS) + 1, row.opened_on, len(row.code), row.code)


def _note(sources: Sources, origins: Origins, found: list[IssueRow]) -> Line:
    inputs = tuple(
        Input(thing=row.id, value=f"Level {row.level}", amount=1, positions=origins.made(row.id, "level"))
        for row in found
        if row.level > 0
    )
    if not inputs:
        return joined(sources.said(count(ESCALATED_ISSUES, 0, "none")), " is escalated")
    return (
        count(ESCALATED_ISSUES, len(inputs), inputs=inputs),
        " is escalated" if len(inputs) == 1 else " are escalated",
    )


def _line(sources: Sources, origins: Origins, row: IssueRow, names: Names) -> IssueLine:
    def made(*fields: str) -> Inputs:
        return (Input(thing=row.id, positions=origins.made(row.id, *fields)),)

    days = (sources.today - row.opened_on).days
    return IssueLine(
        code=row.code,
        title=row.title,
        owner=name(names, row.owner),
        severity=_severity(row, made("severity")),
        state=figure(RECORDED, row.state.label, row.state.value, inputs=made("state")),
        escalation=_escalation(row, names, made("level", "escalation", "acknowledged_by")),
        due=_due(sources, row, made("due"), made("state")),
        open_days=count(AGE, days, plural(days, "day"), made("opened_on")),
    )


def _severity(row: IssueRow, made: Inputs) -> Figure:
    if row.severity is None:
        return figure(RECORDED, "Not triaged", kind="neutral", inputs=made)
    return figure(RECORDED, row.severity_word, row.severity, kind=KINDS[row.severity], inputs=made)


def _escalation(row: IssueRow, names: Names, made: Inputs) -> Figure:
    if row.level == 0:
        return NONE
    to = row.escalated_to_whom or name(names, row.escalated_to)
    answered = "acknowledged" if row.acknowledged_by else "not acknowledged"
    return figure(RECORDED, f"Level {row.level}, to {to}, {answered}", row.level, inputs=made)


def _due(sources: Sources, row: IssueRow, dated: Inputs, stands: Inputs) -> Figure:
    if row.state is IssueState.RESOLVED:
        return figure(RECORDED, "Resolved", kind="good", inputs=stands)
    return due(row.due, sources.today, dated)
