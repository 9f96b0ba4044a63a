"""Publishing a risk matrix, and looking a level up in it."""

from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from domain.risks import matrix
from domain.risks.matrix import MATRIX_1, RISK_MATRIX, Level, lookup
from tests.domain.gwt import given
from tests.domain.risks.facts import LEAD

SECOND = replace(MATRIX_1, version=2, levels=tuple((*row[:4], Level.SEVERE) for row in MATRIX_1.levels))


def published(**changes: Any) -> matrix.RiskMatrixPublished:
    fields = {name: getattr(SECOND, name) for name in SECOND.__struct_fields__}
    return matrix.RiskMatrixPublished(**{**fields, "from_version": 1, "by": LEAD, **changes})


def test_the_shipped_matrix_is_not_a_product() -> None:
    assert lookup(MATRIX_1, 1, 5) is Level.HIGH
    assert lookup(MATRIX_1, 5, 1) is Level.MEDIUM
    assert lookup(MATRIX_1, 3, 3) is Level.MEDIUM
    assert lookup(MATRIX_1, 4, 5) is Level.SEVERE


def test_the_shipped_matrix_would_pass_its_own_rules() -> None:
    given(RISK_MATRIX).when(matrix.publish, matrix=replace(MATRIX_1, version=2), by=LEAD).then_state(
        matrix=replace(MATRIX_1, version=2)
    )


def test_a_darker_shade_never_means_a_lower_level() -> None:
    cells = sorted(
        (shade, level.rank)
        for levels, shades in zip(MATRIX_1.levels, MATRIX_1.shades, strict=True)
        for level, shade in zip(levels, shades, strict=True)
    )
    assert all(a[1] <= b[1] for a, b in pairwise(cells))


def test_until_one_is_published_the_shipped_matrix_is_in_force() -> None:
    assert matrix.in_force(None) is MATRIX_1
    assert matrix.in_force(RISK_MATRIX.fold([published()])) == SECOND


def test_the_next_version_is_published_once() -> None:
    given(RISK_MATRIX).when(matrix.publish, matrix=SECOND, by=LEAD).then(published()).when(
        matrix.publish, matrix=SECOND, by=LEAD
    ).then()


def test_the_shipped_matrix_is_not_published_again() -> None:
    given(RISK_MATRIX).when(matrix.publish, matrix=MATRIX_1, by=LEAD).then()


def test_versions_have_no_gaps() -> None:
    given(RISK_MATRIX, published()).when(matrix.publish, matrix=replace(SECOND, version=4), by=LEAD).refused(
        "The next version is 3; publish it as that."
    )


def test_cells_rise_with_likelihood_and_with_impact() -> None:
    falling = "A cell is lower than one of less likelihood or impact; let cells only rise in both directions."
    by_row = (tuple(reversed(MATRIX_1.levels[0])), *SECOND.levels[1:])
    by_column = (*SECOND.levels[:4], (Level.LOW,) * 5)
    for levels in (by_row, by_column):
        given(RISK_MATRIX).when(matrix.publish, matrix=replace(SECOND, levels=levels), by=LEAD).refused(falling)
    shades = (*SECOND.shades[:4], (0, 0, 0, 0, 0))
    given(RISK_MATRIX).when(matrix.publish, matrix=replace(SECOND, shades=shades), by=LEAD).refused(falling)


def test_a_matrix_is_five_by_five_with_labels_and_shades_in_range() -> None:
    asked = replace(
        SECOND,
        likelihoods=("Rare", "Rare", "Possible", "Likely", "Certain"),
        impacts=("Minor", " ", "Serious", "Major", "Critical"),
        levels=SECOND.levels[:4],
        shades=(*SECOND.shades[:4], (6, 6, 6, 6, 6)),
    )
    given(RISK_MATRIX).when(matrix.publish, matrix=asked, by=LEAD).refused(
        "Give 5 different labels.",
        "Name every step of the scale.",
        "Give 5 rows of 5 cells.",
        "Give every shade as 0 to 5.",
    )
