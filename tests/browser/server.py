"""The application behind a real port, over a book whose clock stands where a test puts it."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import uvicorn

from application.accounts import Accounts, create_tables
from application.imports.uploads import create_uploads
from cli.demo import demo_book
from demo.clock import DemoClock
from demo.filling import PASSWORD
from demo.telling import read_story
from projections.book import Book
from projections.people import PersonRow
from web.app import create_app
from web.settings import Ready, Settings

PATIENCE = 10


class Served:
    """A running server: where it is, whose it is, and its clock."""

    def __init__(self, book: Book, clock: DemoClock, port: int) -> None:
        self.book = book
        self.clock = clock
        self.settings = Settings(origin=f"http://127.0.0.1:{port}", demo=True, idle_minutes=720, ready=_ready())

    @property
    def origin(self) -> str:
        return self.settings.origin

    def cookie(self, person: str) -> dict[str, str]:
        """A session of this person, as the browser keeps it; `person` is the first part of the address."""
        with self.book.view() as view:
            found = {row.email: row.id for row in view.select(PersonRow)}
        return {"name": self.settings.cookie, "value": self._session(found[address(person)]), "url": self.origin}

    def _session(self, person: UUID) -> str:
        return Accounts(self.book.database).start_session(person, now=datetime.now(UTC)).token


def address(person: str) -> str:
    return f"{person}@example.org"


def tell_demo(folder: Path) -> Path:
    """The demo's book, told once however many processes ask for it."""
    book = folder / "demo.db"
    demo_book(f"sqlite:///{book}", fresh=False).close()
    return book


@contextmanager
def serving(file: Path) -> Iterator[Served]:
    """The book in this file, on a free port; the demo's day stands still until the test moves it."""
    clock = DemoClock()
    book = Book(f"sqlite:///{file}", now=clock)
    book.migrate()
    create_tables(book.database)
    create_uploads(book.database)
    with socket.create_server(("127.0.0.1", 0)) as free:
        served = Served(book, clock, free.getsockname()[1])
        app = create_app(book, served.settings)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        _wait_for(server)
        try:
            yield served
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
            book.close()


@contextmanager
def serving_copy(told: Path, folder: Path) -> Iterator[Served]:
    """A book of its own for whoever writes into it."""
    with serving(Path(shutil.copy(told, folder / "book.db"))) as served:
        yield served


def _wait_for(server: uvicorn.Server) -> None:
    until = time.monotonic() + PATIENCE
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)


def _ready() -> tuple[Ready, ...]:
    people = read_story()["people"].values()
    return tuple(Ready(email=email, name=name, role=role, password=PASSWORD) for name, email, role in people)
