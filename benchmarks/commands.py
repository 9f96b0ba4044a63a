"""One writer: the whole of a command, from loading the streams to the commit."""

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from application.ledger import Ask
from application.projects import RecordReport
from benchmarks.figures import Figure, median, milliseconds, percentile
from benchmarks.history import MANAGER, things
from benchmarks.scene import Scene, tell
from domain.projects.state import project_id
from domain.projects.status import StatusReport
from projections.book import Book

BARS = {"SQLite": 2.0, "PostgreSQL": 4.0}
WARM = 20
FIRST = date(2031, 1, 1)


def one_command(scene: Scene) -> Iterator[Figure]:
    """A status report on a project of the history; each project is met once for the first time and once again."""
    tell(f"{scene.name}: one command after another")
    projects = [project_id(code) for code in things(scene.sizes.events).projects[: scene.sizes.commands // 2]]
    with scene.book() as book:
        with book.database.write() as tx:
            tx.run("CREATE TABLE bench (number BIGINT)")
            tx.run("INSERT INTO bench VALUES (0)")
        bare = median([_bare_commit(book, n) for n in range(scene.sizes.commands)])
        taken = [timed(book, projects, n) for n in range(WARM + scene.sizes.commands)][WARM:]
    spent = [seconds for seconds, _ in taken]
    yield Figure(
        work="one command, 1 writer",
        database=scene.name,
        measured=milliseconds(median(spent)),
        unit="ms p50",
        bar=BARS[scene.name],
        details={
            "p95_ms": milliseconds(percentile(spent, 0.95)),
            "bare_commit_ms": milliseconds(bare),
            "commands": len(spent),
            "events": sum(made for _, made in taken),
        },
    )


def timed(book: Book, projects: Sequence[UUID], number: int) -> tuple[float, int]:
    """Seconds, and events made, of one report: new narrative and finish, so two facts or, at a tolerance, three."""
    said = StatusReport(narrative=f"Report {number} of the project.", finish=FIRST + timedelta(days=number))
    command = RecordReport(thing=projects[number % len(projects)], report=said)
    ask = Ask(by=MANAGER, at=book.now(), command=uuid4())
    begun = time.perf_counter()
    receipt = book.desk.do(command, ask)
    return time.perf_counter() - begun, len(receipt.positions)


def _bare_commit(book: Book, number: int) -> float:
    """What the disk takes of each command: a transaction that writes one number."""
    begun = time.perf_counter()
    with book.database.write() as tx:
        tx.run("UPDATE bench SET number = ?", (number + 1,))
    return time.perf_counter() - begun
