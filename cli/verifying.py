"""`steward verify`: the whole book is recomputed, and the first thing that does not hold is named."""

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from cli.options import database_option, looked, untouched_book
from cli.progress import progress

if TYPE_CHECKING:
    from application.proofs.verifying import Verified
    from projections.book import Book


@click.command()
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint kept outside the book, which the book must hold; may be given several times.",
)
@click.option(
    "--key", "keys", multiple=True, metavar="VKEY|FILE", help="The public key to trust.  [default: the book's key file]"
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@database_option
def verify(database: str | None, kept: tuple[Path, ...], keys: tuple[str, ...], as_json: bool) -> None:
    """Recompute everything: positions, versions of streams, leaves, tree, roots, checkpoints and signatures.

    Exit code 1 where something does not hold; the first bad position is named. Whoever owns the database can rewrite
    all of it but not what you kept: give a checkpoint from outside with --checkpoint, and the public key with --key.
    """
    with closing(untouched_book(database)) as book:
        found = _log(book, kept, keys)
        if as_json:
            click.echo(json.dumps(_told(found), ensure_ascii=False))
        else:
            _say(found)
        looked(book, "verification", f"The log up to position {found.events}: {_verdict(found)}")
    sys.exit(0 if found.whole else 1)


def _log(book: "Book", kept: tuple[Path, ...], keys: tuple[str, ...]) -> "Verified":
    from application.proofs.keys import KeyRefused, kept_at, key_file, keys_at  # noqa: PLC0415 - start-up time
    from application.proofs.steward_verify import Unreadable, keys_of  # noqa: PLC0415
    from application.proofs.verifying import verify_log  # noqa: PLC0415

    try:
        path = key_file(book.database.url)
        trusted = keys_of(keys) if keys else keys_at(path)
    except (Unreadable, KeyRefused) as refused:
        raise click.ClickException(str(refused)) from refused
    with progress("Recomputing the log") as report:
        known = [*(one.read_bytes() for one in kept), *kept_at(path)]
        return verify_log(book.database, trusted, kept=known, progress=report)


def _say(found: "Verified") -> None:
    """What was checked goes to stdout, what does not hold to stderr."""
    click.echo(f"{found.events:,} events in {found.streams:,} streams, {found.rate:,.0f} events/s")
    click.echo(f"{found.checkpoints:,} checkpoints in the book, {found.kept:,} from outside")
    click.echo(f"Root {found.root}")
    for wrong in found.wrong:
        click.echo(wrong.sentence, err=True)
    click.echo(_verdict(found), err=not found.whole)


def _verdict(found: "Verified") -> str:
    if found.whole:
        return "Whole and unbroken."
    first = found.wrong[0].position
    return f"NOT WHOLE. The first bad position is {first}." if first else "NOT WHOLE."


def _told(found: "Verified") -> dict[str, Any]:
    return {
        "whole": found.whole,
        "events": found.events,
        "streams": found.streams,
        "checkpoints": found.checkpoints,
        "kept": found.kept,
        "root": found.root,
        "seconds": round(found.seconds, 3),
        "events_per_second": round(found.rate),
        "wrong": [{"position": one.position, "sentence": one.sentence} for one in found.wrong],
    }
