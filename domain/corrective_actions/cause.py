"""Why a nonconformity happened, found by five whys or a fishbone, and why it was not caught."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from domain.corrective_actions import events as e
from domain.corrective_actions.state import CorrectiveAction, begin
from domain.corrective_actions.words import Branch, Method
from domain.kernel import Checks, Facts
from domain.texts import TITLE, text

MOST_WHYS = 10


def determine_cause(
    action: CorrectiveAction,
    *,
    method: Method,
    whys: tuple[str, ...] = (),
    branches: tuple[Branch, ...] = (),
    root_cause: str,
    escape_point: str,
    without_containment: str = "",
    by: UUID,
    on: date,
) -> Facts:
    """Record the cause; five whys fill `whys`, a fishbone fills `branches`."""
    checks = begin(action, "determine_cause")
    by_whys = method is Method.FIVE_WHYS
    determined = e.CauseDetermined(
        method=method,
        whys=_whys(checks, whys) if by_whys else (),
        branches=() if by_whys else _branches(checks, branches),
        from_root_cause=action.cause.root_cause if action.cause else "",
        root_cause=text(checks, "root_cause", root_cause, needed="Say which cause is acted on."),
        escape_point=text(checks, "escape_point", escape_point, needed="Say where it should have been caught."),
        without_containment=_without_containment(checks, action, without_containment),
        by=by,
        on=on,
    )
    checks.done()
    before = action.cause
    return () if before and _same(before, determined) else (determined,)


def _whys(checks: Checks, whys: tuple[str, ...]) -> tuple[str, ...]:
    checks.that(1 <= len(whys) <= MOST_WHYS, "whys", f"Give 1 to {MOST_WHYS} whys.")
    return tuple(text(checks, "whys", why, needed="Answer every why, or leave it out.") for why in whys)


def _branches(checks: Checks, branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    checks.that(any(branch.causes for branch in branches), "branches", "Give at least one cause on a branch.")
    return tuple(
        Branch(
            category=text(checks, "branches", branch.category, needed="Name every branch.", most=TITLE),
            causes=tuple(
                text(checks, "branches", cause, needed="Word every cause, or leave it out.") for cause in branch.causes
            ),
        )
        for branch in branches
    )


def _without_containment(checks: Checks, action: CorrectiveAction, reason: str) -> str:
    contained = bool(action.containments)
    needed = "" if contained else "Nothing was contained; say why, or contain it first."
    reason = text(checks, "without_containment", reason, needed=needed)
    return "" if contained else reason


def _same(before: e.CauseDetermined, after: e.CauseDetermined) -> bool:
    return replace(after, by=before.by, on=before.on, from_root_cause=before.from_root_cause) == before
