"""One-time links: once, in time, and for what they were made for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from application.accounts import Accounts
from application.ledger import Database


def test_a_link_works_once(accounts: Accounts, now: datetime) -> None:
    token = accounts.new_link("password", "ada", now=now)
    assert accounts.see_link(token, "password", now=now) == "ada"
    assert accounts.use_link(token, "password", now=now) == "ada"
    assert accounts.use_link(token, "password", now=now) is None
    assert accounts.see_link(token, "password", now=now) is None


def test_a_link_expires_after_half_an_hour(accounts: Accounts, now: datetime) -> None:
    token = accounts.new_link("password", "ada", now=now)
    assert accounts.see_link(token, "password", now=now + timedelta(minutes=29))
    assert accounts.use_link(token, "password", now=now + timedelta(minutes=30)) is None


def test_a_link_is_good_for_its_own_kind_only(accounts: Accounts, now: datetime) -> None:
    token = accounts.new_link("password", "ada", now=now)
    assert accounts.use_link(token, "set-up", now=now) is None
    assert accounts.use_link("made up", "password", now=now) is None


def test_of_many_at_once_one_gets_to_use_it(accounts: Accounts, now: datetime) -> None:
    token = accounts.new_link("set-up", "", now=now)
    with ThreadPoolExecutor(8) as pool:
        used = list(pool.map(lambda _: accounts.use_link(token, "set-up", now=now), range(16)))
    assert [subject for subject in used if subject is not None] == [""]


def test_the_link_itself_is_not_stored(accounts: Accounts, database: Database, now: datetime) -> None:
    token = accounts.new_link("password", "ada", now=now)
    with database.read() as tx:
        assert token not in str(tx.rows("SELECT * FROM links"))
