"""Strips by quarter: what held at the end of each, and since when two of them differ."""

from datetime import date
from itertools import pairwise

import pytest

from domain.projects.words import Rating
from projections.overview.health import agree
from projections.overview.quarters import apart_since, at_ends, last_quarters, strip

TODAY = date(2022, 4, 22)
RED, AMBER, GREEN = Rating.RED, Rating.AMBER, Rating.GREEN


def test_the_last_quarter_is_the_one_of_today_and_ends_today() -> None:
    quarters = last_quarters(TODAY)
    assert [q.name for q in quarters][-3:] == ["Q4 2021", "Q1 2022", "Q2 2022"]
    assert [q.end for q in quarters][-3:] == [date(2021, 12, 31), date(2022, 3, 31), TODAY]
    assert len(quarters) == 8


@pytest.mark.parametrize("today", [date(2022, 1, 1), date(2022, 12, 31), date(2024, 2, 29)])
def test_quarters_follow_one_another_over_the_turn_of_the_year(today: date) -> None:
    quarters = last_quarters(today, 5)
    assert all(before.end < after.end for before, after in pairwise(quarters))
    assert quarters[-1].end == today


def test_a_value_holds_until_the_next_one() -> None:
    quarters = last_quarters(TODAY, 4)
    history = [("2021-10-01", AMBER), ("2021-12-31", RED), ("2022-04-22", GREEN), ("2022-04-23", AMBER)]
    assert at_ends(history, quarters) == [None, RED, RED, GREEN]


def test_a_withdrawn_rating_is_a_value_of_its_own() -> None:
    assert [rating for _, rating in strip([("2021-10-01", AMBER), ("2022-01-05", None)], TODAY)][-3:] == [
        AMBER,
        None,
        None,
    ]


def test_two_strips_differ_since_the_first_quarter_of_the_newest_run() -> None:
    declared = strip([("2020-01-01", AMBER)], TODAY)
    computed = strip([("2020-01-01", RED), ("2020-11-01", AMBER), ("2021-11-01", RED)], TODAY)
    assert apart_since(declared, computed, agree) == "Q4 2021"
    assert apart_since(declared, declared, agree) == ""


def test_shades_of_one_colour_agree_and_what_is_not_rated_cannot_disagree() -> None:
    assert agree(Rating.AMBER_RED, AMBER)
    assert agree(Rating.AMBER_GREEN, GREEN)
    assert agree(None, RED)
    assert not agree(Rating.AMBER_GREEN, AMBER)
