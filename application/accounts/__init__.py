"""Secrets of people, kept beside the log: password hashes, sessions, one-time links and limits on tries."""

from application.accounts.accounts import Accounts
from application.accounts.guessable import password_problem
from application.accounts.limits import Limit
from application.accounts.sessions import NewSession, Session
from application.accounts.tables import create_tables

__all__ = ["Accounts", "Limit", "NewSession", "Session", "create_tables", "password_problem"]
