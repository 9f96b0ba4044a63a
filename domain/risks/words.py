"""The vocabulary of risks: states, tiers, treatments, and what may be done in each state."""

from datetime import date
from uuid import UUID

import msgspec

from domain.risks.matrix import Level
from domain.texts import Word


class RiskState(Word):
    IDENTIFIED = "identified"
    ASSESSED = "assessed"
    TREATMENT_PLANNED = "treatment_planned"
    MONITORING = "monitoring"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"
    OCCURRED = "occurred"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Category(Word):
    SCHEDULE = "schedule"
    COST = "cost"
    SCOPE = "scope"
    QUALITY = "quality"
    BENEFITS = "benefits"
    PEOPLE = "people"
    PARTNER = "partner"
    TECHNOLOGY = "technology"
    SECURITY = "security"
    LEGAL = "legal"
    REPUTATION = "reputation"
    EXTERNAL = "external"
    OTHER = "other"


class Part(Word):
    """The parts of a risk's wording: because (cause) it may happen that (event), which would mean (effect)."""

    TITLE = "title"
    CAUSE = "cause"
    EVENT = "event"
    EFFECT = "effect"


class Stage(Word):
    INHERENT = "inherent"
    CURRENT = "current"
    RESIDUAL = "residual"


class Strength(Word):
    """How much is known behind an assessment."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


class Treatment(Word):
    AVOID = "avoid"
    REDUCE = "reduce"
    SHARE = "share"
    ACCEPT = "accept"


class Tier(Word):
    PROJECT = "project"
    PROGRAM = "program"
    PORTFOLIO = "portfolio"
    EXECUTIVE = "executive"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a risk stands at one stage, as last assessed."""

    likelihood: int
    impact: int
    matrix: int
    level: Level
    basis: str
    strength: Strength
    justification: str = ""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """An acceptance that was asked for and waits for its approver."""

    approver: UUID
    until: date
    argument: str
    by: UUID


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """A live acceptance, frozen at the level that the approver saw."""

    approver: UUID
    until: date
    level: Level


class Escalation(msgspec.Struct, frozen=True, kw_only=True):
    """An escalation that waits for an answer."""

    to: Tier
    by: UUID
    answer_due: date | None


AUTHORITY: dict[Level, Tier] = {
    Level.LOW: Tier.PROJECT,
    Level.MEDIUM: Tier.PROGRAM,
    Level.HIGH: Tier.PORTFOLIO,
    Level.SEVERE: Tier.EXECUTIVE,
}

REVIEW_DAYS: dict[Level, int] = {Level.LOW: 365, Level.MEDIUM: 180, Level.HIGH: 90, Level.SEVERE: 30}

LONGEST_ACCEPTANCE_DAYS = 365

_DESCRIBING = ("reword", "recategorise", "move_proximity", "assign_owner", "link_action", "unlink_action")
_STEERING = ("escalate", "answer_escalation", "deescalate")
_ENDING = ("materialise", "close", "withdraw")
_ACCEPTING = ("request_acceptance", "accept", "decline_acceptance")
_OPEN = ("assess", "choose_treatment", *_ACCEPTING, "review", *_STEERING, *_DESCRIBING, *_ENDING)

ACTS: dict[RiskState, tuple[str, ...]] = {
    RiskState.IDENTIFIED: ("assess", *_STEERING, *_DESCRIBING, *_ENDING),
    RiskState.ASSESSED: _OPEN,
    RiskState.TREATMENT_PLANNED: _OPEN,
    RiskState.MONITORING: _OPEN,
    RiskState.ACCEPTED: (
        *("assess", "review", "revoke_acceptance", "lapse_acceptance"),
        *(*_ACCEPTING, *_STEERING, *_DESCRIBING, *_ENDING),
    ),
    RiskState.LAPSED: ("assess", *_STEERING, *_DESCRIBING, *_ENDING),
    RiskState.OCCURRED: ("close", "reopen"),
    RiskState.CLOSED: ("reopen",),
    RiskState.WITHDRAWN: (),
}

NOW: dict[RiskState, str] = {
    RiskState.IDENTIFIED: "is only identified",
    RiskState.ASSESSED: "is assessed",
    RiskState.TREATMENT_PLANNED: "has a planned treatment",
    RiskState.MONITORING: "is being monitored",
    RiskState.ACCEPTED: "is accepted",
    RiskState.LAPSED: "has a lapsed acceptance",
    RiskState.OCCURRED: "has occurred",
    RiskState.CLOSED: "is closed",
    RiskState.WITHDRAWN: "is withdrawn",
}

INSTEAD: dict[RiskState, str] = {
    RiskState.IDENTIFIED: "assess its current level first",
    RiskState.ASSESSED: "assess, treat, accept, escalate or close it",
    RiskState.TREATMENT_PLANNED: "review, reassess, accept, escalate or close it",
    RiskState.MONITORING: "review, reassess, accept, escalate or close it",
    RiskState.ACCEPTED: "revoke the acceptance first",
    RiskState.LAPSED: "assess its current level again first",
    RiskState.OCCURRED: "follow its issue, or reopen it first",
    RiskState.CLOSED: "reopen it first",
    RiskState.WITHDRAWN: "identify a new risk",
}


def acts(state: RiskState) -> tuple[str, ...]:
    """What may be asked of a risk in this state, by the names of the decisions."""
    return ACTS[state]
