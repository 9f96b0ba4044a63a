"""How each row of a program went from one position to another: every version of it, and the event that made it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from projections.programs import ProgramRow
from projections.rows import Row, shape
from projections.spans import OPEN, true_at
from projections.view import View


class Step(NamedTuple):
    """What an event made of a row; none before where it came, none after where it left the program."""

    position: int
    before: Any
    after: Any


class Life(NamedTuple):
    """A row as it was at the earlier position (none: it was not there), and its steps since."""

    first: Any
    steps: tuple[Step, ...]

    @property
    def row(self) -> Any:
        return self.first or self.steps[0].after


class _Version(NamedTuple):
    row: Any
    since: int
    until: int


def lives(view: View, kind: type[Row], program: ProgramRow, earlier: int) -> list[Life]:
    """Of one kind of row of a program, from the earlier position to the view's own."""
    found: dict[tuple[Any, ...], list[_Version]] = {}
    for version in _versions(view, kind, program, earlier):
        found.setdefault(shape(kind).key_of(version.row), []).append(version)
    return [_life(sorted(each, key=lambda v: v.since), earlier, view.at) for each in found.values()]


def _versions(view: View, kind: type[Row], program: ProgramRow, earlier: int) -> Iterator[_Version]:
    """Those true at the earlier position, and those that began after it: they are filed under later nodes, or open."""
    began = f"(node = {OPEN} OR node > {int(earlier)}) AND since > {int(earlier)} AND since <= {int(view.at)}"
    stood = f"{true_at(earlier, view.head)} AND since <= {int(earlier)}"
    for condition in (stood, began):
        sql = f"SELECT {shape(kind).names()}, since, until FROM {view.tables[kind]} WHERE {condition} AND program = ?"
        for values in view.rows(sql, (program.id,)):
            yield _Version(shape(kind).decode(values[:-2]), *values[-2:])


def _life(versions: Sequence[_Version], earlier: int, later: int) -> Life:
    first = versions[0] if versions[0].since <= earlier else None
    steps = [] if first else [Step(versions[0].since, None, versions[0].row)]
    for before, after in pairwise(versions):
        if before.until < after.since:  # it was in another program meanwhile
            steps += [Step(before.until, before.row, None), Step(after.since, None, after.row)]
        else:
            steps.append(Step(after.since, before.row, after.row))
    if versions[-1].until <= later:
        steps.append(Step(versions[-1].until, versions[-1].row, None))
    return Life(first.row if first else None, tuple(steps))
