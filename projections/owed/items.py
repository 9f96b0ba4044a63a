"""One thing that somebody has to do, and how it is said."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

HORIZON = 35  # days that are looked ahead
STATUS_DAYS = 35  # a status older than this is asked for again
HEALTH_DAYS = 31  # and so is a program's declaration


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """What, why and by when; the button `act` opens the form `noun` on the page `path`, filled in with `given`.

    No `due` means as soon as possible. `who` is the person that it waits for, `since` from when, where it is another.
    """

    title: str
    why: str
    path: str
    act: str
    noun: str
    due: date | None = None
    given: dict[str, Any] = {}
    who: UUID | None = None
    since: date | None = None

    def late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def said(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else "no day"


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
