"""Living with a risk for a while: asked for by one person, approved by another, and ended by its day."""

from datetime import date, timedelta
from uuid import UUID

from domain.duties import ASKER_ACCEPTS, OWNER_ACCEPTS, keep
from domain.kernel import Checks, Facts
from domain.risks import events as e
from domain.risks.state import Risk, begin
from domain.risks.words import AUTHORITY, LONGEST_ACCEPTANCE_DAYS, Request, RiskState, Standing, Tier
from domain.texts import text, why

NOBODY_ASKED = "Nobody asked for an acceptance; ask for one first."


def request_acceptance(risk: Risk, *, approver: UUID, until: date, argument: str, by: UUID, on: date) -> Facts:
    checks = begin(risk, "request_acceptance")
    argument = text(checks, "argument", argument, needed="Say why the risk may be lived with.")
    keep(checks, OWNER_ACCEPTS, "approver", actor=approver, others=[risk.owner])
    keep(checks, ASKER_ACCEPTS, "approver", actor=approver, others=[by])
    _ends_in_time(checks, until, on)
    checks.done()
    request = Request(approver=approver, until=until, argument=argument, by=by)
    if request == risk.request:
        return ()
    level = _current(risk).level
    return (e.AcceptanceRequested(approver=approver, until=until, argument=argument, by=by, level=level),)


def accept(
    risk: Risk, *, approver: UUID, until: date, authority: Tier, seen_version: int, digest: str, on: date
) -> Facts:
    """Approve what was asked, frozen at the level of `seen_version`; `authority` is the approver's tier.

    `digest` binds the acceptance to the facts up to that version.
    """
    checks = begin(risk, "accept")
    keep(checks, OWNER_ACCEPTS, "approver", actor=approver, others=[risk.owner])
    keep(checks, ASKER_ACCEPTS, "approver", actor=approver, others=[risk.request.by] if risk.request else [])
    _was_asked(checks, risk, "approver", approver)
    _ends_in_time(checks, until, on)
    late = risk.request is not None and until > risk.request.until
    checks.that(not late, "until", "This ends later than what was asked for; give an earlier day.")
    checks.that(seen_version >= 1, "seen_version", "Open the risk and accept the version you see.")
    _has_authority(checks, risk, authority)
    checks.done()
    current = _current(risk)
    accepted = e.RiskAccepted(
        approver=approver,
        until=until,
        level=current.level,
        matrix=current.matrix,
        seen_version=seen_version,
        digest=digest,
        from_treatment=risk.treatment,
        from_until=risk.acceptance.until if risk.acceptance else None,
        on=on,
    )
    return (accepted,)


def decline_acceptance(risk: Risk, *, reason: str, by: UUID) -> Facts:
    checks = begin(risk, "decline_acceptance")
    reason = why(checks, reason, needed="Say why the risk is not accepted.")
    _was_asked(checks, risk, "by", by)
    checks.done()
    return (e.AcceptanceDeclined(by=by, reason=reason),)


def revoke_acceptance(risk: Risk, *, reason: str, by: UUID) -> Facts:
    checks = begin(risk, "revoke_acceptance")
    reason = why(checks, reason, needed="Say why the acceptance ends.")
    checks.done()
    held = risk.acceptance
    return (e.AcceptanceRevoked(level=held.level, until=held.until, by=by, reason=reason),) if held else ()


def lapse_acceptance(risk: Risk, *, on: date) -> Facts:
    """End an acceptance whose last day has passed; without a live acceptance there is nothing to end."""
    held = risk.acceptance
    if held is None or risk.state is not RiskState.ACCEPTED:
        return ()
    early = f"The acceptance holds until {held.until:%d %b %Y}; revoke it to end it earlier."
    Checks().that(on > held.until, "on", early).done()
    return (e.AcceptanceLapsed(level=held.level, until=held.until, on=on),)


def _current(risk: Risk) -> Standing:
    assert risk.current is not None  # noqa: S101 - no state that offers acceptance lacks a current level
    return risk.current


def _was_asked(checks: Checks, risk: Risk, field: str, person: UUID) -> None:
    checks.that(risk.request, "", NOBODY_ASKED)
    other = risk.request is not None and risk.request.approver != person
    checks.that(not other, field, "Another person was asked to accept this risk; ask again to name a new one.")


def _ends_in_time(checks: Checks, until: date, on: date) -> None:
    checks.that(until > on, "until", "An acceptance ends after today; give a later day.")
    last = on + timedelta(days=LONGEST_ACCEPTANCE_DAYS)
    checks.that(until <= last, "until", f"An acceptance lasts a year at most; end it by {last:%d %b %Y}.")


def _has_authority(checks: Checks, risk: Risk, authority: Tier) -> None:
    if risk.current is None:
        return
    level, least = risk.current.level, AUTHORITY[risk.current.level]
    short = f"A {level.label.lower()} risk is accepted at the {least.label.lower()} tier or above; ask someone there."
    checks.that(authority.rank >= least.rank, "authority", short)
