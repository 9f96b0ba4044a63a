"""`steward verify`: the whole book is recomputed, and the first thing that does not hold is named."""

import json
import sys
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from application.apart import Apart
from application.proofs.halves import later_half
from cli.options import NotUnderstood, database_option, full_url, is_there, looked, untouched_book
from cli.progress import progress
from projections.verifying import Found, apart

if TYPE_CHECKING:
    from application.proofs.verifying import Verified
    from projections.book import Book
    from projections.verifying.whole import Outcome

FILES = "kept files of issued reports"


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
@click.option(
    "--log-only", is_flag=True, help="Leave the rows that pages read out: they can be made from the log anew."
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@database_option
def verify(database: str | None, kept: tuple[Path, ...], keys: tuple[str, ...], log_only: bool, as_json: bool) -> None:
    """Recompute everything: positions, versions of streams, leaves, tree, roots, checkpoints and signatures.

    Then compare every row that pages read with a fresh fold of the log. Nothing is written; others may go on working.

    Exit code 1 where something does not hold, and the first bad position is named; 2 where not all could be checked,
    such as signatures without a public key. Guards of the database that were taken away or added to, and notes of who
    looked that were removed or changed, end with 1 too, though they leave the log whole. Those notes are not under the
    proof: that only the newest notes were removed, or some changed, since the book was last signed is not noticed.

    Whoever owns the database can rewrite all of it but not what you kept: give a checkpoint from outside with
    --checkpoint, and the public key with --key.
    """
    from projections.verifying.whole import log_alone, with_rows  # noqa: PLC0415 - start-up time

    is_there(database)
    with ExitStack() as held:
        reader = None if log_only else held.enter_context(apart(full_url(database)))  # before the book is opened
        later = held.enter_context(later_half(full_url(database)))
        book = held.enter_context(closing(untouched_book(database)))
        found = _log(book, kept, keys, later)
        all_of_it = partial(with_rows, reader=reader)
        outcome = (log_alone if log_only else all_of_it)(book, found, watched=progress)
        if as_json:
            click.echo(json.dumps(_told(outcome), ensure_ascii=False))
        else:
            _say(outcome)
        what = "log" if log_only else "log and the rows"
        looked(book, "verification", f"The {what} up to position {found.events}: {outcome.verdict}")
    sys.exit(outcome.exit_code)


def _log(book: "Book", kept: tuple[Path, ...], keys: tuple[str, ...], later: Apart | None) -> "Verified":
    from application.proofs.keys import KeyRefused, kept_at, key_file, keys_at  # noqa: PLC0415 - start-up time
    from application.proofs.steward_verify import Unreadable, keys_of  # noqa: PLC0415
    from application.proofs.verifying import verify_log  # noqa: PLC0415

    try:
        path = key_file(book.database.url)
        trusted = keys_of(keys) if keys else keys_at(path)
    except (Unreadable, KeyRefused) as refused:
        raise NotUnderstood(str(refused)) from refused
    with progress("Recomputing the log") as report:
        known = [*(one.read_bytes() for one in kept), *kept_at(path)]
        try:
            return verify_log(book.database, trusted, kept=known, later=later, progress=report)
        except ValueError as unread:
            raise NotUnderstood(str(unread)) from unread


def _say(outcome: "Outcome") -> None:
    """What was checked goes to stdout, what does not hold to stderr."""
    found, rows = outcome.log, outcome.rows
    click.echo(f"{_counted(found.events, 'event')} in {_counted(found.streams, 'stream')}, {found.rate:,.0f} events/s")
    click.echo(f"{_counted(found.checkpoints, 'checkpoint')} in the book, {found.kept:,} from outside")
    if found.covered < found.events:
        click.echo(f"{_counted(found.events - found.covered, 'event')} at the end under no checkpoint yet")
    click.echo(f"Root {found.root}")
    if rows:
        click.echo(f"{rows.versions:,} versions of rows in {rows.tables} tables, {rows.rate:,.0f} events/s")
    if rows and rows.standing.behind:
        click.echo(f"The rows stand at position {rows.standing.position:,}; pages bring them up before they show any.")
    for number, what in ((outcome.approvals, "approvals and signatures"), (outcome.files, FILES)):
        click.echo(f"{number:,} {what}" if number else "", nl=bool(number))
    for sentence in (*(wrong.sentence for wrong in outcome.wrong), found.unchecked):
        click.echo(sentence, err=True, nl=bool(sentence))
    for warning in outcome.warnings:
        click.echo(f"Warning: {warning}", err=True)
    click.echo(outcome.verdict, err=bool(outcome.exit_code))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _told(outcome: "Outcome") -> dict[str, Any]:
    found = outcome.log
    return {
        "whole": not outcome.exit_code,
        "verdict": outcome.verdict,
        "events": found.events,
        "streams": found.streams,
        "checkpoints": found.checkpoints,
        "covered": found.covered,
        "kept": found.kept,
        "root": found.root,
        "seconds": round(found.seconds, 3),
        "events_per_second": round(found.rate),
        "approvals": outcome.approvals,
        "rows": _rows_told(outcome.rows),
        "files": outcome.files,
        "unchecked": found.unchecked,
        "warnings": outcome.warnings,
        "wrong": [{"position": one.position, "sentence": one.sentence} for one in outcome.wrong],
    }


def _rows_told(rows: Found | None) -> dict[str, Any] | None:
    if rows is None:
        return None
    return {
        "position": rows.standing.position,
        "tables": rows.tables,
        "versions": rows.versions,
        "seconds": round(rows.seconds, 3),
        "events_per_second": round(rows.rate),
    }
