"""What the tests of the ledger write: small facts on a program's stream, from threads or processes of their own."""

import sys
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4, uuid5

from application.ledger import Ask, Ledger, Receipt, Stale, open_database
from application.ledger.ledger import Follower
from domain.kernel import Event
from domain.programs.events import ObjectiveStated, ProgramProposed, ProgramRenamed
from domain.programs.state import PROGRAM
from tests.builders import ANN, MOMENT, a_uuid

TICKS = count(1)
STREAM = a_uuid("stream")
PROPOSED = ProgramProposed(code="T-1", name="Transport", purpose="", owner=None, sponsor="")


def a_ledger(url: str, follow: Follower | None = None) -> Ledger:
    database = open_database(url)
    database.create_log()
    return Ledger(database, follow)


def an_ask(command: UUID | None = None) -> Ask:
    return Ask(by=ANN, at=MOMENT + timedelta(seconds=next(TICKS)), command=command or uuid4())


def renamed(number: int) -> Event:
    return ProgramRenamed(from_="", to=f"Name {number}")


def write(ledger: Ledger, stream: UUID = STREAM, *facts: Event, command: UUID | None = None) -> Receipt:
    """Append to a stream as it is now; a stream without events begins."""
    loaded = ledger.load(PROGRAM, stream)
    first = () if loaded.found else (PROPOSED,)
    return ledger.append(an_ask(command), loaded.facts((*first, *(facts or (ObjectiveStated(objective="A"),)))))


def insist(ledger: Ledger, stream: UUID, *facts: Event) -> Receipt:
    """Append, however often somebody else is quicker."""
    while True:
        try:
            return write(ledger, stream, *facts)
        except Stale:
            continue


def work(url: str, worker: int, rounds: int) -> None:
    """Write on a stream of one's own and on one that everybody fights for, and say what was acknowledged."""
    ledger = Ledger(open_database(url))
    own = uuid5(STREAM, str(worker))
    for number in range(rounds):
        for stream in (own, STREAM):
            receipt = insist(ledger, stream, renamed(number))
            sys.stdout.write("".join(f"{position}\n" for position in receipt.positions))
            sys.stdout.flush()
    ledger.database.close()


def positions(ledger: Ledger) -> list[int]:
    return [event.id for event in ledger.stored()]


def arguments(*values: object) -> Sequence[str]:
    """The command line of a worker in a process of its own."""
    return [sys.executable, "-m", "tests.application.ledger.ledgers", *map(str, values)]


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
