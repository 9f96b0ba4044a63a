"""One-time links: good for half an hour and for one use."""

from datetime import datetime, timedelta

from application.accounts.tokens import digest, new_token
from application.ledger import Database
from application.ledger.stored import moment

LASTS = timedelta(minutes=30)
KEPT = timedelta(days=7)


class Links:
    """The one-time links of one database. A subject is what a link is for: the id of a person, or a word."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def new_link(self, kind: str, subject: str, *, now: datetime) -> str:
        token = new_token()
        row = (digest(token), kind, subject, moment(now + LASTS))
        with self._database.write() as tx:
            tx.run("DELETE FROM links WHERE expires_at < ?", (moment(now - KEPT),))
            tx.run("INSERT INTO links (token_sha256, kind, subject, expires_at) VALUES (?, ?, ?, ?)", row)
        return token

    def see_link(self, token: str, kind: str, *, now: datetime) -> str | None:
        """The subject of a link that can still be used; using it is another matter."""
        sql = "SELECT subject FROM links WHERE token_sha256 = ? AND kind = ? AND used_at IS NULL AND expires_at > ?"
        with self._database.read() as tx:
            row = tx.one(sql, (digest(token), kind, moment(now)))
        return str(row[0]) if row else None

    def use_link(self, token: str, kind: str, *, now: datetime) -> str | None:
        """The subject, for the one caller who gets to use the link."""
        sql = (
            "UPDATE links SET used_at = ? WHERE token_sha256 = ? AND kind = ? AND used_at IS NULL AND expires_at > ?"
            " RETURNING subject"
        )
        with self._database.write() as tx:
            rows = tx.rows(sql, (moment(now), digest(token), kind, moment(now)))
        return str(rows[0][0]) if rows else None
