"""A book and the command line beside it."""

from pathlib import Path

from click.testing import CliRunner, Result

from cli.main import steward
from projections.book import Book
from tests.application.ledger.ledgers import write


class Terminal:
    """A book and the command line beside it."""

    def __init__(self, url: str) -> None:
        self.book = Book(url)
        self.book.migrate()
        write(self.book.ledger)

    def __call__(self, *arguments: str | Path) -> Result:
        call = [*map(str, arguments), "--database", self.book.database.url]
        return CliRunner().invoke(steward, call)
