"""The figures at the head of a comparison: how many things there were, and how far they moved together."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

import msgspec

from projections.amounts import moneys
from projections.differences.knowing import Side
from projections.differences.standing import MAIN, WHAT, goes_on
from projections.programs import ProgramRow
from projections.projects.rows import ProjectRow
from projections.rows import Row
from projections.sentences.parts import words
from projections.things import PATHS

FAR = 180  # days from which a moved finish counts as far


class Figure(msgspec.Struct, frozen=True):
    """A label, what it was and is (or one value), a note, and the list that shows where it comes from."""

    label: str
    value: str
    note: str = ""
    path: str = ""


Projects = Mapping[UUID, ProjectRow]


def figures(earlier: Side, later: Side, *, what: str, program: ProgramRow | None) -> list[Figure]:
    """Counts of what goes on, and of projects what they cost and when they finish."""
    shown = [what] if what in WHAT else ["project", "risk"]
    kinds = [kind for kind, main in MAIN.items() if main.kind in shown and main.state]
    found = [_counted(earlier, later, kind) for kind in kinds]
    if what not in ("", "project"):
        return found
    old, new = _projects(earlier), _projects(later)
    return [
        found[0],
        *_health(earlier, later, program),
        *_costs(old, new),
        _finishes(old, new),
        *found[1:],
    ]


def _counted(earlier: Side, later: Side, kind: type[Row]) -> Figure:
    main = MAIN[kind]
    before, after = (sum(map(goes_on, everything(side, kind).values())) for side in (earlier, later))
    own = PATHS[main.kind].removesuffix("/issued")  # reports are listed with the reports that can be made
    return Figure(f"{main.plural} that go on", f"{before:,} → {after:,}", path=own)


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
    before, after = (words(getattr(row, "rating", None)) or "Not rated" for row in (old, new))
    value = before if before == after else f"{before} → {after}"
    return [Figure("Declared health", value, path=f"/programs/{program.code}")]


def _costs(old: Projects, new: Projects) -> list[Figure]:
    """What the projects that have a cost on both sides cost, in the currency that most of them have."""
    both = [(old[each], new[each]) for each in old.keys() & new.keys()]
    priced = [pair for pair in both if all(row.whole_life_minor is not None and row.open for row in pair)]
    currencies = Counter(a.currency for a, b in priced if a.currency == b.currency)
    if not currencies:
        return []
    currency = currencies.most_common(1)[0][0]
    same = [(a, b) for a, b in priced if a.currency == b.currency == currency]
    before, after = (sum(row.whole_life_minor or 0 for row in side) for side in zip(*same, strict=True))
    label = f"Cost of the same {len(same)} project{'' if len(same) == 1 else 's'}"
    value = " → ".join(moneys(before, after, currency))
    return [Figure(label, value, path="/projects")]


def _finishes(old: Projects, new: Projects) -> Figure:
    """Of the projects that go on and have a finish on both sides."""
    both = [(old[each], new[each]) for each in old.keys() & new.keys() if old[each].open and new[each].open]
    moved = [abs((b.finish - a.finish).days) for a, b in both if a.finish and b.finish]
    far = sum(days > FAR for days in moved)
    return Figure(f"Finish moved over {FAR} days", str(far), f"of {len(moved)} in both", "/projects")
