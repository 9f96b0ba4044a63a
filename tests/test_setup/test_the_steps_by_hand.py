"""A book on any PostgreSQL: migrate, serve, and the first people, as the README says it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

STEWARD = str(Path(sys.executable).parent / "steward")
LONGEST = 30


def steward(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "STEWARD_DATABASE": url}
    return subprocess.run(
        [STEWARD, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=90
    )


@contextmanager
def serving(url: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "STEWARD_DATABASE": url}
    process = subprocess.Popen(
        [STEWARD, "serve", "--port", str(port)],
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
    assert process.returncode == 0, "told to stop, it stops as one that is done"


def answer(address: str) -> tuple[int, str]:
    until = time.monotonic() + LONGEST
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as found:  # noqa: S310 - our own server
                return found.status, found.read().decode()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_before_the_migration_a_sentence_says_what_to_do(postgres_url: str) -> None:
    told = steward(postgres_url, "programs")
    assert (told.returncode, told.stdout) == (2, "")
    assert "run `steward migrate`" in told.stderr
    assert "Traceback" not in told.stderr


def test_migrate_serve_and_the_first_people(postgres_url: str) -> None:
    migrated = steward(postgres_url, "migrate")
    assert (migrated.returncode, migrated.stdout) == (0, ""), migrated.stderr
    with serving(postgres_url) as (origin, process):
        assert answer(f"{origin}/health/ready") == (200, "ok\n")
        assert process.stderr is not None
        told = process.stderr.readline() + process.stderr.readline()
        link = re.search(rf"{origin}/set-up/\S+", told)
        assert link, told
        status, page = answer(link.group())
        assert status == 200
        assert "administrator" in page
        added = steward(postgres_url, "user", "add", "pm@example.org", "--name", "Petra Moss", "--role", "manager")
        assert added.returncode == 0, added.stderr
        assert re.fullmatch(r"http://127\.0\.0\.1:8000/password/\S+\n", added.stdout)
    events = [json.loads(line) for line in steward(postgres_url, "events").stdout.splitlines()]
    assert [event["position"] for event in events] == list(range(1, len(events) + 1))
    assert {event["topic"] for event in events} >= {"person.added/1", "email.taken/1", "person.role_granted/1"}
    assert steward(postgres_url, "doctor").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("user", "add", "nonsense", "--name", "X", "--role", "manager"), 2, "Enter an e-mail address"),
        (("user", "add", "a@example.org", "--name", "X", "--role", "king"), 2, "is not one of"),
        (("user", "add", "a@example.org", "--name", "X", "--role", "manager", "--program", "NONE"), 2, "no program"),
        (("report", "program", "NONE", "--format", "json"), 2, "There is no book at"),
        (("programs",), 2, "There is no book at"),
        (("programs", "--database", "nonsense"), 2, "is not understood"),
        (("fly",), 2, "No such command"),
        (("bench", "--only", "singing"), 2, "No row is called singing"),
    ],
)
def test_wrong_calls_get_a_sentence_and_the_right_exit_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    told = steward(f"sqlite:///{tmp_path / 'book.db'}", *arguments)
    assert (told.returncode, told.stdout) == (code, "")
    assert sentence in told.stderr, "no box breaks the sentence where no terminal is"
    assert "Traceback" not in told.stderr
