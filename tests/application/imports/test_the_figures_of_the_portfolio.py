"""The reader finds in each edition the figures that were counted without it."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from application.imports.gmpp import Edition, read_edition
from application.imports.gmpp_labels import lay_out
from application.imports.sources import decode, delimiter_of, read_sheet

ROOT = Path(__file__).parents[3]
COUNTED = ROOT.parent / "shared" / "data" / "FACTS.json"
OWN_COPY = ROOT / "tests" / "data" / "gmpp_figures.json"
FIGURES: dict[str, dict[str, Any]] = json.loads(OWN_COPY.read_text(encoding="utf-8"))
YEARS = sorted(FIGURES)
PROSE = 60  # the counts of row layouts keep this much of a rating's text
DATE_PROSE = 20
DATED = {"2015": 180, "2017": 140}  # finishes written as a day in the editions whose formats were not counted


def file_of(year: str) -> tuple[str, bytes]:
    path = ROOT / "demo" / "gmpp" / f"uk_{year}.csv"
    return path.name, path.read_bytes()


@pytest.fixture(scope="module", params=YEARS)
def year(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def edition(year: str) -> Edition:
    return read_edition(*file_of(year))


def test_our_copy_of_the_figures_is_the_counted_one() -> None:
    if not COUNTED.exists():
        pytest.skip(f"{COUNTED.name} is not beside this checkout, so only the copy in tests/data is compared.")
    assert json.loads(COUNTED.read_text(encoding="utf-8"))["gmpp"] == FIGURES


def test_every_project_is_read(edition: Edition, year: str) -> None:
    assert edition.year == int(year)
    assert len(edition.rows) == FIGURES[year]["projects"]


def test_the_layout_is_seen(year: str) -> None:
    name, data = file_of(year)
    expected = FIGURES[year]
    assert lay_out(read_sheet(name, data)).sideways is (expected["layout"] == "transposed")
    assert delimiter_of(decode(name, data)) == expected.get("delimiter", ",")


def test_the_raw_ratings_are_those_of_the_file(edition: Edition, year: str) -> None:
    expected = FIGURES[year]["rag"]
    if isinstance(expected, dict):
        assert Counter(row.rating.raw.strip() for row in edition.rows) == expected
        return
    columns = [[row.rating for row in edition.rows], [row.second_rating for row in edition.rows]]
    counted = [Counter(rated.raw.strip()[:PROSE] for rated in column) for column in columns]
    assert counted[: len(expected)] == expected
    assert all(set(column) == {""} for column in counted[len(expected) :])


def test_only_colours_become_ratings(edition: Edition, year: str) -> None:
    expected = FIGURES[year]["rag"]
    first = expected if isinstance(expected, dict) else expected[0]
    colours = {
        text: n for text, n in first.items() if re.fullmatch(r"(red|amber|green)(/(red|green))?", text.casefold())
    }
    assert sum(row.rating.value is not None for row in edition.rows) == sum(colours.values())
    assert all((row.rating.value is None) == bool(row.rating.unknown) for row in edition.rows)


def test_the_formats_of_the_finish_are_those_of_the_file(edition: Edition, year: str) -> None:
    if "end_date_formats" not in FIGURES[year]:
        assert sum(row.finish.value is not None for row in edition.rows) == DATED[year]
        return
    shapes = Counter(re.sub(r"\d", "9", row.finish.raw.strip())[:DATE_PROSE] for row in edition.rows)
    assert [list(pair) for pair in shapes.most_common()] == FIGURES[year]["end_date_formats"]
    dated = sum(n for shape, n in FIGURES[year]["end_date_formats"] if "9" in shape and len(shape) <= 10)
    assert sum(row.finish.value is not None for row in edition.rows) == dated


def test_only_one_cell_of_five_files_is_malformed(edition: Edition, year: str) -> None:
    found = [(bad.row, bad.column, bad.value) for bad in edition.problems]
    assert found == ([(6, "AH", "1/012/2014")] if year == "2017" else [])
