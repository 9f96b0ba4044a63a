"""The rows that risks are looked at by."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from domain.risks.matrix import Level, Matrix
from domain.risks.words import Category, RiskState, Stage, Strength, Tier, Treatment
from projections.rows import Row

ENDED = (RiskState.OCCURRED, RiskState.CLOSED, RiskState.WITHDRAWN)


class RiskRow(Row, frozen=True, kw_only=True):
    """A risk in the register; without a prefix, likelihood, impact and level are the current ones.

    `level_rank` sorts the worst first, not assessed last. `waits_for` is the person asked to accept it.
    """

    TABLE: ClassVar[str] = "risks"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("program",), ("project",))

    id: UUID
    program: UUID
    project: UUID | None
    code: str
    title: str
    owner: UUID
    category: Category
    state: RiskState = RiskState.IDENTIFIED
    tier: Tier
    treatment: Treatment | None = None
    likelihood: int | None = None
    impact: int | None = None
    level: Level | None = None
    level_rank: int = len(Level)
    matrix: int | None = None
    inherent_likelihood: int | None = None
    inherent_impact: int | None = None
    inherent_level: Level | None = None
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    residual_level: Level | None = None
    proximity: date | None
    review_due: date | None = None
    waits_for: UUID | None = None
    accepted_until: date | None = None
    escalated: bool = False
    answer_due: date | None = None
    version: int
    changed_at: datetime

    @property
    def open(self) -> bool:
        return self.state not in ENDED

    @property
    def coming(self) -> tuple[str, date] | None:
        """What comes next and on which day: an answer, the end of an acceptance or a review, whichever is first."""
        days = (("Answer", self.answer_due), ("Lapses", self.accepted_until), ("Review", self.review_due))
        return min(((word, day) for word, day in days if day), key=lambda each: each[1], default=None)

    def at(self, stage: Stage) -> tuple[int, int] | None:
        """Likelihood and impact at a stage."""
        found = {
            Stage.INHERENT: (self.inherent_likelihood, self.inherent_impact),
            Stage.CURRENT: (self.likelihood, self.impact),
            Stage.RESIDUAL: (self.residual_likelihood, self.residual_impact),
        }[stage]
        likelihood, impact = found
        return (likelihood, impact) if likelihood and impact else None


class RiskTextRow(Row, frozen=True, kw_only=True):
    """The long texts of a risk, apart from the register so that it stays quick."""

    TABLE: ClassVar[str] = "risk_texts"

    id: UUID
    program: UUID
    cause: str
    event: str
    effect: str
    response: str


class AssessmentRow(Row, frozen=True, kw_only=True):
    """One assessment of a stage; every one is kept."""

    TABLE: ClassVar[str] = "assessments"
    KEY: ClassVar[tuple[str, ...]] = ("position",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("risk",), ("program",))

    position: int
    risk: UUID
    program: UUID
    stage: Stage
    likelihood: int
    impact: int
    level: Level
    matrix: int
    basis: str
    strength: Strength
    justification: str
    assessor: UUID
    day: date


class RequestRow(Row, frozen=True, kw_only=True):
    """An acceptance that was asked for and waits for its approver."""

    TABLE: ClassVar[str] = "acceptance_requests"

    id: UUID
    program: UUID
    approver: UUID
    last_day: date
    argument: str
    asker: UUID
    level: Level


class AcceptanceRow(Row, frozen=True, kw_only=True):
    """A live acceptance: its level is frozen as of the version that the approver saw."""

    TABLE: ClassVar[str] = "acceptances"

    id: UUID
    program: UUID
    approver: UUID
    last_day: date
    level: Level
    seen_version: int
    day: date
    position: int


class EscalationRow(Row, frozen=True, kw_only=True):
    """An escalation that waits for an answer."""

    TABLE: ClassVar[str] = "escalations"

    id: UUID
    program: UUID
    tier: Tier
    raised_by: UUID
    reason: str
    answer_due: date | None
    position: int


class LinkRow(Row, frozen=True, kw_only=True):
    """A risk and what is linked to it; `how`: treats, follows (a corrective action), or became (an issue)."""

    TABLE: ClassVar[str] = "risk_links"
    KEY: ClassVar[tuple[str, ...]] = ("risk", "other", "how")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("other",), ("program",))

    risk: UUID
    other: UUID
    how: str
    program: UUID
    position: int


class MatrixRow(Row, frozen=True, kw_only=True):
    """One published version of the matrix; every one is kept."""

    TABLE: ClassVar[str] = "risk_matrices"
    KEY: ClassVar[tuple[str, ...]] = ("version",)

    version: int
    stream_version: int
    matrix: Matrix
