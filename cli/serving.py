"""`steward serve`: the web application on one address."""

from collections.abc import Sequence

from projections.book import Book
from web.settings import Ready


def serve(book: Book, host: str, port: int, *, origin: str = "", ready: Sequence[Ready] = ()) -> None:
    """Serve until told to stop. `ready` accounts make it a demo; `origin` is what browsers see."""
    import uvicorn  # noqa: PLC0415 - only who serves needs it

    from web.app import create_app  # noqa: PLC0415 - start-up time of the other commands
    from web.settings import Settings  # noqa: PLC0415

    settings = Settings(
        origin=origin or f"http://{host}:{port}",
        demo=bool(ready),
        idle_minutes=12 * 60 if ready else 30,
        ready=tuple(ready),
    )
    app = create_app(book, settings)
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=3, server_header=False)
