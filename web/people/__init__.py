"""People: the list, one person, the roles they hold, and the link with which they set a password."""
