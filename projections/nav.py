"""The counts beside the menu, kept as long as nothing is recorded: at one position they are always the same."""

from datetime import date
from uuid import UUID

from domain.programs.words import ProgramState
from projections import owed
from projections.corrective_actions.queries import open_count as open_actions
from projections.issues.queries import open_count as open_issues
from projections.keeping import Kept
from projections.programs import ProgramRow
from projections.projects.queries import TERMINAL
from projections.projects.rows import ProjectRow
from projections.risks.queries import open_count as open_risks
from projections.view import Programs, View

KEPT = 512  # people at a position
OVER = tuple(state.value for state in ProgramState if state.terminal)
Key = tuple[int, Programs, UUID, date, Programs]


class Menu:
    """The menus of one book that were last asked for."""

    def __init__(self) -> None:
        self._kept: Kept[Key, dict[str, int]] = Kept(KEPT)

    def counts(self, view: View, person: UUID, *, today: date, manages: Programs) -> dict[str, int]:
        """How many open things of each kind this person may see, and how many wait for them."""

        def counted() -> dict[str, int]:
            return {**counts(view), "my_work": len(owed.mine(view, person, today=today, manages=manages))}

        return self._kept.of((view.at, view.programs, person, today, manages), counted)


def counts(view: View) -> dict[str, int]:
    """How many open things of each kind this person may see."""
    return {
        "programs": view.count(ProgramRow, f"state NOT IN {OVER}"),
        "projects": view.count(ProjectRow, f"state NOT IN {TERMINAL}"),
        "risks": open_risks(view),
        "issues": open_issues(view),
        "corrective_actions": open_actions(view),
    }
