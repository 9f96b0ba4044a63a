"""Earned value, earned schedule, slip and computed health, against figures worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.projects.earned_value import EarnedSchedule, earned_schedule, earned_value
from domain.projects.health import ProgramCounts, computed_program_health, computed_project_health, program_counts
from domain.projects.schedule import behind_schedule, bei, cpli, slip_days, slip_working_days
from domain.projects.words import Dimension, Rating

DAYS = st.dates(date(2000, 1, 1), date(2050, 1, 1))
GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED


def test_earned_value_of_the_textbook() -> None:
    made = earned_value(bac=1000, pv=500, ev=400, ac=450)
    assert (made.sv, made.cv, made.spi, made.cpi) == pytest.approx((-100, -50, 0.8, 0.8889), abs=5e-5)
    assert (made.eac_typical, made.eac_atypical, made.eac_combined) == pytest.approx((1125, 1050, 1293.75))
    assert (made.etc, made.vac) == pytest.approx((675, -125))
    assert (made.tcpi_bac, made.tcpi_eac) == pytest.approx((1.0909, 0.8889), abs=5e-5)


def test_earned_value_over_nothing_is_undefined() -> None:
    made = earned_value(bac=1000, pv=0, ev=0, ac=0)
    assert (made.spi, made.cpi, made.eac_typical, made.eac_combined) == (None, None, None, None)
    assert (made.etc, made.vac, made.tcpi_eac) == (None, None, None)
    assert made.eac_atypical == 1000
    assert earned_value(bac=10, pv=5, ev=0, ac=2).eac_typical is None
    assert earned_value(bac=10, pv=5, ev=5, ac=10).tcpi_bac is None


def test_earned_schedule_of_lipke() -> None:
    made = earned_schedule((100, 250, 500, 700, 1000), ev=400, at=3, pd=5)
    assert made
    assert (made.es, made.sv_t) == pytest.approx((2.6, -0.4))
    assert made.spi_t == pytest.approx(0.8667, abs=5e-5)
    assert made.ieac_t == pytest.approx(5.769, abs=5e-4)
    assert made.tspi == pytest.approx(1.2)


def test_earned_schedule_at_its_edges() -> None:
    assert earned_schedule((100, 200, 200), ev=200, at=2) == EarnedSchedule(es=2, sv_t=0, spi_t=1, ieac_t=3, tspi=1)
    assert earned_schedule((0, 100), ev=0, at=0) == EarnedSchedule(es=1, sv_t=1, spi_t=None, ieac_t=None, tspi=0.5)
    late = earned_schedule((50, 100), ev=50, at=2)
    assert late
    assert late.tspi is None
    assert earned_schedule((), ev=1, at=1) is None
    assert earned_schedule((5, 4), ev=1, at=1) is None
    assert earned_schedule((5,), ev=-1, at=1) is None


def test_slip_is_counted_in_days() -> None:
    assert slip_days(date(2022, 4, 1), forecast=date(2022, 10, 16)) == 198
    assert slip_days(date(2022, 4, 1), forecast=None) is None
    assert slip_days(None, forecast=date(2022, 4, 1)) is None


def test_slip_in_working_days_leaves_out_weekends_and_holidays() -> None:
    friday, monday = date(2022, 4, 1), date(2022, 4, 4)
    assert slip_working_days(friday, forecast=monday) == 1
    assert slip_working_days(friday, forecast=monday, holidays=(monday, friday, date(2022, 4, 2))) == 0
    assert slip_working_days(monday, forecast=friday) == -1
    assert slip_working_days(friday, forecast=date(2022, 10, 16)) == 140
    assert slip_working_days(None, forecast=friday) is None


@for_all(DAYS, st.integers(-900, 900))
def test_working_days_are_those_counted_one_by_one(baseline: date, days: int) -> None:
    forecast = baseline + timedelta(days=days)
    first, last = sorted((baseline, forecast))
    counted = sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))
    assert slip_working_days(baseline, forecast=forecast) == (counted if days >= 0 else -counted)


def test_work_is_behind_on_the_day_it_should_have_been_reached() -> None:
    start, due = date(2026, 4, 1), date(2026, 4, 10)
    assert behind_schedule(date(2026, 4, 6), start=start, due=due, done_bp=5000) is True
    assert behind_schedule(date(2026, 4, 5), start=start, due=due, done_bp=5000) is False
    assert behind_schedule(date(2026, 4, 4), start=start, due=due, done_bp=3990) is True
    assert behind_schedule(start, start=None, due=due, done_bp=0) is None


def test_indices_of_the_plan() -> None:
    assert bei(19, planned=20) == 0.95
    assert bei(1, planned=0) is None
    assert cpli(100, total_float_days=-5) == 0.95
    assert cpli(0, total_float_days=1) is None


@pytest.mark.parametrize(
    ("slip", "tolerance", "rating"),
    [
        (198, 180, RED),
        (180, 180, AMBER),
        (91, 180, AMBER),
        (90, 180, GREEN),
        (-5, 0, GREEN),
        (0, 0, GREEN),
        (1, 0, RED),
    ],
)
def test_time_is_rated_by_its_share_of_the_tolerance(slip: int, tolerance: int, rating: Rating) -> None:
    made = computed_project_health(slip_days=slip, tolerance_days=tolerance, overrun_bp=None, tolerance_bp=None)
    assert (made.rating, made.rule) == (rating, 1)


@pytest.mark.parametrize(
    ("slip", "overrun", "time", "cost"),
    [
        (3_500, 3_621, "3\u202f500 days late, 180 allowed", "36.21 % over the baseline, 10 % over allowed"),
        (-31, -3_621, "31 days early, 180 allowed", "36.21 % under the baseline, 10 % over allowed"),
        (1, 123_456_710, "1 day late, 180 allowed", "1\u202f234\u202f567.1 % over the baseline, 10 % over allowed"),
        (0, 0, "on the baseline, 180 days allowed", "on the baseline, 10 % over allowed"),
    ],
)
def test_the_arithmetic_reads_as_a_sentence(slip: int, overrun: int, time: str, cost: str) -> None:
    made = computed_project_health(slip_days=slip, tolerance_days=180, overrun_bp=overrun, tolerance_bp=1_000)
    assert {r.dimension: r.sentence for r in made.readings} == {Dimension.TIME: time, Dimension.COST: cost}


def test_the_worst_reading_of_a_project_holds_and_comes_first() -> None:
    made = computed_project_health(slip_days=10, tolerance_days=180, overrun_bp=750, tolerance_bp=1000, open_reds=2)
    assert made.rating is RED
    assert [(r.dimension, r.rating, r.sentence) for r in made.readings] == [
        (Dimension.RISK, RED, "2 open red risks or issues"),
        (Dimension.COST, AMBER, "7.5 % over the baseline, 10 % over allowed"),
        (Dimension.TIME, GREEN, "10 days late, 180 allowed"),
    ]


def test_a_project_without_figures_is_not_rated() -> None:
    made = computed_project_health(slip_days=None, tolerance_days=180, overrun_bp=5, tolerance_bp=None)
    assert (made.rating, made.readings) == (None, ())
    one = computed_project_health(slip_days=None, tolerance_days=None, overrun_bp=None, tolerance_bp=None, open_reds=1)
    assert (one.rating, one.readings[0].sentence) == (RED, "1 open red risk or issue")


@pytest.mark.parametrize(
    ("projects", "red", "amber", "moved", "rating"),
    [
        (22, 2, 17, 6, RED),
        (52, 9, 33, 4, RED),
        (20, 3, 10, 0, AMBER),
        (20, 0, 10, 4, AMBER),
        (20, 0, 10, 2, GREEN),
        (20, 0, 11, 0, AMBER),
        (20, 0, 0, 3, AMBER),
        (20, 0, 0, 5, RED),
        (100, 1, 0, 0, AMBER),
    ],
)
def test_a_program_is_rated_by_its_shares(projects: int, red: int, amber: int, moved: int, rating: Rating) -> None:
    counts = ProgramCounts(projects=projects, rated=projects, red=red, amber=amber, measured=projects, moved=moved)
    made = computed_program_health(counts)
    assert (made.rating, made.rule) == (rating, 3)


def test_the_arithmetic_of_a_program_is_told_worst_first() -> None:
    counts = ProgramCounts(projects=22, rated=22, red=2, amber=17, measured=20, moved=6)
    assert [share.sentence for share in computed_program_health(counts).shares] == [
        "Moved more than 180 days: 6 of 22, 27 %, limit 20 %",
        "Red projects: 2 of 22, 9 %, limit 15 %",
        "Amber projects: 17 of 22, 77 %, limit 50 %",
    ]


def test_a_program_without_figures_is_not_rated() -> None:
    assert computed_program_health(program_counts([(None, None)])).rating is None
    assert computed_program_health(program_counts([])).rating is None
    assert computed_program_health(program_counts([(None, 181)])).rating is RED


def test_projects_are_counted_by_rating_and_slip() -> None:
    pairs = [(RED, 181), (Rating.AMBER_RED, 180), (AMBER, None), (Rating.AMBER_GREEN, 0), (GREEN, None), (None, -1)]
    assert program_counts(pairs) == ProgramCounts(projects=6, rated=5, red=1, amber=2, measured=4, moved=1)


def test_ratings_are_ordered_and_named() -> None:
    assert [rating.label for rating in Rating] == ["Red", "Amber/Red", "Amber", "Amber/Green", "Green"]
    assert GREEN.better_than(Rating.AMBER_GREEN)
    assert not RED.better_than(RED)
