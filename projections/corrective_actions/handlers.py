"""What each fact of a corrective action changes in its rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from application.ledger import Recorded
from domain.corrective_actions import events as e
from domain.corrective_actions.words import ActionState, Outcome, Step
from projections.corrective_actions.following import awaited, following
from projections.corrective_actions.rows import ActionRow, ActionTextRow, CycleRow, LinkRow, Next, PlanRow, StepRow
from projections.kernel import ReadModel, Rows
from projections.things import ThingRow, next_code

CORRECTIVE_ACTIONS = ReadModel("corrective_actions", ActionRow, ActionTextRow, CycleRow, PlanRow, StepRow, LinkRow)


@CORRECTIVE_ACTIONS.on(e.NonconformityRecorded)
def _recorded(rows: Rows, x: Recorded[e.NonconformityRecorded]) -> None:
    fact, code, state = x.fact, next_code(rows, "corrective_action"), ActionState.NONCONFORMITY_RECORDED
    rows.put(_new_row(x, code))
    rows.put(ActionTextRow(id=x.stream, program=fact.program, requirement=fact.requirement, evidence=fact.evidence))
    rows.put(CycleRow(action=x.stream, cycle=1, program=fact.program, opened_by=fact.by, opened_on=fact.on))
    rows.put(
        ThingRow(
            id=x.stream,
            kind="corrective_action",
            code=code,
            title=fact.title,
            program=fact.program,
            state=state.label,
        )
    )
    for kind, thing in (("issue", fact.source_issue), ("risk", fact.source_risk)):
        _link(rows, x, kind, thing)


@CORRECTIVE_ACTIONS.on(e.CorrectiveActionOwnerAssigned)
def _owner_assigned(rows: Rows, x: Recorded[e.CorrectiveActionOwnerAssigned]) -> None:
    _change(rows, x, owner=x.fact.to)


@CORRECTIVE_ACTIONS.on(e.DueDateMoved)
def _due_date_moved(rows: Rows, x: Recorded[e.DueDateMoved]) -> None:
    _change(rows, x, due=x.fact.to)


@CORRECTIVE_ACTIONS.on(e.ContainmentApplied)
def _contained(rows: Rows, x: Recorded[e.ContainmentApplied]) -> None:
    row = _row(rows, x)
    held = _text(rows, x).containments
    rows.change(ActionTextRow, x.stream, containments=(*held, x.fact.what))
    first = row.state is ActionState.NONCONFORMITY_RECORDED
    if not row.contained:
        _cycle(rows, x, contained_by=x.fact.by, contained_on=x.fact.on)
    _change(rows, x, contained=True, state=ActionState.CONTAINED if first else row.state)


@CORRECTIVE_ACTIONS.on(e.ContainmentRemoved)
def _containment_removed(rows: Rows, x: Recorded[e.ContainmentRemoved]) -> None:
    row = _row(rows, x)
    back = row.state is ActionState.CONTAINED
    if back:
        _cycle(rows, x, contained_by=None, contained_on=None)
    rows.change(ActionTextRow, x.stream, containments=())
    _change(rows, x, contained=False, state=ActionState.NONCONFORMITY_RECORDED if back else row.state)


@CORRECTIVE_ACTIONS.on(e.CauseDetermined)
def _cause_determined(rows: Rows, x: Recorded[e.CauseDetermined]) -> None:
    fact = x.fact
    _cycle(
        rows,
        x,
        method=fact.method,
        whys=fact.whys,
        branches=fact.branches,
        root_cause=fact.root_cause,
        escape_point=fact.escape_point,
        without_containment=fact.without_containment,
        cause_by=fact.by,
        cause_on=fact.on,
    )
    _change(rows, x, state=ActionState.CAUSE_DETERMINED)


@CORRECTIVE_ACTIONS.on(e.PlanProposed)
def _plan_proposed(rows: Rows, x: Recorded[e.PlanProposed]) -> None:
    fact, row = x.fact, _row(rows, x)
    rows.put(
        PlanRow(
            action=x.stream,
            number=fact.version,
            program=row.program,
            cycle=row.cycle,
            steps=fact.steps,
            proposed_by=fact.by,
            proposed_on=_day(x),
        )
    )
    _change(rows, x, proposed_version=fact.version, proposed_by=fact.by)


@CORRECTIVE_ACTIONS.on(e.EffectivenessCriterionSet)
def _criterion_set(rows: Rows, x: Recorded[e.EffectivenessCriterionSet]) -> None:
    fact = x.fact
    window = {"window_from": fact.window_from, "window_to": fact.window_to}
    said = {"metric": fact.metric, "test": fact.test, "threshold": fact.threshold}
    _cycle(rows, x, criterion_by=fact.by, criterion_on=_day(x), **window, **said)
    _change(rows, x, **window)


@CORRECTIVE_ACTIONS.on(e.PlanApproved)
def _plan_approved(rows: Rows, x: Recorded[e.PlanApproved]) -> None:
    fact, row = x.fact, _row(rows, x)
    _cycle(
        rows,
        x,
        approved_version=fact.version,
        approved_by=fact.by,
        approved_on=fact.on,
        seen_version=fact.seen_version,
    )
    _replace_steps(rows, x, row, _planned(rows, x, row.plan_version), _planned(rows, x, fact.version))
    _change(
        rows,
        x,
        state=ActionState.PLAN_APPROVED,
        plan_version=fact.version,
        proposed_version=None,
        proposed_by=None,
        planned_by=row.proposed_by,
        **_open_steps(rows, x, row.cycle, _planned(rows, x, fact.version)),
    )


@CORRECTIVE_ACTIONS.on(e.StepDone)
def _step_done(rows: Rows, x: Recorded[e.StepDone]) -> None:
    fact, row = x.fact, _row(rows, x)
    rows.change(StepRow, x.stream, row.cycle, fact.step, done_by=fact.by, done_on=fact.on, evidence=fact.evidence)
    _change(
        rows,
        x,
        doers=_with(row.doers, fact.by),
        **_open_steps(rows, x, row.cycle, _planned(rows, x, row.plan_version)),
    )


@CORRECTIVE_ACTIONS.on(e.ActionImplemented)
def _implemented(rows: Rows, x: Recorded[e.ActionImplemented]) -> None:
    _cycle(rows, x, implemented_by=x.fact.by, implemented_on=x.fact.on)
    doers = _with(_row(rows, x).doers, x.fact.by)
    _change(rows, x, state=ActionState.IMPLEMENTED, doers=doers, proposed_version=None, proposed_by=None)


@CORRECTIVE_ACTIONS.on(e.EffectivenessVerified)
def _verified(rows: Rows, x: Recorded[e.EffectivenessVerified]) -> None:
    fact = x.fact
    said = {"result": fact.result, "measured": fact.measured, "conclusion": fact.conclusion}
    _cycle(rows, x, verified_by=fact.by, verified_on=fact.on, **said)
    _change(rows, x, state=ActionState.VERIFYING)


@CORRECTIVE_ACTIONS.on(e.SystemicChangeRecorded)
def _systemic_change(rows: Rows, x: Recorded[e.SystemicChangeRecorded]) -> None:
    held = _text(rows, x).systemic_changes
    rows.change(ActionTextRow, x.stream, systemic_changes=(*held, x.fact.what))
    _change(rows, x)


@CORRECTIVE_ACTIONS.on(e.CapaClosed)
def _closed(rows: Rows, x: Recorded[e.CapaClosed]) -> None:
    fact = x.fact
    _cycle(rows, x, outcome=fact.outcome, closed_by=fact.by, closed_on=fact.on)
    effective = fact.outcome is Outcome.EFFECTIVE
    state = ActionState.CLOSED_EFFECTIVE if effective else ActionState.CLOSED_INEFFECTIVE
    _change(rows, x, state=state, closed_on=fact.on)


@CORRECTIVE_ACTIONS.on(e.RecurrenceDetected)
def _recurrence_detected(rows: Rows, x: Recorded[e.RecurrenceDetected]) -> None:
    fact = x.fact
    rows.change(CycleRow, x.stream, fact.cycle, recurrence=fact.evidence, recurred_on=fact.on)
    _change(rows, x)


@CORRECTIVE_ACTIONS.on(e.CycleOpened)
def _cycle_opened(rows: Rows, x: Recorded[e.CycleOpened]) -> None:
    fact, row = x.fact, _row(rows, x)
    before = rows.get(CycleRow, x.stream, row.cycle) if row.contained else None
    rows.put(
        CycleRow(
            action=x.stream,
            cycle=fact.cycle,
            program=row.program,
            opened_by=fact.by,
            opened_on=_day(x),
            opened_because=fact.reason,
            contained_by=before.contained_by if before else None,
            contained_on=before.contained_on if before else None,
        )
    )
    state = ActionState.CONTAINED if row.contained else ActionState.NONCONFORMITY_RECORDED
    _change(rows, x, state=state, cycle=fact.cycle, closed_on=None, **AFRESH)


@CORRECTIVE_ACTIONS.on(e.CorrectiveActionCancelled)
def _cancelled(rows: Rows, x: Recorded[e.CorrectiveActionCancelled]) -> None:
    rows.change(ActionTextRow, x.stream, cancelled_because=x.fact.reason)
    _change(rows, x, state=ActionState.CANCELLED, closed_on=_day(x))


@CORRECTIVE_ACTIONS.on(e.LinkedRisk)
def _linked_risk(rows: Rows, x: Recorded[e.LinkedRisk]) -> None:
    _link(rows, x, "risk", x.fact.risk)
    _change(rows, x)


@CORRECTIVE_ACTIONS.on(e.LinkedIssue)
def _linked_issue(rows: Rows, x: Recorded[e.LinkedIssue]) -> None:
    _link(rows, x, "issue", x.fact.issue)
    _change(rows, x)


AFRESH: dict[str, Any] = {
    "plan_version": None,
    "proposed_version": None,
    "proposed_by": None,
    "planned_by": None,
    "steps": 0,
    "steps_open": 0,
    "step_owner": None,
    "window_from": None,
    "window_to": None,
    "doers": (),
}


def _new_row(x: Recorded[e.NonconformityRecorded], code: str) -> ActionRow:
    fact = x.fact
    return ActionRow(
        id=x.stream,
        program=fact.program,
        project=fact.project,
        code=code,
        title=fact.title,
        state=ActionState.NONCONFORMITY_RECORDED,
        severity=fact.severity,
        kind=fact.kind,
        owner=fact.owner,
        due=fact.due,
        cycle=1,
        contained=False,
        next_step=Next.CONTAIN,
        waits_for=fact.owner,
        opened_on=fact.on,
        closed_on=None,
        version=x.version,
        changed_at=x.envelope.recorded_at,
        **AFRESH,
    )


def _change(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    """Change the row, and with it what comes next and whom it waits for."""
    told = {"version": x.version, "changed_at": x.envelope.recorded_at}
    row = msgspec.structs.replace(_row(rows, x), **told, **changes)
    row = msgspec.structs.replace(row, next_step=following(row))
    rows.put(msgspec.structs.replace(row, waits_for=awaited(row)))
    rows.change(ThingRow, x.stream, state=row.state.label)


def _cycle(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(CycleRow, x.stream, _row(rows, x).cycle, **changes)


def _planned(rows: Rows, x: Recorded[Any], number: int | None) -> Sequence[Step]:
    plan = rows.get(PlanRow, x.stream, number) if number is not None else None
    return plan.steps if plan else ()


def _replace_steps(rows: Rows, x: Recorded[Any], row: ActionRow, before: Sequence[Step], after: Sequence[Step]) -> None:
    """The steps of the version that is approved now; one that is done stays done."""
    for gone in {step.id for step in before} - {step.id for step in after}:
        rows.end(StepRow, x.stream, row.cycle, gone)
    for place, step in enumerate(after, 1):
        held = rows.get(StepRow, x.stream, row.cycle, step.id)
        rows.put(
            StepRow(
                action=x.stream,
                cycle=row.cycle,
                step=step.id,
                program=row.program,
                place=place,
                what=step.what,
                kind=step.kind,
                owner=step.owner,
                due=step.due,
                done_by=held.done_by if held else None,
                done_on=held.done_on if held else None,
                evidence=held.evidence if held else "",
            )
        )


def _open_steps(rows: Rows, x: Recorded[Any], cycle: int, planned: Sequence[Step]) -> dict[str, Any]:
    """How many steps there are and are left, and who has the one that is due first."""
    held = [rows.get(StepRow, x.stream, cycle, step.id) for step in planned]
    left = sorted((row for row in held if row and row.done_on is None), key=lambda row: (row.due, row.place))
    return {"steps": len(planned), "steps_open": len(left), "step_owner": left[0].owner if left else None}


def _link(rows: Rows, x: Recorded[Any], kind: str, thing: UUID | None) -> None:
    if thing:
        rows.put(LinkRow(action=x.stream, thing=thing, kind=kind, program=_row(rows, x).program))


def _with(people: tuple[UUID, ...], person: UUID) -> tuple[UUID, ...]:
    return people if person in people else (*people, person)


def _day(x: Recorded[Any]) -> date:
    return x.envelope.effective_at.date()


def _text(rows: Rows, x: Recorded[Any]) -> ActionTextRow:
    text = rows.get(ActionTextRow, x.stream)
    return text or ActionTextRow(id=x.stream, program=_row(rows, x).program, requirement="", evidence="")


def _row(rows: Rows, x: Recorded[Any]) -> ActionRow:
    row = rows.get(ActionRow, x.stream)
    if row is None:
        sentence = f"Corrective action {x.stream} has facts before it was recorded."
        raise LookupError(sentence)
    return row
