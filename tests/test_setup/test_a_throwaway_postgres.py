"""The throwaway PostgreSQL: fresh databases, a crash that keeps what was committed, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import postgres

ROOT = Path(__file__).parents[2]


@pytest.mark.postgres
def test_each_database_is_fresh(postgres_server: postgres.Server) -> None:
    with postgres_server.database() as first, postgres_server.database() as second:
        with psycopg.connect(first) as connection:
            connection.execute("CREATE TABLE kept (n int)")
        with psycopg.connect(second) as connection:
            assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)


@pytest.mark.postgres
def test_what_was_committed_outlives_a_crash_of_the_server() -> None:
    with postgres.server(durability=postgres.Durability.CRASH_SAFE) as server, server.database() as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
        server.crash()
        server.start()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (1,)


@pytest.mark.postgres
def test_a_killed_run_leaves_no_server_and_no_folder() -> None:
    script = "from tests.postgres import Server; import time; print(Server().url(), flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        folder = Path(run.stdout.readline().strip().split("host=")[1])
        server = int((folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(run.pid, signal.SIGKILL)
    limit = time.monotonic() + 20
    while (folder.exists() or Path(f"/proc/{server}").exists()) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not folder.exists()
    assert not Path(f"/proc/{server}").exists()
