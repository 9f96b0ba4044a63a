"""The facts of a corrective action's life, in the past tense and as the log stores them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain.corrective_actions.words import Branch, Criterion, Kind, Method, Outcome, Result, Severity, Step
from domain.kernel import Event, Upcast


def _without_digest(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "digest": ""}


def _without_what_was_seen(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "seen_version": None, "digest": ""}


class NonconformityRecorded(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.nonconformity_recorded/1"
    program: UUID
    project: UUID | None = None
    title: str
    requirement: str
    evidence: str
    severity: Severity
    kind: Kind
    source_issue: UUID | None = None
    source_risk: UUID | None = None
    owner: UUID
    due: date | None = None
    by: UUID
    on: date


class CorrectiveActionOwnerAssigned(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.owner_assigned/1"
    from_: UUID
    to: UUID


class DueDateMoved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.due_date_moved/1"
    from_: date | None
    to: date
    reason: str
    by: UUID


class ContainmentApplied(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.containment_applied/1"
    what: str
    by: UUID
    on: date


class ContainmentRemoved(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.containment_removed/1"
    what: tuple[str, ...]
    reason: str
    by: UUID
    on: date


class CauseDetermined(Event, frozen=True, kw_only=True):
    """`without_containment` says why nothing was contained, where nothing was."""

    TOPIC: ClassVar[str] = "corrective_action.cause_determined/1"
    method: Method
    whys: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()
    from_root_cause: str = ""
    root_cause: str
    escape_point: str
    without_containment: str = ""
    by: UUID
    on: date


class PlanProposed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.plan_proposed/1"
    version: int
    steps: tuple[Step, ...]
    by: UUID


class EffectivenessCriterionSet(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.effectiveness_criterion_set/1"
    from_: Criterion | None
    metric: str
    test: str
    threshold: str
    window_from: date
    window_to: date
    by: UUID


class PlanApproved(Event, frozen=True, kw_only=True):
    """`seen_version` is the version of the action's stream that the approver saw.

    `digest` is the SHA-256 over the leaf hashes of the events up to that version; empty before digests were kept.
    """

    TOPIC: ClassVar[str] = "corrective_action.plan_approved/2"
    EARLIER: ClassVar[Mapping[str, Upcast]] = {"corrective_action.plan_approved/1": _without_digest}
    from_version: int | None
    version: int
    by: UUID
    seen_version: int
    digest: str
    on: date


class StepDone(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.step_done/1"
    step: UUID
    what: str
    evidence: str
    by: UUID
    on: date


class ActionImplemented(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.implemented/1"
    by: UUID
    on: date


class EffectivenessVerified(Event, frozen=True, kw_only=True):
    """`seen_version` is the version of the action's stream that the verifier saw; unknown before it was kept.

    `digest` is the SHA-256 over the leaf hashes of the events up to that version; empty before digests were kept.
    """

    TOPIC: ClassVar[str] = "corrective_action.effectiveness_verified/2"
    EARLIER: ClassVar[Mapping[str, Upcast]] = {"corrective_action.effectiveness_verified/1": _without_what_was_seen}
    from_result: Result | None = None
    result: Result
    measured: str
    conclusion: str
    by: UUID
    seen_version: int | None
    digest: str
    on: date


class SystemicChangeRecorded(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.systemic_change_recorded/1"
    what: str
    by: UUID


class CapaClosed(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.closed/1"
    outcome: Outcome
    by: UUID
    on: date
    cycle: int


class RecurrenceDetected(Event, frozen=True, kw_only=True):
    """`cycle` is the closed cycle whose effect did not last."""

    TOPIC: ClassVar[str] = "corrective_action.recurrence_detected/1"
    evidence: str
    by: UUID
    on: date
    cycle: int


class CycleOpened(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.cycle_opened/1"
    cycle: int
    reason: str
    by: UUID


class CorrectiveActionCancelled(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.cancelled/1"
    reason: str
    by: UUID


class LinkedRisk(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.linked_risk/1"
    risk: UUID


class LinkedIssue(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "corrective_action.linked_issue/1"
    issue: UUID
