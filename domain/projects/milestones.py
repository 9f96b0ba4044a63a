"""What may be decided about a project's milestones and about what must be done before what."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.kernel import Checks, Facts
from domain.projects import events as e
from domain.projects.project import begin
from domain.projects.state import Project, project_id
from domain.projects.words import Edge, Milestone, MilestoneState
from domain.texts import TITLE, text, why

FULL = 10_000
_NONE = Milestone(name="", due=date.min)


def plan_milestone(project: Project, *, milestone: UUID, name: str, due: date) -> Facts:
    checks = begin(project, "plan_milestone")
    name = text(checks, "name", name, needed="Give the milestone a name.", most=TITLE)
    before = project.milestones.get(milestone)
    taken = before is not None and (before.name, before.due) != (name, due)
    checks.that(not taken, "milestone", "This milestone is planned already; move its baseline instead.")
    twin = before is None and any((m.name, m.due) == (name, due) for m in project.milestones.values())
    checks.that(not twin, "name", "A milestone of this name is planned for this day; give another name or day.")
    checks.that(not project.start or due >= project.start, "due", _early(project))
    checks.done()
    return () if before else (e.MilestonePlanned(milestone=milestone, name=name, due=due),)


def baseline_milestone(project: Project, *, milestone: UUID, due: date, reason: str) -> Facts:
    checks, before = _open(project, "baseline_milestone", milestone)
    reason = why(checks, reason, needed="Say why the milestone's baseline moves.")
    checks.done()
    if due == before.due:
        return ()
    moved = e.MilestoneBaselined(milestone=milestone, name=before.name, from_=before.due, to=due, reason=reason)
    return (moved,)


def forecast_milestone(project: Project, *, milestone: UUID, forecast: date, confidence_bp: int | None = None) -> Facts:
    checks, before = _open(project, "forecast_milestone", milestone)
    sure = confidence_bp is None or 0 <= confidence_bp <= FULL
    checks.that(sure, "confidence_bp", "Give confidence as 0 to 100 per cent.")
    checks.done()
    if (forecast, confidence_bp) == (before.forecast, before.confidence_bp):
        return ()
    fact = e.MilestoneForecast(
        milestone=milestone,
        name=before.name,
        from_=before.forecast,
        to=forecast,
        from_confidence_bp=before.confidence_bp,
        confidence_bp=confidence_bp,
    )
    return (fact,)


def achieve_milestone(project: Project, *, milestone: UUID, on: date, evidence: str = "", today: date) -> Facts:
    """A missed milestone may still be achieved later; a day after `today` may not be claimed."""
    before = project.milestones.get(milestone)
    if before and before.state is MilestoneState.ACHIEVED and before.achieved_on == on:
        return ()
    checks, before = _open(project, "achieve_milestone", milestone, MilestoneState.MISSED)
    checks.that(on <= today, "on", "A milestone cannot be achieved on a day to come; give today or an earlier day.")
    checks.that(not project.start or on >= project.start, "on", _early(project))
    evidence = text(checks, "evidence", evidence)
    checks.done()
    achieved = e.MilestoneAchieved(milestone=milestone, name=before.name, due=before.due, on=on, evidence=evidence)
    return (achieved,)


def miss_milestone(project: Project, *, milestone: UUID, on: date, today: date) -> Facts:
    before = project.milestones.get(milestone)
    if before and before.state is MilestoneState.MISSED:
        return ()
    checks, before = _open(project, "miss_milestone", milestone)
    checks.that(on <= today, "on", "A milestone cannot be missed on a day to come; give today or an earlier day.")
    early = f"The milestone is due on {before.due:%Y-%m-%d}; it can be missed only after that day."
    checks.that(on > before.due, "on", early)
    checks.done()
    return (e.MilestoneMissed(milestone=milestone, name=before.name, due=before.due, on=on),)


def withdraw_milestone(project: Project, *, milestone: UUID, reason: str) -> Facts:
    before = project.milestones.get(milestone)
    if before and before.state is MilestoneState.WITHDRAWN:
        return ()
    checks, before = _open(project, "withdraw_milestone", milestone, MilestoneState.MISSED)
    reason = why(checks, reason, needed="Say why the milestone is withdrawn.")
    checks.done()
    return (e.MilestoneWithdrawn(milestone=milestone, name=before.name, reason=reason),)


def record_dependency(
    project: Project, *, predecessor: UUID, successor: UUID, on_project: UUID, edges: Iterable[Edge]
) -> Facts:
    """The successor waits for the predecessor; `edges` are all that are known, of every project, and stay acyclic."""
    checks = begin(project, "record_dependency")
    edge = Edge(predecessor, successor)
    ours = successor == project_id(project.code) or successor in project.milestones
    checks.that(ours, "successor", "What waits must be this project or one of its milestones; choose from these.")
    turning = _reaches({*edges, *project.dependencies}, successor, predecessor)
    circle = "This would make the two wait for each other; remove the dependency in the other direction first."
    checks.that(not turning, "predecessor", circle)
    checks.done()
    if edge in project.dependencies:
        return ()
    return (e.DependencyRecorded(predecessor=predecessor, successor=successor, on_project=on_project),)


def remove_dependency(project: Project, *, predecessor: UUID, successor: UUID, reason: str) -> Facts:
    checks = begin(project, "remove_dependency")
    reason = why(checks, reason, needed="Say why the dependency is removed.")
    checks.done()
    on_project = project.dependencies.get(Edge(predecessor, successor))
    if on_project is None:
        return ()
    removed = e.DependencyRemoved(predecessor=predecessor, successor=successor, on_project=on_project, reason=reason)
    return (removed,)


def _early(project: Project) -> str:
    start = f"{project.start:%Y-%m-%d}" if project.start else ""
    return f"The project began on {start}; give that day or a later one."


def _open(project: Project, act: str, milestone: UUID, *also: MilestoneState) -> tuple[Checks, Milestone]:
    checks = begin(project, act)
    checks.that(
        milestone in project.milestones, "milestone", "The project has no such milestone; choose one of its own."
    )
    found = project.milestones.get(milestone, _NONE)
    settled = f"The milestone is {found.state.label.lower()}; plan a new one."
    checks.that(found.state in {MilestoneState.PLANNED, *also}, "milestone", settled)
    return checks, found


def _reaches(edges: set[Edge], start: UUID, goal: UUID) -> bool:
    after: dict[UUID, list[UUID]] = {}
    for edge in edges:
        after.setdefault(edge.predecessor, []).append(edge.successor)
    seen, ahead = {start}, [start]
    while ahead:
        fresh = [node for node in after.get(ahead.pop(), []) if node not in seen]
        seen.update(fresh)
        ahead.extend(fresh)
    return goal in seen
