"""What took a report's place, and whether that one still stands: nobody is led to a report that was withdrawn."""

import msgspec

from projections.reports import queries
from projections.reports.rows import ReportRow
from projections.view import View


class Succession(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a report.

    `later` took its place, one after the other; `instead` is what a reader may go by where the last of these does not
    stand; `unsigned`: this one was signed, and nobody has signed the one that stands in its place.
    """

    later: tuple[ReportRow, ...] = ()
    instead: ReportRow | None = None
    unsigned: bool = False

    @property
    def last(self) -> ReportRow | None:
        return self.later[-1] if self.later else None

    @property
    def words(self) -> str:
        """To follow "superseded by RP-002": what became of that one, or nothing where it stands."""
        by = [f", which was superseded by {each.code}" for each in self.later[1:]]
        return "".join([*by, *([", which was withdrawn"] if self.last and not self.last.stands else [])])


def succession(view: View, row: ReportRow) -> Succession:
    """As of the view. A report is superseded by one that stands, so that the chain comes to an end."""
    later: list[ReportRow] = []
    while found := queries.one(view, (later[-1] if later else row).superseded_by):
        later.append(found)
    last = later[-1] if later else row
    if not last.stands and last.issued:
        return Succession(later=tuple(later), instead=next(iter(queries.standing(view, row.program)), None))
    signed = last is not row and queries.signatures(view, row.id) and not queries.signatures(view, last.id)
    return Succession(later=tuple(later), unsigned=bool(signed))


def replaced(view: View, row: ReportRow) -> list[ReportRow]:
    """The reports whose place it took, and those whose place these had taken, the newest first."""
    direct = view.select(ReportRow, "superseded_by = ?", (row.id,), order=queries.NEWEST)
    return [*direct, *(each for one in direct for each in replaced(view, one))]
