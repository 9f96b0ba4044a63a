"""Which passwords are taken, and what the others are told."""

import time

import pytest

from application.accounts import password_problem

EASY = "This password is easy to guess; use three or four unrelated words."
KNOWN = ("Maria Theresa Habsburg", "maria.habsburg@example.org")


@pytest.mark.parametrize("password", ["", "elevenchars", "a" * 11])
def test_a_short_password_is_told_how_long_to_be(password: str) -> None:
    assert password_problem(password).startswith("Use at least 12 characters;")


@pytest.mark.parametrize("password", ["x7" * 501, "é" * 501])
def test_a_password_longer_than_what_is_hashed_is_refused(password: str) -> None:
    assert password_problem(password) == "Use a shorter password, of at most 1,000 plain characters."


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P4ssw0rd2026",
        "passwordpassword",
        "qwertyuiop12",
        "0987654321098",
        "aaaaaaaaaaaaa",
        "Welcome2024!!",
        "Kq7!Kq7!Kq7!Kq7!",
        "iloveyou123456",
        "Steward2026!!",
        "HabsburgMaria99",
        "maria.habsburg@example.org",
    ],
)
def test_an_easily_guessed_password_is_refused(password: str) -> None:
    assert password_problem(password, known=KNOWN) == EASY


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "four purple kettles sing",
        "garden river monday orange",
        "839201748392",
        "vT3#kLw9!pQz",
        "наши четыре чайника",
        "x7Lq" + "mB2v" * 200,
    ],
)
def test_any_other_password_needs_no_special_characters(password: str) -> None:
    assert password_problem(password, known=KNOWN) == ""


def test_a_hostile_password_is_judged_quickly() -> None:
    began = time.perf_counter()
    for password in ("a" * 1000, "password" * 125, "a1b2" * 250, "qwertyuiop" * 100):
        password_problem(password, known=("a" * 1000, "b" * 1000))
    assert time.perf_counter() - began < 1
