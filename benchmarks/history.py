"""A made-up history of a portfolio: the same events on every machine, decided by the domain, stored in bulk."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID, uuid5

from application.ledger.stored import ENCODER, envelope, moment
from benchmarks.portfolio import Happened, Portfolio
from domain.kernel import NAMESPACE
from projections.book import Book

SEED = 20_260_331
CHUNK = 10_000
COLUMNS = ("position", "stream", "version", "topic", "recorded_at", "command", "state")
MANAGER = uuid5(NAMESPACE, "benchmark/manager")
LEADS = 40
PER_PROJECT = 100  # events of a project in a full history
PER_PROGRAM = 50  # projects

Stored = tuple[int, str, int, str, str, str, bytes]


class Things(NamedTuple):
    """What a history of some size is about: codes of programs and projects, and people."""

    programs: tuple[str, ...]
    projects: tuple[str, ...]
    people: tuple[UUID, ...]


def things(events: int) -> Things:
    projects = max(4, events // PER_PROJECT)
    programs = max(2, projects // PER_PROGRAM)
    leads = (uuid5(NAMESPACE, f"benchmark/lead/{n}") for n in range(min(LEADS, projects)))
    codes = tuple(f"PG{n:03}" for n in range(programs)), tuple(f"PJ_{n:05}" for n in range(projects))
    return Things(*codes, (MANAGER, *leads))


def fill(book: Book, events: int) -> None:
    """Store the history in an empty book and fold its read models."""
    book.database.create_log()
    chunk: list[Stored] = []
    for row in stored(events):
        chunk.append(row)
        if len(chunk) == CHUNK:
            _load(book, chunk)
    _load(book, chunk)
    book.migrate()


def stored(events: int) -> Iterator[Stored]:
    """The rows of the log, one for each event, in order."""
    position = 0
    versions: dict[UUID, int] = {}
    named = things(events)
    for happened in Portfolio(named.programs, named.projects, named.people, seed=SEED).acts():
        for row in _rows(happened, versions):
            position += 1
            yield (position, *row)
            if position == events:
                return


def _rows(happened: Happened, versions: dict[UUID, int]) -> Iterator[tuple[str, int, str, str, str, bytes]]:
    ask = happened.ask
    for stream, facts in happened.changes:
        for fact in facts:
            versions[stream] = version = versions.get(stream, 0) + 1
            state = ENCODER.encode(envelope(fact, ask))
            yield str(stream), version, fact.TOPIC, moment(ask.at), str(ask.command), state


def _load(book: Book, chunk: list[Stored]) -> None:
    with book.database.write() as tx:
        tx.load("events", COLUMNS, chunk)
    chunk.clear()
