"""`steward bundle`: a part of the log with its proofs in one file, which anybody checks without us."""

from contextlib import closing
from pathlib import Path

import rich_click as click

from cli.options import database_option, looked, signed_book
from cli.progress import progress
from projections.book import Book
from projections.evidence.choosing import Asked, NoBundle, choose
from projections.evidence.packing import pack


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--program", default="", metavar="CODE", help="Only the events of this program.")
@click.option("--report", default="", metavar="CODE", help="An issued report, such as RP-001, and what it rests on.")
@click.option("--since", default="", metavar="POSITION|DAY", help="From this position, or this day, on.")
@click.option("--until", default="", metavar="POSITION|DAY", help="Up to this position, or the end of this day.")
@database_option
def bundle(file: Path, program: str, report: str, since: str, until: str, database: str | None) -> None:
    """Write an evidence bundle into a new FILE: events, proofs, checkpoints, issued reports and the verifier.

    A checkpoint is signed first where the log went on since the last one. Check it anywhere, with Python alone:

    python3 steward_verify.py bundle FILE --key VKEY --replay R-041
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already; give a file that is new.")
    with closing(signed_book(database)) as book:
        _signed(book)
        try:
            with book.view() as view:
                part = choose(view, book.ledger, Asked(program=program, report=report, since=since, until=until))
                looked(book, "bundle", f"{len(part.events.positions)} events into {file.name}")
                with file.open("xb") as out:
                    pack(view, part, out)
        except NoBundle as none:
            raise click.ClickException(str(none)) from none
    said = f"{len(part.events.positions)} events are in {file}, under checkpoint {part.signed.number}."
    click.echo(f"{said} README.txt in it says how to check them.", err=True)


def _signed(book: Book) -> None:
    from application.proofs.checkpoints import checkpoint, moved  # noqa: PLC0415 - start-up time of the other verbs
    from application.proofs.keys import KeyRefused  # noqa: PLC0415
    from application.proofs.walking import Broken  # noqa: PLC0415

    with book.database.read() as tx:
        if not moved(tx):
            return
    try:
        with progress("Hashing what is new") as report:
            checkpoint(book.database, at=book.now(), progress=report)
    except (Broken, KeyRefused) as refused:
        raise click.ClickException(f"Nothing was signed, so there is no bundle. {refused}") from refused
