"""What several commands share: which database to open, and how."""

import logging
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import UUID

import rich_click as click

from application import looks
from application.desk import STEWARD
from application.folders import data_folder
from application.ledger import holds_a_log
from projections import programs
from projections.book import Book, Clock, utc_now
from projections.moments import beyond, read_position
from projections.view import View

LOG = logging.getLogger("steward.book")
POSITION = click.IntRange(0, 10**18 - 1)  # more than this no database counts
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
F = TypeVar("F", bound=Callable[..., Any])


class NotUnderstood(click.ClickException):
    """The call, a file or the book could not be read, or asks for what is not there: nothing was found out."""

    exit_code = 2


class Moment(click.ParamType[int | date]):
    """A position, or a day, which means its last moment."""

    name = "position|day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | date:
        if isinstance(value, int | date):
            return value
        if (position := read_position(value)) is not None:
            return position
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            if DAY.fullmatch(value.strip()):
                self.fail(f"There is no such day as {value}; check the day and the month.", param, ctx)
            self.fail(f"{value} is neither a position nor a day; write 18204, or 2026-03-31.", param, ctx)


MOMENT = Moment()


def database_option(command: F) -> F:
    """`--database URL`, else `STEWARD_DATABASE`, else the file in the data folder."""
    return click.option(
        "--database",
        envvar="STEWARD_DATABASE",
        default=None,
        metavar="URL",
        help="sqlite:///path or postgresql://user@host/name.  [default: sqlite in the data folder]",
    )(command)


def open_book(url: str | None, *, now: Clock = utc_now) -> Book:
    """The open book. A SQLite file is made or brought up to date; PostgreSQL is left to `steward migrate`."""
    book = book_at(url, now=now)
    if book.database.dialect == "sqlite":
        book.migrate()
    for told in book.unguarded():
        LOG.warning(told)
    return book


def signed_book(url: str | None) -> Book:
    """The open book of those who sign it: brought up to date, and never made by a mistyped path."""
    is_there(url)
    return open_book(url)


def untouched_book(url: str | None) -> Book:
    """The book just as it lies there, for whoever reads it; guards that are gone stay gone, and are told."""
    is_there(url)
    return book_at(url)


def is_there(url: str | None) -> None:
    """Refuse what is no book before it is opened, as opening a file may write into it."""
    named = url or f"sqlite:///{data_folder() / 'steward.db'}"
    if not named.startswith("sqlite:///"):
        return
    path = Path(named.removeprefix("sqlite:///"))
    if not path.exists():
        raise NotUnderstood(f"There is no book at {path}; check --database, or make one with `steward serve`.")
    if not holds_a_log(path):
        raise NotUnderstood(f"{path} is no book of Steward; check --database.")


def book_at(url: str | None, *, now: Clock = utc_now) -> Book:
    """The book as it is found, its tables made or not."""
    try:
        return Book(full_url(url), now=now)
    except ValueError as unknown:
        raise click.UsageError(str(unknown)) from unknown


def reached(book: Book, at: int | date | None) -> int | None:
    """The position of a moment that the book has come to; of a day, the last one recorded by its end."""
    if isinstance(at, date):
        if at > book.now().date():
            raise NotUnderstood(f"{at} is still to come; give today or an earlier day.")
        at, day = book.ledger.position_on(at), at
        if at == 0:
            click.echo(f"{day} lies before the book began: nothing was recorded yet.", err=True)
    head = book.ledger.head()
    if at is not None and at > head:
        raise NotUnderstood(beyond(at, head))
    return at


def program_at(view: View, code: str | None) -> UUID | None:
    """The program with a code, in whichever case it was typed."""
    if code is None:
        return None
    found = programs.find(view, code)
    if found is None:
        raise NotUnderstood(f"There is no program {code}; `steward programs` lists them.")
    return found.id


def looked(book: Book, kind: str, what: str) -> None:
    """Note, among who looked, what is taken away or checked at the machine, before it leaves."""
    looks.note(book.database, at=utc_now(), person=STEWARD, kind=kind, what=what, address="the machine itself")


def full_url(url: str | None) -> str:
    """Which database is meant, and how to get in."""
    return with_password(url or f"sqlite:///{data_folder() / 'steward.db'}")


def with_password(url: str) -> str:
    """The URL with the password from the file that `STEWARD_DATABASE_PASSWORD_FILE` names, where it has none."""
    file = os.environ.get("STEWARD_DATABASE_PASSWORD_FILE")
    parts = urlsplit(url)
    if not file or parts.password or not parts.scheme.startswith("postgres"):
        return url
    try:
        password = Path(file).read_text(encoding="utf-8").strip()
    except OSError as missing:
        sentence = (
            f"The password file {file} cannot be read ({missing.strerror}); check STEWARD_DATABASE_PASSWORD_FILE."
        )
        raise NotUnderstood(sentence) from missing
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user or 'steward'}:{quote(password, safe='')}@{host}"))
