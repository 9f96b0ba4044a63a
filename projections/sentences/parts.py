"""What a sentence is made of: words, people, things, and what was before and after."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from itertools import zip_longest
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from domain.kernel import Event

F = TypeVar("F", bound=Event)


class Part(msgspec.Struct, frozen=True):
    """`kind`: text, strong, quote, person, thing or change. `label` names the field of a change."""

    kind: str
    text: str = ""
    ref: UUID | None = None
    before: str = ""
    after: str = ""
    label: str = ""


Sentence = tuple[Part, ...]
Writer = Callable[[Any], Sentence]
WRITERS: dict[type[Event], Writer] = {}


def tells(fact: type[F]) -> Callable[[Callable[[F], Sentence]], Callable[[F], Sentence]]:
    """Register how a fact is told. The sentence goes on after the name of who did it."""

    def register(writer: Callable[[F], Sentence]) -> Callable[[F], Sentence]:
        WRITERS[fact] = writer
        return writer

    return register


def say(text: str) -> Part:
    return Part("text", text)


def strong(text: str) -> Part:
    return Part("strong", text)


def quote(text: str) -> Part:
    return Part("quote", text)


def person(who: UUID | None) -> Part:
    return Part("person", ref=who, text="nobody" if who is None else "")


def thing(what: UUID | None) -> Part:
    return Part("thing", ref=what, text="" if what else "nothing")


def change(label: str, before: Any, after: Any) -> Part:
    """A field's value before and after; nothing before means it is new."""
    return Part("change", label=label, before=words(before), after=words(after))


def words(value: Any) -> str:
    """A value as people write it."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f"{value:%-d %b %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    return str(value)


def sentence(*parts: Part | str) -> Sentence:
    """Text may stand plainly between the parts; empty quotes are left out, and what goes on needs no full stop."""
    made = [say(part) if isinstance(part, str) else part for part in parts]
    told = [part for part in made if part.text or part.kind not in ("quote", "text")]
    return tuple(_before(part, after) for part, after in zip_longest(told, told[1:]))


def _before(part: Part, after: Part | None) -> Part:
    ends = part.kind == "quote" and part.text.endswith(".") and not part.text.endswith("..")
    goes_on = after is not None and after.text.startswith((",", "."))
    return msgspec.structs.replace(part, text=part.text[:-1]) if ends and goes_on else part


def recorded(name: str, before: Any, after: Any, unknown: str = "") -> Sentence:
    """How a value came to be known, moved, or became unknown and why."""
    old, new = words(before), words(after)
    if not new:
        gone = f", which was {old}" if old else ""
        return sentence(f"recorded that the {name} is unknown{gone}", quote(unknown))
    if not old:
        return sentence(f"recorded the {name} as ", strong(new))
    return sentence(f"moved the {name} ", change("", old, new))
