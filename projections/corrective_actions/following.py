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


def awaited(row: ActionRow) -> UUID | None:
    """Whom the next step waits for; nobody where it is open to everybody who is not barred from it."""
    if row.next_step in (Next.NOTHING, Next.CLOSE):  # closing is for managers, whoever they are
        return None
    if row.next_step is Next.STEPS:
        return row.step_owner
    return None if row.owner in row.barred else row.owner
