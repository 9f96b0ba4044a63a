"""`steward import` answers on stdout, names bad rows on stderr, and its exit code says what came of it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.importing import group

GMPP = Path(__file__).parents[3] / "demo" / "gmpp"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'book.db'}"


def run(*words: object, database: str) -> Result:
    return CliRunner().invoke(group, [*map(str, words), "--database", database], prog_name="steward import")


def test_an_edition_is_previewed_recorded_and_known_again(database: str) -> None:
    edition = GMPP / "uk_2019.csv"
    foreseen = json.loads(run("portfolio", edition, "--dry-run", "--json", database=database).stdout)
    done = json.loads(run("portfolio", edition, "--json", database=database).stdout)
    again = run("portfolio", edition, "--json", database=database)
    assert (foreseen["events"], foreseen["facts"]) == (None, done["facts"])
    assert done["events"] == sum(done["facts"].values()) > 1_000
    assert (json.loads(again.stdout)["events"], again.exit_code) == (0, 0)


def test_a_bad_cell_is_told_on_stderr_and_the_rest_goes_in(database: str) -> None:
    result = run("portfolio", GMPP / "uk_2017.csv", database=database)
    assert result.exit_code == 1
    assert "1/012/2014" in result.stderr
    assert "events recorded" in result.stdout


def test_a_file_that_is_no_edition_stops_all(database: str, tmp_path: Path) -> None:
    broken = tmp_path / "books.csv"
    broken.write_text("author,title\nA,B\n", encoding="utf-8")
    result = run("portfolio", GMPP / "uk_2019.csv", broken, database=database)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no headings" in result.stderr
    first = run("portfolio", GMPP / "uk_2019.csv", "--dry-run", "--json", database=database)
    assert json.loads(first.stdout)["editions"][0]["unchanged"] == []


def test_one_year_cannot_be_said_of_two_files(database: str) -> None:
    result = run("portfolio", GMPP / "uk_2019.csv", GMPP / "uk_2021.csv", "--year", 2019, database=database)
    assert result.exit_code == 2


def test_rows_with_problems_hold_back_the_others_unless_asked(database: str, tmp_path: Path) -> None:
    rows = tmp_path / "projects.csv"
    rows.write_text("Program,Code,Name\nDFT,R-1,Rail\nMARS,R-2,Road\n", encoding="utf-8")
    run("portfolio", GMPP / "uk_2019.csv", database=database)
    held = run("projects", rows, "--json", database=database)
    assert (held.exit_code, json.loads(held.stdout)["events"]) == (1, 0)
    assert "MARS" in held.stderr
    good = run("projects", rows, "--good-rows", "--json", database=database)
    assert json.loads(good.stdout)["events"] > 0


def test_an_address_that_is_no_database_is_a_wrong_call(tmp_path: Path) -> None:
    result = run("portfolio", GMPP / "uk_2019.csv", database="mysql://somewhere")
    assert result.exit_code == 2
    assert "is not understood" in result.stderr
