"""Score models, money exposure and the quantitative closed form, as pure functions with units and sources."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import exp, log
from statistics import NormalDist

import msgspec

Z_90 = 1.6448536  # the standard normal's 95th percentile: bounds of a two-sided 90 % interval
CENT = Decimal("0.01")
WHOLE_BP = 10_000

_RAW: dict[int, Callable[[int, int], int]] = {
    1: lambda likelihood, impact: likelihood * impact + 2 * impact,
    2: lambda likelihood, impact: likelihood * impact + impact,
    3: lambda likelihood, impact: likelihood * impact,
    4: lambda likelihood, impact: likelihood * impact + likelihood,
    5: lambda likelihood, impact: likelihood * impact + 2 * likelihood,
}


class Severity(msgspec.Struct, frozen=True, kw_only=True):
    """The lognormal loss of one occurrence: mean and deviation of its natural logarithm."""

    mu: float
    sigma: float


def ordinal_score(model: int, *, likelihood: int, impact: int, scale: int = 5) -> Decimal:
    """A score 0..10, two decimals, half up: raw x 10 / raw at the top of the scale.

    Models 1 to 5 of SimpleRisk. Products of ordinal numbers rank, they do not measure (Cox 2008), so no rule of
    this program decides by them. ValueError for a model or a number outside its scale.
    """
    if model not in _RAW:
        raise ValueError(f"There is no score model {model}; use 1 to 5.")
    if not (1 <= likelihood <= scale and 1 <= impact <= scale):
        raise ValueError(f"Likelihood and impact lie between 1 and {scale}.")
    raw = _RAW[model]
    return (Decimal(raw(likelihood, impact) * 10) / raw(scale, scale)).quantize(CENT, ROUND_HALF_UP)


def residual_score(score: Decimal, *, mitigation_percent: int) -> Decimal:
    """The score left after a mitigation of 0..100 per cent, two decimals, half up (SimpleRisk). Else ValueError."""
    if not 0 <= mitigation_percent <= 100:  # noqa: PLR2004 - per cent
        raise ValueError("Mitigation lies between 0 and 100 per cent.")
    return (score * (100 - mitigation_percent) / 100).quantize(CENT, ROUND_HALF_UP)


def exposure(risks: Iterable[tuple[int, int]]) -> int:
    """The expected monetary value in minor units of one currency, rounded half up (PMBOK: sum of p x I).

    Each risk is (probability in basis points 0..10000, impact in minor units). ValueError for other probabilities.
    """
    total = 0
    for probability_bp, impact in risks:
        if not 0 <= probability_bp <= WHOLE_BP:
            raise ValueError("A probability lies between 0 and 10000 basis points.")
        total += probability_bp * impact
    return (total + WHOLE_BP // 2) // WHOLE_BP


def severity(*, lower: float, upper: float) -> Severity:
    """The lognormal whose central 90 % lies between two losses in one unit of money.

    sigma = (ln upper - ln lower) / (2 x 1.6448536), mu = ln lower + 1.6448536 x sigma. ValueError unless
    0 < lower < upper.
    """
    if not 0 < lower < upper:
        raise ValueError("The lower loss is above zero and the upper loss above the lower.")
    sigma = (log(upper) - log(lower)) / (2 * Z_90)
    return Severity(mu=log(lower) + Z_90 * sigma, sigma=sigma)


def mean_loss(loss: Severity) -> float:
    """The mean loss of one occurrence, exp(mu + sigma^2 / 2), in the unit of the bounds."""
    return exp(loss.mu + loss.sigma**2 / 2)


def annual_loss(loss: Severity, *, probability: float) -> float:
    """The expected loss a year: probability (0..1, at most one occurrence a year) x mean loss. Else ValueError."""
    return _probability(probability) * mean_loss(loss)


def exceedance(loss: Severity, *, probability: float, amount: float) -> float:
    """The chance that a year's loss reaches an amount above zero: p x (1 - Phi((ln amount - mu) / sigma))."""
    if amount <= 0:
        raise ValueError("The amount is above zero.")
    return _probability(probability) * (1 - NormalDist(loss.mu, loss.sigma).cdf(log(amount)))


def return_on_treatment(*, current: float, residual: float, cost: float) -> float:
    """(expected annual loss now - expected annual loss after - cost) / cost, a ratio. ValueError unless cost > 0."""
    if cost <= 0:
        raise ValueError("The cost is above zero.")
    return (current - residual - cost) / cost


def _probability(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError("A probability lies between 0 and 1.")
    return value
