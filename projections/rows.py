"""How a row Struct becomes a table: its columns, their types, and the way there and back."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from application.ledger.stored import moment

FOREVER = 2**62  # `until` of a row that is still true


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a read model. `TABLE` names it, `KEY` its identity; `INDEXES` are columns that lists look up by."""

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()


class Column(msgspec.Struct, frozen=True):
    """One column: its SQL type and the conversions (None where the value passes as it is)."""

    name: str
    sql: str
    to_db: Callable[[Any], Any] | None
    from_db: Callable[[Any], Any] | None


class Shape(msgspec.Struct, frozen=True):
    """Everything the kernel needs to know of a row class."""

    row: type[Row]
    columns: tuple[Column, ...]
    key: tuple[int, ...]

    def encode(self, row: Row) -> list[Any]:
        values = list(msgspec.structs.astuple(row))
        for n, convert in self._out():
            value = values[n]
            if value is not None:
                values[n] = convert(value)
        return values

    def decode(self, values: tuple[Any, ...]) -> Row:
        found = list(values)
        for n, convert in self._in():
            value = found[n]
            if value is not None:
                found[n] = convert(value)
        return self.row(**dict(zip(self.row.__struct_fields__, found, strict=True)))

    def key_of(self, row: Row) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.row.KEY)

    def key_values(self, key: tuple[Any, ...]) -> list[Any]:
        """A key as the database holds it."""
        converters = [self.columns[n].to_db for n in self.key]
        return [convert(value) if convert else value for convert, value in zip(converters, key, strict=True)]

    def names(self) -> str:
        return ", ".join(column.name for column in self.columns)

    def _out(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        return _converters(self.row, "to_db")

    def _in(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        return _converters(self.row, "from_db")


@cache
def shape(row: type[Row]) -> Shape:
    hints = get_type_hints(row)
    columns = tuple(_column(name, hints[name]) for name in row.__struct_fields__)
    return Shape(row, columns, tuple(row.__struct_fields__.index(k) for k in row.KEY))


@cache
def _converters(row: type[Row], way: str) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    columns = enumerate(shape(row).columns)
    return tuple((n, convert) for n, column in columns if (convert := getattr(column, way)) is not None)


def _column(name: str, hint: Any) -> Column:
    kind, optional = _without_none(hint)
    sql, to_db, from_db = _conversion(kind)
    return Column(name, sql if optional else f"{sql} NOT NULL", to_db, from_db)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return (inner[0] if len(inner) == 1 else hint), len(inner) < len(get_args(hint))
    return hint, False


def _conversion(kind: Any) -> tuple[str, Callable[[Any], Any] | None, Callable[[Any], Any] | None]:
    plain: dict[Any, tuple[str, Callable[[Any], Any] | None, Callable[[Any], Any] | None]] = {
        str: ("TEXT", None, None),
        int: ("BIGINT", None, None),
        bool: ("BIGINT", int, bool),
        UUID: ("TEXT", str, UUID),
        date: ("TEXT", date.isoformat, date.fromisoformat),
        datetime: ("TEXT", moment, _moment),
    }
    if kind in plain:
        return plain[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ("TEXT" if issubclass(kind, str) else "BIGINT"), _value, kind
    decoder = msgspec.json.Decoder(kind)
    return "TEXT", _json, decoder.decode


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _value(member: Any) -> Any:
    return member.value


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
