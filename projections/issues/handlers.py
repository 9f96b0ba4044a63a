"""What each fact of an issue changes in its rows."""

from typing import Any

from application.ledger import Recorded
from domain.issues import events as e
from domain.issues.words import IssueState
from projections.issues.rows import EndingRow, EscalationRow, IssueActionRow, IssueRow, IssueTextRow
from projections.kernel import ReadModel, Rows
from projections.things import ThingRow, next_code

ISSUES = ReadModel("issues", IssueRow, IssueTextRow, EscalationRow, EndingRow, IssueActionRow)


@ISSUES.on(e.IssueRaised)
def _raised(rows: Rows, x: Recorded[e.IssueRaised]) -> None:
    fact, code = x.fact, next_code(rows, "issue")
    rows.put(_new_row(x, code))
    rows.put(IssueTextRow(id=x.stream, program=fact.program, description=fact.description))
    state = IssueState.OPEN.label
    rows.put(ThingRow(id=x.stream, kind="issue", code=code, title=fact.title, program=fact.program, state=state))


@ISSUES.on(e.IssueTriaged)
def _triaged(rows: Rows, x: Recorded[e.IssueTriaged]) -> None:
    fact = x.fact
    if _row(rows, x).state is IssueState.OPEN:
        _enter(rows, x, IssueState.TRIAGED)
    _change(rows, x, severity=fact.severity, priority=fact.priority, area=fact.area)


@ISSUES.on(e.IssueAssigned)
def _assigned(rows: Rows, x: Recorded[e.IssueAssigned]) -> None:
    _change(rows, x, owner=x.fact.to, due=x.fact.due)


@ISSUES.on(e.EscalationRaised)
def _escalation_raised(rows: Rows, x: Recorded[e.EscalationRaised]) -> None:
    fact, row = x.fact, _row(rows, x)
    number = row.escalation + 1
    rows.put(
        EscalationRow(
            issue=x.stream,
            number=number,
            program=row.program,
            level=fact.level,
            escalated_to=fact.to,
            to_whom=fact.to_whom,
            due=fact.due,
            reason=fact.reason,
            raised_by=fact.by,
            raised_on=x.envelope.effective_at.date(),
        )
    )
    up = {"escalated_to": fact.to, "escalated_to_whom": fact.to_whom, "escalation_due": fact.due}
    _change(rows, x, level=fact.level, escalation=number, acknowledged_by=None, **up)


@ISSUES.on(e.EscalationAcknowledged)
def _escalation_acknowledged(rows: Rows, x: Recorded[e.EscalationAcknowledged]) -> None:
    number, day = _row(rows, x).escalation, x.envelope.effective_at.date()
    rows.change(EscalationRow, x.stream, number, acknowledged_by=x.fact.by, acknowledged_on=day)
    _change(rows, x, acknowledged_by=x.fact.by)


@ISSUES.on(e.EscalationReturned)
def _escalation_returned(rows: Rows, x: Recorded[e.EscalationReturned]) -> None:
    fact, day = x.fact, x.envelope.effective_at.date()
    returned = {"returned_by": fact.by, "returned_on": day, "returned_because": fact.reason}
    rows.change(EscalationRow, x.stream, _row(rows, x).escalation, **returned)
    down = {"escalated_to": None, "escalated_to_whom": "", "escalation_due": None, "acknowledged_by": None}
    _change(rows, x, level=fact.to_level, **down)


@ISSUES.on(e.WorkStarted)
def _work_started(rows: Rows, x: Recorded[e.WorkStarted]) -> None:
    _enter(rows, x, IssueState.IN_PROGRESS)


@ISSUES.on(e.IssueResolved)
def _resolved(rows: Rows, x: Recorded[e.IssueResolved]) -> None:
    _end(rows, x, IssueState.RESOLVED, x.fact.resolution)


@ISSUES.on(e.IssueReopened)
def _reopened(rows: Rows, x: Recorded[e.IssueReopened]) -> None:
    _end(rows, x, IssueState.REOPENED, x.fact.reason)
    _change(rows, x, closed_on=None)


@ISSUES.on(e.IssueClosed)
def _closed(rows: Rows, x: Recorded[e.IssueClosed]) -> None:
    _end(rows, x, IssueState.CLOSED, "")
    _change(rows, x, closed_on=x.fact.on)


@ISSUES.on(e.IssueWithdrawn)
def _withdrawn(rows: Rows, x: Recorded[e.IssueWithdrawn]) -> None:
    _end(rows, x, IssueState.WITHDRAWN, x.fact.reason)
    _change(rows, x, closed_on=x.envelope.effective_at.date())


@ISSUES.on(e.CorrectiveActionLinked)
def _corrective_action_linked(rows: Rows, x: Recorded[e.CorrectiveActionLinked]) -> None:
    rows.put(IssueActionRow(issue=x.stream, action=x.fact.action, program=_row(rows, x).program))
    _change(rows, x)


def _new_row(x: Recorded[e.IssueRaised], code: str) -> IssueRow:
    fact = x.fact
    return IssueRow(
        id=x.stream,
        program=fact.program,
        project=fact.project,
        code=code,
        title=fact.title,
        state=IssueState.OPEN,
        owner=None,
        severity=None,
        priority=None,
        area=None,
        level=0,
        escalation=0,
        escalated_to=None,
        escalated_to_whom="",
        escalation_due=None,
        acknowledged_by=None,
        due=None,
        from_risk=fact.from_risk,
        raised_by=fact.raised_by,
        opened_on=fact.on,
        closed_on=None,
        version=x.version,
        changed_at=x.envelope.recorded_at,
    )


def _end(rows: Rows, x: Recorded[Any], state: IssueState, words: str) -> None:
    _enter(rows, x, state)
    ending = EndingRow(
        issue=x.stream,
        position=x.position,
        program=_row(rows, x).program,
        state=state,
        words=words,
        person=x.fact.by,
        day=x.envelope.effective_at.date(),
    )
    rows.put(ending)


def _enter(rows: Rows, x: Recorded[Any], state: IssueState) -> None:
    _change(rows, x, state=state)
    rows.change(ThingRow, x.stream, state=state.label)


def _row(rows: Rows, x: Recorded[Any]) -> IssueRow:
    row = rows.get(IssueRow, x.stream)
    if row is None:
        sentence = f"Issue {x.stream} has facts before it was raised."
        raise LookupError(sentence)
    return row


def _change(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(IssueRow, x.stream, version=x.version, changed_at=x.envelope.recorded_at, **changes)
