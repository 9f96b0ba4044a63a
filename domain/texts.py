"""Words of a vocabulary with their order and labels, and what every text that people type must satisfy."""

import re
from enum import StrEnum

from domain.kernel import Checks

TITLE = 200
STORY = 4_000  # what people tell in a few sentences, such as a narrative or a reason
BODY = 10_000
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # all but tab and newline; lone surrogates too


class Word(StrEnum):
    """One word of an ordered vocabulary; the order is the order of its definition, never of the alphabet."""

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


def text(checks: Checks, field: str, value: str, *, needed: str = "", most: int = BODY) -> str:
    """The stripped text; what is wrong with it is added to the checks as sentences about the field."""
    stripped = plain(value)
    name = field.replace("_", " ").strip().capitalize()
    checks.that(stripped or not needed, field, needed)
    checks.that(len(stripped) <= most, field, f"{name} is longer than {most} characters; shorten it.")
    checks.that(not _has_controls(stripped), field, f"{name} holds control characters; type it again.")
    return stripped


def plain(value: str) -> str:
    """As it is recorded: a browser sends other ends of lines."""
    return value.replace("\r\n", "\n").strip()


def why(checks: Checks, reason: str, *, needed: str = "") -> str:
    """The stripped reason of an act."""
    return text(checks, "reason", reason, needed=needed, most=STORY)


def _has_controls(value: str) -> bool:
    return CONTROLS.search(value) is not None
