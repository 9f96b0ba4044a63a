"""`steward demo`: a filled book to look around in, made on the first start and kept."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import rich_click as click

from application.folders import data_folder
from cli.options import NotUnderstood
from cli.progress import progress
from projections.book import Book

# The environment's STEWARD_DATABASE is not read here: the demo must never be told into a book that people keep.
DATABASE = click.option("--database", metavar="URL", help="An empty database of its own.  [default: data/demo.db]")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--fresh", is_flag=True, help="Forget what visitors did and begin again.")
@DATABASE
def demo(host: str, port: int, fresh: bool, database: str | None) -> None:
    """Serve a filled book: five editions of a real portfolio, and an invented story around them.

    Its day is 22 April 2022 and goes on from there as real time passes.
    """
    from cli.serving import is_free, serve  # noqa: PLC0415 - the web is loaded when the book is there
    from demo.filling import PASSWORD  # noqa: PLC0415
    from web.settings import Ready  # noqa: PLC0415

    is_free(host, port)
    book = demo_book(database or f"sqlite:///{data_folder() / 'demo.db'}", fresh=fresh)
    people = [Ready(email=email, name=name, role=role, password=PASSWORD) for name, email, role in _people().values()]
    click.echo(f"Open http://{host}:{port} and sign in as one of these, password {PASSWORD}:")
    for person in people:
        click.echo(f"  {person.email:<24} {person.role:<14} {person.name}")
    try:
        serve(book, host, port, ready=people)
    finally:
        book.close()


def demo_book(url: str, *, fresh: bool) -> Book:
    """The filled book with its own clock; told first where it is missing."""
    place, note = _place(url), _note(url)
    if fresh and note.exists():
        _forget(place, note)
    if note.exists() and (place is None or place.exists()):
        return _filled(url, datetime.fromisoformat(json.loads(note.read_text(encoding="utf-8"))["filled_at"]))
    if place and place.exists():
        raise NotUnderstood(f"{place} is not a demo's book; give another --database.")
    return _tell(url, place, note)


def _tell(url: str, place: Path | None, note: Path) -> Book:
    """Into a file beside it, renamed when whole, so that a stop on the way leaves nothing half told."""
    from application.proofs.checkpoints import checkpoint  # noqa: PLC0415 - only the first start needs these
    from demo.clock import DemoClock  # noqa: PLC0415
    from demo.filling import fill  # noqa: PLC0415

    part = place.with_name(f"{place.name}.part") if place else None
    if part:
        _remove(part)
    clock = DemoClock()
    book = Book(f"sqlite:///{part}" if part else url, now=clock)
    book.migrate()
    if book.ledger.head():
        raise NotUnderstood("This database is not empty; give an empty one with --database.")
    with progress("Telling the demo's story") as told:
        fill(book, clock, told)
    book.close()
    filled_at = clock.go_on()
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"filled_at": filled_at.isoformat()}), encoding="utf-8")
    if part and place:
        part.replace(place)
    filled = _filled(url, filled_at)
    checkpoint(filled.database, at=filled.now())
    return filled


def _filled(url: str, filled_at: datetime) -> Book:
    from demo.clock import DemoClock  # noqa: PLC0415 - only the first start needs it

    book = Book(url, now=DemoClock(filled_at))
    book.migrate()
    return book


def _place(url: str) -> Path | None:
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _note(url: str) -> Path:
    """Where the real moment of filling is kept: beside the file, or in the data folder for a server's database."""
    place = _place(url)
    if place:
        return place.with_name(f"{place.name}.clock")
    return data_folder() / f"demo-{hashlib.sha256(url.encode()).hexdigest()[:12]}.clock"


def _forget(place: Path | None, note: Path) -> None:
    if place is None:
        raise NotUnderstood("Empty the database yourself, or give another; then start without --fresh.")
    note.unlink()
    for end in (".key", ".checkpoint", ".looks"):  # another log has another name and another key
        place.with_suffix(end).unlink(missing_ok=True)
    _remove(place)


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)


def _people() -> dict[str, tuple[str, str, str]]:
    from demo.telling import read_story  # noqa: PLC0415 - start-up time of the other commands

    return {nick: (name, email, role) for nick, (name, email, role) in read_story()["people"].items()}
