"""Examples of facts, and histories of the book, the same on every machine and every day."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

import msgspec

from application.ledger.stored import Ask, Envelope, envelope
from domain.kernel import NAMESPACE, Event

MOMENT = datetime(2022, 4, 22, 9, 30, 15, 123456, tzinfo=UTC)
SINCE = datetime(2022, 3, 31, tzinfo=UTC)
DAY = date(2022, 4, 22)
ANN, BOB = UUID(int=1), UUID(int=2)
LATER = frozenset({"to", "forecast", "until", "due"})  # where a fact has two values of a type, these are the newer
ASK = Ask(by=ANN, at=MOMENT, command=UUID(int=7), effective_at=SINCE, reason="Agreed at the board", caused_by=3)


def example(fact: type[Event]) -> Event:
    """One fact of a kind with a value in every field, made from the types of its fields."""
    hints = get_type_hints(fact)
    return fact(**{name: value_of(hints[name], name) for name in fact.__struct_fields__})


def stored(fact: Event) -> Envelope[Event]:
    """The fact as it would be recorded."""
    return envelope(fact, ASK)


def a_uuid(name: str) -> UUID:
    return uuid5(NAMESPACE, f"example/{name}")


def value_of(kind: Any, name: str) -> Any:
    """A value of a type, told apart by the field's name."""
    origin, inner = get_origin(kind), [one for one in get_args(kind) if one not in (type(None), ...)]
    if origin in (Union, UnionType):
        return value_of(inner[0], name)
    if origin is tuple and ... not in get_args(kind):
        return tuple(value_of(one, name) for one in inner)
    if origin in (tuple, list, frozenset, set):
        return origin([value_of(inner[0], name)])
    if origin is dict:
        return {value_of(inner[0], name): value_of(inner[1], name)}
    return _plain(kind, name)


def _plain(kind: Any, name: str) -> Any:
    plain: dict[Any, Callable[[], Any]] = {
        str: lambda: f"{name.strip('_').replace('_', ' ').capitalize()} é",
        int: lambda: 275 if name in LATER or name.startswith("to_") else 250,
        bool: lambda: True,
        UUID: lambda: a_uuid(name),
        date: lambda: date(2022, 10, 16) if name in LATER else DAY,
        datetime: lambda: MOMENT,
    }
    if kind in plain:
        return plain[kind]()
    if issubclass(kind, Enum):
        return list(kind)[-1 if name in LATER else 0]
    if issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        return kind(**{field: value_of(hints[field], field) for field in kind.__struct_fields__})
    sentence = f"There is no example of {kind!r} yet; add one here."
    raise TypeError(sentence)
