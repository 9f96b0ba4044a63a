"""`steward bundle`: a part of the log with its proofs in one file, which anybody checks without us."""

import sys
from contextlib import closing
from pathlib import Path

import rich_click as click

from application.ledger import Tx
from application.proofs.verifying import Finding
from cli.options import NotUnderstood, database_option, looked, signed_book
from cli.progress import progress
from cli.proving import evidence
from projections.book import Book
from projections.evidence.choosing import Altered, Asked, NoBundle, Part, choose
from projections.evidence.packing import pack
from projections.verifying.approvals import approvals_bound
from projections.view import View


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

    Exit code 1 where something in it does not hold, or a kept file of an issued report had to be left out.
    """
    if file.exists():
        raise NotUnderstood(f"{file} is there already; give a file that is new.")
    with closing(signed_book(database)) as book:
        unsigned, asked = _signed(book), Asked(program=program, report=report, since=since, until=until)
        with book.view() as view:
            part = _chosen(view, book, asked, unsigned)
            looked(book, "bundle", f"{len(part.events.positions)} events into {file.name}")
            left_out = _packed(view, part, file)
            fault = unsigned or _fault(view.tx, part)
    said = f"{len(part.events.positions)} events are in {file}, under checkpoint {part.signed.number}."
    click.echo(f"{said} README.txt in it says how to check them.", err=True)
    for each in left_out:
        click.echo(f"{each}, so it is left out of {file}; put it back from a backup.", err=True)
    if fault:
        told = evidence(fault.sentence, fault.position, str(file))
        raise click.ClickException(f"{told}: it {_verified(file, part)}.")
    if left_out:
        sys.exit(1)


def _packed(view: View, part: Part, file: Path) -> list[str]:
    """What had to be left out. A file that could not be made whole is not left lying."""
    with file.open("xb") as out:
        try:
            return pack(view, part, out)
        except BaseException:
            file.unlink()
            raise


def _chosen(view: View, book: Book, asked: Asked, unsigned: Finding | None) -> Part:
    try:
        return choose(view, book.ledger, asked)
    except NoBundle as none:
        if unsigned or isinstance(none, Altered):
            raise click.ClickException(f"{unsigned.sentence if unsigned else ''} {none}".strip()) from none
        raise NotUnderstood(str(none)) from none


def _fault(tx: Tx, part: Part) -> Finding | None:
    """What the verifier will find first: in the events and their tree, or in what approvals among them are bound to."""
    from application.proofs.checkpoints import first_fault  # noqa: PLC0415 - start-up time of the other verbs

    with progress("Hashing what was packed") as report:
        if found := first_fault(tx, part.signed, progress=report):
            return Finding(found.position, str(found))
    packed = set(part.events.positions)
    return next((wrong for wrong in approvals_bound(tx).wrong if wrong.position in packed), None)


def _verified(file: Path, part: Part) -> str:
    """What the verifier says of a part of a book that does not hold; that may lie in another part."""
    from application.proofs.steward_verify import Unreadable, Wrong, check_bundle, key_of  # noqa: PLC0415

    try:
        check_bundle(file, [key_of(part.signed.vkey)])
    except (Wrong, Unreadable):
        return "will not verify"
    return "verifies by itself, as what is wrong lies elsewhere"


def _signed(book: Book) -> Finding | None:
    """Sign what is new; what does not hold of it, so that nothing was signed."""
    from application.proofs.checkpoints import checkpoint, moved  # noqa: PLC0415 - start-up time of the other verbs
    from application.proofs.keys import KeyRefused  # noqa: PLC0415
    from application.proofs.walking import Broken  # noqa: PLC0415

    with book.database.read() as tx:
        if not moved(tx):
            return None
    try:
        with progress("Hashing what is new") as report:
            checkpoint(book.database, at=book.now(), progress=report)
    except KeyRefused as refused:
        raise NotUnderstood(f"Nothing was signed, so there is no bundle. {refused}") from refused
    except Broken as broke:
        return Finding(broke.position, f"Nothing was signed. {broke}")
    return None
