"""The geometry of the charts, in per cent and pixels."""

import re
from datetime import date
from pathlib import Path

import pytest

from web.shared import charts

TOKENS = Path("web/static/css/tokens.css")


def test_a_worse_level_is_never_paler_in_the_light_nor_in_the_dark() -> None:
    ramp = re.findall(r"--h\d: light-dark\(#(\w{6}), #(\w{6})\)", TOKENS.read_text())
    light, dark = zip(*ramp, strict=True)
    assert [_strength(each) for each in dark] == sorted(_strength(each) for each in dark)
    assert [_lightness(each) for each in light] == sorted((_lightness(each) for each in light), reverse=True)
    assert len(ramp) == 6


def _strength(color: str) -> int:
    """How far a color is from grey."""
    parts = bytes.fromhex(color)
    return max(parts) - min(parts)


def _lightness(color: str) -> int:
    return sum(bytes.fromhex(color))


def test_a_scale_has_round_steps_that_hold_every_value() -> None:
    drawn = charts.scale([85.9, 97.2, 95], height=180)
    assert (drawn.low, drawn.high, drawn.step) == (85, 100, 5)
    assert drawn.y(100) == 0
    assert drawn.y(85) == 180
    assert [label for label, _ in drawn.ticks] == ["85", "90", "95", "100"]


def test_a_scale_of_fractions_names_its_decimals() -> None:
    assert [label for label, _ in charts.scale([0, 1], height=100).ticks][:2] == ["0.00", "0.25"]


@pytest.mark.parametrize("values", [[], [0.0], [7.0], [-3.0], [5.0, 5.0]])
def test_a_flat_series_still_has_a_scale(values: list[float]) -> None:
    drawn = charts.scale(values, height=100)
    assert drawn.low < drawn.high
    assert all(0 <= drawn.y(value) <= 100 for value in values)


def test_a_line_runs_from_edge_to_edge() -> None:
    chart = charts.line_chart([("a", 0), ("b", 50), ("c", 100)], height=100)
    assert [(dot.x, dot.y) for dot in chart.line.dots] == [(0, 100), (50, 50), (100, 0)]
    assert chart.line.segments[0] == (0, 100, 50, 50)


def test_a_line_is_broken_where_nothing_was_observed() -> None:
    chart = charts.line_chart([("a", 0), ("b", None), ("c", 100), ("d", 100)])
    assert len(chart.line.dots) == 3
    assert [(each.x1, each.x2) for each in chart.line.segments] == [(66.67, 100)]


def test_an_outlier_is_drawn_apart() -> None:
    chart = charts.line_chart([("a", 0), ("b", 198)], marks=[180], outliers=["b"])
    assert [dot.label for dot in chart.line.outliers] == ["b"]
    assert [dot.label for dot in chart.line.dots] == ["a"]


def test_a_threshold_lies_on_the_scale() -> None:
    assert charts.line_chart([("a", 1), ("b", 2)], marks=[180]).scale.high >= 180


def test_a_phone_shows_a_few_labels_of_many() -> None:
    labels = charts.line_chart([(f"m{each}", each) for each in range(36)]).labels
    assert len(labels) == 12
    assert sum(label.major for label in labels) == 4


def test_one_point_is_drawn_without_a_line() -> None:
    chart = charts.line_chart([("a", 5)])
    assert chart.line.segments == []
    assert chart.line.dots[0].x == 0


def test_no_point_is_an_empty_chart() -> None:
    chart = charts.line_chart([])
    assert (chart.line.dots, chart.labels) == ([], [])


def test_a_sparkline_keeps_two_pixels_of_margin() -> None:
    drawn = charts.sparkline([4, 20, 12])
    assert drawn.path == "M2.0 20.0 L42.0 2.0 L82.0 11.0"
    assert (drawn.x, drawn.y, drawn.first, drawn.last) == (82, 11, 4, 12)


def test_a_sparkline_of_one_value_is_a_dot() -> None:
    assert charts.sparkline([4]).path == "M2.0 20.0"


