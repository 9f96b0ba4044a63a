"""`steward verify` as it is called: the log recomputed, and the stored rows held against a fresh fold of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from application.proofs.checkpoints import sign
from application.proofs.keys import signer_at
from benchmarks.figures import Bound, Figure, median
from benchmarks.scene import Scene, opened, tell
from benchmarks.serving import ROOT, STEWARD

LOG_RATE, ROWS_RATE = 200_000.0, 50_000.0


def verify(scene: Scene) -> Iterator[Figure]:
    """The median of some rounds, each a process of its own over the whole log, its tree, a checkpoint and the rows."""
    with opened(scene.url) as book:
        sign(book.database, signer_at(scene.key), at=book.now())
    told = []
    for n in range(scene.sizes.rounds):
        tell(f"{scene.name}: verify, round {n + 1} of {scene.sizes.rounds}")
        told.append(_verified(scene))
    log = [float(each["events_per_second"]) for each in told]
    rows = [float(each["rows"]["events_per_second"]) for each in told]
    yield _figure(scene, "log, tree and checkpoints", LOG_RATE, log)
    yield _figure(scene, "rows against a fresh fold", ROWS_RATE, rows)


def _verified(scene: Scene) -> dict[str, Any]:
    command = [sys.executable, "-c", STEWARD, "verify", "--json", "--database", scene.url]
    known = {**os.environ, "STEWARD_KEY_FILE": str(scene.key)}
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _figure(scene: Scene, what: str, bar: float, rates: list[float]) -> Figure:
    return Figure(
        work=f"verify {what}",
        database=scene.name,
        measured=median(rates),
        unit="events/s",
        bound=Bound.AT_LEAST,
        bar=bar,
        details={"rounds": ", ".join(f"{rate:.0f}" for rate in rates)},
    )
