"""`steward migrate` and `steward rebuild`: the tables of the book."""

import rich_click as click

from cli.options import book_at, database_option
from cli.progress import progress


@click.command()
@database_option
def migrate(database: str | None) -> None:
    """Make or upgrade the tables, and bring the read models up to the head of the log.

    Safe to run at any time and by several machines at once. `serve` expects it to have run on PostgreSQL.
    """
    from application.accounts import create_tables  # noqa: PLC0415 - start-up time of the other verbs
    from application.imports.uploads import create_uploads  # noqa: PLC0415

    book = book_at(database)
    with progress("Catching up") as report:
        book.migrate(report)
    create_tables(book.database)
    create_uploads(book.database)
    click.echo(f"The book stands at position {book.ledger.head()}.", err=True)
    book.close()


@click.command()
@database_option
def rebuild(database: str | None) -> None:
    """Fold the whole log into new read models beside the live ones, then switch.

    Pages stay readable meanwhile. Nothing of the log is touched.
    """
    book = book_at(database)
    book.migrate()
    with progress("Rebuilding") as report:
        folded = book.models.rebuild(report)
    click.echo(f"{folded} events folded; the read models are new.", err=True)
    book.close()
