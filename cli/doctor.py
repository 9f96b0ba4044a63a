"""`steward doctor`: what this installation stands on, and what is wrong with it."""

import json
import platform
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from application.ledger import DatabaseUnavailable, tree
from application.proofs.checkpoints import last
from application.proofs.keys import key_file
from cli.options import book_at, database_option
from projections.book import Book

ENOUGH = 512 * 1024 * 1024  # bytes of free disk; below this a growing log may not find room
SAFE_SQLITE = (3, 51, 3)


@click.command()
@database_option
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def doctor(database: str | None, as_json: bool) -> None:
    """Look at Python, the database, its guards, the read models, the clock and the disk.

    Exit code 1 when something needs attention; each such thing is a sentence on stderr.
    """
    book = book_at(database)
    facts = {"Python": platform.python_version(), "clock": datetime.now(UTC).isoformat(timespec="seconds"), **_disk()}
    facts |= book.database.facts()
    standing, cut = _standing(book)
    facts |= standing
    complaints = [*book.unguarded(), *_complaints(facts), *cut]
    if as_json:
        click.echo(json.dumps({"facts": facts, "complaints": complaints}, ensure_ascii=False))
    else:
        for name, value in facts.items():
            click.echo(f"{name:<20} {value}")
    for complaint in complaints:
        click.echo(complaint, err=True)
    book.close()
    sys.exit(1 if complaints else 0)


def _disk() -> dict[str, str]:
    free = shutil.disk_usage(Path.cwd()).free
    return {"free disk": f"{free // (1024 * 1024)} MB"}


def _standing(book: Book) -> tuple[dict[str, str], list[str]]:
    """How far the log, its tree, rows and checkpoints go, and a sentence where any goes further than the log."""
    models = book.models
    try:
        with book.database.read() as tx:
            build, position, head = models.current(tx)
            grown, signed = tree.size(tx), last(tx)
    except (LookupError, DatabaseUnavailable) as missing:
        return {"read models": f"none ({missing})"}, []
    facts = {
        "head of the log": str(head),
        "read models": f"build {build} at position {position}",
        "tree of the log": f"at position {grown}" + ("" if grown >= head else f", {head - grown} behind"),
        "last checkpoint": f"number {signed.number} over {signed.size} events" if signed else "none",
        "key": str(key_file(book.database.url)),
    }
    ends = (("its tree", grown), ("its read models", position), ("its last checkpoint", signed.size if signed else 0))
    further = ", ".join(f"{what} at {end}" for what, end in ends if end > head)
    cut = f"The log ends at position {head}, but {further}: events were removed; `steward verify` says more."
    return facts, [cut] if further else []


def _complaints(facts: dict[str, str]) -> list[str]:
    found = []
    version = facts.get("SQLite")
    if version and tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        found.append(
            f"SQLite {version} can corrupt WAL files in rare cases; install pysqlite3, or Python with a newer SQLite."
        )
    if facts["read models"].startswith("none"):
        found.append("The read models are missing; run `steward migrate`.")
    if "behind" in facts.get("tree of the log", ""):
        found.append("The tree of the log is behind the log; run `steward migrate`.")
    if int(facts["free disk"].split()[0]) * 1024 * 1024 < ENOUGH:
        found.append("Less than 512 MB of disk are free; make room before the log needs it.")
    return found
