"""How often something may be tried: token buckets in the database, so that every process counts together."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from application.accounts.tokens import digest
from application.ledger import Database, Tx

KEPT = timedelta(days=2)  # longer than any bucket needs to fill up again


class Limit(msgspec.Struct, frozen=True):
    """`capacity` tries at once, filled up again evenly over `per`."""

    key: str
    capacity: int
    per: timedelta


class Limits:
    """The buckets of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, key: str, *, capacity: int, per: timedelta, now: datetime) -> int:
        """Take one token: 0 when there was one, else the seconds to wait."""
        return self.take_all((Limit(key, capacity, per),), now=now)

    def take_all(self, limits: Sequence[Limit], *, now: datetime) -> int:
        """Take one token of each bucket, or none at all where one is empty: then the seconds to wait."""
        at = now.timestamp()
        with self._database.write() as tx:  # writers come one at a time, so reading before writing is safe
            filled = [_filled(tx, limit, at) for limit in limits]
            waits = [_wait(limit, tokens) for limit, tokens in zip(limits, filled, strict=True)]
            if any(waits):
                return max(waits)
            tx.run("DELETE FROM buckets WHERE at < ?", ((now - KEPT).timestamp(),))
            for limit, tokens in zip(limits, filled, strict=True):
                _put(tx, limit, tokens - 1, at)
        return 0


def _filled(tx: Tx, limit: Limit, at: float) -> float:
    row = tx.one("SELECT tokens, at FROM buckets WHERE key = ?", (digest(limit.key),))
    if row is None:
        return float(limit.capacity)
    tokens, since = float(row[0]), float(row[1])
    back = max(0.0, at - since) * limit.capacity / limit.per.total_seconds()
    return min(float(limit.capacity), round(tokens + back, 6))  # whoever waited as told finds a whole token


def _wait(limit: Limit, tokens: float) -> int:
    if tokens >= 1:
        return 0
    return max(1, math.ceil((1 - tokens) * limit.per.total_seconds() / limit.capacity))


def _put(tx: Tx, limit: Limit, tokens: float, at: float) -> None:
    sql = (
        "INSERT INTO buckets (key, tokens, at) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens, at = excluded.at"
    )
    tx.run(sql, (digest(limit.key), tokens, at))
