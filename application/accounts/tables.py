"""The tables of secrets. Nothing here is a fact of the book, so nothing here is in the log."""

from application.ledger import Database

TABLES = (
    """CREATE TABLE IF NOT EXISTS credentials (
        person TEXT PRIMARY KEY,
        hash TEXT NOT NULL,
        changed_at TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS sessions (
        token_sha256 TEXT PRIMARY KEY,
        person TEXT NOT NULL,
        csrf TEXT NOT NULL,
        created_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        agent TEXT NOT NULL,
        address TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS sessions_by_person ON sessions (person)",
    """CREATE TABLE IF NOT EXISTS links (
        token_sha256 TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT
    )""",
    """CREATE TABLE IF NOT EXISTS buckets (
        key TEXT PRIMARY KEY,
        tokens DOUBLE PRECISION NOT NULL,
        at DOUBLE PRECISION NOT NULL
    )""",
)


def create_tables(database: Database) -> None:
    """Create what is missing; safe to run at every start and by several processes at once."""
    with database.write() as tx:
        for statement in TABLES:
            tx.run(statement)
