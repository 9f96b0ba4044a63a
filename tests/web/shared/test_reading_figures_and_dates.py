"""Figures, dates and states read the same everywhere."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum

import pytest

from web.shared import words

TODAY = date(2022, 4, 22)
MOMENT = datetime(2022, 4, 22, 14, 2, 59, tzinfo=UTC)


class Confidence(Enum):
    """As the domain names its ratings."""

    AMBER_RED = "amber_red"


@pytest.mark.parametrize(
    ("minor", "read"),
    [
        (10_990_000_000_000, "£109.9bn"),
        (8_610_000_000_000, "£86.1bn"),
        (2_400_000_000_000, "£24.0bn"),
        (54_300_000_000, "£543m"),
        (1_450_000_000, "£14.5m"),
        (120_000, "£1,200"),
        (120_050, "£1,200.50"),
        (0, "£0"),
        (-120_000, "\u2212£1,200"),
        (99_999_999_999, "£1.0bn"),
        (9_996_000_000, "£100m"),
        (99_999_900, "£1.0m"),
    ],
)
def test_money_is_read_at_three_or_four_figures(minor: int, read: str) -> None:
    assert words.money(minor) == read


def test_money_of_other_countries_keeps_its_name() -> None:
    assert words.money(120_000, "EUR") == "€1,200"
    assert words.money(120_000, "CHF") == "CHF\u00a01,200"
    assert words.money(1_200, "JPY") == "JPY\u00a01,200"


def test_money_that_is_not_known_says_why() -> None:
    assert words.money(None) == "not set"
    assert words.money(None, none="withheld") == "withheld"


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    assert words.number(18204) == "18\u202f204"
    assert words.number(-4826) == "\u22124\u202f826"
    assert words.number(92.94, 1) == "92.9"
    assert words.number(Decimal("1200.5"), 1) == "1\u202f200.5"
    assert words.number(None) == "·"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert words.number(-0.04, 1) == "0.0"
    assert words.signed(0.04, 1) == "0.0"
    assert words.signed(198) == "+198"
    assert words.signed(-2.1, 1) == "\u22122.1"


def test_a_share_is_read_in_per_cent() -> None:
    assert words.percent(0.27) == "27\u00a0%"
    assert words.percent(0.929, 1) == "92.9\u00a0%"
    assert words.percent(None) == "·"


def test_one_is_singular() -> None:
    assert words.plural(1, "risk") == "1 risk"
    assert words.plural(0, "risk") == "0 risks"
    assert words.plural(2, "person", "people") == "2 people"


def test_a_day_is_read_as_people_write_it() -> None:
    assert words.day(TODAY) == "22 Apr 2022"
    assert words.day(None) == "not set"
    assert words.weekday(TODAY) == "Fri 22 Apr 2022"
    assert words.long_day(TODAY) == "Friday 22 April 2022"
    assert words.iso(TODAY) == "2022-04-22"


def test_a_moment_is_read_in_utc() -> None:
    elsewhere = datetime(2022, 4, 23, 0, 2, tzinfo=timezone(timedelta(hours=10)))
    assert words.when(MOMENT) == "22 Apr 2022, 14:02"
    assert words.when(elsewhere) == "22 Apr 2022, 14:02"
    assert words.when_utc(MOMENT) == "22 Apr 2022, 14:02 UTC"
    assert words.when(None) == "never"
    assert words.clock(elsewhere) == "14:02"
    assert words.iso(elsewhere) == "2022-04-22T14:02:00Z"
    assert words.when(MOMENT.replace(tzinfo=None)) == "22 Apr 2022, 14:02"


def test_a_finish_says_how_far_it_moved() -> None:
    assert words.moved(198) == "+198\u00a0d"
    assert words.moved(-12) == "\u221212\u00a0d"
    assert words.moved(0) == "on plan"
    assert words.moved(None) == "first forecast"


@pytest.mark.parametrize(
    ("when_due", "done", "status"),
    [
        (date(2022, 4, 19), None, ("severe", "Overdue 3 days")),
        (date(2022, 4, 21), None, ("severe", "Overdue 1 day")),
        (TODAY, None, ("watch", "Due today")),
        (date(2022, 4, 29), None, ("neutral", "Due 29 Apr 2022")),
        (date(2023, 1, 9), None, ("neutral", "Due 9 Jan 2023")),
        (date(2022, 4, 19), date(2022, 4, 4), ("good", "Done 4 Apr 2022")),
    ],
)
def test_a_due_date_says_what_it_means_today(when_due: date, done: date | None, status: tuple[str, str]) -> None:
    assert words.due(when_due, TODAY, done)[:2] == status


def test_a_rating_has_a_kind_a_word_and_a_letter() -> None:
    assert words.rated("red") == ("severe", "Red", "R")
    assert words.rated(Confidence.AMBER_RED) == ("bad", "Amber/Red", "AR")
    assert words.rated("amber") == ("watch", "Amber", "A")
    assert words.rated("amber_green") == ("good", "Amber/Green", "AG")
    assert words.rated("green") == ("good", "Green", "G")
    assert words.rated(None) == ("neutral", "Not rated", "\u2013")
    assert words.rated(None, "exempt").word == "Not rated: exempt"


def test_a_level_has_a_kind_and_a_word() -> None:
    read = [words.levelled(each)[:2] for each in ("low", "medium", "high", "severe", None)]
    assert read == [
        ("good", "Low"),
        ("watch", "Medium"),
        ("bad", "High"),
        ("severe", "Severe"),
        ("neutral", "Not assessed"),
    ]


def test_a_code_is_read_as_words() -> None:
    assert words.words("in_progress") == "In progress"
    assert words.words(Confidence.AMBER_RED) == "Amber red"
    assert words.words(None) == ""


def test_a_link_leaves_out_what_is_empty() -> None:
    assert words.params({"program": "t", "q": ""}, sort="-due", page=None) == {"program": "t", "sort": "-due"}
