"""The people, days and facts that the tests of programs begin with."""

from datetime import date
from uuid import UUID

from domain.programs.events import ProgramApproved, ProgramClosingBegun, ProgramProposed, ProgramPutOnHold

ANN, BOB = UUID(int=1), UUID(int=2)
PROJECT, OTHER, ASK_ID = UUID(int=11), UUID(int=12), UUID(int=21)
TODAY = date(2026, 4, 22)

PROPOSED = ProgramProposed(code="DFT", name="Transport", purpose="", owner=None, sponsor="")
APPROVED = ProgramApproved(by=ANN)
ACTIVE = (PROPOSED, APPROVED)
ON_HOLD = (*ACTIVE, ProgramPutOnHold(reason="Funding", by=ANN))
CLOSING = (*ACTIVE, ProgramClosingBegun(by=ANN))
