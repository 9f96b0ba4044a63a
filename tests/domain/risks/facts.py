"""The facts and people that the tests of risks start from."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.risks import events as e
from domain.risks.matrix import MATRIX_1, Level, lookup
from domain.risks.words import REVIEW_DAYS, Category, Stage, Strength, Tier, Treatment

PROGRAM, PROJECT, OWNER, LEAD, SPONSOR, ACTION, ISSUE = (UUID(int=n) for n in range(1, 8))
TODAY = date(2026, 3, 2)
UNTIL = date(2026, 6, 30)

IDENTIFIED = e.RiskIdentified(
    program=PROGRAM,
    project=PROJECT,
    title="Late decision",
    category=Category.EXTERNAL,
    cause="A review is open.",
    event="The decision comes late.",
    effect="Work starts a year later.",
    owner=OWNER,
)


def assessed(likelihood: int, impact: int, **changes: Any) -> e.RiskAssessed:
    level = lookup(MATRIX_1, likelihood, impact)
    stage = changes.get("stage", Stage.CURRENT)
    due = date.fromordinal(TODAY.toordinal() + REVIEW_DAYS[level]) if stage is Stage.CURRENT else None
    fields: dict[str, Any] = {
        "stage": stage,
        "likelihood": likelihood,
        "impact": impact,
        "matrix": 1,
        "level": level,
        "basis": "Three talks.",
        "strength": Strength.MODERATE,
        "review_due": due,
        "by": LEAD,
        "on": TODAY,
    }
    return e.RiskAssessed(**{**fields, **changes})


MEDIUM = assessed(3, 3)
REDUCED = e.TreatmentChosen(
    from_=None, treatment=Treatment.REDUCE, from_response="", response="Prepare both ways.", by=LEAD
)
REQUESTED = e.AcceptanceRequested(approver=SPONSOR, until=UNTIL, argument="It is cheap.", by=LEAD, level=Level.MEDIUM)
ACCEPTED = e.RiskAccepted(
    approver=SPONSOR,
    until=UNTIL,
    level=Level.MEDIUM,
    matrix=1,
    seen_version=3,
    digest="3c",
    from_treatment=None,
    on=TODAY,
)
ESCALATED = e.RiskEscalated(from_=Tier.PROJECT, to=Tier.PROGRAM, reason="No date is set.", by=LEAD)
OCCURRED = e.RiskOccurred(issue=ISSUE, on=TODAY, by=LEAD)
CLOSED = e.RiskClosed(reason="It is over.", by=LEAD)
REOPENED = e.RiskReopened(reason="It is back.", by=LEAD)
WITHDRAWN = e.RiskWithdrawn(reason="It was a duplicate.", by=LEAD)

IS_IDENTIFIED = "The risk is only identified; assess its current level first."
IS_CLOSED = "The risk is closed; reopen it first."
IS_WITHDRAWN = "The risk is withdrawn; identify a new risk."
