"""What comes next with a corrective action, and whom it waits for."""

from uuid import UUID

from domain.corrective_actions.words import ActionState
from projections.corrective_actions.rows import ActionRow, Next

BY_STATE: dict[ActionState, Next] = {
    ActionState.NONCONFORMITY_RECORDED: Next.CONTAIN,
    ActionState.CONTAINED: Next.CAUSE,
    ActionState.CAUSE_DETERMINED: Next.PLAN,
    ActionState.IMPLEMENTED: Next.VERIFY,
    ActionState.VERIFYING: Next.CLOSE,
    ActionState.CLOSED_EFFECTIVE: Next.NOTHING,
    ActionState.CLOSED_INEFFECTIVE: Next.CYCLE,
    ActionState.CANCELLED: Next.NOTHING,
}


def following(row: ActionRow) -> Next:
    """The step that comes next, from what is recorded alone."""
    planning = row.state in (ActionState.CAUSE_DETERMINED, ActionState.PLAN_APPROVED)
    if planning and row.proposed_version is not None:
        return Next.APPROVE
    if row.state is not ActionState.PLAN_APPROVED:
        return BY_STATE[row.state]
    if row.window_to is None:
        return Next.CRITERION
    return Next.STEPS if row.steps_open else Next.IMPLEMENT


def awaited(row: ActionRow, step: Next) -> UUID | None:
    """Whom the step waits for; nobody where it is open to everybody who did not do the part it judges."""
    if step in (Next.NOTHING, Next.CLOSE):  # closing is for managers, whoever they are
        return None
    if step is Next.STEPS:
        return row.step_owner
    barred = {Next.APPROVE: (row.proposed_by,), Next.VERIFY: row.doers}.get(step, ())
    return None if row.owner in barred else row.owner
