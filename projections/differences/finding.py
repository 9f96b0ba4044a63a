"""Finds the row versions that began or ended: at single positions, between two, and the chain of them in between.

All of it goes through the nodes that row versions are filed under (`projections/spans.py`) and their two indexes, so
what is read is what changed, however long the log is and however often other rows changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from projections.differences.seeing import may_see, seen
from projections.differences.versions import Moved, Version
from projections.rows import Row, shape
from projections.spans import OPEN, nodes_above
from projections.view import View, chunks

Key = tuple[Any, ...]


def at_positions(view: View, kind: type[Row], positions: Sequence[int]) -> dict[int, list[Moved]]:
    """What single events changed in one kind of row: versions that began and versions that ended at each of them."""
    if not may_see(view, kind):
        return {}
    began = [(p, n) for p in positions for n in nodes_above(p, view.head) if n >= p or n == OPEN]
    ended = [(p, n) for p in positions if p > 1 for n in nodes_above(p - 1, view.head) if OPEN < n < p]
    if kind.LASTING:
        began, ended = [(p, OPEN) for p in positions], []
    starts = "position" if kind.LASTING else "since"
    after = _by_position(seen(view, kind, _joined(view, kind, began, starts)), began=True)
    before = _by_position(seen(view, kind, _joined(view, kind, ended, "until")), began=False)
    return {p: _paired(kind, before.get(p, ()), after.get(p, ())) for p in {*before, *after}}


def between(earlier: View, later: View, kind: type[Row], where: str = "", values: Key = ()) -> list[Moved]:
    """One kind of row at two moments: each row that is not the same at both, each side as its view may see it."""
    a, b = earlier.at, later.at
    if a >= b or not may_see(later, kind):
        return []
    if kind.LASTING:
        lasting = f"node = {OPEN} AND position > {int(a)} AND position <= {int(b)}"
        return _paired(kind, (), seen(later, kind, _select(later, kind, lasting, where, values)))
    before = seen(earlier, kind, _select(earlier, kind, _left(a, b, later.head), where, values))
    return _paired(kind, before, seen(later, kind, _select(later, kind, _come(a, b, later.head), where, values)))


def chains(view: View, kind: type[Row], newest: Sequence[Version], earlier: int) -> Iterator[Version]:
    """The versions after the earlier position that lead up to the newest ones, themselves included, in any order."""
    if kind.LASTING:
        yield from newest
        return
    for some in chunks(newest):
        yield from _chain(view, kind, some, earlier)


def _left(a: int, b: int, head: int) -> str:
    """True at a, and ended by b. A version filed by a began before it; one filed after b is still true at b."""
    above = nodes_above(a, head)
    first = _listed(n for n in above if OPEN < n <= a)
    second = _listed(n for n in above if a < n <= b)
    return (
        f"(node IN ({first}) AND until > {int(a)} AND until <= {int(b)}"
        f" OR node IN ({second}) AND until <= {int(b)} AND +since <= {int(a)})"
    )


def _come(a: int, b: int, head: int) -> str:
    """True at b, and begun after a; the mirror of what left."""
    above = nodes_above(b, head)
    first = _listed(n for n in above if n > b or n == OPEN)
    second = _listed(n for n in above if a < n <= b)
    return (
        f"(node IN ({first}) AND since > {int(a)} AND since <= {int(b)}"
        f" OR node IN ({second}) AND since > {int(a)} AND +until > {int(b)})"
    )


def _select(view: View, kind: type[Row], span: str, where: str, values: Sequence[Any]) -> list[Version]:
    more = f" AND {where}" if where else ""
    sql = f"SELECT {shape(kind).names()}, since, until, node FROM {view.tables[kind]} WHERE {span}{more}"
    return [_version(kind, found) for found in view.rows(sql, values)]


def _joined(view: View, kind: type[Row], pairs: Sequence[tuple[int, int]], column: str) -> Iterator[Version]:
    """The versions in each node that begin, or end, at the position beside it."""
    names = ", ".join(f"t.{name}" for name in (*kind.__struct_fields__, "since", "until", "node"))
    for some in chunks(pairs):
        listed = ", ".join(f"({int(p)}, {int(node)})" for p, node in some)
        sql = (
            f"SELECT {names} FROM (VALUES {listed}) AS asked CROSS JOIN {view.tables[kind]} AS t"
            f" WHERE t.node = asked.column2 AND t.{column} = asked.column1"
        )
        yield from (_version(kind, found) for found in view.rows(sql))


def _chain(view: View, kind: type[Row], newest: Sequence[Version], earlier: int) -> Iterator[Version]:
    """From each version to the one before it, which ended where it began and is filed above its last position."""
    table, keys = view.tables[kind], kind.KEY
    marks = f"({', '.join('?' * (1 + len(keys)))})"
    started = " AND ".join(f"t.{name} = asked.column{n}" for n, name in enumerate(keys, 2))
    own = ", ".join(f"t.{name} AS {name}" for name in keys)
    same = " AND ".join(f"t.{name} = chain.{name}" for name in keys)
    levels = ", ".join(f"({level})" for level in range(max(view.head, 1).bit_length()))
    names = ", ".join(f"t.{name}" for name in (*kind.__struct_fields__, "since", "until", "node"))
    sql = (
        f"WITH RECURSIVE chain AS (SELECT {own}, t.node AS node, t.since AS since"
        f" FROM (VALUES {', '.join([marks] * len(newest))}) AS asked CROSS JOIN {table} AS t"
        f" WHERE t.node = asked.column1 AND {started}"
        f" UNION ALL SELECT {own}, t.node, t.since FROM chain"
        f" CROSS JOIN (VALUES {levels}) AS levels CROSS JOIN {table} AS t"
        f" WHERE t.node = ((((chain.since - 1) >> levels.column1) | 1) << levels.column1)"
        f" AND {same} AND t.until = chain.since AND t.since > {int(earlier)})"
        f" SELECT {names} FROM chain CROSS JOIN {table} AS t WHERE t.node = chain.node AND {same}"
    )
    known = shape(kind)
    asked = [each for v in newest for each in (v.node, *known.key_values(known.key_of(v.row)))]
    yield from (_version(kind, found) for found in view.rows(sql, asked))


def _version(kind: type[Row], found: tuple[Any, ...]) -> Version:
    return Version(shape(kind).decode(found[:-3]), *found[-3:])


def _by_position(versions: Iterable[Version], *, began: bool) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = {}
    for each in versions:
        found.setdefault(each.since if began else each.until, []).append(each)
    return found


def _paired(kind: type[Row], before: Iterable[Version], after: Iterable[Version]) -> list[Moved]:
    key_of = shape(kind).key_of
    old, new = ({key_of(each.row): each for each in versions} for versions in (before, after))
    return [Moved(kind, old.get(key), new.get(key)) for key in {**old, **new}]


def _listed(nodes: Iterable[int]) -> str:
    return ", ".join(str(int(n)) for n in nodes) or "NULL"
