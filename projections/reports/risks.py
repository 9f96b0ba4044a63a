"""The report's risks: the worst ones, how their level moved, and those that ended since."""

from datetime import date
from uuid import UUID

from domain.risks import events as e
from domain.risks.matrix import Level
from domain.risks.words import Stage, Treatment
from projections.reports.document import Figure, RiskLine, Section
from projections.reports.sources import Sources, name
from projections.reports.texts import NOTHING, Positions, day, number, shortened, word
from projections.risks.rows import ENDED, AssessmentRow, RiskRow, RiskTextRow

TOP = 10
KINDS = {Level.LOW: "good", Level.MEDIUM: "watch", Level.HIGH: "bad", Level.SEVERE: "severe"}
ENDINGS = (e.RiskOccurred, e.RiskClosed, e.RiskWithdrawn)


def risks(sources: Sources) -> Section[RiskLine]:
    """The worst open risks, then those that ended after the earlier position."""
    earlier = {row.id: row for row in sources.before.select(RiskRow)}
    found = sources.now.select(RiskRow)
    still = sorted((row for row in found if row.open), key=_worst_first)
    ended = [row for row in found if not row.open and row.id in earlier and earlier[row.id].open]
    shown = [*still[:TOP], *sorted(ended, key=_worst_first)]
    lines = _Lines(sources, earlier, shown)
    many = f"the {TOP} worst of {number(len(still))} open ones, and" if len(still) > TOP else "the worst first;"
    return Section(
        title="Risks and how they moved",
        note=f"{many} those that ended since" if shown else "",
        empty="No risk is open, and none ended since.",
        rows=tuple(lines.of(row) for row in shown),
    )


class _Lines:
    """What the lines of several risks need, read once."""

    def __init__(self, sources: Sources, earlier: dict[UUID, RiskRow], shown: list[RiskRow]) -> None:
        self._sources = sources
        self._earlier = earlier
        self._names = sources.names({row.owner for row in shown})
        self._responses = {row.id: row.response for row in sources.now.select(RiskTextRow)}
        current = [row for row in sources.now.select(AssessmentRow) if row.stage is Stage.CURRENT]
        self._assessed = {row.risk: row.position for row in sorted(current, key=lambda row: row.position)}

    def of(self, row: RiskRow) -> RiskLine:
        before = self._earlier.get(row.id)
        ending = self._sources.last(row.id, *ENDINGS)
        return RiskLine(
            code=row.code,
            title=row.title,
            owner=name(self._names, row.owner),
            before=levelled(before.level) if before else Figure(text=NOTHING),
            level=levelled(row.level, self._at(row)) if row.open else _ended(row, ending),
            movement=movement(before, row),
            tier=word(row.tier),
            response=_response(row, self._responses.get(row.id, "")),
        )

    def _at(self, row: RiskRow) -> Positions:
        found = self._assessed.get(row.id)
        return (found,) if found else self._sources.last(row.id, e.RiskIdentified)


def levelled(level: Level | None, positions: Positions = ()) -> Figure:
    if level is None:
        return Figure(text="Not assessed", kind="neutral", positions=positions)
    return Figure(value=level.value, text=level.label, kind=KINDS[level], positions=positions)


def movement(before: RiskRow | None, now: RiskRow) -> str:
    """How the level moved, in a word."""
    if now.state in ENDED:
        return "Ended"
    if before is None:
        return "New"
    if before.level is now.level:
        return "Unchanged"
    if before.level is None or now.level is None:
        return "Assessed" if before.level is None else "Not assessed"
    return "Worse" if now.level.rank > before.level.rank else "Better"


def _worst_first(row: RiskRow) -> tuple[int, date, int, str]:
    return (row.level_rank, row.proximity or date.max, len(row.code), row.code)


def _ended(row: RiskRow, positions: Positions) -> Figure:
    return Figure(value=row.state.value, text=row.state.label, kind="neutral", positions=positions)


def _response(row: RiskRow, response: str) -> str:
    if row.treatment is Treatment.ACCEPT and row.accepted_until:
        return f"Accepted until {day(row.accepted_until)}."
    if row.treatment is None:
        return "No treatment is chosen."
    return f"{row.treatment.label}: {shortened(response)}" if response else f"{row.treatment.label}."
