"""The acts that are offered on a risk, by their address and by the decision's name."""

from collections.abc import Sequence
from uuid import UUID

from application import risks as commands
from domain.risks.words import Tier, acts
from projections.risks.rows import RiskRow
from web.acts import Offer, offered
from web.visit import Visit

OFFERS = (
    Offer("assessments", commands.AssessRisk, "assess", "Assess the risk"),
    Offer("treatment", commands.ChooseTreatment, "choose_treatment", "Choose a treatment"),
    Offer("acceptance-requests", commands.RequestAcceptance, "request_acceptance", "Ask for acceptance"),
    Offer("acceptances", commands.AcceptRisk, "accept", "Accept the risk"),
    Offer("acceptance-refusals", commands.DeclineAcceptance, "decline_acceptance", "Decline to accept it"),
    Offer("acceptance-revocations", commands.RevokeAcceptance, "revoke_acceptance", "Revoke the acceptance"),
    Offer("reviews", commands.ReviewRisk, "review", "Record a review"),
    Offer("escalations", commands.EscalateRisk, "escalate", "Escalate the risk"),
    Offer("escalation-answers", commands.AnswerEscalation, "answer_escalation", "Answer the escalation"),
    Offer("de-escalations", commands.DeescalateRisk, "deescalate", "Bring the risk down"),
    Offer("wording", commands.RewordRisk, "reword", "Reword the risk"),
    Offer("category", commands.RecategoriseRisk, "recategorise", "Move it to another category"),
    Offer("proximity", commands.MoveProximity, "move_proximity", "Record when it may happen"),
    Offer("owner", commands.AssignRiskOwner, "assign_owner", "Assign the owner"),
    Offer("actions", commands.LinkTreatmentAction, "link_action", "Link a corrective action"),
    Offer("action-removals", commands.UnlinkTreatmentAction, "unlink_action", "Unlink a corrective action"),
    Offer("occurrences", commands.RecordOccurrence, "materialise", "Record that it happened"),
    Offer("closure", commands.CloseRisk, "close", "Close the risk"),
    Offer("reopening", commands.ReopenRisk, "reopen", "Reopen the risk"),
    Offer("withdrawal", commands.WithdrawRisk, "withdraw", "Withdraw the risk"),
)


def offers_for(visit: Visit, row: RiskRow, actions: Sequence[UUID]) -> list[Offer]:
    """What this person may do with the risk as it is now; what could only be refused is left out."""
    asked = row.waits_for == visit.person.id
    possible = {
        "accept": asked,
        "decline_acceptance": asked,
        "answer_escalation": row.escalated,
        "escalate": row.tier is not Tier.EXECUTIVE,
        "deescalate": row.tier is not Tier.PROJECT,
        "unlink_action": bool(actions),
    }
    names = [name for name in acts(row.state) if possible.get(name, True)]
    return offered(OFFERS, names, visit, row.program)
