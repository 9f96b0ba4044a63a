"""Whatever is asked of a risk in whatever order, its rules hold."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Refused
from domain.risks import events as e
from domain.risks import risk
from domain.risks.matrix import MATRIX_1, lookup
from domain.risks.words import REVIEW_DAYS, Category, RiskState, Stage, Strength, Tier, Treatment
from tests.domain.risks.facts import IDENTIFIED, LEAD, TODAY, assessed

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
    st.sampled_from(sorted(ARGUMENTS)).flatmap(lambda act: st.tuples(st.just(act), st.fixed_dictionaries(ARGUMENTS[act]))),
    max_size=40,
)


def test_every_act_is_tried() -> None:
    assert set(ARGUMENTS) == {act for state in RiskState for act in risk.acts(state)}


@settings(max_examples=150, deadline=None)
@given(ASKS)
def test_no_order_of_decisions_breaks_a_rule(asks: list[tuple[str, dict[str, Any]]]) -> None:
    state = risk.RISK.fold([IDENTIFIED, assessed(3, 3)])
    for act, arguments in asks:
        assert state is not None
        try:
            facts = getattr(risk, act)(state, **arguments)
        except Refused as refusal:
            assert all(problem.sentence.endswith(".") for problem in refusal.problems)
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
@given(st.permutations(sorted(risk.RISK.facts, key=lambda kind: kind.TOPIC)))
def test_folding_never_fails_whatever_the_order(kinds: list[Any]) -> None:
    state = risk.RISK.fold([IDENTIFIED])
    for kind in kinds:
        state = risk.RISK.evolve(state, _any_fact(kind))
    assert isinstance(state, risk.Risk)


def _any_fact(kind: Any) -> Any:
    values: dict[Any, Any] = {UUID: LEAD, date: TODAY, str: "Why.", int: 3}
    if kind is e.RiskIdentified:
        return IDENTIFIED
    return kind(**{n: _any_value(t, values) for n, t in _hints(kind).items()})


def _hints(kind: Any) -> dict[str, Any]:
    from typing import get_type_hints

    return {name: hint for name, hint in get_type_hints(kind).items() if name != "TOPIC"}


def _any_value(hint: Any, values: dict[Any, Any]) -> Any:
    from typing import get_args

    hint = next((a for a in get_args(hint) if a is not type(None)), hint)
    return values[hint] if hint in values else next(iter(hint))
