"""Imports: files are sent, their effect is shown, and only then recorded."""
