"""Lists: the filters, the sorting and the page that stand in the address."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from projections.asking import Words
from web.visit import Visit

F = TypeVar("F", bound=msgspec.Struct)
LONGEST = 200
MOVES = ("sort", "page")  # they choose nothing


class Listing(msgspec.Struct, Generic[F], frozen=True):
    """What the table macros need to write their links, and the filter that the query is asked with.

    `typed` are the filters that stand in the address, but for those that only say what holds without them; `unread`
    names those that no filter can be: the macros say beside the filters that they are not there to choose.
    """

    path: str
    filter: F
    filters: Mapping[str, str]
    sort: str
    page: int
    size: int = 50
    typed: Mapping[str, str] = {}
    unread: tuple[str, ...] = ()


def listing(visit: Visit, kind: type[F]) -> Listing[F]:
    """The filter of a list from the address. What cannot be read is left out and said: a list never refuses to show."""
    given = {name: visit.query.get(name, "").strip()[:LONGEST] for name in kind.__struct_fields__}
    hints = {field.name: field.type for field in msgspec.structs.fields(kind)}
    words: Words = getattr(kind, "WORDS", {})
    read = {name: _read(hints[name], text, words.get(name)) for name, text in given.items() if text}
    known = {name: value for name, value in read.items() if value is not None}
    asked = kind(**known)
    shown = {name: given[name] for name in known if name not in MOVES}
    usual = {field.name: str(field.default) for field in msgspec.structs.fields(kind)}
    typed = {name: text for name, text in given.items() if text and name not in MOVES and text != usual[name]}
    return Listing(
        path=visit.request.url.path,
        filter=asked,
        filters=shown,
        sort=getattr(asked, "sort", ""),
        page=getattr(asked, "page", 1),
        typed=typed,
        unread=tuple(name for name in typed if name not in known),
    )


def _read(kind: Any, text: str, words: Sequence[str] | None) -> Any:
    if words is not None and text not in words:
        return None
    if kind is int:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None  # noqa: PLR2004 - no list is longer
    if kind is str:
        return text
    try:
        return UUID(text)
    except ValueError:
        return None
