"""The path of a corrective action: its six steps with who and when, and what the next one waits for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.corrective_actions.words import ActionState
from projections.corrective_actions.rows import ActionRow, CycleRow, Next
from projections.things import Names
from web.shared.words import day

STEP_OF: dict[Next, int] = {
    Next.CONTAIN: 2,
    Next.CAUSE: 3,
    Next.PLAN: 4,
    Next.APPROVE: 4,
    Next.CRITERION: 5,
    Next.STEPS: 5,
    Next.IMPLEMENT: 5,
    Next.VERIFY: 6,
    Next.CLOSE: 6,
}


class Station(msgspec.Struct, frozen=True):
    """One step of the path: `state` is done, now or empty."""

    name: str
    state: str
    who: str
    when: str


def path(row: ActionRow, cycle: CycleRow, names: Names, *, today: date, you: UUID) -> list[Station]:
    """The six steps of a cycle."""
    reached: Sequence[tuple[str, UUID | None, date | None]] = (
        ("Nonconformity", cycle.opened_by, cycle.opened_on),
        ("Contained", cycle.contained_by, cycle.contained_on),
        ("Cause found", cycle.cause_by, cycle.cause_on),
        ("Plan approved", cycle.approved_by, cycle.approved_on),
        ("Implemented", cycle.implemented_by, cycle.implemented_on),
        ("Effect verified", cycle.verified_by, cycle.verified_on),
    )
    current = STEP_OF.get(row.next_step, 0) if row.cycle == cycle.cycle else 0
    stations = []
    for number, (name, who, on) in enumerate(reached, 1):
        if on:
            stations.append(Station(name, "done", _name(names, who), day(on)))
        elif number == current:
            stations.append(Station(name, "now", waits(row, names, today=today, you=you), until(row, today=today)))
        else:
            skipped = name == "Contained" and cycle.cause_on is not None
            stations.append(Station(name, "", "nothing contained" if skipped else "", ""))
    return stations


def waits(row: ActionRow, names: Names, *, today: date, you: UUID) -> str:
    """Whom the next step waits for, or which day."""
    if row.next_step is Next.VERIFY and not row.verifiable(today):
        return "waits for the window to end"
    if row.next_step is Next.NOTHING:
        return ""
    if row.waits_for is None:
        whose = {
            Next.APPROVE: "who did not propose it",
            Next.VERIFY: "who did no part of it",
            Next.CLOSE: "who manages the program",
        }
        return f"waits for somebody {whose.get(row.next_step, 'to take it')}"
    return "waits for you" if row.waits_for == you else f"waits for {_name(names, row.waits_for)}"


def until(row: ActionRow, *, today: date) -> str:
    """The day that the next step has to be done by, or may be done from."""
    if row.next_step is Next.VERIFY and row.window_to:
        return f"window {'ended' if row.verifiable(today) else 'ends'} {day(row.window_to)}"
    return f"due {day(row.due)}" if row.due else ""


def blocked(row: ActionRow, person: UUID, *, today: date, asked: str = "") -> str:
    """Why this person cannot take the next step now, or the act that they asked for; empty where they can."""
    if row.next_step is Next.APPROVE and row.proposed_by == person:
        return "You proposed this plan, so another person has to approve it."
    if (row.next_step is Next.VERIFY or asked == "verifications") and person in row.involved:
        return "You own, planned or did a part of this action, so another manager or contributor has to verify it."
    if row.next_step is not Next.VERIFY:
        return ""
    if not row.verifiable(today):
        return f"The window ends on {day(row.window_to)}; the effect can be verified after that day."
    return ""


def tone(state: ActionState) -> str:
    """The kind of tag that a state is shown as."""
    kinds = {
        ActionState.CLOSED_EFFECTIVE: "good",
        ActionState.CLOSED_INEFFECTIVE: "bad",
        ActionState.CANCELLED: "neutral",
        ActionState.NONCONFORMITY_RECORDED: "watch",
    }
    return kinds.get(state, "info")


def _name(names: Names, person: UUID | None) -> str:
    found = names.get(person)
    return found.title if found else "somebody"
