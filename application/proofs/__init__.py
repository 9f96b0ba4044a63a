"""How the log is proved: the tree of RFC 9162 over its stored bytes, and signed checkpoints of it."""
