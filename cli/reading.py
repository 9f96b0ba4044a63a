"""`steward programs` and `steward events`: the book as data."""

import json
import sys
from contextlib import closing
from datetime import date
from typing import Any

import msgspec
import rich_click as click

from cli.options import MOMENT, POSITION, database_option, looked, reached, untouched_book

FIELDS = ("recorded_at", "effective_at", "actor", "command", "reason", "data")


@click.command()
@database_option
@click.option("--at", type=MOMENT, help="As it stood at this position, or at the end of this day.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
def programs(database: str | None, at: int | date | None, as_json: bool) -> None:
    """List the programs: code, name, state and declared health."""
    from projections.programs import all_programs  # noqa: PLC0415 - start-up time

    with closing(untouched_book(database)) as book, book.view(reached(book, at)) as view:
        rows = all_programs(view)
    for row in rows:
        rating = row.rating.value if row.rating else None
        if as_json:
            found = {"code": row.code, "name": row.name, "state": row.state.value, "health": rating, "id": str(row.id)}
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            click.echo(f"{row.code:<12} {row.state.label:<10} {row.rating.label if row.rating else '-':<12} {row.name}")
    if not rows:
        click.echo("No program yet. Import a portfolio with `steward import portfolio FILE`.", err=True)


@click.command()
@database_option
@click.option("--after", type=POSITION, default=0, show_default=True, help="Only what comes after this position.")
@click.option("--json", "as_json", is_flag=True, help="Said for completeness: the log is always printed as NDJSON.")
def events(database: str | None, after: int, as_json: bool) -> None:  # noqa: ARG001 - one habit for every list
    """Print the log as NDJSON, one event a line, in the order of its positions.

    Fields: position, stream, version, topic, recorded_at, effective_at, actor, command, reason, data. The data are
    the stored bytes, not a rendering of them. An event that cannot be read any more has its bytes in `unreadable`
    instead, in base64, and the exit code is 1.
    """
    book = untouched_book(database)
    reached(book, after)
    looked(book, "export", f"The log after position {after} as NDJSON")
    out, unreadable = sys.stdout.buffer, []
    for event in book.ledger.stored(after):
        told = _told(event.state)
        unreadable += [event.id] if "unreadable" in told else []
        line = {
            "position": event.id,
            "stream": event.originator_id,
            "version": event.originator_version,
            "topic": event.topic,
            **told,
        }
        out.write(msgspec.json.encode(line) + b"\n")
    out.flush()
    book.close()
    if unreadable:
        sentence = f"The event at position {unreadable[0]} cannot be read; `steward verify` says where it was changed."
        raise click.ClickException(sentence)


def _told(state: bytes) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(state, type=dict[str, msgspec.Raw])
        return {name: told[name] for name in FIELDS}
    except (msgspec.DecodeError, KeyError):
        return {"unreadable": state}
