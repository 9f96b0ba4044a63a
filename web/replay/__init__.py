"""Replay: one event of a thing's life after the other, with what each changed marked on the page."""
