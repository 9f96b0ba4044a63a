"""Whatever is asked of a corrective action in whatever order, its rules hold."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.corrective_actions import corrective_action as capa
from domain.corrective_actions.words import ActionState, Branch, Method, Result
from domain.kernel import Event, Refused
from tests.domain.any_fact import any_fact
from tests.domain.corrective_actions import facts as f

PEOPLE = st.sampled_from([f.LEAD, f.QUALITY, f.SPONSOR, f.AUDITOR])
DAYS = st.integers(0, 500).map(lambda n: f.TODAY + timedelta(days=n))
TEXTS = st.sampled_from(["", "Why.", "Because."])
REASON = {"reason": TEXTS, "by": PEOPLE}
SIGNED = {"by": PEOPLE, "on": DAYS}
DIGESTS = st.sampled_from(["3c", "4f"])

ARGUMENTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "assign_owner": {"owner": PEOPLE},
    "move_due_date": {"to": DAYS, **REASON},
    "link_risk": {"risk": PEOPLE},
    "link_issue": {"issue": PEOPLE},
    "cancel": REASON,
    "contain": {"what": TEXTS, **SIGNED},
    "remove_containment": {"reason": TEXTS, **SIGNED},
    "determine_cause": {
        "method": st.sampled_from(Method),
        "whys": st.tuples(TEXTS),
        "branches": st.just((Branch(category="People", causes=("Why.",)),)),
        "root_cause": TEXTS,
        "escape_point": TEXTS,
        "without_containment": TEXTS,
        **SIGNED,
    },
    "propose_plan": {"steps": st.sampled_from([(), (f.FIRST,), (f.FIRST, f.SECOND)]), "by": PEOPLE},
    "set_criterion": {
        "metric": TEXTS,
        "test": TEXTS,
        "threshold": TEXTS,
        "window_from": DAYS,
        "window_to": DAYS,
        "by": PEOPLE,
    },
    "approve_plan": {"version": st.integers(1, 4), "seen_version": st.integers(0, 3), "digest": DIGESTS, **SIGNED},
    "complete_step": {"step": st.sampled_from([f.FIRST.id, f.SECOND.id, UUID(int=99)]), "evidence": TEXTS, **SIGNED},
    "mark_implemented": SIGNED,
    "verify": {
        "result": st.sampled_from(Result),
        "measured": TEXTS,
        "conclusion": TEXTS,
        "seen_version": st.integers(0, 3),
        "digest": DIGESTS,
        **SIGNED,
    },
    "record_systemic_change": {"what": TEXTS, "by": PEOPLE},
    "close": SIGNED,
    "open_cycle": REASON,
    "detect_recurrence": {"evidence": TEXTS, **SIGNED},
}
ASKS = st.lists(
    st.one_of([st.tuples(st.just(act), st.fixed_dictionaries(wanted)) for act, wanted in ARGUMENTS.items()]),
    max_size=40,
)
STARTS = st.sampled_from([(f.RECORDED,), f.TO_PROPOSAL, f.TO_PLAN, f.TO_IMPLEMENTED, f.TO_VERIFIED, f.TO_CLOSED])


def test_every_act_is_tried() -> None:
    assert set(ARGUMENTS) == {act for state in ActionState for act in capa.acts(state)}


@settings(max_examples=200, deadline=None)
@given(STARTS, ASKS)
def test_no_order_of_decisions_breaks_a_rule(start: tuple[Event, ...], asks: list[tuple[str, dict[str, Any]]]) -> None:
    state = capa.CORRECTIVE_ACTION.fold(start)
    for act, arguments in asks:
        assert state is not None
        try:
            facts = getattr(capa, act)(state, **arguments)
        except Refused:
            continue
        before, state = state, capa.CORRECTIVE_ACTION.fold(facts, state)
        assert state is not None
        _rules_hold(before, state)
        _approved_by_another(before, act, arguments, facts)
        _verified_by_another(before, act, arguments, facts)


def _rules_hold(before: capa.CorrectiveAction, after: capa.CorrectiveAction) -> None:
    assert after.closings[: len(before.closings)] == before.closings
    assert after.cycle in {before.cycle, before.cycle + 1}
    if after.implementer:
        assert after.plan
        assert after.criterion
        assert {step.id for step in after.plan.steps} == after.steps_done
    if before.implementer and after.cycle == before.cycle:
        assert after.criterion == before.criterion
    if after.verification:
        assert after.verification.by not in after.doers
    if after.plan:
        assert after.cause


def _approved_by_another(before: capa.CorrectiveAction, act: str, arguments: dict[str, Any], facts: Any) -> None:
    if act == "approve_plan" and facts:
        assert before.proposed
        assert before.proposed.by != arguments["by"]


def _verified_by_another(before: capa.CorrectiveAction, act: str, arguments: dict[str, Any], facts: Any) -> None:
    if act == "verify" and facts:
        assert before.plan
        assert arguments["by"] not in {before.owner, before.plan.by, *before.doers}


@settings(max_examples=50, deadline=None)
@given(st.permutations([any_fact(kind) for kind in capa.CORRECTIVE_ACTION.facts]))
def test_folding_never_fails_whatever_the_order(facts: list[Event]) -> None:
    assert isinstance(capa.CORRECTIVE_ACTION.fold([f.RECORDED, *facts]), capa.CorrectiveAction)
