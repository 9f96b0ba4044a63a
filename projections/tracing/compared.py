"""Figures of a comparison: they are made of pairs, each project as it was and as it is, and the events of both."""

from domain.rules import Rule
from projections.amounts import day, days_moved, in_full
from projections.differences.knowing import Side
from projections.differences.summary import FAR, Pair, costs, finished, pairs, priced
from projections.projects.rows import ProjectRow
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Trace

COST = Rule(
    "compared-cost",
    "Cost of the same projects",
    "The whole-life cost of the projects that are open and have a cost at both moments, in the currency that most of "
    "them have, added up for each moment.",
)
FINISH = Rule(
    "compared-finish",
    f"Finish moved over {FAR} days",
    f"Of the projects that are open and have a forecast finish at both moments, those whose finish lies more than "
    f"{FAR} days earlier or later than it did.",
)
ARROW = "\N{RIGHTWARDS ARROW}"


class _Events:
    """The events behind a field of projects at both moments."""

    def __init__(self, sides: tuple[Side, Side], both: list[Pair]) -> None:
        self._sides = [Origins(side.view, ProjectRow, [b.id for _, b in both]) for side in sides]

    def made(self, row: ProjectRow, field: str) -> tuple[int, ...]:
        return tuple(sorted({each for side in self._sides for each in side.made(row.id, field)}))


def cost(earlier: Side, later: Side) -> Trace:
    currency, same = priced(pairs(earlier, later))
    events = _Events((earlier, later), same)
    inputs = tuple(
        Input(
            thing=b.id,
            value=f"{in_full(a.whole_life_minor, currency)} {ARROW} {in_full(b.whole_life_minor, currency)}",
            minor=(b.whole_life_minor or 0) - (a.whole_life_minor or 0),
            currency=currency,
            positions=events.made(b, "whole_life_minor"),
        )
        for a, b in same
    )
    value = f" {ARROW} ".join(costs(currency, same)) if same else "no cost at both moments"
    totals = [sum(row.whole_life_minor or 0 for row in side) for side in zip(*same, strict=True)]
    worked = (f"In full: {f' {ARROW} '.join(in_full(each, currency) for each in totals)}.",) if same else ()
    return Trace(_title(COST, earlier, later), value, COST, worked, inputs)


def finish(earlier: Side, later: Side) -> Trace:
    found = finished(pairs(earlier, later))
    far = [(pair, days) for pair, days in found if abs(days) > FAR]
    events = _Events((earlier, later), [pair for pair, _ in far])
    inputs = tuple(
        Input(
            thing=b.id,
            value=f"{day(a.finish)} {ARROW} {day(b.finish)}, {days_moved(days)}",
            amount=1,
            positions=events.made(b, "finish"),
        )
        for (a, b), days in far
    )
    return Trace(_title(FINISH, earlier, later), f"{len(far)} of {len(found)}", FINISH, (), inputs, len(far))


def _title(rule: Rule, earlier: Side, later: Side) -> str:
    return f"{rule.title}, position {earlier.view.at} beside {later.view.at}"
