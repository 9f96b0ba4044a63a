"""Whatever is decided in whatever order, a project's rules hold and every fact folds."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel import Facts, Refused
from domain.projects import costs, milestones, project, status
from domain.projects import events as e
from domain.projects.tolerance import slip_of
from domain.projects.words import ACTS, CostKind, Dimension, Gate, ProjectState, Rating
from tests.domain.projects.facts import ANN, INITIATED, OTHER, PROGRAM, TODAY

MODULES = (project, status, costs, milestones)
ONE, AFAR = UUID(int=31), UUID(int=32)
HERE = project.project_id("DFT_0050")
DAYS = (date(2022, 4, 1), date(2022, 4, 20), date(2023, 4, 1))
TOLERANCE = 100

CHOICES: dict[str, list[dict[str, Any]]] = {
    "enter_phase": [{"phase": phase} for phase in ProjectState] * 3,
    "report_status": [
        {
            "report": status.StatusReport(
                rating=rating, rating_unknown="" if rating else "Reset", reason="A", finish=day
            ),
            "by": ANN,
            "on": TODAY,
            "tolerance_days": TOLERANCE,
            "tolerance_bp": TOLERANCE,
        }
        for rating in (*Rating, None)
        for day in DAYS
    ],
    "declare_health": [{"rating": rating, "by": ANN} for rating in Rating],
    "revise_finish": [{"finish": day, "on": TODAY, "tolerance_days": TOLERANCE} for day in DAYS],
    "revise_cost": [{"kind": CostKind.WHOLE_LIFE, "cost_minor": n, "tolerance_bp": 100} for n in (0, 100, 102)],
    "report_progress": [{"progress_bp": n, "on": TODAY} for n in (-1, 0, 4000, 10_000, 10_001)],
    "correct_progress": [{"progress_bp": n, "reason": "A", "on": TODAY} for n in (-1, 100, 10_001)],
    "record_cost": [{"period": "2022-04", "actual_minor": n} for n in (1, 2)],
    "record_start": [{"start": day} for day in DAYS],
    "plan_milestone": [{"milestone": ONE, "name": "A", "due": DAYS[0]}],
    "baseline_milestone": [{"milestone": ONE, "due": day, "reason": "A"} for day in DAYS],
    "forecast_milestone": [{"milestone": ONE, "forecast": day} for day in DAYS],
    "achieve_milestone": [{"milestone": ONE, "on": day, "today": TODAY} for day in DAYS],
    "miss_milestone": [{"milestone": ONE, "on": day, "today": TODAY} for day in DAYS],
    "withdraw_milestone": [{"milestone": ONE, "reason": "A"}],
    "approve_baseline": [
        {"finish": day, "cost_minor": 100, "reason": "A", "by": ANN, "tolerance_days": TOLERANCE} for day in DAYS
    ],
    "record_dependency": [{"predecessor": AFAR, "successor": HERE, "on_project": AFAR, "edges": ()}],
    "remove_dependency": [{"predecessor": AFAR, "successor": HERE, "reason": "A"}],
    "rename": [{"name": "B"}],
    "describe": [{"description": "A", "category": "B"}],
    "assign_lead": [{"lead": ANN}],
    "move": [{"program": PROGRAM}, {"program": OTHER}],
    "pass_gate": [{"gate": gate, "by": ANN, "on": TODAY} for gate in Gate],
    "refuse_gate": [{"gate": gate, "by": ANN, "on": TODAY, "note": "A"} for gate in Gate],
    "close": [{"reason": "A", "by": ANN, "on": TODAY}] * 5,
    "reopen": [{"reason": "A"}] * 5,
    "cancel": [{"reason": "A", "by": ANN}],
    "leave_portfolio": [{"reason": "A"}],
    "return_to_portfolio": [{"reason": "A"}] * 5,
    "withdraw": [{"reason": "A"}],
}
STEPS = st.lists(st.sampled_from([(act, said) for act, each in CHOICES.items() for said in each]), max_size=40)


@for_all(STEPS)
def test_a_project_keeps_its_rules(steps: list[Any]) -> None:
    now = project.PROJECT.fold([INITIATED])
    assert now
    for act, said in steps:
        before = now
        try:
            facts = _decide(act, before, said)
        except Refused:
            continue
        now = project.PROJECT.fold(facts, before) or before
        assert not facts or act in ACTS[before.state]
        assert 0 <= now.progress_bp <= 10_000
        assert now.progress_bp >= before.progress_bp or act == "correct_progress"
        assert [baseline.number for baseline in now.baselines] == list(range(1, len(now.baselines) + 1))
        assert now.closed_on[: len(before.closed_on)] == before.closed_on
        assert all(one.achieved_on is None or one.achieved_on <= TODAY for one in now.milestones.values())
        _the_exception_is_known(now, facts)


def test_every_decision_is_tried() -> None:
    assert set(CHOICES) == {act for each in ACTS.values() for act in each}


def _decide(act: str, before: project.Project, said: dict[str, Any]) -> Facts:
    decision = next(getattr(module, act) for module in MODULES if hasattr(module, act))
    made: Facts = decision(before, **said)
    return made


def _the_exception_is_known(now: project.Project, facts: Facts) -> None:
    slip = slip_of(now)
    if slip is not None and any(isinstance(fact, e.ScheduleForecastRevised | e.BaselineApproved) for fact in facts):
        assert (slip > TOLERANCE) == (Dimension.TIME in now.exceptions)
