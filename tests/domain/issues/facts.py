"""The facts and people that the tests of issues start from."""

from datetime import date
from uuid import UUID

from domain.issues import events as e
from domain.issues.words import Area

PROGRAM, RISK, LEAD, AGENT, SPONSOR, ACTION = (UUID(int=n) for n in range(1, 7))
TODAY = date(2026, 3, 2)

RAISED = e.IssueRaised(
    program=PROGRAM, title="Queue is down", description="Since noon.", from_risk=RISK, raised_by=AGENT, on=TODAY
)
TRIAGED = e.IssueTriaged(severity=2, priority=1, area=Area.SELLER)
STARTED = e.WorkStarted(by=AGENT)
RESOLVED = e.IssueResolved(resolution="Restarted.", by=AGENT, on=TODAY)
CLOSED = e.IssueClosed(by=LEAD, on=TODAY)
REOPENED = e.IssueReopened(reason="Down again.", by=LEAD)
WITHDRAWN = e.IssueWithdrawn(reason="A duplicate.", by=LEAD)
ESCALATED = e.EscalationRaised(from_level=0, level=1, to=SPONSOR, reason="", by=LEAD)

IS_OPEN = "The issue is open; triage it first."
IS_CLOSED = "The issue is closed; reopen it first."
IS_WITHDRAWN = "The issue is withdrawn; raise a new issue."
