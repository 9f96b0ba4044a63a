"""Eight writers at once, in processes of their own: ours with every read model, the stock library with none."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

from benchmarks.commands import timed
from benchmarks.figures import Bound, Figure, median
from benchmarks.history import things
from benchmarks.scene import Scene, opened, tell
from benchmarks.stock import Projects, environment
from domain.projects.state import project_id

OWN = 10  # projects that each writer reports on
WARM = 10
Write = Callable[[str, int, int], AbstractContextManager[Callable[[int], Any]]]


def many_writers(scene: Scene) -> Iterator[Figure]:
    """Rounds of ours and theirs in turn on one server; the median round counts."""
    if scene.server is None:
        return
    url, sizes = scene.url, scene.sizes
    rounds = []
    with scene.empty() as empty:
        Projects(environment(empty, create="y")).close()
        for n in range(sizes.rounds):
            tell(f"{scene.name}: {sizes.writers} writers, round {n + 1} of {sizes.rounds}")
            rounds.append((_rate(_ours, scene, url), _rate(_stock, scene, empty)))
    ours, stock = median([a for a, _ in rounds]), median([b for _, b in rounds])
    details: dict[str, float | str] = {
        "ours_per_s": ours,
        "stock_per_s": stock,
        "rounds": ", ".join(f"{a:.0f}/{b:.0f}" for a, b in rounds),
        "commands_a_round": sizes.writers * sizes.commands // 2,
    }
    yield Figure(
        work=f"commands/s, {sizes.writers} writers, over the stock library with no read model",
        database=scene.name,
        measured=median([a / b for a, b in rounds]),
        unit="x",
        bound=Bound.AT_LEAST,
        bar=1.0,
        details=details,
    )


def _rate(write: Write, scene: Scene, url: str) -> float:
    """Commands a second of all writers together, from the first start to the last end."""
    sizes = scene.sizes
    context = get_context("spawn")
    barrier, spans = context.Barrier(sizes.writers), context.Queue()
    each = sizes.commands // 2
    writers = [
        context.Process(target=_work, args=(write, url, n, each, sizes.events, barrier, spans))
        for n in range(sizes.writers)
    ]
    for writer in writers:
        writer.start()
    found = [spans.get(timeout=300) for _ in writers]
    for writer in writers:
        writer.join()
    spent: float = max(end for _, end in found) - min(begun for begun, _ in found)
    return sizes.writers * each / spent


def _work(
    write: Write,
    url: str,
    number: int,
    commands: int,
    events: int,
    barrier: Barrier,
    spans: "Queue[tuple[float, float]]",
) -> None:
    with write(url, number, events) as one:
        for n in range(WARM):
            one(n)
        barrier.wait(timeout=120)
        begun = time.monotonic()
        for n in range(WARM, WARM + commands):
            one(n)
        spans.put((begun, time.monotonic()))


@contextmanager
def _ours(url: str, number: int, events: int) -> Iterator[Callable[[int], Any]]:
    codes = things(events).projects
    own = [project_id(codes[-1 - (number * OWN + n) % len(codes)]) for n in range(OWN)]
    with opened(url) as book:
        yield lambda n: timed(book, own, n)


@contextmanager
def _stock(url: str, number: int, events: int) -> Iterator[Callable[[int], Any]]:
    application = Projects(environment(url))
    own = [application.initiate(f"PJ_{number}_{n}_{events}") for n in range(OWN)]
    yield lambda n: application.report(own[n % OWN], n)
    application.close()
