"""Whatever happens to a risk in whatever order, its rows say what its facts add up to."""

from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import given as for_all

from application.ledger import Recorded
from domain.kernel import Event, Refused
from domain.risks import risk
from domain.risks.risk import RISK, Risk
from domain.risks.words import Stage
from projections.kernel import Fold
from projections.risks.handlers import RISKS
from projections.risks.rows import AcceptanceRow, EscalationRow, LinkRow, RequestRow, RiskRow, RiskTextRow
from projections.things import THINGS, ThingRow
from tests.builders import a_uuid, stored
from tests.domain.risks.facts import IDENTIFIED
from tests.domain.risks.test_any_history_of_a_risk import ASKS, STARTS
from tests.projections.test_any_history_of_a_book import Remembered

STREAM = a_uuid("risk")
MODEST = settings(max_examples=100, suppress_health_check=list(HealthCheck))


class Told:
    """A risk told to the read model fact by fact."""

    def __init__(self) -> None:
        self.rows = Remembered()
        self.fold = Fold((THINGS, RISKS), self.rows)
        self.version = 0
        self.state: Risk | None = None

    def tell(self, *facts: Event) -> None:
        for fact in facts:
            self.version += 1
            self.fold.feed([Recorded(self.version, STREAM, self.version, stored(fact))])
            self.state = RISK.evolve(self.state, fact)

    def row(self, kind: type[Any]) -> Any:
        return self.rows.get(kind, STREAM)


@MODEST
@for_all(STARTS, ASKS)
def test_the_rows_are_what_the_facts_add_up_to(
    start: tuple[Event, ...], asks: list[tuple[str, dict[str, Any]]]
) -> None:
    told = Told()
    told.tell(IDENTIFIED, *start)
    for act, arguments in asks:
        try:
            told.tell(*getattr(risk, act)(told.state, **arguments))
        except Refused:
            continue
        _agree(told)


def _agree(told: Told) -> None:
    row: RiskRow = told.row(RiskRow)
    assert told.state is not None
    assert _said(row) == _meant(told.state)
    assert (row.version, told.row(ThingRow).state) == (told.version, row.state.label)
    text = told.row(RiskTextRow)
    state = told.state
    assert (text.cause, text.event, text.effect, text.response) == (
        state.cause,
        state.event,
        state.effect,
        state.response,
    )
    assert _links(told) == set(state.actions) | set(state.occurrences)
    _agree_on_what_is_open(told, state)


def _said(row: RiskRow) -> dict[str, Any]:
    stages = {stage.value: row.at(stage) for stage in Stage}
    levels = (row.inherent_level, row.level, row.residual_level)
    plain = (row.state, row.tier, row.treatment, row.owner, row.category, row.title, row.proximity, row.review_due)
    return {"plain": plain, "stages": stages, "levels": levels, "escalated": row.escalated}


def _meant(state: Risk) -> dict[str, Any]:
    standings = {stage.value: getattr(state, stage.value) for stage in Stage}
    stages = {name: (one.likelihood, one.impact) if one else None for name, one in standings.items()}
    levels = tuple(one.level if one else None for one in standings.values())
    plain = (
        *(state.state, state.tier, state.treatment, state.owner),
        *(state.category, state.title, state.proximity, state.review_due),
    )
    return {"plain": plain, "stages": stages, "levels": levels, "escalated": state.escalation is not None}


def _agree_on_what_is_open(told: Told, state: Risk) -> None:
    row, held, asked, raised = (told.row(kind) for kind in (RiskRow, AcceptanceRow, RequestRow, EscalationRow))
    live = state.acceptance
    assert (held and (held.approver, held.last_day, held.level)) == (live and (live.approver, live.until, live.level))
    assert row.accepted_until == (live.until if live else None)
    assert row.waits_for == (asked and asked.approver) == (state.request.approver if state.request else None)
    assert (raised and raised.answer_due) == row.answer_due
    assert (raised is not None) == (state.escalation is not None)


def _links(told: Told) -> set[UUID]:
    return {key[1] for kind, key in told.rows.held if kind is LinkRow}
