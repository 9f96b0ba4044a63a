"""What may be asked of a project's milestones and dependencies."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from application.desk import MANAGERS, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask
from application.ledger.ledger import Change
from application.projects import ProjectAct
from domain.kernel import Facts
from domain.projects import milestones
from domain.projects.state import PROJECT, Project
from domain.projects.words import Edge


class PlanMilestone(ProjectAct, frozen=True, kw_only=True):
    """Plan the milestone"""

    name: Annotated[str, ask("Milestone")]
    due: Annotated[date, ask("Due", missing="Enter the day it is due.")]

    def decide(self, state: Project, ask: Ask) -> Facts:
        return milestones.plan_milestone(state, milestone=new_id(ask, "milestone"), name=self.name, due=self.due)


class MilestoneAct(ProjectAct, frozen=True, kw_only=True):
    """An act on one milestone of a project."""

    milestone: Annotated[UUID, ask("Milestone", input="milestone")]


class BaselineMilestone(MilestoneAct, frozen=True, kw_only=True):
    """Move the milestone's baseline"""

    ROLES = MANAGERS

    due: Annotated[date, ask("New due date")]
    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return milestones.baseline_milestone(state, milestone=self.milestone, due=self.due, reason=self.reason)


class ForecastMilestone(MilestoneAct, frozen=True, kw_only=True):
    """Forecast the milestone"""

    forecast: Annotated[date, ask("Forecast date")]
    confidence_bp: Annotated[
        int | None, ask("Confidence", "How likely this date is, in per cent.", input="percent")
    ] = None

    def decide(self, state: Project, ask: Ask) -> Facts:
        return milestones.forecast_milestone(
            state, milestone=self.milestone, forecast=self.forecast, confidence_bp=self.confidence_bp
        )


class AchieveMilestone(MilestoneAct, frozen=True, kw_only=True):
    """Record the milestone as achieved"""

    on: Annotated[date, ask("Achieved on")]
    evidence: Annotated[str, ask("Evidence", "What shows it.", input="area")] = ""

    def decide(self, state: Project, ask: Ask) -> Facts:
        return milestones.achieve_milestone(
            state, milestone=self.milestone, on=self.on, evidence=self.evidence, today=ask.today
        )


class MissMilestone(MilestoneAct, frozen=True, kw_only=True):
    """Record the milestone as missed"""

    def decide(self, state: Project, ask: Ask) -> Facts:
        return milestones.miss_milestone(state, milestone=self.milestone, on=ask.on, today=ask.today)


class WithdrawMilestone(MilestoneAct, frozen=True, kw_only=True):
    """Withdraw the milestone"""

    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return milestones.withdraw_milestone(state, milestone=self.milestone, reason=self.reason)


class RecordDependency(ProjectAct, frozen=True, kw_only=True):
    """Record what it waits for"""

    on_project: Annotated[UUID, ask("Waits for", "The project that has to be done first.", input="project")]

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded = desk.look(self, ask)
        desk.load(PROJECT, self.on_project).state  # noqa: B018 - raises where there is no such project
        facts = milestones.record_dependency(
            loaded.state,
            predecessor=self.on_project,
            successor=self.thing,
            on_project=self.on_project,
            edges=_edges(desk, self.on_project),
        )
        return [loaded.facts(facts)]


class RemoveDependency(ProjectAct, frozen=True, kw_only=True):
    """Remove what it waits for"""

    on_project: Annotated[UUID, ask("No longer waits for", input="project")]
    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return milestones.remove_dependency(
            state, predecessor=self.on_project, successor=self.thing, reason=self.reason
        )


def _edges(desk: Desk, start: UUID) -> Sequence[Edge]:
    """Every dependency that can be reached backwards from a project: enough to see a cycle."""
    found: dict[Edge, None] = {}
    ahead, seen = [start], {start}
    while ahead:
        state = desk.load(PROJECT, ahead.pop()).found
        for edge, on in (state.dependencies if state else {}).items():
            found[edge] = None
            if on not in seen:
                seen.add(on)
                ahead.append(on)
    return tuple(found)
