"""Who is signed in: a row is made at sign-in only, and once it is gone nothing brings it back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from application.accounts.tokens import digest, new_token
from application.ledger import Database, Tx
from application.ledger.stored import moment

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
TOUCH = timedelta(minutes=1)  # how old `seen_at` may grow before a request writes
COLUMNS = "person, csrf, token_sha256, created_at, seen_at, agent, address"
WIDTH = 200


class Session(msgspec.Struct, frozen=True):
    """A signed-in browser. `token_sha256` names it; the token itself is known to the browser alone."""

    person: UUID
    csrf: str
    token_sha256: str
    created_at: datetime
    seen_at: datetime
    agent: str
    address: str


class NewSession(msgspec.Struct, frozen=True):
    """What the browser is given at sign-in, once."""

    token: str
    csrf: str


class Sessions:
    """The sessions of one database; they end `idle` after the last request and `LONGEST` after sign-in."""

    def __init__(self, database: Database, *, idle: timedelta = IDLE) -> None:
        self._database = database
        self._idle = idle

    def start_session(self, person: UUID, *, now: datetime, agent: str = "", address: str = "") -> NewSession:
        new = NewSession(new_token(), new_token())
        at = moment(now)
        row = (str(person), new.csrf, digest(new.token), at, at, _plain(agent), _plain(address))
        with self._database.write() as tx:
            _forget_ended(tx, now)
            tx.run(f"INSERT INTO sessions ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return new

    def session(self, token: str, *, now: datetime) -> Session | None:
        """The session of a token while it lasts. Touches `seen_at` at most once a minute, never makes a row."""
        with self._database.read() as tx:
            row = tx.one(f"SELECT {COLUMNS} FROM sessions WHERE token_sha256 = ?", (digest(token),))
        found = _session(row) if row else None
        if found is None or not self._lasts(found, now):
            return None
        return found if now - found.seen_at < TOUCH else self._touched(found, now)

    def sessions_of(self, person: UUID, *, now: datetime) -> list[Session]:
        """The person's sessions that last, the newest first."""
        sql = f"SELECT {COLUMNS} FROM sessions WHERE person = ? ORDER BY created_at DESC, token_sha256"
        with self._database.read() as tx:
            found = [_session(row) for row in tx.rows(sql, (str(person),))]
        return [each for each in found if self._lasts(each, now)]

    def end_session(self, token_sha256: str, *, person: UUID) -> None:
        """End one session, where it is this person's."""
        with self._database.write() as tx:
            tx.run("DELETE FROM sessions WHERE token_sha256 = ? AND person = ?", (token_sha256, str(person)))

    def end_all(self, person: UUID, *, but: str = "") -> None:
        """End every session of a person, except one where `but` names it."""
        with self._database.write() as tx:
            tx.run("DELETE FROM sessions WHERE person = ? AND token_sha256 <> ?", (str(person), but))

    def _lasts(self, session: Session, now: datetime) -> bool:
        return now - session.seen_at < self._idle and now - session.created_at < LONGEST

    def _touched(self, session: Session, now: datetime) -> Session | None:
        with self._database.write() as tx:
            sql = "UPDATE sessions SET seen_at = ? WHERE token_sha256 = ? RETURNING person"
            there = tx.one(sql, (moment(now), session.token_sha256))
        return msgspec.structs.replace(session, seen_at=now) if there else None


def _session(row: tuple[Any, ...]) -> Session:
    person, csrf, token_sha256, created_at, seen_at, agent, address = row
    created, seen = datetime.fromisoformat(created_at), datetime.fromisoformat(seen_at)
    return Session(UUID(person), csrf, token_sha256, created, seen, agent, address)


def _plain(text: str) -> str:
    """What a browser says of itself, without anything that a database or a log cannot hold."""
    return "".join(c for c in text[:WIDTH] if c.isprintable())


def _forget_ended(tx: Tx, now: datetime) -> None:
    tx.run("DELETE FROM sessions WHERE created_at < ?", (moment(now - LONGEST),))
