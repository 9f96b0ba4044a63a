"""The stored rows held against a fresh fold of the log, as `steward verify` does it."""

import time
from collections.abc import Iterator

from benchmarks.figures import Bound, Figure, median
from benchmarks.scene import Scene, opened, tell
from projections.verifying import apart, verify_rows

RATE = 50_000.0


def rows_beside_a_fold(scene: Scene) -> Iterator[Figure]:
    """The median of some rounds, each from the start of the second process to its end."""
    url = scene.url
    rates, busy, versions = [], [], 0
    for n in range(scene.sizes.rounds):
        tell(f"{scene.name}: rows against a fresh fold, round {n + 1} of {scene.sizes.rounds}")
        begun, working = time.perf_counter(), time.process_time()
        with apart(url) as reader, opened(url) as book:
            found = verify_rows(book, reader)
        rates.append(found.standing.position / (time.perf_counter() - begun))
        busy.append(found.standing.position / (time.process_time() - working))
        versions = found.versions
        if found.fault:
            raise RuntimeError(found.fault.sentence)
    told: dict[str, float | str] = {
        "rounds": ", ".join(f"{rate:.0f}" for rate in rates),
        "per_folding_cpu_s": median(busy),
        "versions": versions,
    }
    yield Figure(
        work="verify rows against a fresh fold",
        database=scene.name,
        measured=median(rates),
        unit="events/s",
        bound=Bound.AT_LEAST,
        bar=RATE,
        details=told,
    )
