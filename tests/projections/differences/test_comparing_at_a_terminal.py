"""`steward compare` prints a line for each difference and says what it cannot read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from application.projects import ReportStatus
from cli.main import steward
from tests.projections.differences.test_two_clocks import FIRST, SECOND, Told


@pytest.fixture
def url(tmp_path: Path) -> str:
    found = f"sqlite:///{tmp_path / 'book.sqlite'}"
    told = Told(found)
    told.finish(FIRST, day=10)
    told.finish(SECOND, day=30, true_on=15)
    told.do(ReportStatus(thing=told.project, finish=SECOND, narrative="The track is laid.\nSignals come next."), day=31)
    told.book.close()
    return found


def asked(url: str, *words: str) -> Result:
    return CliRunner().invoke(steward, ["compare", *words, "--database", url])


def test_every_difference_is_a_line(url: str) -> None:
    said = asked(url, "2026-01-21", "--program", "dft")
    assert said.exit_code == 0
    assert "Changed: P1 Rail: Finish: 1 Jan 2027 → 1 Jan 2028" in said.stdout
    assert "Narrative: nothing → The track is laid. Signals come next. (" in said.stdout
    assert said.stderr.endswith(f"{len(said.stdout.splitlines())} differences.\n")


def test_what_was_learned_later_about_a_day_is_asked_with_the_same_day_twice(url: str) -> None:
    said = asked(url, "2026-01-21", "2026-01-21", "--learned", "--thing", "P1", "--json")
    found = [json.loads(line) for line in said.stdout.splitlines()]
    assert {each["field"]: each["after"] for each in found}["Finish"] == "1 Jan 2028"
    assert asked(url, "2026-01-21", "2026-01-21").stdout == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("9999",), "The book ends at position"),
        (("soon",), "neither a position nor a day"),
        (("2199-01-01",), "still to come"),
        (("3", "2"), "change them over"),
        (("3", "--program", "nothing"), "There is no program"),
        (("3", "--thing", "Z-9"), "has the code Z-9"),
    ],
)
def test_what_cannot_be_asked_is_said_and_ends_with_2(url: str, words: tuple[str, ...], sentence: str) -> None:
    said = asked(url, *words)
    assert said.exit_code == 2
    assert sentence in " ".join(said.stderr.replace("│", " ").split())
