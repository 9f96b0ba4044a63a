"""Risks: what may happen, how bad it would be, what is done about it, and who accepted what remains."""
