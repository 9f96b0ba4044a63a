"""What each fact of a risk changes in its rows."""

from datetime import date
from typing import Any
from uuid import UUID

from application.ledger import Recorded
from domain.corrective_actions import events as c
from domain.issues import events as i
from domain.risks import events as e
from domain.risks.matrix import Level, Matrix, RiskMatrixPublished
from domain.risks.words import Part, RiskState, Stage, Tier, Treatment
from projections.kernel import ReadModel, Rows
from projections.risks.rows import (
    AcceptanceRow,
    AssessmentRow,
    EscalationRow,
    LinkRow,
    MatrixRow,
    RequestRow,
    RiskRow,
    RiskTextRow,
)
from projections.things import ThingRow, next_code

RISKS = ReadModel(
    "risks", RiskRow, RiskTextRow, AssessmentRow, RequestRow, AcceptanceRow, EscalationRow, LinkRow, MatrixRow
)


@RISKS.on(e.RiskIdentified)
def _identified(rows: Rows, x: Recorded[e.RiskIdentified]) -> None:
    fact, code = x.fact, next_code(rows, "risk")
    rows.put(
        RiskRow(
            id=x.stream,
            program=fact.program,
            project=fact.project,
            code=code,
            title=fact.title,
            owner=fact.owner,
            category=fact.category,
            tier=Tier.PROJECT if fact.project else Tier.PROGRAM,
            proximity=fact.proximity,
            version=x.version,
            changed_at=x.envelope.recorded_at,
        )
    )
    said = {"cause": fact.cause, "event": fact.event, "effect": fact.effect}
    rows.put(RiskTextRow(id=x.stream, program=fact.program, response="", **said))
    state = RiskState.IDENTIFIED.label
    rows.put(ThingRow(id=x.stream, kind="risk", code=code, title=fact.title, program=fact.program, state=state))


@RISKS.on(e.RiskReworded)
def _reworded(rows: Rows, x: Recorded[e.RiskReworded]) -> None:
    part, to = x.fact.part, x.fact.to
    if part is Part.TITLE:
        _change(rows, x, title=to)
        rows.change(ThingRow, x.stream, title=to)
    else:
        _change(rows, x)
        rows.change(RiskTextRow, x.stream, **{part.value: to})


@RISKS.on(e.RiskRecategorised)
def _recategorised(rows: Rows, x: Recorded[e.RiskRecategorised]) -> None:
    _change(rows, x, category=x.fact.to)


@RISKS.on(e.RiskProximityMoved)
def _proximity_moved(rows: Rows, x: Recorded[e.RiskProximityMoved]) -> None:
    _change(rows, x, proximity=x.fact.to)


@RISKS.on(e.RiskOwnerAssigned)
def _owner_assigned(rows: Rows, x: Recorded[e.RiskOwnerAssigned]) -> None:
    _change(rows, x, owner=x.fact.to)


@RISKS.on(e.RiskAssessed)
def _assessed(rows: Rows, x: Recorded[e.RiskAssessed]) -> None:
    fact, row = x.fact, _row(rows, x)
    rows.put(
        AssessmentRow(
            position=x.position,
            risk=x.stream,
            program=row.program,
            stage=fact.stage,
            likelihood=fact.likelihood,
            impact=fact.impact,
            level=fact.level,
            matrix=fact.matrix,
            basis=fact.basis,
            strength=fact.strength,
            justification=fact.justification,
            assessor=fact.by,
            day=fact.on,
        )
    )
    if fact.stage is Stage.CURRENT:
        _current(rows, x, row)
    else:
        name = fact.stage.value
        stands = {f"{name}_likelihood": fact.likelihood, f"{name}_impact": fact.impact, f"{name}_level": fact.level}
        _change(rows, x, **stands)


@RISKS.on(e.TreatmentChosen)
def _treatment_chosen(rows: Rows, x: Recorded[e.TreatmentChosen]) -> None:
    rows.end(RequestRow, x.stream)
    rows.change(RiskTextRow, x.stream, response=x.fact.response)
    _enter(rows, x, RiskState.TREATMENT_PLANNED, treatment=x.fact.treatment, waits_for=None)


