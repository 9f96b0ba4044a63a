"""Projects: the list, one project, and the acts on it."""
