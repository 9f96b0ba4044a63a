"""`steward serve`: the web application on one address."""

import signal
import socket
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import rich_click as click

from cli.options import NotUnderstood, database_option, open_book

if TYPE_CHECKING:
    from projections.book import Book
    from web.settings import Ready


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--origin", envvar="STEWARD_ORIGIN", default="", help="What browsers see, such as https://steward.example.org."
)
@click.option("--trusted-proxy", default="", help="Address of the one proxy whose X-Forwarded-For is believed.")
@database_option
def serve_command(database: str | None, host: str, port: int, origin: str, trusted_proxy: str) -> None:
    """Serve the book to browsers.

    The first start of a book without people prints a one-time link with which the first administrator is set up.
    """
    is_free(host, port)
    book = open_book(database)
    origin = origin or f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - only compared
    _first_steps(book, origin)
    click.echo(f"Steward serves {_without_password(book.database.url)} on {origin}", err=True)
    serve(book, host, port, origin=origin, trusted_proxy=trusted_proxy)


def serve(
    book: "Book", host: str, port: int, *, origin: str = "", trusted_proxy: str = "", ready: Sequence["Ready"] = ()
) -> None:
    """Serve until told to stop. `ready` accounts make it a demo; `origin` is what browsers see."""
    import uvicorn  # noqa: PLC0415 - only who serves needs it

    from application.accounts import create_tables  # noqa: PLC0415
    from application.imports.uploads import create_uploads  # noqa: PLC0415
    from cli.worker import work  # noqa: PLC0415
    from web.app import create_app  # noqa: PLC0415 - start-up time of the other verbs
    from web.settings import Settings  # noqa: PLC0415

    create_tables(book.database)
    create_uploads(book.database)
    settings = Settings(
        origin=origin or f"http://{host}:{port}",
        demo=bool(ready),
        idle_minutes=12 * 60 if ready else 30,
        trusted_proxy=trusted_proxy,
        ready=tuple(ready),
    )
    app = create_app(book, settings)
    threading.Thread(target=work, args=(book,), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn hands the signal on when it has closed all
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=3, server_header=False)


def is_free(host: str, port: int) -> None:
    """Refuse in a sentence where something else is served at the address."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError as taken:
            sentence = f"{host}:{port} cannot be served ({taken.strerror}); give another --port."
            raise NotUnderstood(sentence) from taken


def _first_steps(book: "Book", origin: str) -> None:
    from application.accounts import Accounts, create_tables  # noqa: PLC0415
    from projections.people import PersonRow  # noqa: PLC0415

    create_tables(book.database)
    with book.view() as view:
        if view.count(PersonRow):
            return
    token = Accounts(book.database).new_link("set-up", "administrator", now=book.now())
    click.echo("This book has no people yet. Set up its first administrator here (30 minutes, one use):", err=True)
    click.echo(f"{origin}/set-up/{token}", err=True)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", "@") if parts.password else url
