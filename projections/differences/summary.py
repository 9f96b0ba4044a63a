"""The figures at the head of a comparison: how many things there were, and how far they moved together.

A figure of one side is traced at that side's position, a figure of both by the pairs of projects that it is made of;
where a side counts in what was learned later, by the later facts too (projections/tracing/compared.py).
"""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec

from projections.amounts import moneys, plural
from projections.differences.knowing import Side
from projections.differences.standing import MAIN, WHAT, goes_on
from projections.programs import ProgramRatingRow, ProgramRow
from projections.projects.rows import ProjectRow
from projections.rows import Row
from projections.sentences.parts import words
from projections.things import PATHS

NOT_RATED = "Not rated"
HEALTH, DECLARED = "health", "declared-health"  # the figure of a program
FAR = 180  # days from which a moved finish counts as far
TRACED = frozenset({"program", "project", "risk", "issue", "corrective_action"})  # their lists are figures


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A label, what it was and is, and a note. `name` is that of the figure in a comparison.

    `trace` is its name among the figures of the overviews, for a side as it was known then; empty where it has none.
    With `together` there is one value, or a pair of them, that only both sides make.
    """

    name: str
    label: str
    values: tuple[str, ...]
    note: str = ""
    trace: str = ""
    together: bool = False


Projects = Mapping[UUID, ProjectRow]
Pair = tuple[ProjectRow, ProjectRow]


def figures(earlier: Side, later: Side, *, what: str, program: ProgramRow | None) -> list[Figure]:
    """Counts of what goes on, and of projects what they cost and when they finish."""
    shown = [what] if what in WHAT else ["project", "risk"]
    kinds = [kind for kind, main in MAIN.items() if main.kind in shown and main.state]
    found = [_counted(earlier, later, kind) for kind in kinds]
    if what not in ("", "project"):
        return found
    both = pairs(earlier, later)
    return [found[0], *_health(earlier, later, program), *_costs(both), _finishes(both), *found[1:]]


def pairs(earlier: Side, later: Side) -> list[Pair]:
    """The projects that go on and stand on both sides, as they are on each."""
    old, new = _projects(earlier), _projects(later)
    both = [(old[each], new[each]) for each in old.keys() & new.keys()]
    return sorted(((a, b) for a, b in both if a.open and b.open), key=lambda pair: by_code(pair[1]))


def priced(both: list[Pair]) -> tuple[str, list[Pair]]:
    """Those that have a cost on both sides in one currency, the one that most of them have."""
    known = [(a, b) for a, b in both if a.whole_life_minor is not None and b.whole_life_minor is not None]
    currencies = Counter(a.currency for a, b in known if a.currency == b.currency)
    currency = currencies.most_common(1)[0][0] if currencies else ""
    return currency, [(a, b) for a, b in known if a.currency == b.currency == currency]


def costs(currency: str, same: list[Pair]) -> tuple[str, str]:
    """What they cost together on each side."""
    before, after = (sum(row.whole_life_minor or 0 for row in side) for side in zip(*same, strict=True))
    return moneys(before, after, currency or "GBP")


def finished(both: list[Pair]) -> list[tuple[Pair, int]]:
    """Those with a finish on both sides, and by how many days it moved."""
    return [((a, b), (b.finish - a.finish).days) for a, b in both if a.finish and b.finish]


def _counted(earlier: Side, later: Side, kind: type[Row]) -> Figure:
    main = MAIN[kind]
    values = tuple(f"{sum(map(goes_on, everything(side, kind).values())):,}" for side in (earlier, later))
    trace = f"list-{PATHS[main.kind].removeprefix('/')}" if main.kind in TRACED else ""
    return Figure(name=main.kind, label=going_on(kind), values=values, trace=trace)


def going_on(kind: type[Row]) -> str:
    return f"{MAIN[kind].plural} that go on"


def by_code(row: Any) -> tuple[int, str]:
    """Things in the order of their codes; a person has none."""
    code = str(getattr(row, "code", ""))
    return len(code), code


def everything(side: Side, kind: type[Row]) -> dict[tuple[object, ...], Row]:
    """Every row of a kind as a side has it."""
    found: dict[tuple[object, ...], Row] = {(getattr(row, "id", None),): row for row in side.view.select(kind)}
    for known, key in side.learned:
        if known is kind:
            row = side.row(kind, key)
            found.pop(key, None)
            found |= {key: row} if row else {}
    return found


def _projects(side: Side) -> Projects:
    return {row.id: row for row in everything(side, ProjectRow).values() if isinstance(row, ProjectRow)}


def _health(earlier: Side, later: Side, program: ProgramRow | None) -> list[Figure]:
    if program is None:
        return []
    old, new = earlier.row(ProgramRow, (program.id,)), later.row(ProgramRow, (program.id,))
    before, after = (words(getattr(row, "rating", None)) or NOT_RATED for row in (old, new))
    if old is None:
        return [
            Figure(name=HEALTH, label="Declared health", values=(after,), note="not in the book before", trace=DECLARED)
        ]
    between = _between(earlier, later, program)
    on_the_way = [each for each, _ in groupby((before, *between, after))][1:-1]
    note = f"after {' and '.join(dict.fromkeys(on_the_way))} in between" if on_the_way else ""
    values = (before, after) if before != after else (after,)
    return [Figure(name=HEALTH, label="Declared health", values=values, note=note, trace=DECLARED)]


def _between(earlier: Side, later: Side, program: ProgramRow) -> list[str]:
    """Every rating that was declared after the earlier side and up to the later one, the oldest first."""
    where = "program = ? AND position > ? AND position <= ?"
    span = (program.id, earlier.view.at, later.view.at)
    rows = later.view.select(ProgramRatingRow, where, span, order="position")
    return [words(row.rating) or NOT_RATED for row in rows]


def _costs(both: list[Pair]) -> list[Figure]:
    currency, same = priced(both)
    if not same:
        return []
    label = f"Cost of the same {plural(len(same), 'project')}"
    return [Figure(name="cost", label=label, values=costs(currency, same), together=True)]


def _finishes(both: list[Pair]) -> Figure:
    found = finished(both)
    far = sum(abs(days) > FAR for _, days in found)
    values, note = (f"{far} of {len(found)}",), "that have one at both moments; not against the baseline"
    return Figure(name="finish", label=f"Finish moved over {FAR} days", values=values, note=note, together=True)
