"""Typing a text: what is stripped, and what is refused with a sentence."""

from typing import Any

import pytest

from domain.kernel import Checks, Problem, Refused
from domain.risks.words import Tier
from domain.texts import STORY, text, why


def problems(value: str, **rules: Any) -> tuple[Problem, ...]:
    checks = Checks()
    text(checks, "root_cause", value, **rules)
    with pytest.raises(Refused) as refusal:
        checks.done()
    return refusal.value.problems


def test_a_text_is_stripped_and_its_line_ends_are_one_sign() -> None:
    checks = Checks()
    assert text(checks, "note", "  one\r\n\ttwo \n") == "one\n\ttwo"
    checks.done()


def test_an_empty_text_is_refused_only_where_it_is_needed() -> None:
    checks = Checks()
    assert text(checks, "note", "  ") == ""
    checks.done()
    assert problems("  ", needed="Say why.") == (Problem("root_cause", "Say why."),)


def test_a_text_that_is_too_long_is_refused() -> None:
    sentence = "Root cause is longer than 3 characters; shorten it."
    assert problems("four", most=3) == (Problem("root_cause", sentence),)


def test_a_reason_is_a_few_sentences() -> None:
    checks = Checks()
    assert why(checks, f" {'y' * STORY} ") == "y" * STORY
    checks.done()
    why(checks, "y" * (STORY + 1))
    with pytest.raises(Refused, match="Reason is longer than 4000 characters; shorten it"):
        checks.done()


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\x85", "\r", "\ud800"])
def test_control_characters_are_refused(sign: str) -> None:
    assert problems(f"a{sign}b") == (Problem("root_cause", "Root cause holds control characters; type it again."),)


def test_a_word_has_a_label_and_its_place_in_the_vocabulary() -> None:
    assert [tier.rank for tier in Tier] == [0, 1, 2, 3]
    assert Tier.EXECUTIVE.label == "Executive"