@RISKS.on(e.TreatmentActionLinked)
def _action_linked(rows: Rows, x: Recorded[e.TreatmentActionLinked]) -> None:
    _link(rows, x.position, risk=x.stream, other=x.fact.action, how="treats")
    _change(rows, x)


@RISKS.on(e.TreatmentActionUnlinked)
def _action_unlinked(rows: Rows, x: Recorded[e.TreatmentActionUnlinked]) -> None:
    rows.end(LinkRow, x.stream, x.fact.action, "treats")
    _change(rows, x)


@RISKS.on(e.AcceptanceRequested)
def _acceptance_requested(rows: Rows, x: Recorded[e.AcceptanceRequested]) -> None:
    fact = x.fact
    rows.put(
        RequestRow(
            id=x.stream,
            program=_row(rows, x).program,
            approver=fact.approver,
            last_day=fact.until,
            argument=fact.argument,
            asker=fact.by,
            level=fact.level,
        )
    )
    _change(rows, x, waits_for=fact.approver)


@RISKS.on(e.RiskAccepted)
def _accepted(rows: Rows, x: Recorded[e.RiskAccepted]) -> None:
    fact = x.fact
    rows.end(RequestRow, x.stream)
    rows.put(
        AcceptanceRow(
            id=x.stream,
            program=_row(rows, x).program,
            approver=fact.approver,
            last_day=fact.until,
            level=fact.level,
            seen_version=fact.seen_version,
            day=fact.on,
            position=x.position,
        )
    )
    accepted = {"treatment": Treatment.ACCEPT, "accepted_until": fact.until, "waits_for": None}
    _enter(rows, x, RiskState.ACCEPTED, **accepted)


@RISKS.on(e.AcceptanceDeclined)
def _acceptance_declined(rows: Rows, x: Recorded[e.AcceptanceDeclined]) -> None:
    rows.end(RequestRow, x.stream)
    _change(rows, x, waits_for=None)


@RISKS.on(e.AcceptanceRevoked)
def _acceptance_revoked(rows: Rows, x: Recorded[e.AcceptanceRevoked]) -> None:
    _enter(rows, x, RiskState.ASSESSED, **_unaccepted(rows, x))


@RISKS.on(e.AcceptanceLapsed)
def _acceptance_lapsed(rows: Rows, x: Recorded[e.AcceptanceLapsed]) -> None:
    _enter(rows, x, RiskState.LAPSED, **_unaccepted(rows, x))


@RISKS.on(e.RiskReviewed)
def _reviewed(rows: Rows, x: Recorded[e.RiskReviewed]) -> None:
    before = _row(rows, x).state
    watched = RiskState.MONITORING if before is RiskState.TREATMENT_PLANNED else before
    _enter(rows, x, watched, review_due=x.fact.next_due)


@RISKS.on(e.RiskEscalated)
def _escalated(rows: Rows, x: Recorded[e.RiskEscalated]) -> None:
    fact = x.fact
    rows.put(
        EscalationRow(
            id=x.stream,
            program=_row(rows, x).program,
            tier=fact.to,
            raised_by=fact.by,
            reason=fact.reason,
            answer_due=fact.answer_due,
            position=x.position,
        )
    )
    _change(rows, x, tier=fact.to, escalated=True, answer_due=fact.answer_due)


@RISKS.on(e.EscalationAnswered)
def _escalation_answered(rows: Rows, x: Recorded[e.EscalationAnswered]) -> None:
    rows.end(EscalationRow, x.stream)
    _change(rows, x, escalated=False, answer_due=None)


@RISKS.on(e.RiskDeescalated)
def _deescalated(rows: Rows, x: Recorded[e.RiskDeescalated]) -> None:
    rows.end(EscalationRow, x.stream)
    _change(rows, x, tier=x.fact.to, escalated=False, answer_due=None)


@RISKS.on(e.RiskOccurred)
def _occurred(rows: Rows, x: Recorded[e.RiskOccurred]) -> None:
    _link(rows, x.position, risk=x.stream, other=x.fact.issue, how="became")
    _end(rows, x, RiskState.OCCURRED)


