"""What may be decided about a risk from its identification to its end: wording, level, treatment and review."""

from datetime import date, timedelta
from uuid import UUID

from domain.kernel import Checks, Facts
from domain.risks import events as e
from domain.risks.acceptance import accept, decline_acceptance, lapse_acceptance, request_acceptance, revoke_acceptance
from domain.risks.assessment import assess
from domain.risks.escalation import answer_escalation, deescalate, escalate
from domain.risks.state import RISK, Risk, begin
from domain.risks.words import ACTS, REVIEW_DAYS, Category, Part, Treatment, acts
from domain.texts import TITLE, text, why

__all__ = [
    "ACTS",
    "RISK",
    "Risk",
    "accept",
    "acts",
    "answer_escalation",
    "assess",
    "decline_acceptance",
    "deescalate",
    "escalate",
    "lapse_acceptance",
    "request_acceptance",
    "revoke_acceptance",
]


def identify(
    *,
    program: UUID,
    project: UUID | None = None,
    title: str,
    category: Category,
    cause: str = "",
    event: str,
    effect: str = "",
    owner: UUID,
    proximity: date | None = None,
) -> Facts:
    checks = Checks()
    fact = e.RiskIdentified(
        program=program,
        project=project,
        title=_part(checks, Part.TITLE, title),
        category=category,
        cause=_part(checks, Part.CAUSE, cause),
        event=_part(checks, Part.EVENT, event),
        effect=_part(checks, Part.EFFECT, effect),
        owner=owner,
        proximity=proximity,
    )
    checks.done()
    return (fact,)


def reword(risk: Risk, *, title: str, cause: str, event: str, effect: str) -> Facts:
    """Say the risk in other words: one fact for each part that differs."""
    checks = begin(risk, "reword")
    before = {Part.TITLE: risk.title, Part.CAUSE: risk.cause, Part.EVENT: risk.event, Part.EFFECT: risk.effect}
    asked = {Part.TITLE: title, Part.CAUSE: cause, Part.EVENT: event, Part.EFFECT: effect}
    said = {part: _part(checks, part, value) for part, value in asked.items()}
    checks.done()
    return tuple(e.RiskReworded(part=p, from_=before[p], to=to) for p, to in said.items() if to != before[p])


def recategorise(risk: Risk, *, category: Category) -> Facts:
    begin(risk, "recategorise").done()
    return () if category is risk.category else (e.RiskRecategorised(from_=risk.category, to=category),)


def move_proximity(risk: Risk, *, proximity: date | None) -> Facts:
    begin(risk, "move_proximity").done()
    return () if proximity == risk.proximity else (e.RiskProximityMoved(from_=risk.proximity, to=proximity),)


def assign_owner(risk: Risk, *, owner: UUID) -> Facts:
    checks = begin(risk, "assign_owner")
    approved = risk.acceptance is not None and risk.acceptance.approver == owner
    checks.that(not approved, "owner", "This person accepted the risk; name another owner or revoke the acceptance.")
    checks.done()
    return () if owner == risk.owner else (e.RiskOwnerAssigned(from_=risk.owner, to=owner),)


def choose_treatment(risk: Risk, *, treatment: Treatment, response: str, by: UUID) -> Facts:
    checks = begin(risk, "choose_treatment")
    response = text(checks, "response", response, needed="Say what is done about the risk.")
    accepting = treatment is Treatment.ACCEPT
    checks.that(not accepting, "treatment", "Accepting takes another person's approval; ask for acceptance instead.")
    checks.done()
    if (treatment, response) == (risk.treatment, risk.response):
        return ()
    before, said = risk.treatment, risk.response
    return (e.TreatmentChosen(from_=before, treatment=treatment, from_response=said, response=response, by=by),)


def link_action(risk: Risk, *, action: UUID) -> Facts:
    begin(risk, "link_action").done()
    return () if action in risk.actions else (e.TreatmentActionLinked(action=action),)


def unlink_action(risk: Risk, *, action: UUID, reason: str) -> Facts:
    checks = begin(risk, "unlink_action")
    reason = why(checks, reason, needed="Say why the action no longer treats this risk.")
    checks.done()
    return (e.TreatmentActionUnlinked(action=action, reason=reason),) if action in risk.actions else ()


def review(risk: Risk, *, next_due: date, note: str = "", by: UUID, on: date) -> Facts:
    checks = begin(risk, "review")
    note = text(checks, "note", note)
    checks.that(next_due > on, "next_due", "The next review comes after this one; give a later day.")
    if risk.current:
        last = on + timedelta(days=REVIEW_DAYS[risk.current.level])
        level = risk.current.level.label.lower()
        late = f"A {level} risk is reviewed again by {last:%d %b %Y}; give that day or an earlier one."
        checks.that(next_due <= last, "next_due", late)
    checks.done()
    return (e.RiskReviewed(by=by, on=on, from_due=risk.review_due, next_due=next_due, note=note),)


def materialise(risk: Risk, *, issue: UUID, by: UUID, on: date) -> Facts:
    """The risk happened; `issue` is what follows it up."""
    begin(risk, "materialise").done()
    return (e.RiskOccurred(issue=issue, on=on, by=by),)


def close(risk: Risk, *, reason: str, by: UUID) -> Facts:
    checks = begin(risk, "close")
    reason = why(checks, reason, needed="Say why the risk is closed.")
    checks.done()
    return (e.RiskClosed(reason=reason, by=by),)


def reopen(risk: Risk, *, reason: str, by: UUID) -> Facts:
    checks = begin(risk, "reopen")
    reason = why(checks, reason, needed="Say why the risk is open again.")
    checks.done()
    return (e.RiskReopened(reason=reason, by=by),)


def withdraw(risk: Risk, *, reason: str, by: UUID) -> Facts:
    checks = begin(risk, "withdraw")
    reason = why(checks, reason, needed="Say why the risk is withdrawn.")
    checks.done()
    return (e.RiskWithdrawn(reason=reason, by=by),)


_NEEDED = {Part.TITLE: "Give the risk a title.", Part.EVENT: "Say what may happen."}


def _part(checks: Checks, part: Part, value: str) -> str:
    most = {"most": TITLE} if part is Part.TITLE else {}
    return text(checks, part.value, value, needed=_NEEDED.get(part, ""), **most)
