"""Programs: the list, one program, and the acts on it."""
