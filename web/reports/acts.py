"""The acts that are offered on an issued report, by their address and by the decision's name."""

import msgspec

from application import reports as commands
from projections.reports.rows import ReportRow
from web.acts import Offer

OFFERS = (
    Offer("narrative", commands.WriteNarrative, "write_narrative", "Write the narrative"),
    Offer("issue", commands.IssueReport, "issue", "Issue the report"),
    Offer("signatures", commands.SignReport, "sign", "Sign the report"),
    Offer("supersession", commands.SupersedeReport, "supersede", "Supersede the report"),
    Offer("withdrawal", commands.WithdrawReport, "withdraw", "Withdraw the report"),
)


def named(offer: Offer, row: ReportRow) -> Offer:
    """What an act is called now: to withdraw a draft is little, to withdraw what was issued is much."""
    if offer.does != "withdraw":
        return offer
    return msgspec.structs.replace(offer, title=f"Withdraw the {'issued report' if row.issued else 'draft'}")
