"""What a risk's facts add up to: the state that its decisions read."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.kernel import Aggregate, Checks
from domain.risks import events as e
from domain.risks.words import (
    ACTS,
    INSTEAD,
    NOW,
    Acceptance,
    Category,
    Escalation,
    Request,
    RiskState,
    Stage,
    Standing,
    Tier,
    Treatment,
)


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """A risk. `treatment` is accept if and only if there is a live `acceptance`."""

    state: RiskState = RiskState.IDENTIFIED
    program: UUID
    project: UUID | None = None
    title: str
    category: Category
    cause: str = ""
    event: str
    effect: str = ""
    owner: UUID
    proximity: date | None = None
    inherent: Standing | None = None
    current: Standing | None = None
    residual: Standing | None = None
    treatment: Treatment | None = None
    response: str = ""
    actions: tuple[UUID, ...] = ()
    request: Request | None = None
    acceptance: Acceptance | None = None
    review_due: date | None = None
    tier: Tier = Tier.PROJECT
    escalation: Escalation | None = None
    occurrences: tuple[UUID, ...] = ()


RISK = Aggregate("risk", Risk)


def begin(risk: Risk, act: str) -> Checks:
    """The checks of a decision, which start with whether the state offers the act at all."""
    wrong = f"The risk {NOW[risk.state]}; {INSTEAD[risk.state]}."
    return Checks().that(act in ACTS[risk.state], "", wrong)


@RISK.on(e.RiskIdentified)
def _identified(_: Risk | None, fact: e.RiskIdentified) -> Risk:
    return Risk(
        program=fact.program,
        project=fact.project,
        title=fact.title,
        category=fact.category,
        cause=fact.cause,
        event=fact.event,
        effect=fact.effect,
        owner=fact.owner,
        proximity=fact.proximity,
        tier=Tier.PROJECT if fact.project else Tier.PROGRAM,
    )


@RISK.on(e.RiskReworded)
def _reworded(risk: Risk, fact: e.RiskReworded) -> Risk:
    return replace(risk, **{fact.part.value: fact.to})


@RISK.on(e.RiskRecategorised)
def _recategorised(risk: Risk, fact: e.RiskRecategorised) -> Risk:
    return replace(risk, category=fact.to)


@RISK.on(e.RiskProximityMoved)
def _proximity_moved(risk: Risk, fact: e.RiskProximityMoved) -> Risk:
    return replace(risk, proximity=fact.to)


@RISK.on(e.RiskOwnerAssigned)
def _owner_assigned(risk: Risk, fact: e.RiskOwnerAssigned) -> Risk:
    return replace(risk, owner=fact.to)


@RISK.on(e.RiskAssessed)
def _assessed(risk: Risk, fact: e.RiskAssessed) -> Risk:
    standing = Standing(
        likelihood=fact.likelihood,
        impact=fact.impact,
        matrix=fact.matrix,
        level=fact.level,
        basis=fact.basis,
        strength=fact.strength,
        justification=fact.justification,
    )
    assessed = replace(risk, **{fact.stage.value: standing}, review_due=fact.review_due or risk.review_due)
    first = fact.stage is Stage.CURRENT and risk.state in {RiskState.IDENTIFIED, RiskState.LAPSED}
    return replace(assessed, state=RiskState.ASSESSED) if first else assessed


@RISK.on(e.TreatmentChosen)
def _treatment_chosen(risk: Risk, fact: e.TreatmentChosen) -> Risk:
    planned = RiskState.TREATMENT_PLANNED
    return replace(risk, state=planned, treatment=fact.treatment, response=fact.response, request=None)


@RISK.on(e.TreatmentActionLinked)
def _action_linked(risk: Risk, fact: e.TreatmentActionLinked) -> Risk:
    return replace(risk, actions=(*risk.actions, fact.action))


@RISK.on(e.TreatmentActionUnlinked)
def _action_unlinked(risk: Risk, fact: e.TreatmentActionUnlinked) -> Risk:
    return replace(risk, actions=tuple(action for action in risk.actions if action != fact.action))


@RISK.on(e.AcceptanceRequested)
def _acceptance_requested(risk: Risk, fact: e.AcceptanceRequested) -> Risk:
    request = Request(approver=fact.approver, until=fact.until, argument=fact.argument, by=fact.by)
    return replace(risk, request=request)


@RISK.on(e.RiskAccepted)
def _accepted(risk: Risk, fact: e.RiskAccepted) -> Risk:
    acceptance = Acceptance(approver=fact.approver, until=fact.until, level=fact.level)
    accepted = RiskState.ACCEPTED
    return replace(risk, state=accepted, acceptance=acceptance, treatment=Treatment.ACCEPT, request=None)


@RISK.on(e.AcceptanceDeclined)
def _acceptance_declined(risk: Risk, _: e.AcceptanceDeclined) -> Risk:
    return replace(risk, request=None)


@RISK.on(e.AcceptanceRevoked)
def _acceptance_revoked(risk: Risk, _: e.AcceptanceRevoked) -> Risk:
    return replace(_unaccepted(risk), state=RiskState.ASSESSED)


@RISK.on(e.AcceptanceLapsed)
def _acceptance_lapsed(risk: Risk, _: e.AcceptanceLapsed) -> Risk:
    return replace(_unaccepted(risk), state=RiskState.LAPSED)


@RISK.on(e.RiskReviewed)
def _reviewed(risk: Risk, fact: e.RiskReviewed) -> Risk:
    watched = risk.state is RiskState.TREATMENT_PLANNED
    return replace(risk, review_due=fact.next_due, state=RiskState.MONITORING if watched else risk.state)


@RISK.on(e.RiskEscalated)
def _escalated(risk: Risk, fact: e.RiskEscalated) -> Risk:
    return replace(risk, tier=fact.to, escalation=Escalation(to=fact.to, by=fact.by, answer_due=fact.answer_due))


@RISK.on(e.EscalationAnswered)
def _escalation_answered(risk: Risk, _: e.EscalationAnswered) -> Risk:
    return replace(risk, escalation=None)


@RISK.on(e.RiskDeescalated)
def _deescalated(risk: Risk, fact: e.RiskDeescalated) -> Risk:
    return replace(risk, tier=fact.to, escalation=None)


@RISK.on(e.RiskOccurred)
def _occurred(risk: Risk, fact: e.RiskOccurred) -> Risk:
    return _ended(replace(risk, occurrences=(*risk.occurrences, fact.issue)), RiskState.OCCURRED)


@RISK.on(e.RiskClosed)
def _closed(risk: Risk, _: e.RiskClosed) -> Risk:
    return _ended(risk, RiskState.CLOSED)


@RISK.on(e.RiskReopened)
def _reopened(risk: Risk, _: e.RiskReopened) -> Risk:
    return replace(risk, state=RiskState.ASSESSED if risk.current else RiskState.IDENTIFIED)


@RISK.on(e.RiskWithdrawn)
def _withdrawn(risk: Risk, _: e.RiskWithdrawn) -> Risk:
    return _ended(risk, RiskState.WITHDRAWN)


def _ended(risk: Risk, state: RiskState) -> Risk:
    return replace(_unaccepted(risk), state=state, escalation=None, review_due=None)


def _unaccepted(risk: Risk) -> Risk:
    treatment = None if risk.treatment is Treatment.ACCEPT else risk.treatment
    return replace(risk, acceptance=None, request=None, treatment=treatment)
