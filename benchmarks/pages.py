"""Pages now and in the past: what a reader of any moment of the book waits for."""

import asyncio
from collections.abc import Iterator

from benchmarks.asking import Visitor
from benchmarks.figures import Figure, median, milliseconds, percentile
from benchmarks.history import things
from benchmarks.scene import Scene, tell

SHARES = (10, 50, 90)  # per cent of the log
TIMES, LIST_P95 = 1.5, 20.0
WARM = 5


def past_pages(scene: Scene) -> Iterator[Figure]:
    """Live and past requests in turn; the worst position counts."""
    tell(f"{scene.name}: pages at positions of the past beside the live page")
    known = things(scene.sizes.events)
    pages = {
        "projects list": "/projects",
        "project page": f"/projects/{known.projects[1]}",
        "program page": f"/programs/{known.programs[0]}",
    }
    with scene.book() as book:
        head = book.ledger.head()
        positions = [head * share // 100 for share in SHARES]
        for name, path in pages.items():
            paths = [path, *(f"{path}?at={position}" for position in positions)]
            live, *past = asyncio.run(_in_turn(Visitor(book), paths, scene.sizes.requests))
            told = {f"at_{share}_percent": spent / live for share, spent in zip(SHARES, past, strict=True)}
            yield Figure(
                work=f"{name} in the past over live, worst of {len(past)} positions",
                database=scene.name,
                measured=max(told.values()),
                unit="x",
                bar=TIMES,
                details={"live_ms": milliseconds(live), **told},
            )


def list_page(scene: Scene) -> Iterator[Figure]:
    tell(f"{scene.name}: the list page")
    with scene.book() as book:
        spent = asyncio.run(alone(Visitor(book), "/projects", scene.sizes.requests * 2))
    yield Figure(
        work="list page of 50 rows, server time",
        database=scene.name,
        measured=milliseconds(percentile(spent, 0.95)),
        unit="ms p95",
        bar=LIST_P95,
        details={"p50_ms": milliseconds(median(spent)), "requests": len(spent)},
    )


async def _in_turn(visitor: Visitor, paths: list[str], rounds: int) -> list[float]:
    """The median of each path, in their order."""
    taken = [[await visitor.get(path) for path in paths] for _ in range(WARM + rounds)][WARM:]
    return [median(each) for each in zip(*taken, strict=True)]


async def alone(visitor: Visitor, path: str, requests: int) -> list[float]:
    """The seconds of each request for one page."""
    return [await visitor.get(path) for _ in range(WARM + requests)][WARM:]
