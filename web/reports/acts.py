"""The acts that are offered on an issued report, by their address and by the decision's name."""

from application import reports as commands
from web.acts import Offer

OFFERS = (
    Offer("narrative", commands.WriteNarrative, "write_narrative", "Write the narrative"),
    Offer("issue", commands.IssueReport, "issue", "Issue the report"),
    Offer("signatures", commands.SignReport, "sign", "Sign the report"),
    Offer("supersession", commands.SupersedeReport, "supersede", "Supersede the report"),
    Offer("withdrawal", commands.WithdrawReport, "withdraw", "Withdraw the report"),
)
