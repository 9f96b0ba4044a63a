"""The short codes that people know programs and projects by: one spelling each, so that a code names one stream."""

import re

from domain.kernel import Checks

LEAST = 2
_SHAPE = re.compile(r"[A-Z0-9][A-Z0-9_.&+()-]+")


def normal(code: str) -> str:
    """The one spelling of a code: capitals, a hyphen for white space and for a slash, which would part an address."""
    return "-".join(code.upper().replace("/", " ").split())


def checked(checks: Checks, field: str, value: str, *, most: int) -> str:
    """The normal spelling; adds a problem about the field where it is no code of 2 to `most` characters."""
    code = normal(value)
    checks.that(code, field, "Give a code of two characters or more.")
    checks.that(
        not code or LEAST <= len(code) <= most, field, f"The code must have {LEAST} to {most} characters; give another."
    )
    sentence = "A code begins with a letter or digit, followed by letters, digits and _ . & + ( ) -; give another."
    checks.that(len(code) < LEAST or _SHAPE.fullmatch(code), field, sentence)
    return code
