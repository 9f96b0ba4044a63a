"""One thing that somebody has to do, and how it is said."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from projections.amounts import day, plural
from projections.tracing.origins import Source

HORIZON = 35  # days that are looked ahead
STATUS_DAYS = 35  # a status older than this is asked for again
HEALTH_DAYS = 31  # and so is a program's declaration


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """What, why and by when; the button `act` opens the form `noun` on the page `path`, filled in with `given`.

    `source` is whose fields it was made from. No `due` means as soon as possible. `who` is the person that it waits
    for, `since` from when, where it is another.
    """

    title: str
    why: str
    path: str
    act: str
    noun: str
    source: Source
    due: date | None = None
    given: dict[str, Any] = {}
    who: UUID | None = None
    since: date | None = None

    @property
    def key(self) -> str:
        """Names it in an address: the thing or the part of it, and the act, or whom it waits for."""
        parts = self.source.key if isinstance(self.source.key, tuple) else (self.source.key,)
        return ".".join(map(str, (*parts, self.noun or self.source.kind.TABLE)))

    def said(self, today: date) -> tuple[str, str]:
        """Of a thing that waits, by when: the kind of its tag, and its words."""
        theirs = not self.noun
        if self.since:
            return "watch", f"Since {day(self.since)}"
        if self.due is None:
            return ("info", "Asked") if theirs else ("watch", "Open")
        if self.due < today:
            return "severe", plural((today - self.due).days, "day")
        if self.due == today and not theirs:
            return "watch", "Today"
        return "info" if theirs else "neutral", f"{self.due:%a} {day(self.due)}"

    def late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def said(value: date | None) -> str:
    return day(value, "no day")


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
