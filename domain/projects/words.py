"""The vocabulary of projects: ratings, phases, gates, kinds of cost, and which act is possible in which phase."""

from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

import msgspec


class Rating(StrEnum):
    """Delivery confidence, worst first. Three steps or five: whoever uses three leaves the mixed ones out."""

    RED = "red"
    AMBER_RED = "amber_red"
    AMBER = "amber"
    AMBER_GREEN = "amber_green"
    GREEN = "green"

    @property
    def label(self) -> str:
        return self.value.replace("_", "/").title()

    @property
    def rank(self) -> int:
        """0 is the worst, 4 the best."""
        return _RATINGS.index(self)

    def better_than(self, other: Self) -> bool:
        return self.rank > other.rank


_RATINGS = tuple(Rating)


class ProjectState(StrEnum):
    DRAFT = "draft"
    INITIATED = "initiated"
    PLANNING = "planning"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    LEFT_PORTFOLIO = "left_portfolio"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def standing(self) -> str:
        """What a sentence says after "The project "."""
        return "has left the portfolio" if self is ProjectState.LEFT_PORTFOLIO else f"is {self.label.lower()}"

    @property
    def terminal(self) -> bool:
        return self in {
            ProjectState.CLOSED,
            ProjectState.CANCELLED,
            ProjectState.LEFT_PORTFOLIO,
            ProjectState.WITHDRAWN,
        }


class Gate(StrEnum):
    RFP = "rfp"
    RFE = "rfe"
    RFC = "rfc"

    @property
    def label(self) -> str:
        return _GATES[self][0]

    @property
    def opens(self) -> ProjectState:
        """The phase that a project may not enter while the gate stands refused."""
        return _GATES[self][1]


_GATES: dict[Gate, tuple[str, ProjectState]] = {
    Gate.RFP: ("Ready for planning", ProjectState.PLANNING),
    Gate.RFE: ("Ready for executing", ProjectState.IN_PROGRESS),
    Gate.RFC: ("Ready for closing", ProjectState.CLOSING),
}


class CostKind(StrEnum):
    WHOLE_LIFE = "whole_life"
    YEAR_BUDGET = "year_budget"
    YEAR_FORECAST = "year_forecast"

    @property
    def label(self) -> str:
        return {"whole_life": "Whole-life cost", "year_budget": "Budget of the year"}.get(
            self.value, "Forecast of the year"
        )


class Dimension(StrEnum):
    """What is held against a tolerance: time in days, cost in basis points of the baseline, risks by their count."""

    TIME = "time"
    COST = "cost"
    RISK = "risk"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class MilestoneState(StrEnum):
    PLANNED = "planned"
    ACHIEVED = "achieved"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    due: date
    forecast: date | None = None
    confidence_bp: int | None = None
    state: MilestoneState = MilestoneState.PLANNED
    achieved_on: date | None = None

    @property
    def at_risk(self) -> bool:
        """It is still to come and forecast later than it is due."""
        return self.state is MilestoneState.PLANNED and self.forecast is not None and self.forecast > self.due


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """What was promised; cost in minor units."""

    number: int
    finish: date | None
    cost_minor: int | None


class CostForecast(msgspec.Struct, frozen=True, kw_only=True):
    minor: int | None
    unknown: str = ""


class CostEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One month's actual cost, planned value and earned value, minor units."""

    actual_minor: int
    planned_minor: int | None = None
    earned_minor: int | None = None


class Edge(msgspec.Struct, frozen=True):
    """The predecessor (a project or milestone) must be done before the successor can be."""

    predecessor: UUID
    successor: UUID


_ALWAYS = (
    "report_status",
    "declare_health",
    "revise_finish",
    "revise_cost",
    "report_progress",
    "correct_progress",
    "record_cost",
    "record_start",
    "plan_milestone",
    "baseline_milestone",
    "forecast_milestone",
    "achieve_milestone",
    "miss_milestone",
    "withdraw_milestone",
    "approve_baseline",
    "record_dependency",
    "remove_dependency",
    "rename",
    "describe",
    "assign_lead",
    "move",
    "pass_gate",
    "refuse_gate",
    "cancel",
    "leave_portfolio",
    "withdraw",
)

ACTS: dict[ProjectState, tuple[str, ...]] = {
    ProjectState.DRAFT: ("enter_phase", *_ALWAYS),
    ProjectState.INITIATED: ("enter_phase", *_ALWAYS),
    ProjectState.PLANNING: (*_ALWAYS, "enter_phase"),
    ProjectState.IN_PROGRESS: (*_ALWAYS, "enter_phase"),
    ProjectState.ON_HOLD: ("enter_phase", *_ALWAYS),
    ProjectState.CLOSING: ("close", *_ALWAYS),
    ProjectState.CLOSED: ("reopen",),
    ProjectState.CANCELLED: (),
    ProjectState.LEFT_PORTFOLIO: ("return_to_portfolio",),
    ProjectState.WITHDRAWN: (),
}

NEXT: dict[ProjectState, tuple[ProjectState, ...]] = {
    ProjectState.DRAFT: (ProjectState.INITIATED, ProjectState.PLANNING, ProjectState.IN_PROGRESS),
    ProjectState.INITIATED: (ProjectState.PLANNING, ProjectState.IN_PROGRESS),
    ProjectState.PLANNING: (ProjectState.IN_PROGRESS, ProjectState.ON_HOLD),
    ProjectState.IN_PROGRESS: (ProjectState.ON_HOLD, ProjectState.CLOSING),
    ProjectState.ON_HOLD: (ProjectState.IN_PROGRESS, ProjectState.CLOSING),
    ProjectState.CLOSING: (),
    ProjectState.CLOSED: (),
    ProjectState.CANCELLED: (),
    ProjectState.LEFT_PORTFOLIO: (),
    ProjectState.WITHDRAWN: (),
}
"""The phases that `enter_phase` leads to; earlier ones may be passed over by work that was under way before."""

INSTEAD: dict[ProjectState, str] = {
    ProjectState.CLOSING: "close or cancel it",
    ProjectState.CLOSED: "reopen it first",
    ProjectState.CANCELLED: "initiate a new project",
    ProjectState.LEFT_PORTFOLIO: "return it to the portfolio first",
    ProjectState.WITHDRAWN: "initiate a new project",
}
"""What a person may do about an act that the state does not allow; elsewhere the next phase is named."""


def acts(state: ProjectState) -> tuple[str, ...]:
    """The names of the decisions that are possible in a state, the likeliest first."""
    return ACTS[state]
