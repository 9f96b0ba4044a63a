"""Whether the process lives and whether the book answers; public and terse."""

from typing import Any

from litestar import Response, get
from litestar.enums import MediaType

from application.ledger import DatabaseUnavailable
from projections.book import Book


def health_routes(book: Book) -> list[Any]:
    @get("/health/live", opt={"public": True}, media_type=MediaType.TEXT, sync_to_thread=False)
    def live() -> str:
        return "ok\n"

    @get("/health/ready", opt={"public": True}, sync_to_thread=True)
    def ready() -> Response[str]:
        try:
            with book.database.read() as tx:
                tx.one("SELECT 1 FROM events LIMIT 1")
        except DatabaseUnavailable:
            return Response("the book does not answer\n", status_code=503, media_type=MediaType.TEXT)
        return Response("ok\n", media_type=MediaType.TEXT)

    return [live, ready]
