"""Management by exception: a forecast that leaves its tolerance says so once, and once more when it is back."""

from collections.abc import Iterator

from domain.kernel import Event, Facts
from domain.projects import events as e
from domain.projects.state import PROJECT, Project
from domain.projects.words import CostKind, Dimension

FULL = 10_000


def crossings(project: Project, facts: Facts, *, tolerance_days: int | None, tolerance_bp: int | None) -> Facts:
    """The exceptions that follow from new facts. A tolerance or deviation that is not known crosses nothing."""
    after = PROJECT.fold(facts, project) or project
    time = _crossing(after, Dimension.TIME, slip_of(after), tolerance_days)
    cost = _crossing(after, Dimension.COST, overrun_of(after), tolerance_bp)
    return (*time, *cost)


def slip_of(project: Project) -> int | None:
    """Calendar days that the forecast finish lies after the baseline finish; None where either is unknown."""
    baseline = project.baseline
    if baseline is None or baseline.finish is None or project.finish is None:
        return None
    return (project.finish - baseline.finish).days


def overrun_of(project: Project) -> int | None:
    """How far the whole-life forecast lies above the baseline, in basis points of it, rounded up; or None."""
    forecast = project.costs.get(CostKind.WHOLE_LIFE)
    promised = project.baseline.cost_minor if project.baseline else None
    return beyond(promised, forecast.minor if forecast else None)


def beyond(promised: int | None, forecast: int | None) -> int | None:
    """How far a forecast cost lies above the promised one, in basis points of it, rounded up; None where unknown."""
    if forecast is None or promised is None or promised <= 0:
        return None
    return -((promised - forecast) * FULL // promised)


def _crossing(project: Project, dimension: Dimension, deviation: int | None, tolerance: int | None) -> Iterator[Event]:
    if deviation is None or tolerance is None:
        return
    known = dimension in project.exceptions
    if deviation > tolerance and not known:
        yield e.ExceptionRaised(dimension=dimension, deviation=deviation, tolerance=tolerance)
    if deviation <= tolerance and known:
        yield e.ExceptionCleared(dimension=dimension, deviation=deviation, tolerance=tolerance)
