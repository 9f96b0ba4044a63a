"""Row versions, and one row before and after."""

from typing import Any

import msgspec

from projections.rows import Row, shape


class Version(msgspec.Struct, frozen=True):
    """A row as it was true from one position until another."""

    row: Row
    since: int
    until: int
    node: int


class Moved(msgspec.Struct, frozen=True):
    """One row before and after; none before where it was added, none after where it ended."""

    kind: type[Row]
    before: Version | None
    after: Version | None

    @property
    def row(self) -> Row:
        found = self.after or self.before
        if found is None:
            sentence = "A difference has at least one side."
            raise LookupError(sentence)
        return found.row

    @property
    def key(self) -> tuple[Any, ...]:
        return shape(self.kind).key_of(self.row)

    @property
    def position(self) -> int:
        """The event that this side of the difference came from last."""
        return self.after.since if self.after else self.before.until if self.before else 0
