"""Corrective actions as people ask for them: the list, one with its cycles and plans, and what waits for whom."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from domain.corrective_actions.words import ActionState, Kind, Severity
from domain.programs.codes import normal
from projections.ageing import ageing as aged
from projections.asking import Page, Words, like, order_by
from projections.corrective_actions.rows import (
    OVER,
    ActionRow,
    ActionTextRow,
    CycleRow,
    LinkRow,
    Next,
    PlanRow,
    StepRow,
)
from projections.tracing.origins import Source
from projections.view import Programs, View

ENDED = tuple(state.value for state in OVER)
OPEN = f"state NOT IN {ENDED}"
STATES = tuple(state.value for state in ActionState)
RANK = " ".join(f"WHEN '{state}' THEN {n}" for n, state in enumerate(STATES))
WORST = " ".join(f"WHEN '{severity.value}' THEN {n}" for n, severity in enumerate(reversed(Severity)))
SORTS = {
    "code": "CAST(substr(code, 4) AS INTEGER)",
    "title": "lower(title)",
    "severity": f"CASE severity {WORST} END",
    "state": f"CASE state {RANK} END",
    "due": "due",
    "window": "window_to",
    "opened": "opened_on",
    "changed": "changed_at",
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the list is asked for; `overdue` is "yes" and `window` "over", or empty."""

    WORDS: ClassVar[Words] = {
        "severity": tuple(Severity),
        "kind": tuple(Kind),
        "next": tuple(Next),
        "state": (*ActionState, "open", "all"),
        "overdue": ("yes",),
        "window": ("over",),
    }
    q: str = ""
    program: UUID | None = None
    project: UUID | None = None
    owner: UUID | None = None
    severity: str = ""
    kind: str = ""
    state: str = "open"
    next: str = ""
    overdue: str = ""
    window: str = ""
    sort: str = "due"
    page: int = 1


class Waiting(msgspec.Struct, frozen=True):
    """Something that waits for a person: the corrective action, what is to be done, and by when."""

    row: ActionRow
    what: str
    due: date | None
    source: Source


def search(view: View, asked: Asked, *, today: date) -> Page[ActionRow]:
    """One page of the list, due first unless asked otherwise."""
    conditions: dict[str, Any] = {
        "(lower(title) LIKE ? ESCAPE '\\' OR lower(code) LIKE ? ESCAPE '\\')": like(asked.q, 2),
        "program = ?": asked.program,
        "project = ?": asked.project,
        "owner = ?": asked.owner,
        "severity = ?": asked.severity if asked.severity in set(Severity) else None,
        "kind = ?": asked.kind if asked.kind in set(Kind) else None,
        "next_step = ?": asked.next if asked.next in set(Next) else None,
        "window_to < ?": today.isoformat() if asked.window == "over" else None,
        f"{OPEN} AND due < ?": today.isoformat() if asked.overdue == "yes" else None,
        OPEN: () if asked.state == "open" else None,
        "state = ?": asked.state if asked.state in set(ActionState) else None,
    }
    order = order_by(asked.sort, SORTS, default="due", tie=f"{SORTS['severity']}, opened_on, {SORTS['code']}")
    return Page.of(view, ActionRow, conditions, order=order, page=asked.page)


def find(view: View, code: str) -> ActionRow | None:
    found = view.select(ActionRow, "code = ?", (normal(code),))
    return found[0] if found else None


def one(view: View, action: UUID) -> ActionRow | None:
    return view.one(ActionRow, action)


def texts(view: View, action: UUID) -> ActionTextRow | None:
    return view.one(ActionTextRow, action)


def cycles(view: View, action: UUID) -> list[CycleRow]:
    """Every cycle, the newest first."""
    return view.select(CycleRow, "action = ?", (action,), order="cycle DESC")


def plans(view: View, action: UUID) -> list[PlanRow]:
    """Every version of the plan that was ever proposed, the newest first."""
    return view.select(PlanRow, "action = ?", (action,), order="number DESC")


def steps(view: View, action: UUID) -> list[StepRow]:
    """The steps of the approved plans, cycle by cycle in the order of the plan."""
    return view.select(StepRow, "action = ?", (action,), order="cycle, place")


def links(view: View, action: UUID) -> list[LinkRow]:
    """The issues and risks that it answers."""
    return view.select(LinkRow, "action = ?", (action,), order="kind, thing")


def of_thing(view: View, thing: UUID) -> list[ActionRow]:
    """The corrective actions that answer a risk or an issue, the newest first."""
    linked = f"id IN (SELECT action FROM {view.span(LinkRow)} WHERE thing = ?)"
    return view.select(ActionRow, linked, (thing,), order="opened_on DESC, code")


def of_project(view: View, project: UUID) -> list[ActionRow]:
    """What is open on the project, by due date."""
    return view.select(ActionRow, f"project = ? AND {OPEN}", (project,), order="due IS NULL, due, code")


def of_program(view: View, program: UUID) -> list[ActionRow]:
    """What is open in the program, by due date."""
    return view.select(ActionRow, f"program = ? AND {OPEN}", (program,), order="due IS NULL, due, code")


def waiting_for(view: View, person: UUID, *, today: date, manages: Programs = frozenset()) -> list[Waiting]:
    """What waits for this person; in the programs they manage also what waits for anyone who did not do it."""
    where = "state <> ? AND next_step <> ? AND (waits_for = ? OR waits_for IS NULL)"
    rows = view.select(ActionRow, where, (ActionState.CANCELLED, Next.NOTHING, person), order="due IS NULL, due, code")
    found = [waiting for row in rows if (waiting := _waiting(row, person, today, manages))]
    return sorted([*found, *_own_steps(view, person)], key=lambda each: (each.due is None, each.due or today))


def open_count(view: View) -> int:
    return view.count(ActionRow, OPEN)


def counts(view: View, *, today: date) -> dict[str, int]:
    now = today.isoformat()
    return {
        "open": open_count(view),
        "overdue": view.count(ActionRow, f"{OPEN} AND due < ?", (now,)),
        "approve": view.count(ActionRow, "next_step = ?", (Next.APPROVE,)),
        "verify": view.count(ActionRow, "next_step = ? AND window_to < ?", (Next.VERIFY, now)),
    }


def ageing(view: View, *, today: date) -> list[tuple[str, int]]:
    """How long the open corrective actions have been open."""
    return aged(view, ActionRow, OPEN, today=today)


def _waiting(row: ActionRow, person: UUID, today: date, manages: Programs) -> Waiting | None:
    """A step of the plan is told by the step itself; an effect waits until its window is over."""
    if row.next_step is Next.STEPS or (row.next_step is Next.VERIFY and not row.verifiable(today)):
        return None
    if row.waits_for is None and not _may_judge(row, person, manages):
        return None
    made = "window_to" if row.next_step is Next.VERIFY else "due"
    return Waiting(row, row.next_words, getattr(row, made), Source(ActionRow, row.id, ("next_step", made)))


def _may_judge(row: ActionRow, person: UUID, manages: Programs) -> bool:
    return person not in row.barred and (manages is None or row.program in manages)


def _own_steps(view: View, person: UUID) -> list[Waiting]:
    found = []
    for step in view.select(StepRow, "owner = ? AND done_on IS NULL", (person,), order="due, place"):
        row = one(view, step.action)
        if row and row.cycle == step.cycle and row.state is ActionState.PLAN_APPROVED:
            made = Source(StepRow, (step.action, step.cycle, step.step), ("due", "owner"))
            found.append(Waiting(row, step.what, step.due, made))
    return found
