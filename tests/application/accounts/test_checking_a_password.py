"""Whether a typed password is the person's."""

from datetime import datetime
from typing import Literal
from uuid import uuid4

from argon2 import PasswordHasher, extract_parameters

from application.accounts import Accounts
from application.accounts.passwords import HASHER, NOBODY, Passwords
from application.ledger import Database

PASSWORD = "four purple kettles sing"


class CountingHasher(PasswordHasher):
    """The real hasher, which counts how often it was made to work."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=47_104, parallelism=1)
        self.verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - the library's own name
        self.verified += 1
        return super().verify(hash, password)


def test_only_the_password_that_was_set_matches(accounts: Accounts, now: datetime) -> None:
    ada, bob = uuid4(), uuid4()
    accounts.set_password(ada, PASSWORD, now=now)
    assert accounts.check(ada, PASSWORD, now=now)
    assert not accounts.check(ada, PASSWORD + " ", now=now)
    assert not accounts.check(bob, PASSWORD, now=now)
    assert not accounts.check(None, PASSWORD, now=now)


def test_a_new_password_replaces_the_old_one(accounts: Accounts, now: datetime) -> None:
    ada = uuid4()
    accounts.set_password(ada, PASSWORD, now=now)
    accounts.set_password(ada, "seven copper buckets leak", now=now)
    assert not accounts.check(ada, PASSWORD, now=now)
    assert accounts.check(ada, "seven copper buckets leak", now=now)


def test_composed_and_decomposed_letters_are_the_same_password(accounts: Accounts, now: datetime) -> None:
    ada = uuid4()
    accounts.set_password(ada, "caf\N{LATIN SMALL LETTER E WITH ACUTE} caf\u00e9 caf\u00e9", now=now)
    assert accounts.check(ada, "cafe\N{COMBINING ACUTE ACCENT} cafe\u0301 cafe\u0301", now=now)


def test_the_password_itself_is_nowhere_in_the_database(accounts: Accounts, database: Database, now: datetime) -> None:
    accounts.set_password(uuid4(), PASSWORD, now=now)
    with database.read() as tx:
        rows = tx.rows("SELECT * FROM credentials")
    assert len(rows) == 1
    assert PASSWORD not in str(rows)
    assert rows[0][1].startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_a_stranger_costs_as_much_work_as_a_person(database: Database, now: datetime) -> None:
    hasher = CountingHasher()
    passwords = Passwords(database, hasher=hasher)
    ada, invited = uuid4(), uuid4()
    passwords.set_password(ada, PASSWORD, now=now)
    for person in (ada, invited, None):
        passwords.check(person, "nobody uses this one", now=now)
    assert hasher.verified == 3
    assert extract_parameters(NOBODY) == extract_parameters(HASHER.hash("anything"))


def test_a_very_long_password_is_turned_away_before_it_costs_anything(database: Database, now: datetime) -> None:
    hasher = CountingHasher()
    assert not Passwords(database, hasher=hasher).check(None, "x" * 2000, now=now)
    assert hasher.verified == 0


def test_a_hash_of_older_strength_is_renewed_when_its_password_is_typed(database: Database, now: datetime) -> None:
    ada = uuid4()
    weak = Passwords(database, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    weak.set_password(ada, PASSWORD, now=now)
    assert Passwords(database).check(ada, PASSWORD, now=now)
    with database.read() as tx:
        row = tx.one("SELECT hash FROM credentials")
    assert row is not None
    assert row[0].startswith("$argon2id$v=19$m=47104,")
