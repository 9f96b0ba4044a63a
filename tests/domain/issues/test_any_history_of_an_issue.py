"""Whatever is asked of an issue in whatever order, its rules hold."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.issues import events as e
from domain.issues import issue
from domain.issues.words import Area, IssueState
from domain.kernel import Event, Facts, Refused
from tests.domain.any_fact import any_fact
from tests.domain.issues.facts import RAISED, TODAY

PEOPLE = st.sampled_from([UUID(int=n) for n in range(3, 7)])
DAYS = st.integers(-5, 30).map(lambda n: TODAY + timedelta(days=n))
TEXTS = st.sampled_from(["", "Why.", "Because."])
NUMBERS = st.integers(0, 5)

ARGUMENTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "triage": {"severity": NUMBERS, "priority": NUMBERS, "area": st.sampled_from(Area)},
    "assign": {"to": PEOPLE, "due": st.none() | DAYS},
    "escalate": {
        "level": NUMBERS,
        "to": st.none() | PEOPLE,
        "to_whom": TEXTS,
        "due": st.none() | DAYS,
        "reason": TEXTS,
        "by": PEOPLE,
        "on": st.just(TODAY),
    },
    "acknowledge_escalation": {"by": PEOPLE},
    "return_escalation": {"reason": TEXTS, "by": PEOPLE},
    "start_work": {"by": PEOPLE},
    "resolve": {"resolution": TEXTS, "by": PEOPLE, "on": DAYS},
    "reopen": {"reason": TEXTS, "by": PEOPLE},
    "close": {"by": PEOPLE, "on": DAYS},
    "withdraw": {"reason": TEXTS, "by": PEOPLE},
    "link_corrective_action": {"action": PEOPLE},
}
ASKS = st.lists(
    st.one_of([st.tuples(st.just(act), st.fixed_dictionaries(wanted)) for act, wanted in ARGUMENTS.items()]),
    max_size=40,
)


def test_every_act_is_tried() -> None:
    assert set(ARGUMENTS) == {act for state in IssueState for act in issue.acts(state)}


@settings(max_examples=150, deadline=None)
@given(ASKS)
def test_no_order_of_decisions_breaks_a_rule(asks: list[tuple[str, dict[str, Any]]]) -> None:
    state = issue.ISSUE.fold([RAISED])
    for act, arguments in asks:
        assert state is not None
        try:
            facts = getattr(issue, act)(state, **arguments)
        except Refused:
            continue
        before, state = state, issue.ISSUE.fold(facts, state)
        assert state is not None
        _rules_hold(before, state, facts)


def _rules_hold(before: issue.Issue, after: issue.Issue, facts: Facts) -> None:
    assert after.resolutions[: len(before.resolutions)] == before.resolutions
    assert after.closings[: len(before.closings)] == before.closings
    assert 0 <= after.level <= 3
    if after.level > before.level + 1:
        assert isinstance(facts[0], e.EscalationRaised)
        assert facts[0].reason
    if after.state in {IssueState.RESOLVED, IssueState.CLOSED}:
        assert after.resolutions[-1].resolution
        assert after.triage


@settings(max_examples=50, deadline=None)
@given(st.permutations([any_fact(kind) for kind in issue.ISSUE.facts]))
def test_folding_never_fails_whatever_the_order(facts: list[Event]) -> None:
    assert isinstance(issue.ISSUE.fold([RAISED, *facts]), issue.Issue)
