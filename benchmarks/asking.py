"""Asks the web application as a signed-in manager, without a network, and takes the time of the server alone."""

import time
from typing import Any
from urllib.parse import urlsplit

from litestar import Litestar

from application.accounts import Accounts
from benchmarks.history import MANAGER
from projections.book import Book
from web.app import create_app
from web.settings import Settings

OK = 200


class Visitor:
    """A browser's session on the real application."""

    def __init__(self, book: Book) -> None:
        settings = Settings(origin="http://127.0.0.1:8000")
        self._app: Litestar = create_app(book, settings)
        self._cookie = f"{settings.cookie}={session_token(book)}".encode()

    async def get(self, path: str) -> float:
        """Seconds from the request to the last byte of the page; raises where it is not a page."""
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = self._scope(path)
        begun = time.perf_counter()
        await self._app(scope, receive, send)
        spent = time.perf_counter() - begun
        if sent[0]["status"] != OK:
            sentence = f"{path} was answered with {sent[0]['status']}."
            raise RuntimeError(sentence)
        return spent

    def _scope(self, path: str) -> Any:
        parts = urlsplit(path)
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", self._cookie), (b"accept", b"text/html")],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8000),
            "state": {},
        }


def session_token(book: Book) -> str:
    """The cookie of a new session of the manager of the history."""
    return Accounts(book.database).start_session(MANAGER, now=book.now()).token
