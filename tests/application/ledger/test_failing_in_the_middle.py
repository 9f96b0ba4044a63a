"""Whatever breaks while an event is written, there is all of it afterwards or nothing."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from application.desk import STEWARD, Desk
from application.ledger import Ask, Ledger, open_database
from application.projects import InitiateProject, ReportStatus
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections.book import Book
from tests.application.ledger.faults import Broken, Failing
from tests.application.ledger.ledgers import STREAM, a_ledger, arguments, write
from tests.builders import DAY, MOMENT, a_uuid
from tests.projections.tables import dump

ROOT = Path(__file__).parents[3]
ROUNDS = 3


def test_a_statement_that_fails_leaves_nothing_half_written_whichever_it_is(database_url: str) -> None:
    book, failing = _book(database_url)
    before, broken = dump(book), 0
    while dump(book) == before:
        failing.fails_at += 1
        try:
            _report(book, f"Attempt {failing.fails_at}")
        except Broken:
            broken += 1
            assert dump(book) == before, f"after statement {failing.fails_at}"
    assert broken == failing.steps, "every statement, the commit included, was made to fail once"
    assert broken >= len(("head", "events", "build", "one row", "position", "commit"))
    book.close()


def test_a_writer_that_is_killed_loses_nothing_it_was_told_was_written(database_url: str) -> None:
    ledger = a_ledger(database_url)
    acknowledged: set[int] = set()
    for round_ in range(ROUNDS):
        killed = [_start(database_url, worker) for worker in range(2)]
        time.sleep(1.2 + round_ / 10)
        for process in killed:
            process.send_signal(signal.SIGKILL)
        for process in killed:
            acknowledged |= {int(line) for line in process.communicate()[0].split("\n")[:-1]}
        stored = [event.id for event in ledger.stored()]
        assert stored == list(range(1, len(stored) + 1))
        assert acknowledged <= set(stored)
    assert acknowledged, "nobody got as far as writing"
    _is_sound(ledger)
    assert write(ledger, a_uuid("after")).positions[-1] == ledger.head()
    ledger.database.close()


def test_sixteen_processes_may_start_at_once(database_url: str) -> None:
    script = f"from projections.book import Book; b = Book({database_url!r}); b.migrate(); b.close()"
    started = [_python(script) for _ in range(16)]
    told = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0] * 16, told
    book = Book(database_url)
    with book.database.read() as tx:
        assert tx.rows("SELECT count(*) FROM builds WHERE live = 1") == [(1,)]
        assert tx.rows("SELECT count(*) FROM builds") == [(1,)]
    book.close()


def test_processes_that_start_on_a_filled_log_help_one_another(database_url: str) -> None:
    ledger = a_ledger(database_url)
    for number in range(40):
        write(ledger, a_uuid(str(number)))
    ledger.database.close()
    books = [Book(database_url) for _ in range(4)]
    threads = [threading.Thread(target=book.migrate) for book in books]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = dump(books[0])
    books[0].models.rebuild()
    assert dump(books[0]) == whole
    for book in books:
        book.close()


def _book(url: str) -> tuple[Book, Failing]:
    book = Book(url)
    book.migrate()
    write(book.ledger, STREAM)
    book.desk.do(InitiateProject(program=STREAM, code="rail", name="Rail"), _ask("initiate"))
    failing = Failing(book.database)
    book.ledger = Ledger(failing, book.models.follow)
    book.desk = Desk(book.ledger)
    return book, failing


def _report(book: Book, story: str) -> None:
    act = ReportStatus(
        thing=project_id("rail"), rating=Rating.AMBER, finish=DAY, whole_life=10**9, progress_bp=10, narrative=story
    )
    book.desk.do(act, _ask(story))


def _ask(story: str) -> Ask:
    return Ask(by=STEWARD, at=MOMENT, command=a_uuid(story))


def _is_sound(ledger: Ledger) -> None:
    if ledger.database.dialect == "sqlite":
        with ledger.database.read() as tx:
            assert tx.one("PRAGMA integrity_check") == ("ok",)
    other = Ledger(open_database(ledger.database.url))
    assert other.head() == ledger.head()
    other.database.close()


def _start(url: str, worker: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(arguments(url, worker, 100_000), stdout=subprocess.PIPE, text=True, cwd=ROOT)


def _python(script: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
    )
