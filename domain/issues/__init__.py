"""Issues: what went wrong, who works on it, and how high it was escalated."""
