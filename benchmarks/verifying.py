"""The log recomputed, and the stored rows held against a fresh fold of it, as `steward verify` does both."""

import time
from collections.abc import Iterator

from application.proofs.checkpoints import sign
from application.proofs.halves import later_half
from application.proofs.keys import signer_at
from application.proofs.verifying import verify_log
from benchmarks.figures import Bound, Figure, median
from benchmarks.scene import Scene, opened, tell
from projections.verifying import apart, verify_rows

RATE = 50_000.0
LOG_RATE = 200_000.0


def log_recomputed(scene: Scene) -> Iterator[Figure]:
    """The median of some rounds over the whole log, its tree and a checkpoint."""
    rates, busy = [], []
    url, signer = scene.url, signer_at(scene.key)
    with opened(url) as book:
        sign(book.database, signer, at=book.now())
    for n in range(scene.sizes.rounds):
        tell(f"{scene.name}: log, tree and checkpoints, round {n + 1} of {scene.sizes.rounds}")
        with later_half(url) as later, opened(url) as book:
            working = time.process_time()
            found = verify_log(book.database, [signer.key], later=later)
            busy.append(found.events / (time.process_time() - working))
        rates.append(found.rate)
        if not found.whole:
            raise RuntimeError(found.wrong[0].sentence)
    yield Figure(
        work="verify log, tree and checkpoints",
        database=scene.name,
        measured=median(rates),
        unit="events/s",
        bound=Bound.AT_LEAST,
        bar=LOG_RATE,
        details={"rounds": ", ".join(f"{rate:.0f}" for rate in rates), "per_cpu_s_of_the_first_half": median(busy)},
    )


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
