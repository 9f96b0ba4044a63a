"""Planning, moving, achieving, missing and withdrawing milestones, and what waits for what."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel import Refused
from domain.projects import events as e
from domain.projects import milestones as m
from domain.projects.project import PROJECT, project_id
from domain.projects.words import Edge
from tests.domain.gwt import given
from tests.domain.projects.facts import STARTED, TODAY

OPENING, TRIAL, AFAR, ELSEWHERE = UUID(int=31), UUID(int=32), UUID(int=33), UUID(int=34)
DUE, LATER = date(2022, 4, 1), date(2022, 6, 1)
TOMORROW = TODAY + timedelta(days=1)
HERE = project_id("DFT_0050")
PLANNED = e.MilestonePlanned(milestone=OPENING, name="Opening", due=DUE)
MISSED = e.MilestoneMissed(milestone=OPENING, name="Opening", due=DUE, on=TODAY)
ACHIEVED = e.MilestoneAchieved(milestone=OPENING, name="Opening", due=DUE, on=TODAY, evidence="Photo")
WITHDRAWN = e.MilestoneWithdrawn(milestone=OPENING, name="Opening", reason="Cut")
WAITS = e.DependencyRecorded(predecessor=AFAR, successor=OPENING, on_project=ELSEWHERE)
PROJECT_WITH_ONE = given(PROJECT, *STARTED, PLANNED)


def test_a_milestone_is_planned_once() -> None:
    after = given(PROJECT, *STARTED).when(m.plan_milestone, milestone=OPENING, name=" Opening", due=DUE).then(PLANNED)
    after.when(m.plan_milestone, milestone=OPENING, name="Opening", due=DUE).then()
    after.when(m.plan_milestone, milestone=OPENING, name="", due=DUE).refused(
        "Give the milestone a name.", "This milestone is planned already; move its baseline instead."
    )


def test_the_baseline_of_a_milestone_moves_with_a_reason() -> None:
    moved = e.MilestoneBaselined(milestone=OPENING, name="Opening", from_=DUE, to=LATER, reason="Scope")
    asked = PROJECT_WITH_ONE.when(m.baseline_milestone, milestone=OPENING, due=LATER, reason="Scope")
    asked.then(moved).when(m.baseline_milestone, milestone=OPENING, due=LATER, reason="Scope").then()
    PROJECT_WITH_ONE.when(m.baseline_milestone, milestone=TRIAL, due=LATER, reason="").refused(
        "The project has no such milestone; choose one of its own.", "Say why the milestone's baseline moves."
    )


def test_a_forecast_later_than_due_puts_a_milestone_at_risk() -> None:
    forecast = e.MilestoneForecast(
        milestone=OPENING, name="Opening", from_=None, to=LATER, from_confidence_bp=None, confidence_bp=8000
    )
    said = {"milestone": OPENING, "forecast": LATER, "confidence_bp": 8000}
    after = PROJECT_WITH_ONE.when(m.forecast_milestone, **said).then(forecast)
    assert after.state.milestones[OPENING].at_risk
    assert not PROJECT_WITH_ONE.state.milestones[OPENING].at_risk
    after.when(m.forecast_milestone, **said).then()
    after.when(m.forecast_milestone, **{**said, "confidence_bp": 10_001}).refused(
        "Give confidence as 0 to 100 per cent."
    )


def test_a_milestone_is_achieved_by_today_and_once() -> None:
    said = {"milestone": OPENING, "on": TODAY, "evidence": "Photo", "today": TODAY}
    after = PROJECT_WITH_ONE.when(m.achieve_milestone, **said).then(ACHIEVED)
    after.when(m.achieve_milestone, **said).then()
    after.when(m.achieve_milestone, **{**said, "on": DUE}).refused("The milestone is achieved; plan a new one.")
    PROJECT_WITH_ONE.when(m.achieve_milestone, **{**said, "on": TOMORROW}).refused(
        "A milestone cannot be achieved on a day to come; give today or an earlier day."
    )


def test_a_milestone_is_missed_once_and_only_after_its_day() -> None:
    after = PROJECT_WITH_ONE.when(m.miss_milestone, milestone=OPENING, on=TODAY, today=TODAY).then(MISSED)
    after.when(m.miss_milestone, milestone=OPENING, on=TODAY, today=TODAY).then()
    PROJECT_WITH_ONE.when(m.miss_milestone, milestone=OPENING, on=DUE, today=TODAY).refused(
        "The milestone is due on 2022-04-01; it can be missed only after that day."
    )
    PROJECT_WITH_ONE.when(m.miss_milestone, milestone=OPENING, on=TOMORROW, today=TODAY).refused(
        "A milestone cannot be missed on a day to come; give today or an earlier day."
    )


def test_a_missed_milestone_may_still_be_achieved() -> None:
    missed = given(PROJECT, *STARTED, PLANNED, MISSED)
    missed.when(m.achieve_milestone, milestone=OPENING, on=TODAY, evidence="Photo", today=TODAY).then(ACHIEVED)


def test_a_milestone_is_withdrawn_once_with_a_reason() -> None:
    after = PROJECT_WITH_ONE.when(m.withdraw_milestone, milestone=OPENING, reason="Cut").then(WITHDRAWN)
    after.when(m.withdraw_milestone, milestone=OPENING, reason="Cut").then()
    after.when(m.forecast_milestone, milestone=OPENING, forecast=LATER).refused(
        "The milestone is withdrawn; plan a new one."
    )
    PROJECT_WITH_ONE.when(m.withdraw_milestone, milestone=OPENING, reason="").refused(
        "Say why the milestone is withdrawn."
    )


def test_a_dependency_is_recorded_and_removed_once() -> None:
    said = {"predecessor": AFAR, "successor": OPENING, "on_project": ELSEWHERE, "edges": ()}
    after = PROJECT_WITH_ONE.when(m.record_dependency, **said).then(WAITS)
    after.when(m.record_dependency, **said).then()
    removed = e.DependencyRemoved(predecessor=AFAR, successor=OPENING, on_project=ELSEWHERE, reason="Done")
    gone = {"predecessor": AFAR, "successor": OPENING}
    after.when(m.remove_dependency, reason="", **gone).refused("Say why the dependency is removed.")
    after.when(m.remove_dependency, reason="Done", **gone).then(removed).when(
        m.remove_dependency, reason="Done", **gone
    ).then()


def test_only_what_is_this_projects_can_wait() -> None:
    PROJECT_WITH_ONE.when(m.record_dependency, predecessor=OPENING, successor=AFAR, on_project=HERE, edges=()).refused(
        "What waits must be this project or one of its milestones; choose from these."
    )


def test_dependencies_never_turn_in_a_circle() -> None:
    circle = "This would make the two wait for each other; remove the dependency in the other direction first."
    asked = {"predecessor": AFAR, "successor": HERE, "on_project": ELSEWHERE}
    edges = (Edge(HERE, TRIAL), Edge(TRIAL, AFAR))
    PROJECT_WITH_ONE.when(m.record_dependency, edges=edges, **asked).refused(circle)
    PROJECT_WITH_ONE.when(m.record_dependency, edges=edges[:1], **asked).then_state()
    PROJECT_WITH_ONE.when(m.record_dependency, edges=(), **{**asked, "predecessor": HERE}).refused(circle)


NODES = st.integers(0, 5).map(lambda n: UUID(int=100 + n))


@for_all(st.lists(st.tuples(NODES, NODES), max_size=40))
def test_whatever_is_recorded_the_dependencies_have_an_order(pairs: list[tuple[UUID, UUID]]) -> None:
    planned = (e.MilestonePlanned(milestone=UUID(int=100 + n), name="A", due=DUE) for n in range(6))
    project = PROJECT.fold((*STARTED, *planned))
    assert project
    for before, after in pairs:
        try:
            made = m.record_dependency(project, predecessor=before, successor=after, on_project=HERE, edges=())
        except Refused:
            continue
        project = PROJECT.fold(made, project) or project
    left = set(project.dependencies)
    while left:
        free = {edge for edge in left if all(edge.predecessor != other.successor for other in left)}
        assert free
        left -= free
