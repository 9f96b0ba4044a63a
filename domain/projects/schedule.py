"""How a schedule stands: slip, behind-schedule, and the two indices of a plan's health. Undefined is None."""

from collections.abc import Collection
from datetime import date, timedelta

from domain.rules import Rule

WEEK = 7
WORKDAYS = 5
FULL = 10_000

SLIP = Rule(
    "slip", "Days moved", "Calendar days from the baseline finish to the forecast finish; fewer than none is earlier."
)
MILESTONE_LATE = Rule(
    "milestone-late",
    "How late a milestone is",
    "Calendar days from the day it is due to the day it was achieved, or to its forecast until then.",
)
MILESTONE_STATE = Rule(
    "milestone-state",
    "State of a milestone",
    "As recorded; while it is planned, overdue once its day is past, and at risk where its forecast lies later.",
)


def slip_days(baseline: date | None, *, forecast: date | None) -> int | None:
    """Calendar days that the forecast lies after the baseline; negative where it is earlier."""
    return None if baseline is None or forecast is None else (forecast - baseline).days


def slip_working_days(
    baseline: date | None, *, forecast: date | None, holidays: Collection[date] = frozenset()
) -> int | None:
    """Monday to Friday, less holidays, after the baseline up to and with the forecast; negative where it is earlier."""
    if baseline is None or forecast is None:
        return None
    if forecast < baseline:
        return -_workdays(forecast, baseline, holidays)
    return _workdays(baseline, forecast, holidays)


def behind_schedule(today: date, *, start: date | None, due: date | None, done_bp: int) -> bool | None:
    """Whether the day that the work done should have been reached is past; `done_bp` in basis points.

    start + floor((due - start + 1) x done) <= today. Source: Redmine's issue model. None without both dates.
    """
    if start is None or due is None:
        return None
    days = ((due - start).days + 1) * done_bp // FULL
    return start + timedelta(days=days) <= today


def bei(finished: int, *, planned: int) -> float | None:
    """Baseline execution index: tasks finished over tasks that the baseline has finished by now. DCMA: 0.95 or more."""
    return finished / planned if planned > 0 else None


def cpli(critical_path_days: int, *, total_float_days: int) -> float | None:
    """Critical path length index: (length + total float) / length, in days. DCMA: 0.95 or more."""
    return (critical_path_days + total_float_days) / critical_path_days if critical_path_days > 0 else None


def _workdays(after: date, until: date, holidays: Collection[date]) -> int:
    weeks, rest = divmod((until - after).days, WEEK)
    odd = sum((after + timedelta(days=day)).weekday() < WORKDAYS for day in range(1, rest + 1))
    off = sum(after < day <= until and day.weekday() < WORKDAYS for day in set(holidays))
    return weeks * WORKDAYS + odd - off
