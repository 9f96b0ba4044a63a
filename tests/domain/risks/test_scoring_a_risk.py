"""Scoring a risk: each formula against numbers that were computed elsewhere."""

from decimal import Decimal
from itertools import product

import pytest

from domain.risks.scoring import (
    annual_loss,
    exceedance,
    exposure,
    mean_loss,
    ordinal_score,
    residual_score,
    return_on_treatment,
    severity,
)

LOSS = severity(lower=10_000, upper=100_000)


@pytest.mark.parametrize(("model", "score"), [(1, "5.14"), (2, "5.00"), (3, "4.80"), (4, "5.33"), (5, "5.71")])
def test_a_likelihood_of_four_and_an_impact_of_three_score_by_model(model: int, score: str) -> None:
    assert ordinal_score(model, likelihood=4, impact=3) == Decimal(score)


@pytest.mark.parametrize("model", [1, 2, 3, 4, 5])
def test_every_model_reaches_ten_only_at_the_top(model: int) -> None:
    scores = {cell: ordinal_score(model, likelihood=cell[0], impact=cell[1]) for cell in product(range(1, 6), repeat=2)}
    assert [cell for cell, score in scores.items() if score == Decimal(10)] == [(5, 5)]


@pytest.mark.parametrize(("model", "likelihood", "impact"), [(6, 1, 1), (1, 0, 1), (1, 1, 6)])
def test_a_score_outside_its_scale_is_an_error(model: int, likelihood: int, impact: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        ordinal_score(model, likelihood=likelihood, impact=impact)


def test_a_mitigation_leaves_its_share_of_the_score() -> None:
    assert residual_score(Decimal("4.80"), mitigation_percent=60) == Decimal("1.92")
    with pytest.raises(ValueError, match="between 0 and 100"):
        residual_score(Decimal(1), mitigation_percent=101)


def test_the_exposure_is_the_sum_of_probability_times_impact_rounded_half_up() -> None:
    assert exposure([(2_000, 50_000), (5_000, 30_000)]) == 25_000
    assert exposure([(5_000, 1)]) == 1
    assert exposure([(4_999, 1)]) == 0
    assert exposure([]) == 0
    with pytest.raises(ValueError, match="basis points"):
        exposure([(10_001, 1)])


def test_ninety_per_cent_bounds_give_the_lognormal() -> None:
    assert LOSS.mu == pytest.approx(10.361633, abs=1e-6)
    assert LOSS.sigma == pytest.approx(0.699936, abs=1e-6)
    assert mean_loss(LOSS) == pytest.approx(40_400.13, abs=0.01)
    assert annual_loss(LOSS, probability=0.2) == pytest.approx(8_080.03, abs=0.01)


def test_the_bounds_themselves_are_exceeded_as_often_as_they_say() -> None:
    assert exceedance(LOSS, probability=0.2, amount=10_000) == pytest.approx(0.2 * 0.95, abs=1e-6)
    assert exceedance(LOSS, probability=0.2, amount=100_000) == pytest.approx(0.2 * 0.05, abs=1e-6)
    with pytest.raises(ValueError, match="above zero"):
        exceedance(LOSS, probability=0.2, amount=0)


@pytest.mark.parametrize(("lower", "upper"), [(0, 1), (2, 1), (1, 1)])
def test_bounds_that_are_no_interval_are_an_error(lower: float, upper: float) -> None:
    with pytest.raises(ValueError, match="above"):
        severity(lower=lower, upper=upper)


def test_a_probability_lies_between_zero_and_one() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        annual_loss(LOSS, probability=1.1)


def test_the_return_on_a_treatment_is_a_ratio_of_its_cost() -> None:
    assert return_on_treatment(current=8_000, residual=2_000, cost=3_000) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="above zero"):
        return_on_treatment(current=1, residual=0, cost=0)
