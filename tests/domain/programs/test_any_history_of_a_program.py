"""Whatever is decided in whatever order, a program's rules hold and every fact folds."""

from typing import Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel import Refused
from domain.programs import program as p
from domain.programs.words import ACTS, ProgramState
from domain.projects.words import Rating
from tests.domain.programs.facts import ANN, ASK_ID, OTHER, PROJECT, PROPOSED, TODAY

CHOICES: dict[str, list[dict[str, Any]]] = {
    "approve": [{"by": ANN}],
    "rename": [{"name": "A"}, {"name": "B"}],
    "assign_owner": [{"owner": ANN}],
    "attach_project": [{"project": PROJECT}, {"project": OTHER}],
    "detach_project": [{"project": PROJECT, "to": OTHER}],
    "state_objective": [{"objective": "A"}],
    "set_tolerance": [{"time_days": 1, "cost_bp": 2}],
    "declare_health": [{"rating": rating, "by": ANN, "on": TODAY} for rating in (*Rating, None)],
    "record_decision": [{"title": "A", "decision": "B", "by": ANN, "on": TODAY}],
    "raise_ask": [{"ask": ASK_ID, "to_whom": "A", "question": "B", "by": ANN}],
    "answer_ask": [{"ask": ASK_ID, "answer": "A", "by": ANN, "on": TODAY}],
    "put_on_hold": [{"reason": "A", "by": ANN}],
    "resume": [{"by": ANN}],
    "begin_closing": [{"by": ANN}],
    "close": [{"reason": "A", "by": ANN, "open_projects": names} for names in ((), ("B",))],
    "cancel": [{"reason": "A", "by": ANN}],
}
STEPS = st.lists(st.sampled_from([(act, said) for act, each in CHOICES.items() for said in each]), max_size=30)


@for_all(STEPS)
def test_a_program_never_acts_outside_its_state_and_never_comes_back_from_its_end(steps: list[Any]) -> None:
    program = p.PROGRAM.fold([PROPOSED])
    assert program
    for act, said in steps:
        before = program
        try:
            program = p.PROGRAM.fold(getattr(p, act)(before, **said), before) or before
        except Refused:
            continue
        assert act in ACTS[before.state]
        assert not before.state.terminal
        assert program.state is not ProgramState.CLOSED or (act == "close" and not said["open_projects"])


def test_every_decision_is_tried() -> None:
    assert set(CHOICES) == {act for each in ACTS.values() for act in each}
