"""Taking a risk up the tiers for an answer, and back down."""

from datetime import date
from uuid import UUID

from domain.kernel import Checks, Facts
from domain.risks import events as e
from domain.risks.state import Risk, begin
from domain.risks.words import Tier
from domain.texts import text, why


def escalate(risk: Risk, *, to: Tier, reason: str, answer_due: date | None = None, by: UUID, on: date) -> Facts:
    """Take the risk up one tier; past a tier only where the reason says why, so a reason is always needed."""
    checks = begin(risk, "escalate")
    reason = why(checks, reason, needed=_why(risk, to))
    _is_above(checks, risk.tier, to)
    ahead = answer_due is None or answer_due >= on
    checks.that(ahead, "answer_due", "An answer cannot be due in the past; give a later day.")
    checks.done()
    return (e.RiskEscalated(from_=risk.tier, to=to, reason=reason, by=by, answer_due=answer_due),)


def answer_escalation(risk: Risk, *, answer: str, by: UUID) -> Facts:
    checks = begin(risk, "answer_escalation")
    answer = text(checks, "answer", answer, needed="Write the answer.")
    checks.that(risk.escalation, "", "No escalation waits for an answer; escalate the risk first.")
    own = "You escalated this risk yourself; another person answers it."
    checks.that(risk.escalation is None or risk.escalation.by != by, "", own)
    checks.done()
    return (e.EscalationAnswered(tier=risk.tier, answer=answer, by=by),)


def deescalate(risk: Risk, *, to: Tier, reason: str, by: UUID) -> Facts:
    checks = begin(risk, "deescalate")
    reason = why(checks, reason, needed="Say why a lower tier can handle the risk.")
    below = f"The risk is at the {risk.tier.label.lower()} tier; choose a lower one."
    checks.that(to.rank < risk.tier.rank, "to", below)
    checks.done()
    return (e.RiskDeescalated(from_=risk.tier, to=to, reason=reason, by=by),)


def _why(risk: Risk, to: Tier) -> str:
    skipped = to.rank > risk.tier.rank + 1
    return "Say why the escalation goes past a tier." if skipped else "Say why the risk is escalated."


def _is_above(checks: Checks, tier: Tier, to: Tier) -> None:
    top = tier is Tier.EXECUTIVE
    step = "answer the escalation or bring it down" if top else "choose a higher one"
    checks.that(to.rank > tier.rank, "to", f"The risk is at the {tier.label.lower()} tier; {step}.")
