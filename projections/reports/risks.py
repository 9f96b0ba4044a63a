"""The report's risks: the worst ones, how their level moved, and those that ended since."""

from datetime import date
from uuid import UUID

from domain.risks.matrix import OPEN_RISKS, RISK_LEVEL, RISK_MOVED, Level
from domain.risks.words import Treatment
from domain.rules import RECORDED
from projections.reports.document import Figure, Line, RiskLine, Said, Section
from projections.reports.sources import Sources, name
from projections.reports.texts import NONE, count, dated, figure, shortened, word, words
from projections.risks.rows import ENDED, RiskRow, RiskTextRow
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Inputs

TOP = 10
KINDS = {Level.LOW: "good", Level.MEDIUM: "watch", Level.HIGH: "bad", Level.SEVERE: "severe"}


def risks(sources: Sources) -> Section[RiskLine]:
    """The worst open risks, then those that ended after the earlier position."""
    earlier = {row.id: row for row in sources.before.select(RiskRow)}
    found = sources.now.select(RiskRow)
    still = sorted((row for row in found if row.open), key=_worst_first)
    ended = [row for row in found if not row.open and row.id in earlier and earlier[row.id].open]
    shown = [*still[:TOP], *sorted(ended, key=_worst_first)]
    lines = _Lines(sources, earlier, shown)
    return Section(
        title="Risks and how they moved",
        note=_note(sources, still) if shown else (),
        empty="No risk is open, and none ended since.",
        rows=tuple(lines.of(row) for row in shown),
    )


def _note(sources: Sources, still: list[RiskRow]) -> Line:
    if len(still) <= TOP:
        return ("the worst first; those that ended since",)
    origins = sources.origins(RiskRow, [row.id for row in still])
    inputs = tuple(_open(origins, row) for row in still)
    return (
        f"the {TOP} worst of ",
        count(OPEN_RISKS, len(still), inputs=inputs),
        " open ones, and those that ended since",
    )


def _open(origins: Origins, row: RiskRow) -> Input:
    return Input(thing=row.id, value=row.state.label, amount=1, positions=origins.made(row.id, "program", "state"))


class _Lines:
    """What the lines of several risks need, read once."""

    def __init__(self, sources: Sources, earlier: dict[UUID, RiskRow], shown: list[RiskRow]) -> None:
        self._sources = sources
        self._earlier = earlier
        self._names = sources.names({row.owner for row in shown})
        self._responses = {row.id: row.response for row in sources.now.select(RiskTextRow)}
        self._now = sources.origins(RiskRow, [row.id for row in shown])
        self._then = Origins(sources.before, RiskRow, [row.id for row in shown if row.id in earlier])

    def of(self, row: RiskRow) -> RiskLine:
        before = self._earlier.get(row.id)
        was = self._stood(self._then, before) if before else ()
        now = self._stood(self._now, row)
        return RiskLine(
            code=row.code,
            title=row.title,
            owner=name(self._names, row.owner),
            before=levelled(before.level, was) if before else NONE,
            level=levelled(row.level, now) if row.open else _ended(row, now),
            movement=figure(RISK_MOVED, movement(before, row), inputs=(*was, *now)),
            tier=word(row.tier),
            response=self._response(row),
        )

    @staticmethod
    def _stood(origins: Origins, row: RiskRow) -> Inputs:
        """A risk that is open stands where its assessment put it; one that ended, where its end did."""
        fields = ("likelihood", "impact", "level") if row.open else ("state",)
        return (Input(thing=row.id, value=standing(row), positions=origins.made(row.id, *fields)),)

    def _response(self, row: RiskRow) -> Said:
        if row.treatment is Treatment.ACCEPT and row.accepted_until:
            made = (Input(thing=row.id, positions=self._now.made(row.id, "accepted_until")),)
            return words("Accepted until ", self._sources.said(dated(row.accepted_until, made)), ".")
        if row.treatment is None:
            return "No treatment is chosen."
        response = shortened(self._responses.get(row.id, ""))
        return f"{row.treatment.label}: {response}" if response else f"{row.treatment.label}."


def standing(row: RiskRow) -> str:
    """A level with what the matrix gave it for."""
    if not row.open or row.level is None:
        return row.state.label if not row.open else "Not assessed"
    return f"{row.level.label}: likelihood {row.likelihood}, impact {row.impact}, matrix {row.matrix}"


def levelled(level: Level | None, inputs: Inputs = ()) -> Figure:
    if level is None:
        return figure(RISK_LEVEL, "Not assessed", kind="neutral", inputs=inputs)
    return figure(RISK_LEVEL, level.label, level.value, kind=KINDS[level], inputs=inputs)


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


def _ended(row: RiskRow, inputs: Inputs) -> Figure:
    return figure(RECORDED, row.state.label, row.state.value, kind="neutral", inputs=inputs)
