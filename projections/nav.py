"""The counts beside the menu."""

from projections.corrective_actions.queries import open_count as open_actions
from projections.issues.queries import open_count as open_issues
from projections.programs import ProgramRow
from projections.projects.queries import TERMINAL
from projections.projects.rows import ProjectRow
from projections.risks.queries import open_count as open_risks
from projections.view import View


def counts(view: View) -> dict[str, int]:
    """How many open things of each kind this person may see."""
    return {
        "programs": view.count(ProgramRow),
        "projects": view.count(ProjectRow, f"state NOT IN {TERMINAL}"),
        "risks": open_risks(view),
        "issues": open_issues(view),
        "corrective_actions": open_actions(view),
    }
