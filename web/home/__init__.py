"""Where people begin: the portfolio and what concerns everybody."""
