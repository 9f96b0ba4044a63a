"""The counts beside the menu."""

from uuid import UUID

from projections.programs import ProgramRow
from projections.projects.queries import TERMINAL
from projections.projects.rows import ProjectRow
from projections.view import View


def counts(view: View, person: UUID) -> dict[str, int]:
    """How many open things of each kind this person may see."""
    return {
        "programs": view.count(ProgramRow),
        "projects": view.count(ProjectRow, f"state NOT IN {TERMINAL}"),
    }
