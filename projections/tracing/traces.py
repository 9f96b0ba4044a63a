"""What a figure says of itself: its value as printed, its rule, what was folded, and which events made each input."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from domain.rules import Rule


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One row that was counted, added up or held against a limit, and the events that gave it its value.

    `thing` names it; `label` where it has no page of its own, or says which part of the thing. `amount` is what it adds
    to the figure; None for what only limits it. Money stands in `value` in full, and in `minor` for machines. `unmade`
    says why no event made it, where that is not because it has been so since the book began.
    """

    thing: UUID | None = None
    label: str = ""
    value: str = ""
    amount: int | None = None
    minor: int | None = None
    currency: str = ""
    positions: tuple[int, ...] = ()
    unmade: str = ""


Inputs = tuple[Input, ...]


class Trace(msgspec.Struct, frozen=True):
    """One figure. `worked` is the rule with its numbers filled in; `number` what the inputs' amounts add up to."""

    title: str
    value: str
    rule: Rule
    worked: tuple[str, ...] = ()
    inputs: Inputs = ()
    number: int | None = None

    @property
    def positions(self) -> tuple[int, ...]:
        return positions_of(self.inputs)


def positions_of(inputs: Iterable[Input]) -> tuple[int, ...]:
    """Every event behind these inputs once, the newest last."""
    return tuple(sorted({position for each in inputs for position in each.positions}))
