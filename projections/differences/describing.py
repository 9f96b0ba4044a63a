"""How a kind of row is described so that what changed in it can be told: its fields' labels and how they read."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec

from projections.amounts import days, money, per_cent
from projections.rows import Row
from projections.sentences.parts import words
from projections.things import Names

KEY = "it names the row"
VERSION = "it moves with every fact"
RANK = "it only sorts"
STANDS = "the thing's own row says it"
FOLLOWS = "it follows from other fields"


class Tongue(msgspec.Struct, frozen=True):
    """What a value needs to be written: the names of things and people, and the currency of each project."""

    names: Names
    currencies: Mapping[UUID, str]
    more: int = 0  # digits beyond the usual ones, where two values would be written alike

    def finer(self, more: int) -> "Tongue":
        return msgspec.structs.replace(self, more=more) if more else self


Writer = Callable[[Any, Row, Tongue], str]
Called = Callable[[Any, Tongue], str]


class Field(msgspec.Struct, frozen=True):
    label: str
    write: Writer


class About(msgspec.Struct, frozen=True):
    """A kind of row: the thing it belongs to, the part of it that it is (none: the thing itself), its fields."""

    belongs: Callable[[Any], UUID]
    column: str  # that names the thing; none where all rows belong to one
    called: Called
    fields: Mapping[str, Field]
    left_out: Mapping[str, str]


def value(found: Any, _row: Row, tongue: Tongue) -> str:
    """Any value as people write it; empty where there is none."""
    if isinstance(found, bool):
        return "Yes" if found else "No"
    if isinstance(found, UUID):
        return name(found, tongue)
    if isinstance(found, tuple | list):
        return "; ".join(value(each, _row, tongue) for each in found)
    if isinstance(found, msgspec.Struct):
        return ", ".join(value(each, _row, tongue) for each in msgspec.structs.astuple(found) if each)
    if isinstance(found, int) and not isinstance(found, Enum):
        return f"{found:,}"
    return words(found)


def name(thing: UUID | None, tongue: Tongue) -> str:
    """What a thing or a person is called; things of other programs stay unnamed."""
    found = tongue.names.get(thing)
    if thing is None:
        return ""
    if found is None:
        return "something you may not see"
    return f"{found.code} {found.title}" if found.kind in ("risk", "issue", "corrective_action") else found.title


def amount(minor: Any, row: Any, tongue: Tongue) -> str:
    """Money in minor units, in the currency of its project."""
    own = getattr(row, "currency", None)
    return money(minor, tongue.currencies.get(row.project, "") if own is None else own, more=tongue.more)


def cost(minor: Any, row: Any, tongue: Tongue) -> str:
    """A cost, or the word why there is none, as the page of its project says it."""
    return amount(minor, row, tongue) or row.whole_life_unknown


def share(bp: Any, _row: Row, _tongue: Tongue) -> str:
    return per_cent(bp)


def of_words(known: Mapping[int, str]) -> Writer:
    """A number that stands for a word."""
    return lambda number, _row, _tongue: known.get(number, "") if number else ""


def time(count: Any, _row: Row, _tongue: Tongue) -> str:
    return days(count)


def about(
    kind: type[Row],
    belongs: str,
    *,
    fields: Mapping[str, str | tuple[str, Writer]],
    out: Mapping[str, str],
    called: str | Called = "",
    thing: UUID | None = None,
) -> tuple[type[Row], About]:
    """A description: the label of each field, and for each reason the names of the fields that it leaves out."""
    left_out = {each: reason for reason, names in out.items() for each in names.split()}
    return kind, About(
        belongs=lambda row: thing or getattr(row, belongs),
        column=belongs,
        called=called if callable(called) else lambda _row, _tongue: called,
        fields={each: _field(said) for each, said in fields.items()},
        left_out=left_out,
    )


def _field(said: str | tuple[str, Writer]) -> Field:
    return Field(said, value) if isinstance(said, str) else Field(*said)
