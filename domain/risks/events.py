"""The facts of a risk's life, in the past tense and as the log stores them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain.kernel import Event, Upcast
from domain.risks.matrix import Level
from domain.risks.words import Category, Part, Stage, Strength, Tier, Treatment


def _without_digest(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "digest": ""}


class RiskIdentified(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.identified/1"
    program: UUID
    project: UUID | None = None
    title: str
    category: Category
    cause: str
    event: str
    effect: str
    owner: UUID
    proximity: date | None = None


class RiskReworded(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.reworded/1"
    part: Part
    from_: str
    to: str


class RiskRecategorised(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.recategorised/1"
    from_: Category
    to: Category


class RiskProximityMoved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.proximity_moved/1"
    from_: date | None
    to: date | None


class RiskOwnerAssigned(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.owner_assigned/1"
    from_: UUID
    to: UUID


class RiskAssessed(Event, frozen=True, kw_only=True):
    """`from_*` are the earlier assessment of the same stage; `review_due` is set when the current level is assessed."""

    TOPIC: ClassVar[str] = "risk.assessed/1"
    stage: Stage
    from_likelihood: int | None = None
    likelihood: int
    from_impact: int | None = None
    impact: int
    from_level: Level | None = None
    level: Level
    matrix: int
    basis: str
    strength: Strength
    justification: str = ""
    review_due: date | None = None
    by: UUID
    on: date


class TreatmentChosen(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.treatment_chosen/1"
    from_: Treatment | None
    treatment: Treatment
    from_response: str
    response: str
    by: UUID


class TreatmentActionLinked(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.treatment_action_linked/1"
    action: UUID


class TreatmentActionUnlinked(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.treatment_action_unlinked/1"
    action: UUID
    reason: str


class AcceptanceRequested(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.acceptance_requested/1"
    approver: UUID
    until: date
    argument: str
    by: UUID
    level: Level


class RiskAccepted(Event, frozen=True, kw_only=True):
    """`level` is frozen as of `seen_version`, the version of the risk's stream that the approver saw.

    `digest` is the SHA-256 over the leaf hashes of the events up to that version; empty before digests were kept.
    """

    TOPIC: ClassVar[str] = "risk.accepted/2"
    EARLIER: ClassVar[Mapping[str, Upcast]] = {"risk.accepted/1": _without_digest}
    approver: UUID
    until: date
    level: Level
    matrix: int
    seen_version: int
    digest: str
    from_treatment: Treatment | None
    from_until: date | None = None
    on: date


class AcceptanceDeclined(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.acceptance_declined/1"
    by: UUID
    reason: str


class AcceptanceRevoked(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.acceptance_revoked/1"
    level: Level
    until: date
    by: UUID
    reason: str


class AcceptanceLapsed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.acceptance_lapsed/1"
    level: Level
    until: date
    on: date


class RiskReviewed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.reviewed/1"
    by: UUID
    on: date
    from_due: date | None
    next_due: date
    note: str


class RiskEscalated(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.escalated/1"
    from_: Tier
    to: Tier
    reason: str
    by: UUID
    answer_due: date | None = None


class EscalationAnswered(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.escalation_answered/1"
    tier: Tier
    answer: str
    by: UUID


class RiskDeescalated(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.deescalated/1"
    from_: Tier
    to: Tier
    reason: str
    by: UUID


class RiskOccurred(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.occurred/1"
    issue: UUID
    on: date
    by: UUID


class RiskClosed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.closed/1"
    reason: str
    by: UUID


class RiskReopened(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.reopened/1"
    reason: str
    by: UUID


class RiskWithdrawn(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk.withdrawn/1"
    reason: str
    by: UUID
