"""`steward compare`: two moments of the book side by side, a line for each difference."""

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time
from uuid import UUID

import rich_click as click

from cli.options import MOMENT, database_option, looked, program_at, reached, untouched_book
from projections import things
from projections.book import Book
from projections.differences.comparing import compare as compared
from projections.differences.knowing import known_now, known_then
from projections.differences.reading import HEADINGS, lines_of, sheet
from projections.moments import then
from projections.record import was_ever_in
from projections.view import View


@click.command()
@click.argument("earlier", type=MOMENT)
@click.argument("later", type=MOMENT, required=False)
@click.option("--program", metavar="CODE", help="Only what belongs to this program.")
@click.option("--thing", metavar="CODE", help="Only this thing, such as R-041.")
@click.option("--learned", is_flag=True, help="Let the later side count in what was recorded later and true by then.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@database_option
def compare(
    earlier: int | date,
    later: int | date | None,
    program: str | None,
    thing: str | None,
    learned: bool,
    as_json: bool,
    database: str | None,
) -> None:
    """What differs between EARLIER and LATER (now, if left out): positions, or days such as 2021-03-31.

    The same day twice with --learned asks what was not known yet on that day.
    """
    with closing(untouched_book(database)) as book:
        rows = _rows(book, (earlier, later), program=program, thing=thing, learned=learned)
        until = "now" if later is None else later
        looked(book, "export", f"{len(rows)} differences between {earlier} and {until}")
    for row in rows:
        click.echo(json.dumps(dict(zip(_NAMES, row, strict=True)), ensure_ascii=False) if as_json else _told(row))
    click.echo(f"{len(rows)} differences." if rows else "Nothing differs.", err=True)


_NAMES = tuple(heading.lower() for heading in HEADINGS)


def _told(row: Sequence[str]) -> str:
    how, _, code, name, field, before, after, because, events = row
    why = f" ({because})" if because else ""
    told = f"{how}: {code} {name}: {field}: {before or 'nothing'} → {after or 'nothing'}{why} [{events}]"
    return " ".join(told.split())  # a line for each difference, also where a text in it has several


def _rows(
    book: Book, moments: tuple[int | date, int | date | None], *, program: str | None, thing: str | None, learned: bool
) -> list[tuple[str, ...]]:
    with book.view() as view:
        home = program_at(view, program)
        one = _thing(view, thing) if thing else None
        if home and one and not was_ever_in(view, one, home):
            raise click.UsageError(f"{thing} was never in the program {program}; leave one of the two out.")
        (a, _), (b, until) = (_moment(book, view, each) for each in moments)
        if a > b:
            raise click.UsageError("The earlier moment lies after the later one; change them over.")
        earlier, later = (then(view, position, home) for position in (a, b))
        last = known_now(later, view, book.ledger, until) if learned else known_then(later)
        found = compared(known_then(earlier), last, now=view, thing=one)
        return list(lines_of(sheet(found, view, book.ledger, lines=None)))


def _moment(book: Book, view: View, moment: int | date | None) -> tuple[int, datetime]:
    """The position of a moment, and up to when facts count as true by then."""
    if moment is None:
        return view.head, book.now()
    position = reached(book, moment) or 0
    if isinstance(moment, date):
        return position, datetime.combine(moment, time.max, UTC)
    return position, book.ledger.moment_of(view.tx, position)


def _thing(view: View, code: str) -> UUID:
    found = next((each for kind in things.PATHS if (each := things.find(view, kind, code))), None)
    if found is None:
        sentence = f"Nothing in the book has the code {code}."
        raise click.UsageError(sentence)
    return found.id
