"""The acts that are offered on a corrective action, by their address and by the decision's name."""

from uuid import UUID

from application import corrective_actions as commands
from domain.corrective_actions.words import acts
from projections.corrective_actions.rows import ActionRow, Next
from web.acts import Offer

OFFERS = (
    Offer("containments", commands.ApplyContainment, "contain", "Contain it"),
    Offer("whys", commands.FindCauseByWhys, "determine_cause", "Find the cause by five whys"),
    Offer("fishbone", commands.FindCauseByFishbone, "determine_cause_by_fishbone", "Find the cause by a fishbone"),
    Offer("plans", commands.ProposePlan, "propose_plan", "Propose a plan"),
    Offer("approvals", commands.ApprovePlan, "approve_plan", "Approve the plan"),
    Offer("criteria", commands.SetCriterion, "set_criterion", "Set the criterion of the effect"),
    Offer("steps", commands.CompleteStep, "complete_step", "Record a step as done"),
    Offer("implementation", commands.MarkImplemented, "mark_implemented", "Mark it as implemented"),
    Offer("verifications", commands.VerifyEffect, "verify", "Verify the effect"),
    Offer("closure", commands.CloseCorrectiveAction, "close", "Close it"),
    Offer("cycles", commands.OpenCycle, "open_cycle", "Open a new cycle"),
    Offer("recurrences", commands.DetectRecurrence, "detect_recurrence", "Record a recurrence"),
    Offer("systemic-changes", commands.RecordSystemicChange, "record_systemic_change", "Record a systemic change"),
    Offer("containment-removals", commands.RemoveContainment, "remove_containment", "Remove the containment"),
    Offer("owner", commands.AssignActionOwner, "assign_owner", "Assign the owner"),
    Offer("due", commands.MoveDueDate, "move_due_date", "Change the due date"),
    Offer("issues", commands.LinkIssue, "link_issue", "Link an issue"),
    Offer("risks", commands.LinkRisk, "link_risk", "Link a risk"),
    Offer("cancellation", commands.CancelCorrectiveAction, "cancel", "Cancel the corrective action"),
)

NEXT_ACT: dict[Next, str] = {
    Next.CONTAIN: "contain",
    Next.CAUSE: "determine_cause",
    Next.PLAN: "propose_plan",
    Next.APPROVE: "approve_plan",
    Next.CRITERION: "set_criterion",
    Next.STEPS: "complete_step",
    Next.IMPLEMENT: "mark_implemented",
    Next.VERIFY: "verify",
    Next.CLOSE: "close",
    Next.CYCLE: "open_cycle",
    Next.NOTHING: "",
}


def possible(row: ActionRow, person: UUID) -> list[str]:
    """The acts that make sense now and that no duty keeps from this person, the one that comes next first."""
    allowed = list(acts(row.state))
    if "determine_cause" in allowed:
        allowed.insert(allowed.index("determine_cause") + 1, "determine_cause_by_fishbone")
    absent = {
        "approve_plan": row.proposed_version,
        "remove_containment": row.contained,
        "complete_step": row.steps_open,
    }
    apart = {"verify": person in row.involved, "approve_plan": row.proposed_by == person}
    kept = [name for name in allowed if absent.get(name, 1) and not apart.get(name)]
    return sorted(kept, key=lambda name: name != NEXT_ACT[row.next_step])
