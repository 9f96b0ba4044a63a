"""The page of a figure: the rule that made it, what it was made from, and the events behind each of those."""
