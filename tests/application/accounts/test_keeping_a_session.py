"""How long a session lasts, and that nothing brings an ended one back."""

from datetime import datetime, timedelta
from uuid import uuid4

from application.accounts import Accounts
from application.ledger import Database


def seen_at(database: Database) -> list[str]:
    with database.read() as tx:
        return [row[0] for row in tx.rows("SELECT seen_at FROM sessions")]


def test_a_session_is_found_by_its_token_alone(accounts: Accounts, now: datetime) -> None:
    ada = uuid4()
    new = accounts.start_session(ada, now=now, agent="Firefox", address="192.0.2.1")
    found = accounts.session(new.token, now=now)
    assert found is not None
    assert (found.person, found.csrf, found.agent, found.address) == (ada, new.csrf, "Firefox", "192.0.2.1")
    assert accounts.session(found.token_sha256, now=now) is None
    assert accounts.session("chosen-by-somebody-else", now=now) is None


def test_the_token_is_not_stored(accounts: Accounts, database: Database, now: datetime) -> None:
    new = accounts.start_session(uuid4(), now=now)
    with database.read() as tx:
        assert new.token not in str(tx.rows("SELECT * FROM sessions"))


def test_a_session_ends_half_an_hour_after_the_last_request(accounts: Accounts, now: datetime) -> None:
    token = accounts.start_session(uuid4(), now=now).token
    later = now + timedelta(minutes=29)
    assert accounts.session(token, now=later)
    assert accounts.session(token, now=later + timedelta(minutes=29))
    assert accounts.session(token, now=later + timedelta(minutes=59)) is None


def test_a_session_ends_twelve_hours_after_sign_in_however_busy(accounts: Accounts, now: datetime) -> None:
    token = accounts.start_session(uuid4(), now=now).token
    for minutes in range(20, 720, 20):
        assert accounts.session(token, now=now + timedelta(minutes=minutes))
    assert accounts.session(token, now=now + timedelta(hours=12)) is None


def test_a_busy_session_is_written_once_a_minute(accounts: Accounts, database: Database, now: datetime) -> None:
    token = accounts.start_session(uuid4(), now=now).token
    before = seen_at(database)
    accounts.session(token, now=now + timedelta(seconds=59))
    assert seen_at(database) == before
    accounts.session(token, now=now + timedelta(seconds=61))
    assert seen_at(database) == ["2026-11-02T09:01:01.000000Z"]


def test_a_request_that_began_before_the_end_does_not_bring_the_session_back(
    accounts: Accounts, database: Database, now: datetime
) -> None:
    ada = uuid4()
    new = accounts.start_session(ada, now=now)
    slow = accounts.session(new.token, now=now)
    assert slow is not None
    accounts.end_session(slow.token_sha256, person=ada)
    assert accounts._touched(slow, now + timedelta(minutes=2)) is None
    assert seen_at(database) == []


def test_nobody_ends_the_session_of_someone_else(accounts: Accounts, now: datetime) -> None:
    ada = uuid4()
    new = accounts.start_session(ada, now=now)
    found = accounts.session(new.token, now=now)
    assert found is not None
    accounts.end_session(found.token_sha256, person=uuid4())
    assert accounts.session(new.token, now=now)


def test_all_sessions_of_a_person_end_but_the_one_that_is_kept(accounts: Accounts, now: datetime) -> None:
    ada, bob = uuid4(), uuid4()
    kept, other, bobs = (accounts.start_session(person, now=now).token for person in (ada, ada, bob))
    this = accounts.session(kept, now=now)
    assert this is not None
    accounts.end_all(ada, but=this.token_sha256)
    assert [bool(accounts.session(token, now=now)) for token in (kept, other, bobs)] == [True, False, True]
    accounts.end_all(ada)
    assert accounts.sessions_of(ada, now=now) == []


def test_the_list_shows_the_newest_first_and_no_ended_ones(accounts: Accounts, now: datetime) -> None:
    ada = uuid4()
    accounts.start_session(ada, now=now, agent="gone")
    accounts.start_session(ada, now=now + timedelta(minutes=20), agent="phone")
    accounts.start_session(ada, now=now + timedelta(minutes=25), agent="desk")
    later = now + timedelta(minutes=40)
    assert [each.agent for each in accounts.sessions_of(ada, now=later)] == ["desk", "phone"]


def test_what_a_browser_says_of_itself_is_kept_short_and_plain(accounts: Accounts, now: datetime) -> None:
    ada = uuid4()
    accounts.start_session(ada, now=now, agent="Fire\x00fox\r\n" + "x" * 500)
    (session,) = accounts.sessions_of(ada, now=now)
    assert session.agent.startswith("Firefoxxx")
    assert len(session.agent) <= 200
