"""The record's first page over a long log, also right after a write and with filters."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from application.accounts import create_tables
from benchmarks.asking import Visitor
from benchmarks.figures import Figure, median, milliseconds, percentile
from benchmarks.history import fill, things
from benchmarks.pages import alone
from benchmarks.scene import Scene, opened, tell
from projections.book import Book
from projections.nav import Menu

P95 = 20.0


def record_page(scene: Scene) -> Iterator[Figure]:
    """Over the history of the other rows; asked for by name, over one ten times as long that is made for it."""
    with _book(scene) as book:
        head, code = book.ledger.head(), things(book.ledger.head()).projects[1]
        visitor, requests = Visitor(book), scene.sizes.requests
        first = asyncio.run(alone(visitor, "/record", requests * 2))
        told = {
            "after_a_write": asyncio.run(_after_writes(book, visitor, requests)),
            "half_way_back": asyncio.run(alone(visitor, f"/record?before={head // 2 + 1}", requests)),
            "one_thing": asyncio.run(alone(visitor, f"/record?thing={code}", requests)),
            "a_text_that_is_nowhere": asyncio.run(alone(visitor, "/record?q=nowhere+to+be+found", 5)),
        }
    yield Figure(
        work="first page of the record, server time",
        database=scene.name,
        measured=milliseconds(percentile(first, 0.95)),
        unit="ms p95",
        bar=P95,
        details={
            "events": head,
            "p50_ms": milliseconds(median(first)),
            **{f"{name}_p50_ms": milliseconds(median(spent)) for name, spent in told.items()},
        },
    )


@contextmanager
def _book(scene: Scene) -> Iterator[Book]:
    if not scene.sizes.record:
        with scene.book() as book:
            yield book
        return
    tell(f"{scene.name}: a book of {scene.sizes.record:,} events, which takes a while")
    with scene.empty() as url, opened(url) as book:
        fill(book, scene.sizes.record)
        create_tables(book.database)
        yield book


async def _after_writes(book: Book, visitor: Visitor, requests: int) -> list[float]:
    """Each request counts the menu anew, as the first one does after something was recorded."""
    spent = []
    for _ in range(requests):
        book.menu = Menu()
        spent += [await visitor.get("/record")]
    return spent
