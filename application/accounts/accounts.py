"""Everything kept about signing in, as one object over one database."""

from datetime import timedelta

from application.accounts.limits import Limits
from application.accounts.links import Links
from application.accounts.passwords import Passwords
from application.accounts.sessions import IDLE, Sessions
from application.ledger import Database


class Accounts(Passwords, Sessions, Links, Limits):
    """Passwords, sessions, links and limits; the person's name and roles are in the log, not here."""

    def __init__(self, database: Database, *, idle: timedelta = IDLE) -> None:
        Passwords.__init__(self, database)
        Sessions.__init__(self, database, idle=idle)
