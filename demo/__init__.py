"""A book to look around in: five real editions of a portfolio, and an invented story told around them."""
