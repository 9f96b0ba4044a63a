"""How lists are asked for: conditions left out when empty, sorting by known columns, pages."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from projections.rows import Row
from projections.view import View

R = TypeVar("R", bound=Row)
SIZE = 50
LONGEST = 200
Words = Mapping[str, Sequence[str]]  # by the name of a filter, what there is to choose


class Page(msgspec.Struct, Generic[R], frozen=True):
    """One page of a list and how many rows there are in all."""

    rows: list[R]
    total: int
    page: int
    size: int = SIZE

    @classmethod
    def of(cls, view: View, kind: type[R], conditions: Mapping[str, Any], *, order: str, page: int) -> "Page[R]":
        """`conditions`: SQL with its value; None leaves it out, a tuple gives several values (or none)."""
        given = {sql: value for sql, value in conditions.items() if value is not None}
        where = " AND ".join(given)
        values = [one for value in given.values() for one in (value if isinstance(value, tuple) else (value,))]
        total = view.count(kind, where, values)
        last = max(1, -(-total // SIZE))
        number = min(max(page, 1), last)
        rows = view.select(kind, where, values, order=order, limit=SIZE, offset=(number - 1) * SIZE)
        return cls(rows, total, number)


def like(text: str, times: int) -> tuple[str, ...] | None:
    """What a text search compares with, once for each column; None where nothing was typed."""
    tidy = " ".join(text[:LONGEST].lower().split())
    if not tidy:
        return None
    for special in ("\\", "%", "_"):
        tidy = tidy.replace(special, f"\\{special}")
    return (f"%{tidy}%",) * times


def order_by(asked: str, sorts: Mapping[str, str], *, default: str, tie: str) -> str:
    """ORDER BY from a name such as `finish` or `-finish`; unknown names fall back. Empty values come last."""
    name, way = (asked[1:], "DESC") if asked.startswith("-") else (asked, "ASC")
    column = sorts.get(name)
    if column is None:
        column, way = sorts[default.lstrip("-")], "DESC" if default.startswith("-") else "ASC"
    return f"{column} IS NULL, {column} {way}, {tie}"
