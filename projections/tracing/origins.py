"""Which event gave a row the value that it has: found from the row's own versions, for many rows at once.

A version says since when the row is as it is, whatever of it changed. The event that made the value of one field is
the beginning of the oldest version in an unbroken run that has this value, so the versions are walked back. They are
filed under nodes (projections/spans.py): one statement fetches, for every row that is still being walked, all of its
versions under the nodes above the few positions before the oldest version known.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from projections.rows import Row, shape
from projections.spans import nodes_above
from projections.view import View

BURST = 8  # one command often records several facts of a thing, one behind the other
CHUNK = 40  # rows walked by one statement
Key = tuple[Any, ...]  # a row with one key is named by the key itself, too


class Version(NamedTuple):
    """One version of a row, its values as the database holds them."""

    values: tuple[Any, ...]
    since: int
    until: int


class Origins:
    """The versions of some rows of one kind up to a view's position; `of` answers for any of their fields.

    The rows are those that the caller was shown: whoever may see a row may know which event made it.
    """

    def __init__(self, view: View, kind: type[Row], keys: Iterable[Key | Any]) -> None:
        self._view = view
        self._kind = kind
        self._known: dict[Key, dict[int, Version]] = {}
        self._asked: dict[Key, int] = {}
        self._now: dict[Key, Version] = {}
        tuples = [key if isinstance(key, tuple) else (key,) for key in keys]
        plain = {tuple(shape(kind).key_values(key)): key for key in tuples}
        self._keys = {key: held for held, key in plain.items()}
        self._found: dict[str, dict[Key, int]] = {}
        self._fetch([(held, view.at) for held in plain])
        for held in plain:
            found = (each for each in self._known[held].values() if each.since <= view.at < each.until)
            if version := next(found, None):
                self._now[held] = version

    def made(self, key: Key | Any, *fields: str) -> tuple[int, ...]:
        """The positions of the events that gave these fields of one row their values, each counted once."""
        of = key if isinstance(key, tuple) else (key,)
        return tuple(sorted({at for field in fields if (at := self.of(field).get(of))}))

    def of(self, field: str) -> dict[Key, int]:
        """By key, the position of the event that gave this field the value it has at the view's position."""
        if field not in self._found:
            self._found[field] = self._walked(itemgetter(self._kind.__struct_fields__.index(field)))
        return self._found[field]

    def _walked(self, take: Any) -> dict[Key, int]:
        oldest = dict(self._now)
        walking = list(oldest)
        while walking:
            walking = [held for held in walking if self._walk(held, oldest, take)]
            self._fetch([(held, oldest[held].since - 1) for held in walking])
        return {key: oldest[held].since for key, held in self._keys.items() if held in oldest}

    def _walk(self, held: Key, oldest: dict[Key, Version], take: Any) -> bool:
        """Go back as far as is known; whether more versions have to be fetched to go on."""
        while True:
            version = oldest[held]
            before = self._known[held].get(version.since)
            if before is None:
                return version.since > 1 and self._asked[held] > version.since - 1
            if take(before.values) != take(version.values):
                return False
            oldest[held] = before

    def _fetch(self, wanted: Sequence[tuple[Key, int]]) -> None:
        for n in range(0, len(wanted), CHUNK):
            self._fetch_some(wanted[n : n + CHUNK])

    def _fetch_some(self, wanted: Sequence[tuple[Key, int]]) -> None:
        known, table = shape(self._kind), self._view.tables[self._kind]
        names = [known.columns[n].name for n in known.key]
        asked: list[str] = []
        values: list[Any] = []
        for held, position in wanted:
            self._known.setdefault(held, {})
            self._asked[held] = position
            for node in _nodes(position, self._view.head):
                asked.append(f"({node}, {', '.join('?' * len(held))})")
                values += held
        matches = " AND ".join(f"t.{name} = asked.k{n}" for n, name in enumerate(names))
        columns = ", ".join(f"t.{name}" for name in (*known.places, "since", "until"))
        heads = ", ".join(("n", *(f"k{n}" for n in range(len(names)))))
        sql = f"WITH asked({heads}) AS (VALUES {', '.join(asked)}) SELECT {columns} FROM asked"
        for row in self._view.rows(f"{sql} JOIN {table} AS t ON t.node = asked.n AND {matches}", values):
            *known_values, since, until = row
            self._known[tuple(row[n] for n in known.key)][until] = Version(tuple(known_values), since, until)


def _nodes(position: int, head: int) -> list[int]:
    """Under which nodes the versions true at this position, or at one of the few before it, are filed."""
    some = range(max(position - BURST, 0), position + 1)
    return sorted({node for each in some for node in nodes_above(each, head)})


class Source(NamedTuple):
    """Whose fields a line of a list was made from: a row of some kind, by its key."""

    kind: type[Row]
    key: Any
    fields: tuple[str, ...]


def positions(view: View, sources: Iterable[Source]) -> dict[Source, tuple[int, ...]]:
    """The events behind each of these, a few statements for each kind of row."""
    keys: dict[type[Row], set[Any]] = {}
    every = list(sources)
    for source in every:
        keys.setdefault(source.kind, set()).add(source.key)
    found = {kind: Origins(view, kind, some) for kind, some in keys.items()}
    return {source: found[source.kind].made(source.key, *source.fields) for source in every}
