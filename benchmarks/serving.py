"""`steward serve` in a process of its own: how soon it answers, and how much memory it then holds."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.asking import OK, session_token
from benchmarks.figures import Figure
from benchmarks.history import things
from benchmarks.scene import Scene, tell

START, MEMORY = 1.5, 150.0
STEWARD = "from cli.main import main; main()"
ROOT = Path(__file__).resolve().parent.parent
REQUESTS = 50
PATIENCE = 60.0


def serve(scene: Scene) -> Iterator[Figure]:
    """The slowest start and the largest memory of some; memory is read after requests of live and past pages."""
    seconds, resident = [], []
    with scene.book() as book:
        token = session_token(book)
    for n in range(scene.sizes.rounds):
        tell(f"{scene.name}: start {n + 1} of {scene.sizes.rounds}")
        with _started(scene) as (process, port, spent):
            seconds.append(spent)
            _look_around(port, token, scene.sizes.events)
            resident.append(_resident_megabytes(process.pid))
    told = {"starts_s": ", ".join(f"{s:.3f}" for s in seconds), "memory_mb": ", ".join(f"{m:.1f}" for m in resident)}
    yield Figure(
        work="start of serve until /health/ready",
        database=scene.name,
        measured=max(seconds),
        unit="s",
        bar=START,
        details=told,
    )
    yield Figure(
        work="resident memory of serve",
        database=scene.name,
        measured=max(resident),
        unit="MB",
        bar=MEMORY,
        details=told,
    )


@contextmanager
def _started(scene: Scene) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """The process, its port, and the seconds until it was ready."""
    port = _free_port()
    command = [sys.executable, "-c", STEWARD, "serve", "--database", scene.url, "--port", str(port)]
    known = {**os.environ, "STEWARD_KEY_FILE": str(scene.key)}
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=known, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        while not _ready(port):
            if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise RuntimeError("steward serve did not become ready.")
            time.sleep(0.005)
        yield process, port, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(timeout=30)


def _ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == OK
    except OSError:
        return False
    finally:
        connection.close()


def _look_around(port: int, token: str, events: int) -> None:
    """Every second request is the list, every fifth a page of the past."""
    codes = things(events).projects
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for n in range(REQUESTS):
        path = "/projects" if n % 2 else f"/projects/{codes[n % len(codes)]}"
        asked = path if n % 5 else f"{path}?at={events * (n + REQUESTS) // (2 * REQUESTS)}"
        connection.request("GET", asked, headers={"Cookie": f"steward={token}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != OK:
            sentence = f"{asked} was answered with {answer.status}."
            raise RuntimeError(sentence)
    connection.close()


def _resident_megabytes(pid: int) -> float:
    """VmRSS in decimal megabytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
