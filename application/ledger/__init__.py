"""The log as the rest of Steward speaks of it; the only package that knows `eventsourcing` or a database driver."""

from application.ledger.database import Database, DatabaseUnavailable, Tx
from application.ledger.ledger import Ledger, Loaded, NotFound, Receipt, Stale
from application.ledger.opening import holds_a_log, open_database
from application.ledger.stored import Altered, Ask, Recorded

__all__ = [
    "Altered",
    "Ask",
    "Database",
    "DatabaseUnavailable",
    "Ledger",
    "Loaded",
    "NotFound",
    "Receipt",
    "Recorded",
    "Stale",
    "Tx",
    "holds_a_log",
    "open_database",
]
