"""The main row of each kind of thing: whether it goes on, what it says at a glance, and how far it moved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from domain.people.words import PersonState
from domain.programs.words import ProgramState
from domain.reports.words import ReportState
from projections.corrective_actions.rows import ActionRow
from projections.differences.versions import Moved
from projections.issues.rows import IssueRow
from projections.people import PersonRow
from projections.programs import ProgramRow
from projections.projects.rows import ProjectRow
from projections.reports.rows import ReportRow
from projections.risks.rows import MatrixRow, RiskRow
from projections.rows import Row

ENDED_PROGRAMS = (ProgramState.CLOSED, ProgramState.CANCELLED)
ENDED_REPORTS = (ReportState.SUPERSEDED, ReportState.WITHDRAWN)


class Main(msgspec.Struct, frozen=True):
    """A kind of thing: its name, the fields that say at a glance how it stands, and the plural people use."""

    kind: str
    plural: str
    glance: tuple[str, ...]
    state: str = "state"


MAIN: Mapping[type[Row], Main] = {
    ProgramRow: Main("program", "Programs", ("rating", "state", "owner")),
    ProjectRow: Main("project", "Projects", ("rating", "finish", "whole_life_minor")),
    RiskRow: Main("risk", "Risks", ("level", "state", "owner")),
    IssueRow: Main("issue", "Issues", ("severity", "state", "owner")),
    ActionRow: Main("corrective_action", "Corrective actions", ("severity", "state", "owner")),
    ReportRow: Main("report", "Issued reports", ("state", "position")),
    PersonRow: Main("person", "People", ("state", "email")),
    MatrixRow: Main("risk_matrix", "Risk matrix", (), ""),
}
WHAT = {main.kind: main.plural for main in MAIN.values()}
DAYS = ("finish", "due", "baseline_finish")
AMOUNTS = ("whole_life_minor", "baseline_minor")
STEPS = ("rating", "level")


def goes_on(row: Row | None) -> bool:
    """Whether a thing is there and neither closed, cancelled, withdrawn nor disabled."""
    if row is None:
        return False
    if isinstance(row, ProgramRow):
        return row.state not in ENDED_PROGRAMS
    if isinstance(row, ReportRow):
        return row.state not in ENDED_REPORTS
    if isinstance(row, PersonRow):
        return row.state is not PersonState.DISABLED
    return bool(getattr(row, "open", True))


def movement(moved: Sequence[Moved]) -> tuple[int, int, int, int]:
    """How far a thing moved, to put the largest first: days, then money, then steps of its rating, then fields."""
    main = next((each for each in moved if each.kind in MAIN and each.before and each.after), None)
    if main is None or main.before is None or main.after is None:
        return (0, 0, 0, len(moved))
    old, new = main.before.row, main.after.row
    days = max((_days(getattr(old, name, None), getattr(new, name, None)) for name in DAYS), default=0)
    money = max((_apart(getattr(old, name, None), getattr(new, name, None)) for name in AMOUNTS), default=0)
    steps = max((_apart(_rank(getattr(old, name, None)), _rank(getattr(new, name, None))) for name in STEPS), default=0)
    return (days, money, steps, len(moved))


def _days(old: date | None, new: date | None) -> int:
    return abs((new - old).days) if old and new else 0


def _apart(old: int | None, new: int | None) -> int:
    return abs(new - old) if old is not None and new is not None else 0


def _rank(found: Any) -> int | None:
    return None if found is None else int(getattr(found, "rank", 0))
