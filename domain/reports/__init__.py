"""Issued reports: drafted at a position of the log, issued, signed, superseded."""
