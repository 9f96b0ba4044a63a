"""What the owner of a database can do to it: the guards are dropped, rows are changed, and the guards come back."""

from collections.abc import Iterator
from contextlib import contextmanager

from application.ledger import Database, Tx


@contextmanager
def unguarded(database: Database, *tables: str) -> Iterator[Tx]:
    """A write transaction with no guard on these tables; afterwards the guards stand again, as if nothing were."""
    with database.write() as tx:
        for table in tables:
            for (name,) in tx.rows(_guards(database.dialect), (table,)):
                tx.run(f"DROP TRIGGER {name}" + (f" ON {table}" if database.dialect == "postgresql" else ""))
        yield tx
    database.create_log()


def _guards(dialect: str) -> str:
    if dialect == "sqlite":
        return "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    return "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = CAST(? AS TEXT)::regclass"
