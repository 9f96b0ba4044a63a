"""The risk matrix: a published lookup from likelihood and impact to a level, never their product."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec

from domain.kernel import NAMESPACE, Aggregate, Checks, Event, Facts
from domain.rules import Rule
from domain.texts import TITLE, Word, text

SCALE = 5
DARKEST = 5

RISK_LEVEL = Rule(
    "risk-level",
    "Level of a risk",
    "The published matrix says which level a likelihood and an impact give, cell by cell; they are never multiplied. "
    "The version of the matrix in force when it was assessed holds.",
)
RISK_MOVED = Rule(
    "risk-movement",
    "How a risk moved",
    "Its level at the earlier position beside its level now: worse, better or unchanged; new where it was not there, "
    "ended where it occurred, was closed or was withdrawn.",
)
OPEN_RISKS = Rule("open-risks", "Open risks", "The risks that have not occurred and were neither closed nor withdrawn.")
HEAT_LEVEL = Rule(
    "heat-level",
    "Risks of a level in the heat map",
    "The open risks whose newest assessment at this stage stands in a cell that the matrix in force gives this level.",
)
ASSESSED_RISKS = Rule(
    "assessed-risks", "Assessed risks", "The open risks that were assessed at this stage, whatever level it gave."
)
UNASSESSED_RISKS = Rule("unassessed-risks", "Risks not assessed", "The open risks never assessed at this stage.")
HEAT = Rule(
    "heat",
    "A cell of the heat map",
    "The open risks whose newest assessment at this stage has this likelihood and this impact.",
)


class Level(Word):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    SEVERE = "severe"


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """One version. Cells are rows by likelihood, columns by impact, both from 1; shades are 0 (light) to 5 (dark)."""

    version: int
    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    levels: tuple[tuple[Level, ...], ...]
    shades: tuple[tuple[int, ...], ...]


class RiskMatrixPublished(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "risk_matrix.published/1"
    version: int
    from_version: int
    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    levels: tuple[tuple[Level, ...], ...]
    shades: tuple[tuple[int, ...], ...]
    by: UUID


class RiskMatrix(msgspec.Struct, frozen=True, kw_only=True):
    """The matrix in force."""

    matrix: Matrix


_L, _M, _H, _S = Level.LOW, Level.MEDIUM, Level.HIGH, Level.SEVERE

MATRIX_1 = Matrix(
    version=1,
    likelihoods=("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
    impacts=("Minor", "Moderate", "Serious", "Major", "Critical"),
    levels=(
        (_L, _L, _L, _M, _H),
        (_L, _L, _M, _M, _H),
        (_L, _M, _M, _H, _S),
        (_L, _M, _H, _H, _S),
        (_M, _M, _H, _S, _S),
    ),
    shades=(
        (0, 0, 1, 2, 3),
        (0, 1, 2, 2, 4),
        (0, 2, 2, 3, 5),
        (1, 2, 3, 4, 5),
        (2, 2, 3, 5, 5),
    ),
)

RISK_MATRIX = Aggregate("risk_matrix", RiskMatrix)


def matrix_id() -> UUID:
    """The one stream that holds every version of the matrix."""
    return uuid5(NAMESPACE, "risk_matrix")


def lookup(matrix: Matrix, likelihood: int, impact: int) -> Level:
    """The level of a likelihood 1..5 and an impact 1..5."""
    return matrix.levels[likelihood - 1][impact - 1]


def in_force(published: RiskMatrix | None) -> Matrix:
    """The latest published matrix; until one is published, the one that ships."""
    return published.matrix if published else MATRIX_1


def publish(published: RiskMatrix | None, *, matrix: Matrix, by: UUID) -> Facts:
    """Publish the next version; published again, the one in force makes no fact. The shipped matrix is version 1."""
    before = in_force(published)
    if matrix == before:
        return ()
    checks = Checks()
    likelihoods = _labels(checks, "likelihoods", matrix.likelihoods)
    impacts = _labels(checks, "impacts", matrix.impacts)
    following = before.version + 1
    checks.that(matrix.version == following, "version", f"The next version is {following}; publish it as that.")
    _cells(checks, "levels", [[level.rank for level in row] for row in matrix.levels])
    _cells(checks, "shades", matrix.shades)
    dark = all(0 <= shade <= DARKEST for row in matrix.shades for shade in row)
    checks.that(dark, "shades", f"Give every shade as 0 to {DARKEST}.")
    checks.done()
    return (
        RiskMatrixPublished(
            version=matrix.version,
            from_version=before.version,
            likelihoods=likelihoods,
            impacts=impacts,
            levels=matrix.levels,
            shades=matrix.shades,
            by=by,
        ),
    )


@RISK_MATRIX.on(RiskMatrixPublished)
def _published(_: RiskMatrix | None, fact: RiskMatrixPublished) -> RiskMatrix:
    return RiskMatrix(
        matrix=Matrix(
            version=fact.version,
            likelihoods=fact.likelihoods,
            impacts=fact.impacts,
            levels=fact.levels,
            shades=fact.shades,
        )
    )


def _labels(checks: Checks, field: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    stripped = tuple(text(checks, field, label, needed="Name every step of the scale.", most=TITLE) for label in labels)
    checks.that(len(set(stripped)) == len(labels) == SCALE, field, f"Give {SCALE} different labels.")
    return stripped


def _cells(checks: Checks, field: str, rows: Sequence[Sequence[int]]) -> None:
    square = len(rows) == SCALE and all(len(row) == SCALE for row in rows)
    checks.that(square, field, f"Give {SCALE} rows of {SCALE} cells.")
    lines = [*rows, *zip(*rows, strict=True)] if square else []
    rising = all(a <= b for line in lines for a, b in pairwise(line))
    sentence = "A cell is lower than one of less likelihood or impact; let cells only rise in both directions."
    checks.that(rising, field, sentence)
