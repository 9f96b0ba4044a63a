"""The facts and people that the tests of corrective actions start from."""

from datetime import date
from uuid import UUID

from domain.corrective_actions import events as e
from domain.corrective_actions.words import Kind, Method, Outcome, Result, Severity, Step

PROGRAM, ISSUE, RISK, LEAD, QUALITY, SPONSOR, AUDITOR = (UUID(int=n) for n in range(1, 8))
TODAY = date(2026, 3, 2)
LATER = date(2026, 10, 29)
WINDOW_FROM, WINDOW_TO = date(2026, 12, 1), date(2027, 3, 31)
AFTER_WINDOW = date(2027, 4, 1)

FIRST = Step(id=UUID(int=20), what="Own the discharge time.", kind=Kind.CORRECTIVE, owner=LEAD, due=TODAY)
SECOND = Step(id=UUID(int=21), what="Check every week.", kind=Kind.PREVENTIVE, owner=LEAD, due=TODAY)

RECORDED = e.NonconformityRecorded(
    program=PROGRAM,
    title="Attainment below target",
    requirement="95 % within four hours.",
    evidence="85.9 % in January.",
    severity=Severity.MAJOR,
    kind=Kind.CORRECTIVE,
    source_issue=ISSUE,
    owner=LEAD,
    by=QUALITY,
    on=TODAY,
)
CONTAINED = e.ContainmentApplied(what="An overflow area.", by=LEAD, on=TODAY)
CAUSE = e.CauseDetermined(
    method=Method.FIVE_WHYS,
    whys=("Beds were not free.", "Nobody owned the discharge time."),
    root_cause="Nobody owned the discharge time.",
    escape_point="The weekly review.",
    by=QUALITY,
    on=TODAY,
)
PROPOSED = e.PlanProposed(version=1, steps=(FIRST, SECOND), by=LEAD)
CRITERION = e.EffectivenessCriterionSet(
    from_=None,
    metric="Attainment",
    test="December to March",
    threshold="At least 95 %",
    window_from=WINDOW_FROM,
    window_to=WINDOW_TO,
    by=SPONSOR,
)
APPROVED = e.PlanApproved(from_version=None, version=1, by=SPONSOR, seen_version=4, digest="4f", on=TODAY)
FIRST_DONE = e.StepDone(step=FIRST.id, what=FIRST.what, evidence="The roster.", by=LEAD, on=LATER)
SECOND_DONE = e.StepDone(step=SECOND.id, what=SECOND.what, evidence="The log.", by=QUALITY, on=LATER)
IMPLEMENTED = e.ActionImplemented(by=LEAD, on=LATER)
NOT_EFFECTIVE = e.EffectivenessVerified(
    result=Result.NOT_EFFECTIVE,
    measured="92.5 %",
    conclusion="Below 95 %.",
    by=AUDITOR,
    seen_version=9,
    digest="9a",
    on=AFTER_WINDOW,
)
CLOSED = e.CapaClosed(outcome=Outcome.INEFFECTIVE, by=AUDITOR, on=AFTER_WINDOW, cycle=1)
CANCELLED = e.CorrectiveActionCancelled(reason="A duplicate.", by=QUALITY)

TO_CAUSE = (RECORDED, CONTAINED, CAUSE)
TO_PROPOSAL = (*TO_CAUSE, PROPOSED, CRITERION)
TO_PLAN = (*TO_PROPOSAL, APPROVED)
TO_IMPLEMENTED = (*TO_PLAN, FIRST_DONE, SECOND_DONE, IMPLEMENTED)
TO_VERIFIED = (*TO_IMPLEMENTED, NOT_EFFECTIVE)
TO_CLOSED = (*TO_VERIFIED, CLOSED)

AT_START = "The corrective action is at “Nonconformity recorded”; contain it and determine its cause first."
AT_PLAN = "The corrective action is at “Plan approved”; complete its steps and mark it as implemented first."
AT_IMPLEMENTED = "The corrective action is at “Implemented”; verify the effect first."
AT_INEFFECTIVE = "The corrective action is at “Closed ineffective”; open a new cycle first."
AT_CANCELLED = "The corrective action is at “Cancelled”; record a new nonconformity."
