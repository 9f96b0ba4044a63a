"""One fact of any kind with the first value of every type, for folding in orders that no decision makes."""

import datetime as dt
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from msgspec import Struct

from domain.kernel import Event

VALUES: dict[Any, Any] = {UUID: UUID(int=1), dt.date: dt.date(2026, 3, 2), str: "Why.", int: 3}


def any_fact(kind: type[Event]) -> Event:
    return kind(**_fields(kind))


def _fields(kind: type[Struct]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: _value(hints[name]) for name in kind.__struct_fields__}


def _value(hint: Any) -> Any:
    if get_origin(hint) is UnionType:
        hint = next(part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is tuple:
        return ()
    if hint in VALUES:
        return VALUES[hint]
    return hint(**_fields(hint)) if issubclass(hint, Struct) else next(iter(hint))
