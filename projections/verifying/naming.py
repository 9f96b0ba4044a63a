"""Says in a sentence which stored row is not what the log gives."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from projections.kernel import Rows, Version
from projections.rows import FOREVER, Row, shape
from projections.things import ThingRow
from projections.verifying.sums import SINCE, names

LONG = 60  # letters of a value that are quoted
Compared = tuple[type[Row], Sequence[Version], Sequence[Version]]  # what the log gives, what is stored


class Fault(msgspec.Struct, frozen=True):
    """The first position at which something is wrong, and what."""

    position: int
    sentence: str


class Wrong(NamedTuple):
    """A version as the log gives it and as it is stored; one of them may be missing."""

    kind: type[Row]
    given: Version | None
    stored: Version | None

    @property
    def version(self) -> Version:
        return self.given or self.stored or ()

    @property
    def place(self) -> tuple[int, str, str]:
        return _since(self.version), self.kind.TABLE, repr(_key(self.kind, self.version))


def first_fault(compared: Iterable[Compared], rows: Rows) -> Fault:
    """The first version that differs; `rows`: the fold, which knows what things are called."""
    wrong = min((each for one in compared for each in _wrong(*one)), key=lambda each: each.place)
    return Fault(_since(wrong.version), f"{_which(wrong, rows)}{_how(wrong)}.")


def _wrong(kind: type[Row], given: Sequence[Version], stored: Sequence[Version]) -> Iterable[Wrong]:
    missing, extra = Counter(given) - Counter(stored), Counter(stored) - Counter(given)
    others = {_identity(kind, version): version for version in extra}
    for version in missing:
        yield Wrong(kind, version, others.pop(_identity(kind, version), None))
    for version in others.values():
        yield Wrong(kind, None, version)


def _which(wrong: Wrong, rows: Rows) -> str:
    kind, version = wrong.kind, wrong.version
    until = version[SINCE + 1]
    span = "on" if until == FOREVER else f"until {until}"
    return f"Row {_label(kind, version, rows)} of {kind.TABLE}, true from position {version[SINCE]} {span}, "


def _how(wrong: Wrong) -> str:
    if wrong.stored is None:
        return "is missing, although the log gives it"
    if wrong.given is None:
        return "is stored, but the log does not give it"
    pairs = zip(names(wrong.kind), wrong.stored, wrong.given, strict=True)
    told = [f"{name} {_told(there)} instead of {_told(due)}" for name, there, due in pairs if there != due]
    return f"is not what the log gives: {', '.join(told)}"


def _label(kind: type[Row], version: Version, rows: Rows) -> str:
    """What people call it: its code, else its key, in which a thing goes by its name."""
    fields = kind.__struct_fields__
    if "code" in fields:
        return str(version[fields.index("code")])
    return " / ".join(_called(value, rows) for value in _key(kind, version))


def _called(value: Any, rows: Rows) -> str:
    try:
        thing = rows.get(ThingRow, UUID(value))
    except (AttributeError, TypeError, ValueError, KeyError):  # no id, or a fold that keeps no names
        return str(value)
    if thing is None:
        return str(value)
    return thing.title if thing.kind == "person" else thing.code


def _told(value: Any) -> str:
    if value is None:
        return "nothing"
    if value == FOREVER:
        return "no end"
    text = str(value)
    short = text if len(text) <= LONG else f"{text[:LONG]}\N{HORIZONTAL ELLIPSIS}"
    return short if short.isalnum() else f"\N{LEFT DOUBLE QUOTATION MARK}{short}\N{RIGHT DOUBLE QUOTATION MARK}"


def _identity(kind: type[Row], version: Version) -> Any:
    return _key(kind, version), version[SINCE]


def _key(kind: type[Row], version: Version) -> tuple[Any, ...]:
    return tuple(version[n] for n in shape(kind).key)


def _since(version: Version) -> int:
    since: Any = version[SINCE]
    return since if type(since) is int else 0