@RISKS.on(e.RiskClosed)
def _closed(rows: Rows, x: Recorded[e.RiskClosed]) -> None:
    _end(rows, x, RiskState.CLOSED)


@RISKS.on(e.RiskReopened)
def _reopened(rows: Rows, x: Recorded[e.RiskReopened]) -> None:
    _enter(rows, x, RiskState.ASSESSED if _row(rows, x).level else RiskState.IDENTIFIED)


@RISKS.on(e.RiskWithdrawn)
def _withdrawn(rows: Rows, x: Recorded[e.RiskWithdrawn]) -> None:
    _end(rows, x, RiskState.WITHDRAWN)


@RISKS.on(c.LinkedRisk)
def _linked_by_an_action(rows: Rows, x: Recorded[c.LinkedRisk]) -> None:
    _link(rows, x.position, risk=x.fact.risk, other=x.stream, how="follows")


@RISKS.on(c.NonconformityRecorded)
def _source_of_an_action(rows: Rows, x: Recorded[c.NonconformityRecorded]) -> None:
    _link(rows, x.position, risk=x.fact.source_risk, other=x.stream, how="follows")


@RISKS.on(i.IssueRaised)
def _source_of_an_issue(rows: Rows, x: Recorded[i.IssueRaised]) -> None:
    _link(rows, x.position, risk=x.fact.from_risk, other=x.stream, how="became")


@RISKS.on(RiskMatrixPublished)
def _matrix_published(rows: Rows, x: Recorded[RiskMatrixPublished]) -> None:
    fact = x.fact
    names = {"likelihoods": fact.likelihoods, "impacts": fact.impacts}
    matrix = Matrix(version=fact.version, levels=fact.levels, shades=fact.shades, **names)
    rows.put(MatrixRow(version=fact.version, stream_version=x.version, matrix=matrix))


def _current(rows: Rows, x: Recorded[e.RiskAssessed], row: RiskRow) -> None:
    """The level that counts, and the state that the first one, or the first after a lapse, leads to."""
    fact = x.fact
    stands = {"likelihood": fact.likelihood, "impact": fact.impact, "level": fact.level, "matrix": fact.matrix}
    first = row.state in {RiskState.IDENTIFIED, RiskState.LAPSED}
    state = RiskState.ASSESSED if first else row.state
    rank = len(Level) - 1 - fact.level.rank
    _enter(rows, x, state, **stands, level_rank=rank, review_due=fact.review_due or row.review_due)


def _row(rows: Rows, x: Recorded[Any]) -> RiskRow:
    row = rows.get(RiskRow, x.stream)
    if row is None:
        sentence = f"Risk {x.stream} has facts before it was identified."
        raise LookupError(sentence)
    return row


def _change(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(RiskRow, x.stream, version=x.version, changed_at=x.envelope.recorded_at, **changes)


def _enter(rows: Rows, x: Recorded[Any], state: RiskState, **changes: Any) -> None:
    _change(rows, x, state=state, **changes)
    rows.change(ThingRow, x.stream, state=state.label)


def _unaccepted(rows: Rows, x: Recorded[Any]) -> dict[str, date | Treatment | None]:
    """What changes when an acceptance, or the wish for one, is over."""
    rows.end(AcceptanceRow, x.stream)
    rows.end(RequestRow, x.stream)
    treatment = _row(rows, x).treatment
    kept = None if treatment is Treatment.ACCEPT else treatment
    return {"treatment": kept, "accepted_until": None, "waits_for": None}


def _end(rows: Rows, x: Recorded[Any], state: RiskState) -> None:
    rows.end(EscalationRow, x.stream)
    over = {"escalated": False, "answer_due": None, "review_due": None}
    _enter(rows, x, state, **over, **_unaccepted(rows, x))


def _link(rows: Rows, position: int, *, risk: UUID | None, other: UUID, how: str) -> None:
    """Kept once, from its first fact on; a risk that is not in the book is left out."""
    row = rows.get(RiskRow, risk) if risk else None
    if row and not rows.get(LinkRow, row.id, other, how):
        rows.put(LinkRow(risk=row.id, other=other, how=how, program=row.program, position=position))
