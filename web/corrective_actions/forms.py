"""What stands in the forms of a corrective action before anything is typed, and what they choose from."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from application.corrective_actions import RecordNonconformity
from projections.corrective_actions import queries
from projections.corrective_actions.rows import ActionRow, CycleRow, PlanRow, StepRow
from projections.view import View
from web.acts import FormState, Offer, blank, shown
from web.forms import Choice
from web.options import options
from web.visit import Visit

BASE = "/corrective-actions"


def new_form(visit: Visit, view: View, changes: Mapping[str, Any]) -> FormState:
    title = "Raise a corrective action"
    typed = {"kind": "corrective"}
    state = blank(visit, RecordNonconformity, action=BASE, noun="new", title=title, typed=typed, back=BASE)
    return shown(shown(state, {"options": options(view, state.fields)}), changes)


def act_form(visit: Visit, view: View, row: ActionRow, offer: Offer, changes: Mapping[str, Any]) -> FormState:
    state = blank(
        visit,
        offer.command,
        action=f"{BASE}/{row.code}/{offer.noun}",
        noun=offer.noun,
        title=offer.title,
        typed=recorded(view, row),
        version=row.version,
        back=f"{BASE}/{row.code}",
    )
    if row.contained:
        state = replace(state, fields=tuple(f for f in state.fields if f.name != "without_containment"))
    choices = {**options(view, state.fields), "step": _open_steps(view, row)}
    return shown(shown(state, {"options": choices}), changes)


def recorded(view: View, row: ActionRow) -> dict[str, str]:
    """What is recorded now, by the names of the fields."""
    cycle = next(each for each in queries.cycles(view, row.id) if each.cycle == row.cycle)
    return {
        "owner": str(row.owner),
        "to": row.due.isoformat() if row.due else "",
        **_cause(cycle),
        **_criterion(cycle),
        **_planned(view, row),
        "result": cycle.result.value if cycle.result else "",
        "measured": cycle.measured,
        "conclusion": cycle.conclusion,
    }


def _cause(cycle: CycleRow) -> dict[str, str]:
    typed = {"root_cause": cycle.root_cause, "escape_point": cycle.escape_point, "whys": "\n".join(cycle.whys)}
    typed["without_containment"] = cycle.without_containment
    bones = [(branch.category, cause) for branch in cycle.branches for cause in branch.causes]
    for n, (category, cause) in enumerate(bones):
        typed |= {f"branches.{n}.category": category, f"branches.{n}.cause": cause}
    return typed


def _criterion(cycle: CycleRow) -> dict[str, str]:
    return {
        "metric": cycle.metric,
        "test": cycle.test,
        "threshold": cycle.threshold,
        "window_from": cycle.window_from.isoformat() if cycle.window_from else "",
        "window_to": cycle.window_to.isoformat() if cycle.window_to else "",
    }


def _planned(view: View, row: ActionRow) -> dict[str, str]:
    """The newest version of this cycle's plan, to be changed into the next."""
    typed: dict[str, str] = {}
    for n, step in enumerate(plan.steps if (plan := newest_plan(view, row)) else ()):
        said = {"what": step.what, "kind": step.kind.value, "owner": str(step.owner), "due": step.due.isoformat()}
        typed |= {f"steps.{n}.{name}": value for name, value in {**said, "id": str(step.id)}.items()}
    return typed


def newest_plan(view: View, row: ActionRow) -> PlanRow | None:
    return next((plan for plan in queries.plans(view, row.id) if plan.cycle == row.cycle), None)


def _open_steps(view: View, row: ActionRow) -> list[Choice]:
    left = [step for step in queries.steps(view, row.id) if _is_open(step, row)]
    return [Choice(str(step.step), f"{step.place}. {step.what}") for step in left]


def _is_open(step: StepRow, row: ActionRow) -> bool:
    return step.cycle == row.cycle and step.done_on is None
