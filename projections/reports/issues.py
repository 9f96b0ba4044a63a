"""The report's issues: what is open, how long, and what is escalated."""

from datetime import date

from domain.issues import events as e
from domain.issues.words import IssueState
from projections.issues.rows import IssueRow
from projections.reports.document import Figure, IssueLine, Section
from projections.reports.sources import Sources, name
from projections.reports.texts import NOTHING, count, due, plural
from projections.things import Names

KINDS = {1: "severe", 2: "bad", 3: "watch", 4: "good"}
STEPS = (e.IssueRaised, e.IssueTriaged, e.WorkStarted, e.IssueReopened, e.IssueResolved)


def issues(sources: Sources) -> Section[IssueLine]:
    """Every open issue: the escalated ones first, then the most severe, then the oldest."""
    found = sorted((row for row in sources.now.select(IssueRow) if row.open), key=_pressing_first)
    names = sources.names({who for row in found for who in (row.owner, row.escalated_to)})
    escalated = sum(row.level > 0 for row in found)
    return Section(
        title="Open issues and escalations",
        note=f"{plural(escalated, 'is', 'are')} escalated" if escalated else "none is escalated" if found else "",
        empty="No issue is open.",
        rows=tuple(_line(sources, row, names) for row in found),
    )


def _pressing_first(row: IssueRow) -> tuple[int, int, date, int, str]:
    return (-row.level, row.severity or len(KINDS) + 1, row.opened_on, len(row.code), row.code)


def _line(sources: Sources, row: IssueRow, names: Names) -> IssueLine:
    raised = sources.last(row.id, e.IssueRaised)
    return IssueLine(
        code=row.code,
        title=row.title,
        owner=name(names, row.owner),
        severity=_severity(sources, row),
        state=Figure(value=row.state.value, text=row.state.label, positions=sources.last(row.id, *STEPS)),
        escalation=_escalation(sources, row, names),
        due=_due(sources, row),
        open_days=_open_days(row.opened_on, sources.today, raised),
    )


def _severity(sources: Sources, row: IssueRow) -> Figure:
    if row.severity is None:
        return Figure(text="Not triaged", kind="neutral", positions=sources.last(row.id, e.IssueRaised))
    triaged = sources.last(row.id, e.IssueTriaged)
    return Figure(value=row.severity, text=row.severity_word, kind=KINDS[row.severity], positions=triaged)


def _escalation(sources: Sources, row: IssueRow, names: Names) -> Figure:
    if row.level == 0:
        return Figure(text=NOTHING)
    to = row.escalated_to_whom or name(names, row.escalated_to)
    at = sources.last(row.id, e.EscalationRaised, e.EscalationReturned)
    answered = "acknowledged" if row.acknowledged_by else "not acknowledged"
    return Figure(value=row.level, text=f"Level {row.level}, to {to}, {answered}", positions=at)


def _due(sources: Sources, row: IssueRow) -> Figure:
    assigned = sources.last(row.id, e.IssueAssigned)
    if row.state is IssueState.RESOLVED:
        return Figure(text="Resolved", kind="good", positions=sources.last(row.id, e.IssueResolved))
    return due(row.due, sources.today, assigned)


def _open_days(opened: date, today: date, positions: tuple[int, ...]) -> Figure:
    days = (today - opened).days
    return count(days, plural(days, "day"), positions)
