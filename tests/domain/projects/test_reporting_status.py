"""Reporting the status of a project: only what differs is recorded, and unknown is not the same as not said."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from domain.projects import events as e
from domain.projects import status as s
from domain.projects.project import PROJECT
from domain.projects.words import CostKind, Dimension, Rating
from tests.domain.gwt import given
from tests.domain.projects.facts import ANN, BASELINE, CLOSED, STARTED, TODAY

FINISH = date(2022, 10, 16)
RED = e.HealthDeclared(from_=None, to=Rating.RED, unknown="", reason="", by=ANN)
MOVED = e.ScheduleForecastRevised(from_=None, to=FINISH, unknown="", on=TODAY)
LATE = e.ExceptionRaised(dimension=Dimension.TIME, deviation=198, tolerance=180)
COST = e.CostForecastRevised(kind=CostKind.WHOLE_LIFE, from_minor=None, to_minor=1_200_00, currency="GBP", unknown="")
DEAR = e.ExceptionRaised(dimension=Dimension.COST, deviation=2000, tolerance=1000)


def report(**said: Any) -> partial[Any]:
    return partial(
        s.report_status, report=s.StatusReport(**said), by=ANN, on=TODAY, tolerance_days=180, tolerance_bp=1000
    )


def test_a_whole_report_is_recorded_once() -> None:
    told = report(
        rating=Rating.RED,
        start=date(2020, 3, 23),
        finish=FINISH,
        whole_life_minor=1_200_00,
        year_budget_minor=50,
        year_forecast_unknown="Exempt",
        progress_bp=4000,
        narrative="Late. ",
        next_steps="Agree",
    )
    budget = e.CostForecastRevised(kind=CostKind.YEAR_BUDGET, from_minor=None, to_minor=50, currency="GBP", unknown="")
    unknown = e.CostForecastRevised(
        kind=CostKind.YEAR_FORECAST, from_minor=None, to_minor=None, currency="GBP", unknown="Exempt"
    )
    asked = given(PROJECT, *STARTED, BASELINE).when(told)
    after = asked.then(
        RED,
        e.StartRecorded(from_=None, to=date(2020, 3, 23), unknown=""),
        MOVED,
        COST,
        budget,
        unknown,
        e.ProgressReported(from_bp=0, to_bp=4000, on=TODAY),
        e.StatusReported(narrative="Late.", next_steps="Agree", on=TODAY),
        LATE,
        DEAR,
    )
    after.when(told).then()


def test_what_is_not_said_stays() -> None:
    given(PROJECT, *STARTED, BASELINE, RED, MOVED, COST, LATE, DEAR).when(report()).then()


def test_unknown_is_a_fact_with_its_reason() -> None:
    project = given(PROJECT, *STARTED, BASELINE, RED, MOVED, LATE)
    reset = e.HealthDeclared(from_=Rating.RED, to=None, unknown="Reset", reason="", by=ANN)
    project.when(report(rating_unknown="Reset")).then(reset).when(report(rating=None, rating_unknown="Reset")).then()
    tbd = e.ScheduleForecastRevised(from_=FINISH, to=None, unknown="TBD", on=TODAY)
    project.when(report(finish=None, finish_unknown="TBD")).then(tbd)


def test_everything_wrong_is_said_at_once() -> None:
    asked = report(
        rating=None,
        start=date(202, 1, 1),
        finish=FINISH,
        finish_unknown="TBD",
        whole_life_minor=10**17,
        currency="pounds",
        progress_bp=10_001,
        narrative="\x00",
    )
    given(PROJECT, *STARTED).when(asked).refused(
        "Give the rating or say why it is unknown.",
        "The start must be in a year from 1900 to 2200; check the date.",
        "Give the finish or say why it is unknown, not both.",
        "Give the currency as three letters, such as GBP.",
        "The amount is too large to record; check its unit.",
        "Give progress as 0 to 100 per cent.",
        "Narrative holds control characters; type it again.",
    )


def test_a_better_rating_than_recorded_needs_a_reason() -> None:
    project = given(PROJECT, *STARTED, RED)
    project.when(s.declare_health, rating=Rating.AMBER, by=ANN).refused(
        "Say why confidence is now better than recorded."
    )
    better = e.HealthDeclared(from_=Rating.RED, to=Rating.AMBER, unknown="", reason="Agreed", by=ANN)
    project.when(s.declare_health, rating=Rating.AMBER, reason="Agreed", by=ANN).then(better)
    project.when(s.declare_health, rating=Rating.RED, by=ANN).then()


def test_an_exception_is_raised_once_per_crossing_and_cleared_when_back() -> None:
    baseline = date(2022, 4, 1)
    project = given(PROJECT, *STARTED, BASELINE)
    days = {180: (), 181: ("raised", 181), 300: (), 180.5: ("cleared", 180), 200: ("raised", 200)}
    for slip, crossing in days.items():
        finish = baseline + timedelta(days=int(slip))
        made = project.when(s.revise_finish, finish=finish, on=TODAY, tolerance_days=180)
        assert len(made.facts) == 1 + bool(crossing)
        if crossing:
            kind = e.ExceptionRaised if crossing[0] == "raised" else e.ExceptionCleared
            assert made.facts[1] == kind(dimension=Dimension.TIME, deviation=int(slip), tolerance=180)
        project = made.then(*made.facts)


def test_without_tolerance_or_baseline_there_is_no_exception() -> None:
    given(PROJECT, *STARTED, BASELINE).when(s.revise_finish, finish=FINISH, on=TODAY).then(MOVED)
    given(PROJECT, *STARTED).when(s.revise_finish, finish=FINISH, on=TODAY, tolerance_days=1).then(MOVED)


def test_a_cost_outside_tolerance_raises_an_exception() -> None:
    said = {"kind": CostKind.WHOLE_LIFE, "cost_minor": 1_200_00, "tolerance_bp": 1000}
    given(PROJECT, *STARTED, BASELINE).when(s.revise_cost, **said).then(COST, DEAR).when(s.revise_cost, **said).then()
    just_over = given(PROJECT, *STARTED, BASELINE).when(s.revise_cost, **{**said, "cost_minor": 1_100_01})
    assert just_over.facts[1:] == (e.ExceptionRaised(dimension=Dimension.COST, deviation=1001, tolerance=1000),)


def test_one_project_has_one_currency() -> None:
    asked = given(PROJECT, *STARTED, BASELINE).when(
        s.revise_cost, kind=CostKind.YEAR_BUDGET, cost_minor=None, currency="EUR"
    )
    asked.refused(
        "The costs of this project are in GBP; give this one in GBP.", "Give the cost or say why it is unknown."
    )


def test_a_start_is_recorded_with_what_it_was() -> None:
    first = e.StartRecorded(from_=None, to=TODAY, unknown="")
    after = given(PROJECT, *STARTED).when(s.record_start, start=TODAY).then(first)
    after.when(s.record_start, start=TODAY).then()
    after.when(s.record_start, start=None).refused("Give the start or say why it is unknown.")


def test_progress_rises_and_is_lowered_only_by_correction() -> None:
    half = e.ProgressReported(from_bp=0, to_bp=5000, on=TODAY)
    project = given(PROJECT, *STARTED).when(s.report_progress, progress_bp=5000, on=TODAY).then(half)
    project.when(s.report_progress, progress_bp=5000, on=TODAY).then()
    project.when(s.report_progress, progress_bp=4000, on=TODAY).refused(
        "Progress stands at 50 per cent; to lower it, correct it and say why."
    )
    corrected = e.ProgressCorrected(from_bp=5000, to_bp=4000, reason="Miscounted", on=TODAY)
    after = project.when(s.correct_progress, progress_bp=4000, reason="Miscounted", on=TODAY).then(corrected)
    after.when(s.correct_progress, progress_bp=4000, reason="Miscounted", on=TODAY).then()
    project.when(s.correct_progress, progress_bp=-1, reason="", on=TODAY).refused(
        "Give progress as 0 to 100 per cent.", "Say why the progress recorded before was wrong."
    )


@pytest.mark.parametrize(
    "act",
    [
        report(rating=Rating.RED),
        partial(s.declare_health, rating=Rating.RED, by=ANN),
        partial(s.revise_finish, finish=FINISH, on=TODAY),
        partial(s.report_progress, progress_bp=1, on=TODAY),
        partial(s.record_start, start=TODAY),
    ],
)
def test_a_closed_project_has_no_new_status(act: Any) -> None:
    given(PROJECT, *CLOSED).when(act).refused("The project is closed; reopen it first.")
