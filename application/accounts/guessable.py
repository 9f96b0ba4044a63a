"""Which passwords are too easy to guess: short ones, and those made of common words, runs and what everyone knows."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

SHORTEST = 12
LONGEST = 1000  # in bytes, so that no text is expensive to hash
LEFT = 5  # how many characters must remain once everything guessable is taken out
ENOUGH = 3  # so many different common words make a pass phrase
OURS = "steward"
WORDS = Path(__file__).with_name("common_words.txt")
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop")
RUNS = ROWS + tuple(row[::-1] for row in ROWS)
RUN = 3
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
PART = re.compile(r"[^\W\d_]+")
SWAPPED = str.maketrans("01345789@$!", "oieastbgasi")


def fits(password: str) -> bool:
    return len(password.encode("utf-8", "surrogatepass")) <= LONGEST


def password_problem(password: str, *, known: Iterable[str] = ()) -> str:
    """What to do about a password, or nothing where it will do; `known` is what others know: the e-mail, the name."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters; three or four unrelated words are easy to remember."
    if not fits(password):
        return f"Use a shorter password, of at most {LONGEST:,} plain characters."
    if _is_guessable(password, known):
        return "This password is easy to guess; use three or four unrelated words."
    return ""


def _is_guessable(password: str, known: Iterable[str]) -> bool:
    plain = _once(password.casefold())
    parts = _parts(known)
    return any(_is_weak(form, parts) for form in (plain, plain.translate(SWAPPED)))


def _once(text: str) -> str:
    """The part that a text repeats, or the text itself."""
    return text[: (text + text).find(text, 1)]


def _parts(known: Iterable[str]) -> list[str]:
    found = {part for text in (*known, OURS) for part in PART.findall(text.casefold()) if len(part) >= RUN}
    return sorted(found, key=len, reverse=True)


def _is_weak(text: str, parts: Iterable[str]) -> bool:
    text, _ = _without(text, parts)
    text, taken = _without(text, _common())
    left = "".join(_without_runs(part) for part in YEAR.sub(" ", text).split())
    return len(left) < LEFT and taken < ENOUGH


def _without(text: str, words: Iterable[str]) -> tuple[str, int]:
    """The text without the words, and how many different ones were in it."""
    taken = 0
    for word in words:
        if word in text:
            text, taken = text.replace(word, " "), taken + 1
    return text, taken


@cache
def _common() -> tuple[str, ...]:
    lines = WORDS.read_text("utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=len, reverse=True))


def _without_runs(text: str) -> str:
    left, at = "", 0
    while at < len(text):
        length = _run_at(text, at)
        if length < RUN:
            left, length = left + text[at], 1
        at += length
    return left


def _run_at(text: str, at: int) -> int:
    """How many characters from here are one character again and again, or neighbours on a keyboard or in a row."""
    end = at + 1
    while end < len(text) and (
        text[end] == text[at] == text[end - 1] or any(text[at : end + 1] in row for row in RUNS)
    ):
        end += 1
    return end - at
