"""The acts that are offered on an issue, by their address and by the decision's name."""

from application import issues as commands
from web.acts import Offer

OFFERS = (
    Offer("triages", commands.TriageIssue, "triage", "Triage the issue"),
    Offer("owner", commands.AssignIssue, "assign", "Assign the owner"),
    Offer("work", commands.StartWork, "start_work", "Start work"),
    Offer("escalations", commands.EscalateIssue, "escalate", "Escalate the issue"),
    Offer("acknowledgements", commands.AcknowledgeEscalation, "acknowledge_escalation", "Acknowledge the escalation"),
    Offer("returns", commands.ReturnEscalation, "return_escalation", "Return the escalation"),
    Offer("resolutions", commands.ResolveIssue, "resolve", "Resolve the issue"),
    Offer("closure", commands.CloseIssue, "close", "Close the issue"),
    Offer("reopening", commands.ReopenIssue, "reopen", "Reopen the issue"),
    Offer("withdrawal", commands.WithdrawIssue, "withdraw", "Withdraw the issue"),
    Offer("actions", commands.LinkAction, "link_corrective_action", "Link a corrective action"),
)
