"""The plan against a cause: proposed by one person, approved by another, done step by step."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.corrective_actions import events as e
from domain.corrective_actions.state import CorrectiveAction, begin
from domain.corrective_actions.words import ActionState, Criterion, Step
from domain.duties import AUTHOR_APPROVES, keep
from domain.kernel import Checks, Facts
from domain.texts import text


def propose_plan(action: CorrectiveAction, *, steps: Sequence[Step], by: UUID) -> Facts:
    """Propose the next version of the plan. A step that keeps its id stays done if it was."""
    checks = begin(action, "propose_plan")
    checks.that(steps, "steps", "Give the plan at least one step.")
    checks.that(len({step.id for step in steps}) == len(steps), "steps", "Two steps have one id; give each its own.")
    stripped = tuple(_step(checks, step) for step in steps)
    lost = action.steps_done - {step.id for step in stripped}
    checks.that(not lost, "steps", "A step that is done stays in the plan; add it again.")
    _due_after_it_began(checks, action, stripped)
    checks.done()
    last = action.proposed or action.plan
    if last and (last.steps, last.by) == (stripped, by):
        return ()
    return (e.PlanProposed(version=action.plans + 1, steps=stripped, by=by),)


def set_criterion(
    action: CorrectiveAction, *, metric: str, test: str, threshold: str, window_from: date, window_to: date, by: UUID
) -> Facts:
    """Fix how the effect will be judged, before it can be seen."""
    checks = begin(action, "set_criterion")
    metric = text(checks, "metric", metric, needed="Say which metric shows the effect.")
    test = text(checks, "test", test, needed="Say how the metric is tested.")
    threshold = text(checks, "threshold", threshold, needed="Say what the metric must reach.")
    checks.that(window_from <= window_to, "window_to", "The window ends before it starts; give a later end.")
    before = action.criterion
    after = Criterion(metric=metric, test=test, threshold=threshold, window_from=window_from, window_to=window_to)
    approved = action.state is ActionState.PLAN_APPROVED and action.proposed is None and before is not None
    sentence = "The plan was approved with this criterion; propose the plan again, then set another criterion with it."
    checks.that(not approved or after == before, "", sentence)
    checks.done()
    if after == before:
        return ()
    criterion = e.EffectivenessCriterionSet(
        from_=before,
        metric=metric,
        test=test,
        threshold=threshold,
        window_from=window_from,
        window_to=window_to,
        by=by,
    )
    return (criterion,)


def approve_plan(
    action: CorrectiveAction, *, version: int, seen_version: int, digest: str, by: UUID, on: date
) -> Facts:
    """Approve the proposed version of the plan; `seen_version` is the version of the action the approver saw.

    `digest` binds the approval to the facts up to that version.
    """
    checks = begin(action, "approve_plan")
    if action.proposed is None and action.plan and action.plan.version == version:
        checks.done()
        return ()
    _is_proposed(checks, action, version)
    keep(checks, AUTHOR_APPROVES, "by", actor=by, others=[action.proposed.by] if action.proposed else [])
    checks.that(seen_version >= 1, "seen_version", "Open the action and approve the plan you see.")
    checks.done()
    before = action.plan.version if action.plan else None
    approved = e.PlanApproved(
        from_version=before, version=version, by=by, seen_version=seen_version, digest=digest, on=on
    )
    return (approved,)


def complete_step(action: CorrectiveAction, *, step: UUID, evidence: str, by: UUID, on: date) -> Facts:
    checks = begin(action, "complete_step")
    evidence = text(checks, "evidence", evidence, needed="Say what shows that the step is done.")
    planned = {s.id: s for s in action.plan.steps} if action.plan else {}
    checks.that(step in planned, "step", "The approved plan has no such step; choose one of its steps.")
    checks.done()
    if step in action.steps_done:
        return ()
    return (e.StepDone(step=step, what=planned[step].what, evidence=evidence, by=by, on=on),)


def mark_implemented(action: CorrectiveAction, *, by: UUID, on: date) -> Facts:
    checks = begin(action, "mark_implemented")
    steps = action.plan.steps if action.plan else ()
    open_steps = [step.what for step in steps if step.id not in action.steps_done]
    left = f"{len(open_steps)} of {len(steps)} steps are not done; complete them first."
    checks.that(not open_steps, "", left)
    checks.that(action.proposed is None, "", "A new version of the plan waits for approval; have it approved first.")
    criterion = action.criterion
    checks.that(criterion, "", "No effectiveness criterion is set; set it before the action is implemented.")
    over = criterion is not None and criterion.window_to <= on
    checks.that(not over, "on", "The window of the criterion is over by then; set a criterion with a later window.")
    checks.done()
    return (e.ActionImplemented(by=by, on=on),)


def _step(checks: Checks, step: Step) -> Step:
    what = text(checks, "steps", step.what, needed="Say what is done in every step.")
    return Step(id=step.id, what=what, kind=step.kind, owner=step.owner, due=step.due)


def _due_after_it_began(checks: Checks, action: CorrectiveAction, steps: Sequence[Step]) -> None:
    """A step that stands in an earlier version of the plan keeps its day, whatever was allowed then."""
    known = {step for plan in (action.plan, action.proposed) if plan for step in plan.steps}
    for step in steps:
        early = f"“{step.what[:60]}” is due on {step.due:%d %b %Y}, before this was opened on {action.opened:%d %b %Y}"
        checks.that(step in known or step.due >= action.opened, "steps", f"{early}; give a later day.")


def _is_proposed(checks: Checks, action: CorrectiveAction, version: int) -> None:
    waiting = action.proposed
    checks.that(waiting, "", "No plan waits for approval; propose one first.")
    other = f"Version {waiting.version} of the plan waits for approval; read that one." if waiting else ""
    checks.that(waiting is None or waiting.version == version, "version", other)
