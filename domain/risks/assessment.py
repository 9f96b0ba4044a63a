"""How bad a risk is: its level at a stage, looked up in the matrix in force."""

from datetime import date, timedelta
from uuid import UUID

from domain.kernel import Checks, Facts
from domain.risks import events as e
from domain.risks.matrix import SCALE, Level, Matrix, lookup
from domain.risks.state import Risk, begin
from domain.risks.words import REVIEW_DAYS, RiskState, Stage, Standing, Strength
from domain.texts import text


def assess(
    risk: Risk,
    *,
    stage: Stage,
    likelihood: int,
    impact: int,
    matrix: Matrix,
    basis: str,
    strength: Strength,
    justification: str = "",
    by: UUID,
    on: date,
) -> Facts:
    """Assess one stage. A current level above the accepted one ends the acceptance in the same decision."""
    checks = begin(risk, "assess")
    _on_the_scale(checks, likelihood, impact)
    basis = text(checks, "basis", basis, needed="Say what the assessment rests on.")
    justification = text(checks, "justification", justification)
    checks.that(stage is not Stage.RESIDUAL or risk.current, "stage", "Assess the current level first.")
    checks.done()
    after = Standing(
        likelihood=likelihood,
        impact=impact,
        matrix=matrix.version,
        level=lookup(matrix, likelihood, impact),
        basis=basis,
        strength=strength,
        justification=justification,
    )
    return _facts(risk, stage, after, by, on)


def _on_the_scale(checks: Checks, likelihood: int, impact: int) -> None:
    checks.that(1 <= likelihood <= SCALE, "likelihood", f"Give the likelihood as 1 to {SCALE}.")
    checks.that(1 <= impact <= SCALE, "impact", f"Give the impact as 1 to {SCALE}.")


def _facts(risk: Risk, stage: Stage, after: Standing, by: UUID, on: date) -> Facts:
    _residual_is_not_above(risk, stage, after)
    before: Standing | None = getattr(risk, stage.value)
    if after == before and risk.state is not RiskState.LAPSED:
        return ()
    assessed = e.RiskAssessed(
        stage=stage,
        from_likelihood=before.likelihood if before else None,
        likelihood=after.likelihood,
        from_impact=before.impact if before else None,
        impact=after.impact,
        from_level=before.level if before else None,
        level=after.level,
        matrix=after.matrix,
        basis=after.basis,
        strength=after.strength,
        justification=after.justification,
        review_due=_review_due(risk, after.level, on) if stage is Stage.CURRENT else None,
        by=by,
        on=on,
    )
    return (assessed, *(_outgrown(risk, after.level, by) if stage is Stage.CURRENT else ()))


def _residual_is_not_above(risk: Risk, stage: Stage, after: Standing) -> None:
    current = after if stage is Stage.CURRENT else risk.current
    residual = after if stage is Stage.RESIDUAL else risk.residual
    if stage is Stage.INHERENT or not current or not residual:
        return
    above = residual.level.rank > current.level.rank
    sentence = (
        f"The residual level {residual.level.label} is above the current level {current.level.label}; "
        "assess the residual level lower, or justify it."
    )
    Checks().that(not above or after.justification, "justification", sentence).done()


def _review_due(risk: Risk, level: Level, on: date) -> date:
    cadence = on + timedelta(days=REVIEW_DAYS[level])
    return min(cadence, risk.review_due) if risk.review_due else cadence


def _outgrown(risk: Risk, level: Level, by: UUID) -> Facts:
    held = risk.acceptance
    if held is None or level.rank <= held.level.rank:
        return ()
    reason = f"The current level {level.label} is above the accepted level {held.level.label}."
    return (e.AcceptanceRevoked(level=held.level, until=held.until, by=by, reason=reason),)
