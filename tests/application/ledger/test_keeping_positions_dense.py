"""Positions are 1, 2, 3 … in the order of the commits, however many write at once."""

import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid5

import pytest

from application.ledger import DatabaseUnavailable, Ledger, Tx, open_database
from application.ledger.database import UniqueViolation
from application.ledger.postgres import PostgresDatabase
from tests.application.ledger.ledgers import STREAM, a_ledger, arguments, insist, positions, renamed, write

ROOT = Path(__file__).parents[3]
WRITERS, ROUNDS = 8, 15


def test_eight_threads_leave_no_gap_and_no_double(database_url: str) -> None:
    ledger = a_ledger(database_url)
    with ThreadPoolExecutor(WRITERS) as pool:
        made = pool.map(lambda worker: _work(ledger, worker), range(WRITERS))
        acknowledged = sorted(position for each in made for position in each)
    assert acknowledged == positions(ledger) == list(range(1, ledger.head() + 1))
    ledger.database.close()


def test_eight_processes_leave_no_gap_and_a_follower_misses_nothing(database_url: str) -> None:
    ledger = a_ledger(database_url)
    workers = [_start(database_url, worker) for worker in range(WRITERS)]
    followed: list[int] = []
    while any(worker.poll() is None for worker in workers):
        followed += [event.id for event in ledger.stored(followed[-1] if followed else 0)]
    followed += [event.id for event in ledger.stored(followed[-1] if followed else 0)]
    acknowledged = sorted(int(line) for worker in workers for line in worker.communicate()[0].split())
    assert [worker.returncode for worker in workers] == [0] * WRITERS
    assert followed == positions(ledger) == acknowledged == list(range(1, len(followed) + 1))
    ledger.database.close()


def test_a_write_that_is_rolled_back_uses_no_position(database_url: str) -> None:
    def stumble(_tx: Tx, _events: object) -> None:
        raise RuntimeError

    ledger = a_ledger(database_url)
    write(ledger)
    stumbling = Ledger(ledger.database, stumble)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            write(stumbling)
    assert write(ledger).positions == (3,)
    ledger.database.close()


def test_without_the_writers_lock_the_log_would_break(postgres_url: str) -> None:
    a_ledger(postgres_url).database.close()
    database = _Unlocked(postgres_url)
    with ThreadPoolExecutor(2) as pool:
        racing = [pool.submit(_race, database, number) for number in range(2)]
    assert {type(one.exception()) for one in racing} == {type(None), UniqueViolation}
    database.close()


class _Unlocked(PostgresDatabase):
    """The same database without its lock; both writers look at the head before either writes."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.together = threading.Barrier(2, timeout=10)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        with self._transaction(b"BEGIN") as tx:
            yield tx


def _race(database: _Unlocked, number: int) -> None:
    with database.write() as tx:
        head = (tx.one("SELECT coalesce(max(position), 0) FROM events") or (0,))[0]
        database.together.wait()
        values = (head + 1, str(uuid5(STREAM, f"race {number}")), 1, "t/1", "2022", b"{}")
        tx.run("INSERT INTO events (position, stream, version, topic, recorded_at, state) VALUES (?,?,?,?,?,?)", values)


def _work(ledger: Ledger, worker: int) -> list[int]:
    made: list[int] = []
    for number in range(ROUNDS):
        made += insist(ledger, uuid5(STREAM, str(worker)), renamed(number)).positions
        made += insist(ledger, STREAM, renamed(number)).positions
    return made


def _start(url: str, worker: int) -> "subprocess.Popen[str]":
    command = arguments(url, worker, ROUNDS)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_two_books_in_two_files_do_not_know_of_each_other(tmp_path: Path) -> None:
    one, other = (a_ledger(f"sqlite:///{tmp_path / name}") for name in ("one", "other"))
    write(one)
    assert (one.head(), other.head()) == (2, 0)
    assert open_database(one.database.url).dialect == "sqlite"
    for ledger in (one, other):
        ledger.database.close()


def test_a_book_that_is_closed_while_it_is_read_ends_in_order(database_url: str) -> None:
    ledger = a_ledger(database_url)
    write(ledger)
    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(_read_until_closed, ledger) for _ in range(4)]
        ledger.database.close()
        assert {reader.result(timeout=10) for reader in readers} == {DatabaseUnavailable}


def _read_until_closed(ledger: Ledger) -> type[Exception]:
    while True:
        try:
            list(ledger.stored())
        except DatabaseUnavailable:
            return DatabaseUnavailable
