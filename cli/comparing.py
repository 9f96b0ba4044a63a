"""`steward compare`: two moments of the book side by side, a line for each difference."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

import rich_click as click

from application.ledger import DatabaseUnavailable
from cli.options import database_option, looked, untouched_book
from domain.programs.codes import normal
from projections import programs, things
from projections.book import Book
from projections.differences.comparing import compare as compared
from projections.differences.knowing import known_now, known_then
from projections.differences.reading import HEADINGS, lines_of, sheet
from projections.moments import read_position, then
from projections.record import was_ever_in
from projections.view import View


@click.command()
@click.argument("earlier")
@click.argument("later", required=False)
@click.option("--program", metavar="CODE", help="Only what belongs to this program.")
@click.option("--thing", metavar="CODE", help="Only this thing, such as R-041.")
@click.option("--learned", is_flag=True, help="Let the later side count in what was recorded later and true by then.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@database_option
def compare(
    earlier: str,
    later: str | None,
    program: str | None,
    thing: str | None,
    learned: bool,
    as_json: bool,
    database: str | None,
) -> None:
    """What differs between EARLIER and LATER (now, if left out): positions, or days such as 2021-03-31.

    The same day twice with --learned asks what was not known yet on that day.
    """
    book = untouched_book(database)
    try:
        rows = _rows(book, (earlier, later), program=program, thing=thing, learned=learned)
        looked(book, "export", f"{len(rows)} differences between {earlier} and {later or 'now'}")
    except DatabaseUnavailable as away:
        raise click.ClickException(str(away)) from away
    finally:
        book.close()
    for row in rows:
        click.echo(json.dumps(dict(zip(_NAMES, row, strict=True)), ensure_ascii=False) if as_json else _told(row))
    click.echo(f"{len(rows)} differences." if rows else "Nothing differs.", err=True)


_NAMES = tuple(heading.lower() for heading in HEADINGS)


def _told(row: Sequence[str]) -> str:
    how, _, code, name, field, before, after, because, events = row
    why = f" ({because})" if because else ""
    return f"{how}: {code} {name}: {field}: {before or 'nothing'} → {after or 'nothing'}{why} [{events}]"


def _rows(
    book: Book, moments: tuple[str, str | None], *, program: str | None, thing: str | None, learned: bool
) -> list[tuple[str, ...]]:
    with book.view() as view:
        home = _program(view, program) if program else None
        one = _thing(view, thing) if thing else None
        if home and one and not was_ever_in(view, one, home):
            raise click.UsageError(f"{thing} was never in the program {program}; leave one of the two out.")
        (a, _), (b, until) = (_moment(book, view, text) for text in moments)
        if a > b:
            raise click.UsageError("The earlier moment lies after the later one; change them over.")
        earlier, later = (then(view, position, home) for position in (a, b))
        last = known_now(later, view, book.ledger, until) if learned else known_then(later)
        found = compared(known_then(earlier), last, now=view, thing=one)
        return list(lines_of(sheet(found, view, book.ledger, lines=None)))


def _moment(book: Book, view: View, text: str | None) -> tuple[int, datetime]:
    """The position that a text means, and the moment up to which facts count as true by then."""
    if text is None:
        return view.head, book.now()
    position = read_position(text)
    if position is not None:
        if position > view.head:
            sentence = f"The book ends at position {view.head}; give a position up to that one."
            raise click.UsageError(sentence)
        return position, book.ledger.moment_of(view.tx, position)
    try:
        until = datetime.combine(date.fromisoformat(text), time.max, UTC)
    except ValueError:
        sentence = f"{text} is neither a position nor a day; write 18204, or 2026-03-31."
        raise click.UsageError(sentence) from None
    if until.date() > book.now().date():
        sentence = f"{text} is still to come; give today or an earlier day."
        raise click.UsageError(sentence)
    position = book.ledger.position_at(until)
    if position == 0:
        click.echo(f"{text} lies before the book began: nothing was recorded yet.", err=True)
    return position, until


def _program(view: View, code: str) -> UUID:
    found = programs.find(view, normal(code))
    if found is None:
        sentence = f"There is no program {code}; `steward programs` lists them."
        raise click.UsageError(sentence)
    return found.id


def _thing(view: View, code: str) -> UUID:
    found = next((each for kind in things.PATHS if (each := things.find(view, kind, code))), None)
    if found is None:
        sentence = f"Nothing in the book has the code {code}."
        raise click.UsageError(sentence)
    return found.id
