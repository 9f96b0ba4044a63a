"""Opens the database that a URL names."""

from pathlib import Path

from application.ledger.database import Database


def holds_a_log(path: Path) -> bool:
    """Whether a file is a book, found out without a change to it."""
    from application.ledger.sqlite import has_events  # noqa: PLC0415 - start-up time

    return has_events(path)


def open_database(url: str) -> Database:
    """`sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://…`; drivers load only when they are used."""
    if url.startswith("sqlite:///"):
        from application.ledger.sqlite import SQLiteDatabase  # noqa: PLC0415 - start-up time

        return SQLiteDatabase(Path(url.removeprefix("sqlite:///")), url)
    if url.startswith(("postgresql://", "postgres://")):
        from application.ledger.postgres import PostgresDatabase  # noqa: PLC0415 - start-up time

        return PostgresDatabase(url)
    sentence = f"The database {url!r} is not understood; write sqlite:///path or postgresql://user@host/name."
    raise ValueError(sentence)
