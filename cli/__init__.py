"""The `steward` command: the same names for people and for scripts."""
