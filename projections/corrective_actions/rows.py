"""The rows that corrective actions are looked at by."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from domain.corrective_actions.words import ActionState, Branch, Kind, Method, Outcome, Result, Severity, Step
from domain.texts import Word
from projections.rows import Row

OVER = (ActionState.CLOSED_EFFECTIVE, ActionState.CLOSED_INEFFECTIVE, ActionState.CANCELLED)


class Next(Word):
    """What has to happen next with a corrective action."""

    CONTAIN = "contain"
    CAUSE = "cause"
    PLAN = "plan"
    APPROVE = "approve"
    CRITERION = "criterion"
    STEPS = "steps"
    IMPLEMENT = "implement"
    VERIFY = "verify"
    CLOSE = "close"
    CYCLE = "cycle"
    NOTHING = "nothing"


NEXT_WORDS: dict[Next, str] = {
    Next.CONTAIN: "Contain it",
    Next.CAUSE: "Find the cause",
    Next.PLAN: "Propose a plan",
    Next.APPROVE: "Approve the plan",
    Next.CRITERION: "Set the criterion",
    Next.STEPS: "Do the steps",
    Next.IMPLEMENT: "Mark it as implemented",
    Next.VERIFY: "Verify the effect",
    Next.CLOSE: "Close it",
    Next.CYCLE: "Open a new cycle",
    Next.NOTHING: "Nothing",
}


class ActionRow(Row, frozen=True, kw_only=True):
    """A corrective action in the list; `waits_for` nobody means anyone who is not barred from the next step."""

    TABLE: ClassVar[str] = "corrective_actions"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("program",), ("project",), ("waits_for",))

    id: UUID
    program: UUID
    project: UUID | None
    code: str
    title: str
    state: ActionState
    severity: Severity
    kind: Kind
    owner: UUID
    due: date | None
    cycle: int
    contained: bool
    plan_version: int | None
    proposed_version: int | None
    proposed_by: UUID | None
    planned_by: UUID | None
    steps: int
    steps_open: int
    step_owner: UUID | None
    window_from: date | None
    window_to: date | None
    doers: tuple[UUID, ...]
    next_step: Next
    waits_for: UUID | None
    opened_on: date
    closed_on: date | None
    version: int
    changed_at: datetime

    @property
    def open(self) -> bool:
        return self.state not in OVER

    @property
    def next_words(self) -> str:
        return NEXT_WORDS[self.next_step]

    @property
    def barred(self) -> tuple[UUID | None, ...]:
        """Who may not take the next step, because it judges what is theirs."""
        if self.next_step is Next.VERIFY:
            return self.involved
        return (self.proposed_by,) if self.next_step is Next.APPROVE else ()

    @property
    def involved(self) -> tuple[UUID | None, ...]:
        """Who may not judge the effect, because they own it, planned it or did a part of it."""
        return (self.owner, self.planned_by, *self.doers)

    def verifiable(self, today: date) -> bool:
        """The window of the criterion is over."""
        return self.window_to is not None and self.window_to < today


class ActionTextRow(Row, frozen=True, kw_only=True):
    """The long texts of a corrective action that hold for all its cycles."""

    TABLE: ClassVar[str] = "corrective_action_texts"

    id: UUID
    program: UUID
    requirement: str
    evidence: str
    containments: tuple[str, ...] = ()
    systemic_changes: tuple[str, ...] = ()
    cancelled_because: str = ""


class CycleRow(Row, frozen=True, kw_only=True):
    """One cycle: its cause, its approval, its criterion, its effect and its closing, each with who and when."""

    TABLE: ClassVar[str] = "corrective_action_cycles"
    KEY: ClassVar[tuple[str, ...]] = ("action", "cycle")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)

    action: UUID
    cycle: int
    program: UUID
    opened_by: UUID
    opened_on: date
    opened_because: str = ""
    contained_by: UUID | None = None
    contained_on: date | None = None
    method: Method | None = None
    whys: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()
    root_cause: str = ""
    escape_point: str = ""
    without_containment: str = ""
    cause_by: UUID | None = None
    cause_on: date | None = None
    approved_version: int | None = None
    approved_by: UUID | None = None
    approved_on: date | None = None
    seen_version: int | None = None
    metric: str = ""
    test: str = ""
    threshold: str = ""
    window_from: date | None = None
    window_to: date | None = None
    criterion_by: UUID | None = None
    criterion_on: date | None = None
    implemented_by: UUID | None = None
    implemented_on: date | None = None
    result: Result | None = None
    measured: str = ""
    conclusion: str = ""
    verified_by: UUID | None = None
    verified_on: date | None = None
    outcome: Outcome | None = None
    closed_by: UUID | None = None
    closed_on: date | None = None
    recurrence: str = ""
    recurred_on: date | None = None


class PlanRow(Row, frozen=True, kw_only=True):
    """One version of a plan as it was proposed; every one is kept."""

    TABLE: ClassVar[str] = "corrective_action_plans"
    KEY: ClassVar[tuple[str, ...]] = ("action", "number")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)

    action: UUID
    number: int
    program: UUID
    cycle: int
    steps: tuple[Step, ...]
    proposed_by: UUID
    proposed_on: date


class StepRow(Row, frozen=True, kw_only=True):
    """One step of the approved plan of a cycle, done or not; `place` is its place in the plan."""

    TABLE: ClassVar[str] = "corrective_action_steps"
    KEY: ClassVar[tuple[str, ...]] = ("action", "cycle", "step")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",), ("owner",))

    action: UUID
    cycle: int
    step: UUID
    program: UUID
    place: int
    what: str
    kind: Kind
    owner: UUID
    due: date
    done_by: UUID | None = None
    done_on: date | None = None
    evidence: str = ""


class LinkRow(Row, frozen=True, kw_only=True):
    """A risk or an issue that a corrective action answers."""

    TABLE: ClassVar[str] = "corrective_action_links"
    KEY: ClassVar[tuple[str, ...]] = ("action", "thing")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("thing",), ("program",))

    action: UUID
    thing: UUID
    kind: str
    program: UUID
