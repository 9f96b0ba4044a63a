"""The rules of Steward: what may happen and what it means. No I/O, no clock, no chance."""
