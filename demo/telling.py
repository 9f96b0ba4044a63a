"""How the demo's story is told: each happening is a command by one person at one moment."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from application.desk import Command, Desk
from application.imports.gmpp_names import match_key
from domain.kernel import NAMESPACE
from domain.programs.state import program_id

HERE = Path(__file__).parent
TODAY = datetime(2022, 4, 22, 9, tzinfo=UTC)  # the moment at which the story ends and a visitor's day begins
Story = dict[str, Any]


class Happening(NamedTuple):
    """`make` is called when its moment has come, because what it speaks of may come from an edition just before.

    What is told late has been true since an earlier day, and says why it comes late.
    """

    at: datetime
    by: str
    key: str
    make: Callable[["Cast"], Command]
    true_since: datetime | None = None
    reason: str = ""

    @property
    def command(self) -> UUID:
        return command_id(self.key)


class Cast:
    """Who and what the story speaks of; `desk` is where it is told, for what only that book knows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.projects: dict[str, tuple[UUID, UUID]] = {}  # (project, program) by every name it ever had

    def person(self, nick: str) -> UUID:
        return uuid5(command_id(f"person/{nick}"), "person")

    def project(self, name: str) -> UUID:
        return self.projects[match_key(name)][0]

    def program_of(self, name: str) -> UUID:
        return self.projects[match_key(name)][1]

    def program(self, code: str) -> UUID:
        return program_id(code)


def read_story() -> Story:
    story: Story = json.loads((HERE / "story.json").read_text(encoding="utf-8"))
    return story


def command_id(key: str) -> UUID:
    return uuid5(NAMESPACE, f"demo/{key}")


def day(text: str) -> date:
    return date.fromisoformat(text)


class Line:
    """The happenings of one thing, one after another; those that would lie after the story's end are left out."""

    def __init__(self, kind: str, number: int, *, start: str) -> None:
        self.key = f"{kind}/{number}"
        self.day = day(start)
        self._kind = kind
        self._minute = number * 7 % 480
        self._told: list[Happening] = []

    @property
    def thing(self) -> UUID:
        """The id that the first command gives the thing."""
        return uuid5(command_id(f"{self.key}/0"), self._kind)

    def say(self, after: int, by: str, make: Callable[[Cast], Command]) -> "Line":
        """The next happening, so many days after the one before."""
        self.day += timedelta(days=after)
        self._minute += 3
        at = datetime.combine(self.day, time(8, tzinfo=UTC)) + timedelta(minutes=self._minute)
        if at < TODAY:
            self._told.append(Happening(at, by, f"{self.key}/{len(self._told)}", make))
        return self

    def __iter__(self) -> Iterator[Happening]:
        return iter(self._told)
