"""Passwords: kept as Argon2 hashes, and checked at the same cost whether or not the person exists."""

import unicodedata
from datetime import datetime
from threading import Semaphore
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from application.accounts.guessable import fits
from application.ledger import Database
from application.ledger.stored import moment

HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)  # OWASP's first choice of Argon2id
AT_ONCE = Semaphore(2)  # each check takes 46 MiB; a crowd at the door must not take all memory
NOBODY = "$argon2id$v=19$m=47104,t=1,p=1$oDSfDxipTrH+r6a+93C5HQ$gwS12+AWHsiKFCkBzRH7OZL7iukoChmP7v2Phw8Z+mM"


class Passwords:
    """The credentials of one database."""

    def __init__(self, database: Database, *, hasher: PasswordHasher = HASHER) -> None:
        self._database = database
        self._hasher = hasher

    def set_password(self, person: UUID, password: str, *, now: datetime) -> None:
        """Store a password that `password_problem` has nothing against."""
        with AT_ONCE:
            hashed = self._hasher.hash(_spelled(password))
        sql = (
            "INSERT INTO credentials (person, hash, changed_at) VALUES (?, ?, ?)"
            " ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at"
        )
        with self._database.write() as tx:
            tx.run(sql, (str(person), hashed, moment(now)))

    def check(self, person: UUID | None, password: str, *, now: datetime) -> bool:
        """Whether this is the person's password; None stands for an address nobody has."""
        if not fits(password):
            return False
        stored = self._hash_of(person) if person else None
        if not self._matches(stored or NOBODY, password) or person is None or stored is None:
            return False
        if self._hasher.check_needs_rehash(stored):
            self.set_password(person, password, now=now)
        return True

    def _hash_of(self, person: UUID) -> str | None:
        with self._database.read() as tx:
            row = tx.one("SELECT hash FROM credentials WHERE person = ?", (str(person),))
        return str(row[0]) if row else None

    def _matches(self, stored: str, password: str) -> bool:
        with AT_ONCE:
            try:
                return self._hasher.verify(stored, _spelled(password))
            except VerificationError:
                return False


def _spelled(password: str) -> bytes:
    """One spelling of letters that keyboards compose differently."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
