"""The people, days and facts that the tests of projects begin with."""

from datetime import date
from uuid import UUID

from domain.projects.events import BaselineApproved, PhaseEntered, ProjectClosed, ProjectInitiated
from domain.projects.words import ProjectState

ANN, BOB = UUID(int=1), UUID(int=2)
PROGRAM, OTHER = UUID(int=11), UUID(int=12)
TODAY = date(2022, 4, 22)

INITIATED = ProjectInitiated(
    program=PROGRAM, code="DFT_0050", name="Rail", description="", category="", start=None, lead=None
)
STARTED = (INITIATED, PhaseEntered(from_=ProjectState.DRAFT, to=ProjectState.IN_PROGRESS))
CLOSING = (*STARTED, PhaseEntered(from_=ProjectState.IN_PROGRESS, to=ProjectState.CLOSING))
CLOSED = (*CLOSING, ProjectClosed(reason="Done", by=ANN, on=TODAY))
BASELINE = BaselineApproved(
    number=1,
    from_finish=None,
    finish=date(2022, 4, 1),
    from_cost_minor=None,
    cost_minor=1_000_00,
    currency="GBP",
    by=ANN,
    reason="",
)
