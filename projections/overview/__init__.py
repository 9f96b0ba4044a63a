"""The portfolio at a glance: health by program, what needs attention first, and what moved."""
