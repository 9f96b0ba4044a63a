"""The vocabulary of corrective actions: states, methods, outcomes, and what may be done in each state."""

from datetime import date
from uuid import UUID

import msgspec

from domain.rules import Rule
from domain.texts import Word


class ActionState(Word):
    NONCONFORMITY_RECORDED = "nonconformity_recorded"
    CONTAINED = "contained"
    CAUSE_DETERMINED = "cause_determined"
    PLAN_APPROVED = "plan_approved"
    IMPLEMENTED = "implemented"
    VERIFYING = "verifying"
    CLOSED_EFFECTIVE = "closed_effective"
    CLOSED_INEFFECTIVE = "closed_ineffective"
    CANCELLED = "cancelled"


class Kind(Word):
    IMMEDIATE = "immediate"
    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"
    IMPROVEMENT = "improvement"


class Severity(Word):
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Method(Word):
    FIVE_WHYS = "five_whys"
    FISHBONE = "fishbone"


class Result(Word):
    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"


class Outcome(Word):
    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """One bone of the fishbone: a category and the causes found in it."""

    category: str
    causes: tuple[str, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a plan; it keeps its id from one version of the plan to the next."""

    id: UUID
    what: str
    kind: Kind
    owner: UUID
    due: date


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    steps: tuple[Step, ...]
    by: UUID


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """How the effect is judged: the test of a metric against a threshold, over a window of days."""

    metric: str
    test: str
    threshold: str
    window_from: date
    window_to: date


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    result: Result
    measured: str
    conclusion: str
    by: UUID


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    outcome: Outcome
    by: UUID
    on: date
    cycle: int


OPEN_ACTIONS = Rule(
    "open-actions",
    "Open corrective actions",
    "The corrective actions that were neither closed, effective or not, nor cancelled.",
)
OUTCOMES: dict[Result, Outcome] = {
    Result.EFFECTIVE: Outcome.EFFECTIVE,
    Result.NOT_EFFECTIVE: Outcome.INEFFECTIVE,
}

_LINKS = ("link_risk", "link_issue")
_ALWAYS = ("assign_owner", "move_due_date", *_LINKS, "cancel")
_CONTAINING = ("contain", "remove_containment")
_AFTER = ("remove_containment", "record_systemic_change")

ACTS: dict[ActionState, tuple[str, ...]] = {
    ActionState.NONCONFORMITY_RECORDED: ("contain", "determine_cause", "set_criterion", *_ALWAYS),
    ActionState.CONTAINED: ("determine_cause", *_CONTAINING, "set_criterion", *_ALWAYS),
    ActionState.CAUSE_DETERMINED: (
        *("propose_plan", "approve_plan", "set_criterion", "determine_cause"),
        *(*_CONTAINING, "record_systemic_change", *_ALWAYS),
    ),
    ActionState.PLAN_APPROVED: (
        *("complete_step", "mark_implemented", "set_criterion", "propose_plan", "approve_plan"),
        *(*_CONTAINING, "record_systemic_change", *_ALWAYS),
    ),
    ActionState.IMPLEMENTED: ("verify", *_AFTER, *_ALWAYS),
    ActionState.VERIFYING: ("close", "verify", *_AFTER, *_ALWAYS),
    ActionState.CLOSED_EFFECTIVE: ("detect_recurrence", *_AFTER, *_LINKS),
    ActionState.CLOSED_INEFFECTIVE: ("open_cycle", "detect_recurrence", *_AFTER, *_LINKS),
    ActionState.CANCELLED: (),
}

INSTEAD: dict[ActionState, str] = {
    ActionState.NONCONFORMITY_RECORDED: "contain it and determine its cause first",
    ActionState.CONTAINED: "determine its cause first",
    ActionState.CAUSE_DETERMINED: "propose a plan and have it approved first",
    ActionState.PLAN_APPROVED: "complete its steps and mark it as implemented first",
    ActionState.IMPLEMENTED: "verify the effect first",
    ActionState.VERIFYING: "close it with the result of the verification",
    ActionState.CLOSED_EFFECTIVE: "record a recurrence to open a new cycle",
    ActionState.CLOSED_INEFFECTIVE: "open a new cycle first",
    ActionState.CANCELLED: "record a new nonconformity",
}


def acts(state: ActionState) -> tuple[str, ...]:
    """What may be asked of a corrective action in this state, by the names of the decisions."""
    return ACTS[state]
