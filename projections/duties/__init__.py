"""Approvals and the duties that they keep or break, over the whole log."""
