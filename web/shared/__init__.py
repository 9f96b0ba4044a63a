"""What every page shares: the shell, the macros, the formats of figures and dates, and the geometry of charts."""
