"""The rows of risks, issues and corrective actions in words."""

from typing import Any

from domain.issues.words import PRIORITIES, SEVERITIES
from projections.corrective_actions import rows as actions
from projections.differences.describing import FOLLOWS, KEY, RANK, STANDS, VERSION, Tongue, about, name, of_words
from projections.issues import rows as issues
from projections.risks import rows as risks
from projections.rows import Row

HOW = {"treats": "Treated by", "follows": "Followed by", "became": "Became"}


def _linked(other: Any, row: Any, tongue: Tongue) -> str:
    return f"{HOW[row.how].lower()} {name(other, tongue)}"


def _steps(steps: Any, _row: Row, tongue: Tongue) -> str:
    return "; ".join(f"{step.what} ({name(step.owner, tongue)}, {step.due:%-d %b %Y})" for step in steps)


def _branches(branches: Any, _row: Row, _tongue: Tongue) -> str:
    return "; ".join(f"{branch.category}: {', '.join(branch.causes)}" for branch in branches)


OF_RISKS = (
    about(
        risks.RiskRow,
        "id",
        fields={
            "project": "Project",
            "title": "Title",
            "owner": "Owner",
            "category": "Category",
            "state": "State",
            "tier": "Tier",
            "treatment": "Treatment",
            "likelihood": "Likelihood",
            "impact": "Impact",
            "level": "Level",
            "matrix": "By matrix",
            "inherent_likelihood": "Inherent likelihood",
            "inherent_impact": "Inherent impact",
            "inherent_level": "Inherent level",
            "residual_likelihood": "Residual likelihood",
            "residual_impact": "Residual impact",
            "residual_level": "Residual level",
            "proximity": "May happen by",
            "review_due": "Review due",
            "waits_for": "Waits for",
            "accepted_until": "Accepted until",
            "escalated": "Escalated",
            "answer_due": "Answer due",
        },
        out={KEY: "id program code", RANK: "level_rank", VERSION: "version changed_at"},
    ),
    about(
        risks.RiskTextRow,
        "id",
        fields={"cause": "Cause", "event": "Event", "effect": "Effect", "response": "Response"},
        out={KEY: "id program"},
    ),
    about(
        risks.AssessmentRow,
        "risk",
        called=lambda row, _tongue: f"Assessment of {row.day:%-d %b %Y}",
        fields={
            "stage": "Stage",
            "basis": "Basis",
            "strength": "Strength",
            "justification": "Justification",
            "assessor": "Assessor",
        },
        out={KEY: "position risk program day", STANDS: "likelihood impact level matrix"},
    ),
    about(
        risks.RequestRow,
        "id",
        called="Acceptance asked for",
        fields={"last_day": "Until", "argument": "Argument", "asker": "Asked by"},
        out={KEY: "id program", STANDS: "approver level"},
    ),
    about(
        risks.AcceptanceRow,
        "id",
        called="Acceptance",
        fields={"approver": "Accepted by", "level": "At the level", "day": "Accepted on"},
        out={KEY: "id program position", STANDS: "last_day", FOLLOWS: "seen_version"},
    ),
    about(
        risks.EscalationRow,
        "id",
        called="Escalation",
        fields={"raised_by": "Raised by", "reason": "Reason"},
        out={KEY: "id program position", STANDS: "tier answer_due"},
    ),
    about(
        risks.LinkRow,
        "risk",
        fields={"other": ("Link", _linked)},
        out={KEY: "risk how program position"},
    ),
)
OF_ISSUES = (
    about(
        issues.IssueRow,
        "id",
        fields={
            "project": "Project",
            "title": "Title",
            "state": "State",
            "owner": "Owner",
            "severity": ("Severity", of_words(SEVERITIES)),
            "priority": ("Priority", of_words(PRIORITIES)),
            "area": "Area",
            "level": "Escalation level",
            "escalated_to": "Escalated to",
            "escalated_to_whom": "Escalated to, in words",
            "escalation_due": "Answer due",
            "acknowledged_by": "Acknowledged by",
            "due": "Due",
            "from_risk": "From the risk",
            "raised_by": "Raised by",
            "opened_on": "Opened on",
            "closed_on": "Closed on",
        },
        out={KEY: "id program code", FOLLOWS: "escalation", VERSION: "version changed_at"},
    ),
    about(issues.IssueTextRow, "id", fields={"description": "Description"}, out={KEY: "id program"}),
    about(
        issues.EscalationRow,
        "issue",
        called=lambda row, _tongue: f"Escalation {row.number}",
        fields={
            "reason": "Reason",
            "raised_by": "Raised by",
            "raised_on": "Raised on",
            "acknowledged_on": "Acknowledged on",
            "returned_by": "Returned by",
            "returned_on": "Returned on",
            "returned_because": "Returned because",
        },
        out={KEY: "issue number program", STANDS: "level escalated_to to_whom due acknowledged_by"},
    ),
    about(
        issues.EndingRow,
        "issue",
        called=lambda row, _tongue: row.state.label,
        fields={"words": "In words", "person": "By", "day": "On"},
        out={KEY: "issue position program", STANDS: "state"},
    ),
    about(issues.IssueActionRow, "issue", fields={"action": "Answered by"}, out={KEY: "issue program"}),
)
OF_ACTIONS = (
    about(
        actions.ActionRow,
        "id",
        fields={
            "project": "Project",
            "title": "Title",
            "state": "State",
            "severity": "Severity",
            "kind": "Kind",
            "owner": "Owner",
            "due": "Due",
            "cycle": "Cycle",
            "contained": "Contained",
            "plan_version": "Approved plan",
            "proposed_version": "Proposed plan",
            "proposed_by": "Proposed by",
            "window_from": "Effect measured from",
            "window_to": "Effect measured to",
            "opened_on": "Opened on",
            "closed_on": "Closed on",
        },
        out={
            KEY: "id program code",
            FOLLOWS: "steps steps_open step_owner planned_by doers next_step waits_for",
            VERSION: "version changed_at",
        },
    ),
    about(
        actions.ActionTextRow,
        "id",
        fields={
            "requirement": "Requirement",
            "evidence": "Evidence",
            "containments": "Containment",
            "systemic_changes": "Systemic changes",
            "cancelled_because": "Cancelled because",
        },
        out={KEY: "id program"},
    ),
    about(
        actions.CycleRow,
        "action",
        called=lambda row, _tongue: f"Cycle {row.cycle}",
        fields={
            "opened_because": "Opened because",
            "contained_by": "Contained by",
            "contained_on": "Contained on",
            "method": "Method",
            "whys": "Whys",
            "branches": ("Fishbone", _branches),
            "root_cause": "Root cause",
            "escape_point": "Escape point",
            "without_containment": "Why without containment",
            "cause_by": "Cause determined by",
            "cause_on": "Cause determined on",
            "approved_by": "Plan approved by",
            "approved_on": "Plan approved on",
            "metric": "Metric",
            "test": "Test",
            "threshold": "Threshold",
            "criterion_by": "Criterion set by",
            "criterion_on": "Criterion set on",
            "implemented_by": "Implemented by",
            "implemented_on": "Implemented on",
            "result": "Result",
            "measured": "Measured",
            "conclusion": "Conclusion",
            "verified_by": "Verified by",
            "verified_on": "Verified on",
            "outcome": "Outcome",
            "closed_by": "Closed by",
            "recurrence": "Recurrence",
            "recurred_on": "Recurred on",
        },
        out={
            KEY: "action cycle program",
            STANDS: "approved_version window_from window_to closed_on opened_by opened_on",
            FOLLOWS: "seen_version",
        },
    ),
    about(
        actions.PlanRow,
        "action",
        called=lambda row, _tongue: f"Plan {row.number}",
        fields={"steps": ("Steps", _steps)},
        out={KEY: "action number program cycle", STANDS: "proposed_by proposed_on"},
    ),
    about(
        actions.StepRow,
        "action",
        called=lambda row, _tongue: f"Step “{row.what}”",
        fields={
            "kind": "Kind",
            "owner": "Owner",
            "due": "Due",
            "done_by": "Done by",
            "done_on": "Done on",
            "evidence": "Evidence",
        },
        out={KEY: "action cycle step program place what"},
    ),
    about(actions.LinkRow, "action", fields={"thing": "Answers"}, out={KEY: "action kind program"}),
)
OF_WORK = (*OF_RISKS, *OF_ISSUES, *OF_ACTIONS)
