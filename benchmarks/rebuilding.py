"""The rebuild of every read model from the log, beside the stock library's runner projecting one table."""

import time
from collections.abc import Iterator

from benchmarks.figures import Bound, Figure, median
from benchmarks.scene import Scene, tell
from benchmarks.stock import projected

RATE, TIMES = 50_000.0, 20.0


def rebuild(scene: Scene) -> Iterator[Figure]:
    """The median rebuild of some. The stock runner works on PostgreSQL only, so it stands beside that alone."""
    rates, busy = [], []
    with scene.book() as book:
        for n in range(scene.sizes.rounds):
            tell(f"{scene.name}: rebuild {n + 1} of {scene.sizes.rounds}")
            begun, working = time.perf_counter(), time.process_time()
            events = book.models.rebuild()
            rates.append(events / (time.perf_counter() - begun))
            busy.append(events / (time.process_time() - working))
    told: dict[str, float | str] = {
        "rounds": ", ".join(f"{rate:.0f}" for rate in rates),
        "events": events,
        "per_own_cpu_s": median(busy),
    }
    yield Figure(
        work="rebuild of all read models",
        database=scene.name,
        measured=median(rates),
        unit="events/s",
        bound=Bound.AT_LEAST,
        bar=RATE,
        details=told,
    )
    yield from _beside_stock(scene, median(rates))


def _beside_stock(scene: Scene, ours: float) -> Iterator[Figure]:
    if scene.server is None:
        return
    tell(f"{scene.name}: the stock library's ProjectionRunner over {scene.sizes.followed:,} events")
    with scene.empty() as url:
        stock = projected(url, scene.sizes.followed)
    yield Figure(
        work="rebuild over the stock ProjectionRunner, per event",
        database=scene.name,
        measured=ours / stock,
        unit="x",
        bound=Bound.AT_LEAST,
        bar=TIMES,
        details={"ours_per_s": ours, "stock_per_s": stock, "stock_events": scene.sizes.followed},
    )
