"""How often something may be tried, counted together over all processes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from application.accounts import Accounts, Limit

FIVE_MINUTES = timedelta(minutes=5)


def take(accounts: Accounts, now: datetime, key: str = "ada") -> int:
    return accounts.take(key, capacity=10, per=FIVE_MINUTES, now=now)


def test_the_eleventh_try_waits_until_a_token_is_back(accounts: Accounts, now: datetime) -> None:
    assert [take(accounts, now) for _ in range(11)] == [0] * 10 + [30]
    assert take(accounts, now + timedelta(seconds=20)) == 10
    assert take(accounts, now + timedelta(seconds=31)) == 0
    assert take(accounts, now + timedelta(seconds=31)) > 0


def test_a_bucket_never_holds_more_than_it_can(accounts: Accounts, now: datetime) -> None:
    take(accounts, now)
    later = now + timedelta(hours=20)
    assert [take(accounts, later) for _ in range(11)] == [0] * 10 + [30]


def test_one_key_does_not_use_up_another(accounts: Accounts, now: datetime) -> None:
    for _ in range(10):
        take(accounts, now)
    assert take(accounts, now, key="bob") == 0


def test_a_clock_that_goes_back_gives_nothing_away(accounts: Accounts, now: datetime) -> None:
    for _ in range(10):
        take(accounts, now)
    assert take(accounts, now - timedelta(hours=1)) > 0


def test_a_refused_try_uses_up_no_other_bucket(accounts: Accounts, now: datetime) -> None:
    narrow, wide = Limit("narrow", 1, FIVE_MINUTES), Limit("wide", 2, FIVE_MINUTES)
    assert accounts.take_all((narrow, wide), now=now) == 0
    assert accounts.take_all((narrow, wide), now=now) == 300
    assert accounts.take_all((wide,), now=now) == 0


def test_many_at_once_get_no_more_than_the_bucket_holds(accounts: Accounts, now: datetime) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: take(accounts, now), range(40)))
    assert waits.count(0) == 10


def test_a_key_of_any_length_and_letters_is_counted(accounts: Accounts, now: datetime) -> None:
    key = "sign-in/" + "\x00\ud800é" * 5000
    assert [take(accounts, now, key=key) for _ in range(11)].count(0) == 10
