"""Whatever is asked of a risk in whatever order, its rules hold."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Event, Refused
from domain.risks import risk
from domain.risks.matrix import MATRIX_1, lookup
from domain.risks.words import REVIEW_DAYS, Category, RiskState, Stage, Strength, Tier, Treatment
from tests.domain.any_fact import any_fact
from tests.domain.risks.facts import ACCEPTED, IDENTIFIED, MEDIUM, REDUCED, REQUESTED, TODAY

PEOPLE = st.sampled_from([UUID(int=n) for n in range(3, 7)])
DAYS = st.integers(-10, 400).map(lambda n: TODAY + timedelta(days=n))
TEXTS = st.sampled_from(["", "Why.", "Because."])
SCALE = st.integers(0, 6)

ARGUMENTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "reword": {"title": TEXTS, "cause": TEXTS, "event": TEXTS, "effect": TEXTS},
    "recategorise": {"category": st.sampled_from(Category)},
    "move_proximity": {"proximity": st.none() | DAYS},
    "assign_owner": {"owner": PEOPLE},
    "assess": {
        "stage": st.sampled_from(Stage),
        "likelihood": SCALE,
        "impact": SCALE,
        "matrix": st.just(MATRIX_1),
        "basis": TEXTS,
        "strength": st.sampled_from(Strength),
        "justification": TEXTS,
        "by": PEOPLE,
        "on": st.just(TODAY),
    },
    "choose_treatment": {"treatment": st.sampled_from(Treatment), "response": TEXTS, "by": PEOPLE},
    "link_action": {"action": PEOPLE},
    "unlink_action": {"action": PEOPLE, "reason": TEXTS},
    "request_acceptance": {"approver": PEOPLE, "until": DAYS, "argument": TEXTS, "by": PEOPLE, "on": st.just(TODAY)},
    "accept": {
        "approver": PEOPLE,
        "until": DAYS,
        "authority": st.sampled_from(Tier),
        "seen_version": st.integers(0, 3),
        "digest": st.sampled_from(["3c", "4f"]),
        "on": st.just(TODAY),
    },
    "decline_acceptance": {"reason": TEXTS, "by": PEOPLE},
    "revoke_acceptance": {"reason": TEXTS, "by": PEOPLE},
    "lapse_acceptance": {"on": DAYS},
    "review": {"next_due": DAYS, "note": TEXTS, "by": PEOPLE, "on": st.just(TODAY)},
    "escalate": {
        "to": st.sampled_from(Tier),
        "reason": TEXTS,
        "answer_due": st.none() | DAYS,
        "by": PEOPLE,
        "on": st.just(TODAY),
    },
    "answer_escalation": {"answer": TEXTS, "by": PEOPLE},
    "deescalate": {"to": st.sampled_from(Tier), "reason": TEXTS, "by": PEOPLE},
    "materialise": {"issue": PEOPLE, "by": PEOPLE, "on": DAYS},
    "close": {"reason": TEXTS, "by": PEOPLE},
    "reopen": {"reason": TEXTS, "by": PEOPLE},
    "withdraw": {"reason": TEXTS, "by": PEOPLE},
}
ASKS = st.lists(
    st.one_of([st.tuples(st.just(act), st.fixed_dictionaries(wanted)) for act, wanted in ARGUMENTS.items()]),
    max_size=40,
)
STARTS = st.sampled_from([(), (MEDIUM,), (MEDIUM, REDUCED, REQUESTED), (MEDIUM, REQUESTED, ACCEPTED)])


def test_every_act_is_tried() -> None:
    assert set(ARGUMENTS) == {act for state in RiskState for act in risk.acts(state)}


@settings(max_examples=150, deadline=None)
@given(STARTS, ASKS)
def test_no_order_of_decisions_breaks_a_rule(start: tuple[Event, ...], asks: list[tuple[str, dict[str, Any]]]) -> None:
    state = risk.RISK.fold([IDENTIFIED, *start])
    for act, arguments in asks:
        assert state is not None
        try:
            facts = getattr(risk, act)(state, **arguments)
        except Refused:
            continue
        state = risk.RISK.fold(facts, state)
        _rules_hold(state)


def _rules_hold(state: Any) -> None:
    assert (state.treatment is Treatment.ACCEPT) == (state.acceptance is not None)
    assert (state.state is RiskState.ACCEPTED) == (state.acceptance is not None)
    if state.acceptance:
        assert state.acceptance.approver != state.owner
        assert state.acceptance.until > TODAY
        assert state.current.level.rank <= state.acceptance.level.rank
    for standing in filter(None, (state.inherent, state.current, state.residual)):
        assert standing.level is lookup(MATRIX_1, standing.likelihood, standing.impact)
    if state.residual and state.residual.level.rank > state.current.level.rank:
        assert state.residual.justification or state.current.justification
    if state.review_due:
        assert state.review_due <= TODAY + timedelta(days=REVIEW_DAYS[state.current.level])


@settings(max_examples=50, deadline=None)
@given(st.permutations([any_fact(kind) for kind in risk.RISK.facts]))
def test_folding_never_fails_whatever_the_order(facts: list[Event]) -> None:
    assert isinstance(risk.RISK.fold([IDENTIFIED, *facts]), risk.Risk)
