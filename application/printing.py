"""What commands need of whoever makes documents; the desk is given one, so that no form can carry a digest."""

from datetime import date
from typing import Protocol
from uuid import UUID

import msgspec

from domain.reports.words import Made, Narrative


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A report that can be made: by which definition, compared with which position, as of which day."""

    definition: str
    since: int
    as_of: date


class Press(Protocol):
    """Makes report documents from the log."""

    def begin(self, program: UUID, position: int, since: int | None) -> Begun:
        """What a draft begins with (`since` None: a month earlier); refuses where no report could be made."""
        ...

    def make(self, report: UUID, narrative: Narrative) -> Made:
        """Make the document of a drafted report, which names itself in it, and keep its files for good."""
        ...
