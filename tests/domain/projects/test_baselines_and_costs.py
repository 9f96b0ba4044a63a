"""Approving and replacing baselines, and recording what a month cost, planned and earned."""

from datetime import date

import pytest

from domain.projects import costs as c
from domain.projects import events as e
from domain.projects.project import PROJECT
from domain.projects.words import Dimension
from tests.domain.gwt import given
from tests.domain.projects.facts import ANN, BASELINE, BOB, CLOSED, STARTED, TODAY

FINISH, LATER = date(2022, 4, 1), date(2022, 12, 31)


def test_the_first_baseline_needs_no_reason_and_is_approved_once() -> None:
    said = {"finish": FINISH, "cost_minor": 1_000_00, "by": ANN}
    after = given(PROJECT, *STARTED).when(c.approve_baseline, **said).then(BASELINE)
    after.when(c.approve_baseline, **said).then()


def test_a_later_baseline_needs_a_reason_and_keeps_the_earlier_one() -> None:
    project = given(PROJECT, *STARTED, BASELINE)
    project.when(c.approve_baseline, finish=LATER, cost_minor=None, by=BOB).refused("Say why the baseline is replaced.")
    asked = project.when(c.approve_baseline, finish=LATER, cost_minor=None, by=BOB, reason="New scope")
    second = e.BaselineApproved(
        number=2,
        from_finish=FINISH,
        finish=LATER,
        from_cost_minor=1_000_00,
        cost_minor=None,
        currency="GBP",
        by=BOB,
        reason="New scope",
    )
    assert [baseline.number for baseline in asked.then(second).state.baselines] == [1, 2]


def test_a_later_baseline_ends_the_exception_it_answers() -> None:
    moved = e.ScheduleForecastRevised(from_=None, to=LATER, unknown="", on=TODAY)
    raised = e.ExceptionRaised(dimension=Dimension.TIME, deviation=274, tolerance=180)
    asked = given(PROJECT, *STARTED, BASELINE, moved, raised).when(
        c.approve_baseline, finish=LATER, cost_minor=None, by=BOB, reason="New scope", tolerance_days=180
    )
    assert asked.facts[1:] == (e.ExceptionCleared(dimension=Dimension.TIME, deviation=0, tolerance=180),)


def test_a_baseline_promises_something() -> None:
    given(PROJECT, *STARTED).when(c.approve_baseline, finish=None, cost_minor=None, by=ANN).refused(
        "Give the finish, the cost or both."
    )
    given(PROJECT, *CLOSED).when(c.approve_baseline, finish=LATER, cost_minor=None, by=ANN).refused(
        "The project is closed; reopen it first."
    )


def test_a_month_is_recorded_once_and_corrected_with_what_it_was() -> None:
    first = _cost(None, 100, None, 90, None, 80)
    after = given(PROJECT, *STARTED).when(
        c.record_cost, period="2022-04", actual_minor=100, planned_minor=90, earned_minor=80
    )
    project = after.then(first)
    project.when(c.record_cost, period="2022-04", actual_minor=100, planned_minor=90, earned_minor=80).then()
    again = project.when(c.record_cost, period="2022-04", actual_minor=110)
    again.then(_cost(100, 110, 90, None, 80, None))


@pytest.mark.parametrize("period", ["", "2022", "2022-13", "2022-4", "2022-04-01", "0022-04", "2022-04\n"])
def test_a_month_that_is_none_is_refused(period: str) -> None:
    given(PROJECT, *STARTED).when(c.record_cost, period=period, actual_minor=1, currency="EUROS").refused(
        "Give the month as year and month, such as 2026-04.", "Give the currency as three letters, such as GBP."
    )


def _cost(*minor: int | None) -> e.CostRecorded:
    names = ("actual_minor", "planned_minor", "earned_minor")
    pairs = {name: (minor[2 * n], minor[2 * n + 1]) for n, name in enumerate(names)}
    values = {f"from_{name}": was for name, (was, _) in pairs.items()} | {name: now for name, (_, now) in pairs.items()}
    return e.CostRecorded(period="2022-04", currency="GBP", **values)  # type: ignore[arg-type]
