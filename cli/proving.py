"""`steward checkpoint` and `steward export`: what outsiders keep, and what they check."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from application.ledger import Tx, tree
from cli.options import NotUnderstood, database_option, looked, signed_book, untouched_book
from cli.progress import progress

if TYPE_CHECKING:
    from application.proofs.checkpoints import Signed


@click.command("checkpoint")
@click.option("--origin", default="", help="The name of the log, given when its key is made: such as example.org/log.")
@click.option("--new-key", is_flag=True, help="Go on with a new key where the old one is lost; verifying tells of it.")
@database_option
def checkpoint_command(database: str | None, origin: str, new_key: bool) -> None:
    """Sign the log as it stands, and print the checkpoint: keep it outside, where the book's owner cannot reach it.

    What was recorded since the last one is hashed again first; where anything does not hold, nothing is signed, the
    first bad position is named, and the exit code is 1.
    """
    from application.proofs.checkpoints import checkpoint, last  # noqa: PLC0415 - start-up time of the other verbs
    from application.proofs.keys import KeyRefused  # noqa: PLC0415
    from application.proofs.walking import Broken  # noqa: PLC0415

    with closing(signed_book(database)) as book:
        try:
            with progress("Hashing what is new") as report:
                made = checkpoint(book.database, at=book.now(), origin=origin, anew=new_key, progress=report)
        except Broken as broken:
            raise click.ClickException(f"Nothing was signed. {broken}") from broken
        except KeyRefused as refused:
            raise NotUnderstood(f"Nothing was signed. {refused}") from refused
        if made is None:
            with book.database.read() as tx:
                made = last(tx)
            said = (
                "The log did not move since the last checkpoint." if made else "The log is empty; nothing was signed."
            )
            click.echo(said, err=True)
    if made:
        click.echo(made.note, nl=False)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@database_option
def export(database: str | None, folder: Path) -> None:
    """Write the log as it stood at its last checkpoint into a FOLDER that anybody can check without Steward.

    Tiles and entries are those of c2sp.org/tlog-tiles; the verifier, one file, lies beside them. The folder holds
    every event of every program.

    What does not hold is written all the same, as evidence: then the first bad position is named, and the exit code
    is 1.
    """
    from application.proofs.checkpoints import first_fault, last  # noqa: PLC0415 - start-up time of the other verbs

    if folder.exists() and any(folder.iterdir()):
        raise NotUnderstood(f"{folder} is not empty; give a folder that is new.")
    with closing(untouched_book(database)) as book:
        with book.database.read() as tx:
            signed = last(tx)
        if signed is None:
            raise NotUnderstood("Nothing is signed yet; make a checkpoint first with `steward checkpoint`.")
        looked(book, "export", f"The log up to position {signed.size} with proofs")
        with book.database.read() as tx:
            with progress("Hashing what is given out") as report:
                fault = first_fault(tx, signed, progress=report)
            unwritten = _write(tx, signed, folder)
    if fault:
        left = f" Not all of it could be written: {unwritten}" if unwritten else ""
        told = evidence(str(fault), fault.position, str(folder))
        raise click.ClickException(f"{told}: it will not verify.{left}")
    told = f"{signed.size} events are in {folder}, up to checkpoint {signed.number}; README.txt says the rest."
    click.echo(told, err=True)


def evidence(fault: str, position: int, what: str) -> str:
    """What is said of a file that was made of a book that does not hold."""
    return f"{fault} The first bad position is {position}. {what} was written all the same, as evidence of that"


def _write(tx: Tx, signed: "Signed", folder: Path) -> str:
    """All files of the export; a sentence where the tree that they are made of is not there any more."""
    from application.proofs.exporting import export_of  # noqa: PLC0415 - start-up time of the other verbs

    try:
        for name, data in export_of(tx, signed):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    except tree.NotInTree as gone:
        return str(gone)
    return ""
