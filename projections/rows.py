"""How a row Struct becomes a table: its columns, their types, and the way there and back."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter, itemgetter
from types import UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from application.ledger.stored import moment

FOREVER = 2**62  # `until` of a row that is still true
Convert = Callable[[Any], Any]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a read model. `TABLE` names it, `KEY` its identity; `INDEXES` are columns that lists look up by.

    A `LASTING` row is put once, with the event's `position` in its key, and never changed, ended or looked up by a
    handler. A row that belongs to another one names it: `WITHIN = ("project", ProjectRow)` shows it to those who may
    see that project. `LEADS` is the condition on the rows that a figure of a report can lead to: who only reads the
    reports of a program sees those alone. A row that is `SOUGHT` is looked up by its key on every page, at any moment,
    so its key has an index of its own.
    """

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    LASTING: ClassVar[bool] = False
    WITHIN: ClassVar[tuple[str, type["Row"]] | None] = None
    LEADS: ClassVar[str] = ""
    SOUGHT: ClassVar[bool] = False


class Column(msgspec.Struct, frozen=True):
    """One column: its SQL type and the conversions (None where the value passes as it is)."""

    name: str
    sql: str
    to_db: Convert | None
    from_db: Convert | None


class Shape(msgspec.Struct, frozen=True):
    """Everything the kernel needs to know of a row class."""

    row: type[Row]
    columns: tuple[Column, ...]
    key: tuple[int, ...]
    to_db: tuple[tuple[int, Convert], ...]
    from_db: tuple[tuple[int, Convert], ...]
    places: dict[str, tuple[int, Convert | None]]
    key_of: Callable[[Any], tuple[Any, ...]]
    filed: Callable[[Any], Any]  # of the values that are written: the primary key, node first

    def encode(self, row: Row) -> list[Any]:
        values = list(msgspec.structs.astuple(row))
        for n, convert in self.to_db:
            value = values[n]
            if value is not None:
                values[n] = convert(value)
        return values

    def changed(self, values: list[Any], changes: Mapping[str, Any]) -> list[Any]:
        """Encoded values with some of them replaced."""
        found = values.copy()
        for name, value in changes.items():
            n, convert = self.places[name]
            found[n] = value if convert is None or value is None else convert(value)
        return found

    def decode(self, values: tuple[Any, ...]) -> Row:
        found = list(values)
        for n, convert in self.from_db:
            value = found[n]
            if value is not None:
                found[n] = convert(value)
        return self.row(**dict(zip(self.places, found, strict=True)))

    def key_values(self, key: tuple[Any, ...]) -> list[Any]:
        """A key as the database holds it."""
        converters = [self.columns[n].to_db for n in self.key]
        return [convert(value) if convert else value for convert, value in zip(converters, key, strict=True)]

    def names(self) -> str:
        return ", ".join(self.places)


@cache
def shape(row: type[Row]) -> Shape:
    hints = get_type_hints(row)
    columns = tuple(_column(name, hints[name]) for name in row.__struct_fields__)
    return Shape(
        row=row,
        columns=columns,
        key=tuple(row.__struct_fields__.index(name) for name in row.KEY),
        to_db=tuple((n, column.to_db) for n, column in enumerate(columns) if column.to_db),
        from_db=tuple((n, column.from_db) for n, column in enumerate(columns) if column.from_db),
        places={column.name: (n, column.to_db) for n, column in enumerate(columns)},
        key_of=_key_of(row.KEY),
        filed=itemgetter(-1, *(row.__struct_fields__.index(name) for name in row.KEY)),
    )


def _key_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    found = attrgetter(*names)
    return found if len(names) > 1 else lambda row: (found(row),)


def _column(name: str, hint: Any) -> Column:
    kind, optional = _without_none(hint)
    sql, to_db, from_db = _conversion(kind)
    return Column(name, sql if optional else f"{sql} NOT NULL", to_db, from_db)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return (inner[0] if len(inner) == 1 else hint), len(inner) < len(get_args(hint))
    return hint, False


def _conversion(kind: Any) -> tuple[str, Convert | None, Convert | None]:
    plain: dict[Any, tuple[str, Convert | None, Convert | None]] = {
        str: ("TEXT", None, None),
        int: ("BIGINT", None, None),
        bool: ("BIGINT", int, bool),
        UUID: ("TEXT", msgspec.to_builtins, UUID),
        date: ("TEXT", date.isoformat, date.fromisoformat),
        datetime: ("TEXT", moment, datetime.fromisoformat),
    }
    if kind in plain:
        return plain[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ("TEXT" if issubclass(kind, str) else "BIGINT"), attrgetter("_value_"), kind
    decoder = msgspec.json.Decoder(kind)
    return "TEXT", _json, decoder.decode


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
