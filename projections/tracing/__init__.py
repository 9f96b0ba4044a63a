"""Where figures come from: the rule that folded them, what it folded, and the events that made each of those values."""