def test_the_axis_covers_whole_years() -> None:
    axis = charts.gantt_axis(date(2021, 3, 1), date(2024, 6, 1), today=date(2022, 4, 22))
    assert (axis.start, axis.end) == (date(2021, 1, 1), date(2025, 1, 1))
    assert [year for year, _ in axis.years] == ["2021", "2022", "2023", "2024"]
    assert axis.grid == [axis.x(date(year, 1, 1)) for year in (2022, 2023, 2024)]
    assert axis.today == axis.x(date(2022, 4, 22)) == pytest.approx(32.58, abs=0.01)


def test_a_long_axis_names_some_years() -> None:
    axis = charts.gantt_axis(date(2020, 1, 1), date(2041, 1, 1), today=date(2050, 1, 1))
    assert [year for year, _ in axis.years] == ["2020", "2023", "2026", "2029", "2032", "2035", "2038", "2041"]
    assert axis.today is None


AXIS = charts.gantt_axis(date(2021, 1, 1), date(2024, 12, 31), today=date(2022, 4, 22))


def test_a_late_project_shows_the_part_past_its_baseline() -> None:
    bar = charts.gantt_bar(AXIS, start=None, baseline=date(2022, 1, 1), forecast=date(2023, 1, 1))
    promised = charts.Span(0, AXIS.x(date(2022, 1, 1)))
    assert (bar.base, bar.forecast) == (promised, promised)
    assert bar.late is not None
    assert sum(bar.late) == pytest.approx(AXIS.x(date(2023, 1, 1)))


def test_an_early_project_has_no_late_part() -> None:
    bar = charts.gantt_bar(AXIS, start=None, baseline=date(2023, 1, 1), forecast=date(2022, 1, 1))
    assert (bar.forecast, bar.late) == ((0, AXIS.x(date(2022, 1, 1))), None)


def test_a_project_without_a_baseline_starts_where_it_starts() -> None:
    bar = charts.gantt_bar(AXIS, start=date(2022, 1, 1), baseline=None, forecast=date(2023, 1, 1))
    assert bar.base is None
    assert bar.forecast is not None
    assert bar.forecast.x == AXIS.x(date(2022, 1, 1))


def test_what_ends_after_the_axis_says_where_to() -> None:
    bar = charts.gantt_bar(AXIS, start=None, baseline=date(2022, 1, 1), forecast=date(2041, 10, 17))
    assert bar.beyond == "to 2041"
    assert bar.late is not None
    assert bar.late.x + bar.late.width == pytest.approx(100)


def test_a_project_without_dates_draws_nothing() -> None:
    bar = charts.gantt_bar(AXIS, start=None, baseline=None, forecast=None)
    assert (bar.base, bar.forecast, bar.late, bar.beyond) == (None, None, None, None)


def test_the_buckets_before_the_position_are_past() -> None:
    columns = charts.density([0, 1, 100, 50], here=2)
    assert [column.past for column in columns] == [True, True, False, False]
    assert [column.height for column in columns] == [0, 2, 24, 12]
    assert columns[2].y == 0
    assert charts.density([], here=0) == []


def test_the_parts_of_a_whole_fill_it() -> None:
    parts = charts.shares([("severe", "Red", 1), ("watch", "Amber", 0), ("good", "Green", 3)])
    assert [(part.word, part.x, part.width) for part in parts] == [("Red", 0, 25), ("Green", 25, 75)]
    assert charts.shares([("good", "Green", 0)]) == []


def test_a_burn_up_puts_scope_and_done_on_one_scale() -> None:
    chart = charts.burn_up([("Jan", 100, 0), ("Feb", 100, 50), ("Mar", 100, None)], height=100)
    assert [dot.y for dot in chart.scope.dots] == [0, 0, 0]
    assert [dot.y for dot in chart.done.dots] == [100, 50]


def test_a_value_is_held_over_its_period_and_steps_to_the_next() -> None:
    assert charts.step_line([4, 4, 0, None, 2], top=4, height=100) == [
        charts.Segment(0, 0, 20, 0),
        charts.Segment(20, 0, 40, 0),
        charts.Segment(40, 100, 60, 100),
        charts.Segment(80, 50, 100, 50),
        charts.Segment(40, 0, 40, 100),
    ]
    assert charts.step_line([], top=4, height=100) == []
