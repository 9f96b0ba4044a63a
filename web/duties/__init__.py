"""The pages of duties: which approvals kept them, and which did not."""
