"""Whether a corrective action worked: verified by somebody else, closed, and opened again when it comes back."""

from datetime import date
from uuid import UUID

from domain.corrective_actions import events as e
from domain.corrective_actions.state import CorrectiveAction, begin, judgement
from domain.corrective_actions.words import OUTCOMES, Result
from domain.duties import AUTHOR_VERIFIES, DOER_VERIFIES, OWNER_VERIFIES, keep
from domain.kernel import Checks, Facts
from domain.texts import text, why


def verify(
    action: CorrectiveAction,
    *,
    result: Result,
    measured: str,
    conclusion: str,
    seen_version: int,
    digest: str,
    by: UUID,
    on: date,
) -> Facts:
    """Judge the effect; `digest` binds the judgement to the facts up to `seen_version`, which the verifier saw."""
    checks, before = begin(action, "verify"), action.verification
    measured = text(checks, "measured", measured, needed="Say what was measured.")
    conclusion = text(checks, "conclusion", conclusion, needed="Say what you conclude, and why.")
    _judges_nothing_of_their_own(checks, action, by)
    _window_is_over(checks, action, on)
    checks.that(seen_version >= 1, "seen_version", "Open the action and verify the effect you see.")
    checks.done()
    verified = e.EffectivenessVerified(
        from_result=before.result if before else None,
        result=result,
        measured=measured,
        conclusion=conclusion,
        by=by,
        seen_version=seen_version,
        digest=digest,
        on=on,
    )
    return () if before == judgement(verified) else (verified,)


def record_systemic_change(action: CorrectiveAction, *, what: str, by: UUID) -> Facts:
    checks = begin(action, "record_systemic_change")
    what = text(checks, "what", what, needed="Say what changed in the way of working.")
    checks.done()
    return () if what in action.systemic_changes else (e.SystemicChangeRecorded(what=what, by=by),)


def close(action: CorrectiveAction, *, by: UUID, on: date) -> Facts:
    """Close the cycle with the outcome that the verification found."""
    begin(action, "close").done()
    if action.verification is None:
        return ()
    outcome = OUTCOMES[action.verification.result]
    return (e.CapaClosed(outcome=outcome, by=by, on=on, cycle=action.cycle),)


def open_cycle(action: CorrectiveAction, *, reason: str, by: UUID) -> Facts:
    checks = begin(action, "open_cycle")
    reason = why(checks, reason, needed="Say why a new cycle is opened.")
    checks.done()
    return (e.CycleOpened(cycle=action.cycle + 1, reason=reason, by=by),)


def detect_recurrence(action: CorrectiveAction, *, evidence: str, by: UUID, on: date) -> Facts:
    """It happened again after closing: counted against the closed cycle, and a new one opens."""
    checks = begin(action, "detect_recurrence")
    evidence = text(checks, "evidence", evidence, needed="Say what shows that it happened again.")
    checks.done()
    closed = action.cycle
    return (
        e.RecurrenceDetected(evidence=evidence, by=by, on=on, cycle=closed),
        e.CycleOpened(cycle=closed + 1, reason=evidence, by=by),
    )


def _judges_nothing_of_their_own(checks: Checks, action: CorrectiveAction, by: UUID) -> None:
    keep(checks, DOER_VERIFIES, "by", actor=by, others=action.doers)
    keep(checks, AUTHOR_VERIFIES, "by", actor=by, others=[action.plan.by] if action.plan else [])
    keep(checks, OWNER_VERIFIES, "by", actor=by, others=[action.owner])


def _window_is_over(checks: Checks, action: CorrectiveAction, on: date) -> None:
    criterion = action.criterion
    if criterion:
        early = f"The window ends on {criterion.window_to:%d %b %Y}; verify after that day."
        checks.that(on > criterion.window_to, "on", early)
