"""Every kind of row in words: what each field is called and how it reads, or why it is left out.

A test keeps this whole: a new row or field says here what it is called, or why comparing may pass it by.
"""

from typing import Any
from uuid import UUID

from domain.risks.matrix import matrix_id
from projections.differences.described_reports import OF_REPORTS
from projections.differences.described_work import OF_WORK
from projections.differences.describing import (
    FOLLOWS,
    KEY,
    VERSION,
    About,
    Tongue,
    about,
    amount,
    cost,
    name,
    share,
    time,
)
from projections.duties.rows import ApprovalRow, CastRow, DutyRow
from projections.late import LateRow
from projections.people import ALL, GrantRow, PersonRow
from projections.programs import AskRow, DecisionRow, ProgramRatingRow, ProgramRow
from projections.projects.rows import (
    CostEntryRow,
    DependencyRow,
    ForecastRow,
    MilestoneRow,
    ProjectRow,
    ProjectTextRow,
    RatingRow,
    ToleranceRow,
)
from projections.record import CauseRow, EntryRow
from projections.risks.rows import MatrixRow
from projections.rows import Row
from projections.things import NumberRow, ThingRow

LEFT_OUT: dict[type[Row], str] = {
    ThingRow: "it repeats the name and the state that the thing's own row holds",
    NumberRow: "it counts what the log holds",
    EntryRow: "it is the record itself",
    CauseRow: "it is the record itself, found by what caused it",
    CastRow: "it follows from who did what, which the record tells",
    DutyRow: "it follows from who did what, which the record tells",
    ApprovalRow: "the approved thing's own rows say who approved it, when and what",
    LateRow: "it only finds the facts that came late",
    ToleranceRow: "the program's own row holds the same tolerances",
    ProgramRatingRow: "the program's own row holds the rating; the others are history",
    RatingRow: "the project's own row holds the rating; the others are history",
    ForecastRow: "the project's own row holds the finish; the others are history",
}
ALWAYS = {KEY: "id", VERSION: "version changed_at"}


def _scope(scope: Any, _row: Row, tongue: Tongue) -> str:
    return "all programs" if scope == ALL else name(UUID(scope), tongue)


def _levels(matrix: Any, _row: Row, _tongue: Tongue) -> str:
    lines = zip(matrix.likelihoods, matrix.levels, strict=True)
    return "; ".join(f"{likelihood}: {', '.join(level.label for level in levels)}" for likelihood, levels in lines)


DESCRIBED: dict[type[Row], About] = dict(
    (
        about(
            ProgramRow,
            "id",
            fields={
                "code": "Code",
                "name": "Name",
                "purpose": "Purpose",
                "sponsor": "Sponsor",
                "owner": "Owner",
                "state": "State",
                "rating": "Declared health",
                "rating_unknown": "Why it is not rated",
                "narrative": "Narrative",
                "declared_by": "Declared by",
                "declared_on": "Declared on",
                "time_days": ("Tolerance of time", time),
                "cost_bp": ("Tolerance of cost", share),
                "objectives": "Objectives",
            },
            out={KEY: "id program", VERSION: "version changed_at"},
        ),
        about(
            DecisionRow,
            "program",
            called=lambda row, _tongue: f"Decision “{row.title}”",
            fields={"decision": "Decision", "taken_by": "Taken by", "day": "Taken on"},
            out={KEY: "position program title", FOLLOWS: "facts_position"},
        ),
        about(
            AskRow,
            "program",
            called=lambda row, _tongue: f"Ask “{row.question}”",
            fields={
                "to_whom": "Asked of",
                "due": "Due",
                "raised_by": "Raised by",
                "answer": "Answer",
                "answered_on": "Answered on",
            },
            out={KEY: "id program question position"},
        ),
        about(
            ProjectRow,
            "id",
            fields={
                "program": "Program",
                "code": "Code",
                "name": "Name",
                "category": "Category",
                "state": "Phase",
                "lead": "Lead",
                "start": "Start",
                "start_unknown": "Why the start is unknown",
                "rating": "Delivery confidence",
                "rating_unknown": "Why it is not rated",
                "finish": "Finish",
                "finish_unknown": "Why the finish is unknown",
                "baseline": "Baseline",
                "baseline_finish": "Baseline finish",
                "baseline_minor": ("Baseline cost", amount),
                "whole_life_minor": ("Whole-life cost", cost),
                "whole_life_unknown": "Why the cost is unknown",
                "year_budget_minor": ("Budget of the year", amount),
                "year_forecast_minor": ("Forecast of the year", amount),
                "currency": "Currency",
                "progress_bp": ("Progress", share),
                "exceptions": "Exceptions",
                "reported_on": "Status reported on",
            },
            out={**ALWAYS, FOLLOWS: "rating_rank slip"},
        ),
        about(
            ProjectTextRow,
            "id",
            fields={"description": "Description", "narrative": "Narrative", "next_steps": "Next steps"},
            out={KEY: "id"},
        ),
        about(
            MilestoneRow,
            "project",
            called=lambda row, _tongue: f"Milestone “{row.name}”",
            fields={
                "due": "Due",
                "forecast": "Forecast",
                "confidence_bp": ("Confidence", share),
                "state": "State",
                "achieved_on": "Achieved on",
            },
            out={KEY: "id project name", VERSION: "position"},
        ),
        about(
            DependencyRow,
            "project",
            fields={"on_project": "Waits for"},
            out={KEY: "project predecessor successor"},
        ),
        about(
            CostEntryRow,
            "project",
            called=lambda row, _tongue: f"Cost of {row.period}",
            fields={
                "actual_minor": ("Actual", amount),
                "planned_minor": ("Planned", amount),
                "earned_minor": ("Earned", amount),
            },
            out={KEY: "project period"},
        ),
        about(
            MatrixRow,
            "",
            thing=matrix_id(),
            called=lambda row, _tongue: f"Risk matrix {row.version}",
            fields={"matrix": ("Levels", _levels)},
            out={KEY: "version", VERSION: "stream_version"},
        ),
        about(
            PersonRow,
            "id",
            fields={"name": "Name", "email": "E-mail", "state": "State"},
            out={KEY: "id", VERSION: "version"},
        ),
        about(
            GrantRow,
            "person",
            called=lambda row, _tongue: f"Role {row.role.label.lower()}",
            fields={"scope": ("Held in", _scope), "last_day": "Until"},
            out={KEY: "person role"},
        ),
        *OF_WORK,
        *OF_REPORTS,
    )
)
