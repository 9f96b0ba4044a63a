"""A command that is sent twice happens once, whatever happened in between and whatever became of the answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import NoReturn
from uuid import UUID, uuid4

import psycopg
import pytest

from application.desk import STEWARD, Desk
from application.ledger import Ask, Ledger, NotFound, Stale, Tx, open_database
from application.ledger.database import ConnectionLost
from application.ledger.ledger import Receipt
from application.projects import CloseProject, EnterPhase, InitiateProject, RenameProject
from domain.kernel import Refused
from domain.programs.state import PROGRAM
from domain.projects.state import PROJECT, project_id
from domain.projects.words import ProjectState
from tests.application.ledger.faults import LosesAnswers, Wrapped
from tests.application.ledger.ledgers import PROPOSED, STREAM, a_ledger, an_ask, renamed, write
from tests.builders import MOMENT

PROJECT_ID = project_id("RAIL")


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    made = a_ledger(database_url)
    yield made
    made.database.close()


def test_the_second_time_tells_what_the_first_made(ledger: Ledger) -> None:
    command = uuid4()
    first = write(ledger, command=command)
    assert write(ledger, STREAM, renamed(1), command=command) == first == ledger.earlier(command)
    assert ledger.head() == 2


def test_eight_at_once_make_one_event(ledger: Ledger) -> None:
    write(ledger)
    loaded, ask = ledger.load(PROGRAM, STREAM), an_ask()
    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(lambda _: ledger.append(ask, loaded.facts((renamed(1),))), range(8)))
    assert receipts == {Receipt((3,))}
    assert ledger.head() == 3


def test_it_happens_once_though_the_stream_moved_in_between(ledger: Ledger) -> None:
    desk, (rename, sent) = _desk(ledger), (RenameProject(thing=PROJECT_ID, name="Tram", seen=1), _ask())
    first = desk.do(rename, sent)
    desk.do(RenameProject(thing=PROJECT_ID, name="Bus"), _ask())
    assert desk.do(rename, sent) == first
    assert desk.load(PROJECT, PROJECT_ID).state.name == "Bus"


def test_it_happens_once_though_the_second_try_would_be_refused(ledger: Ledger) -> None:
    desk, (close, sent) = _desk(ledger), (CloseProject(thing=PROJECT_ID, reason="Done"), _ask())
    for phase in (ProjectState.IN_PROGRESS, ProjectState.CLOSING):
        desk.do(EnterPhase(thing=PROJECT_ID, phase=phase), _ask())
    first = desk.do(close, sent)
    assert desk.do(close, sent) == first
    with pytest.raises(Refused):
        desk.do(close, _ask())


def test_something_new_sent_twice_is_there_once(ledger: Ledger) -> None:
    desk, sent = _desk(ledger), _ask()
    start = InitiateProject(program=STREAM, code="tram", name="Tram")
    assert desk.do(start, sent) == desk.do(start, sent)
    with pytest.raises(Refused, match="The code TRAM is used"):
        desk.do(start, _ask())


def test_a_commit_whose_answer_was_lost_is_a_success(ledger: Ledger) -> None:
    database = LosesAnswers(ledger.database)
    losing = Ledger(database)
    database.losses = 1
    assert write(losing).positions == (1, 2)
    assert ledger.head() == 2


def test_a_link_that_stays_broken_is_told_and_nothing_is_written(ledger: Ledger) -> None:
    class Down(Wrapped):
        def write(self) -> NoReturn:
            raise ConnectionLost

    with pytest.raises(ConnectionLost):
        write(Ledger(Down(ledger.database)))
    assert ledger.head() == 0


def test_a_link_that_broke_before_the_commit_and_a_stream_that_moved_is_stale(ledger: Ledger) -> None:
    class BreaksBefore(LosesAnswers):
        def write(self) -> AbstractContextManager[Tx]:
            if self.losses:
                self.losses -= 1
                write(ledger, STREAM, renamed(7))
                raise ConnectionLost
            return super().write()

    write(ledger)
    database = BreaksBefore(ledger.database)
    loaded = Ledger(database).load(PROGRAM, STREAM)
    database.losses = 1
    with pytest.raises(Stale) as stale:
        Ledger(database).append(an_ask(), loaded.facts((renamed(8),)))
    assert [event.fact for event in stale.value.since] == [renamed(7)]


def test_a_backend_that_is_killed_is_not_noticed(postgres_url: str) -> None:
    ledger = a_ledger(postgres_url)
    write(ledger)
    for number in range(3):
        with psycopg.connect(postgres_url, autocommit=True) as plain:
            plain.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
        assert write(ledger, STREAM, renamed(number)).positions == (3 + number,)
    ledger.database.close()


def test_the_same_facts_under_another_command_happen_again(ledger: Ledger) -> None:
    write(ledger)
    assert write(ledger).positions == (3,)
    assert write(ledger).positions == (4,)


def test_nothing_to_change_makes_nothing(ledger: Ledger) -> None:
    write(ledger)
    assert ledger.append(an_ask(), ledger.load(PROGRAM, STREAM).facts(())) == Receipt()
    assert ledger.head() == 2


def test_what_changed_meanwhile_is_told(ledger: Ledger) -> None:
    write(ledger)
    before = ledger.load(PROGRAM, STREAM)
    write(ledger, STREAM, renamed(1), renamed(2))
    with pytest.raises(Stale) as stale:
        ledger.append(an_ask(), before.facts((renamed(3),)))
    assert [(event.position, event.fact) for event in stale.value.since] == [(3, renamed(1)), (4, renamed(2))]
    assert stale.value.since[0].envelope.actor == UUID(int=1)
    assert ledger.head() == 4


def test_a_page_that_is_out_of_date_is_told_what_happened_since(ledger: Ledger) -> None:
    desk = _desk(ledger)
    desk.do(RenameProject(thing=PROJECT_ID, name="Tram"), _ask())
    with pytest.raises(Stale) as stale:
        desk.do(RenameProject(thing=PROJECT_ID, name="Bus", seen=1), _ask())
    assert [event.version for event in stale.value.since] == [2]


def test_two_streams_are_saved_together_or_not_at_all(ledger: Ledger) -> None:
    write(ledger)
    here, there = ledger.load(PROGRAM, STREAM), ledger.load(PROGRAM, UUID(int=99))
    write(ledger, STREAM, renamed(1))
    with pytest.raises(Stale):
        ledger.append(an_ask(), there.facts((PROPOSED,)), here.facts((renamed(2),)))
    assert ledger.load(PROGRAM, UUID(int=99)).found is None
    with pytest.raises(NotFound, match="There is no program"):
        _ = ledger.load(PROGRAM, UUID(int=99)).state


def test_a_remembered_state_is_only_a_baseline(database_url: str, ledger: Ledger) -> None:
    write(ledger)
    other = Ledger(open_database(database_url))
    write(other, STREAM, renamed(5))
    assert ledger.load(PROGRAM, STREAM).state.name == "Name 5"
    assert ledger.load(PROGRAM, STREAM).version == 3
    other.database.close()


def test_a_topic_that_this_version_does_not_know_is_named(ledger: Ledger) -> None:
    columns = "position, stream, version, topic, recorded_at, state"
    with ledger.database.write() as tx:
        tx.run(f"INSERT INTO events ({columns}) VALUES (1, ?, 1, 'moon.landed/1', '2022', ?)", (str(STREAM), b"{}"))
    with pytest.raises(LookupError, match=r"'moon.landed/1', which this version does not know; upgrade Steward"):
        ledger.load(PROGRAM, STREAM)
    assert [event.topic for event in ledger.stored()] == ["moon.landed/1"]


def _desk(ledger: Ledger) -> Desk:
    write(ledger)
    desk = Desk(ledger)
    desk.do(InitiateProject(program=STREAM, code="rail", name="Rail"), _ask())
    return desk


def _ask() -> Ask:
    return Ask(by=STEWARD, at=MOMENT, command=uuid4())
