"""Projects of one edition are found again in the one before, and departments under every spelling."""

from collections import Counter
from pathlib import Path

import pytest

from application.imports.gmpp import Edition, read_edition
from application.imports.gmpp_names import department_code, match_key, number_stem

FILES = sorted((Path(__file__).parents[3] / "demo" / "gmpp").glob("*.csv"))


@pytest.fixture(scope="module")
def editions() -> dict[int, Edition]:
    read = [read_edition(path.name, path.read_bytes()) for path in FILES]
    return {edition.year: edition for edition in read}


def keys(edition: Edition) -> set[str]:
    return {match_key(row.name) for row in edition.rows}


def numbers(edition: Edition) -> set[str]:
    return {number_stem(row.number) for row in edition.rows if row.number}


@pytest.mark.parametrize(
    ("earlier", "later", "found"), [(2015, 2017, 64), (2017, 2019, 80), (2019, 2021, 69), (2021, 2022, 140)]
)
def test_projects_are_found_by_name_in_the_previous_edition(
    editions: dict[int, Edition], earlier: int, later: int, found: int
) -> None:
    assert len(keys(editions[earlier]) & keys(editions[later])) == found


def test_numbers_find_renamed_projects_too(editions: dict[int, Edition]) -> None:
    assert len(numbers(editions[2021]) & numbers(editions[2022])) == 159


def test_keys_and_numbers_are_unique_in_every_edition(editions: dict[int, Edition]) -> None:
    for edition in editions.values():
        assert len(keys(edition)) == len(edition.rows)
        assert len(numbers(edition)) in {0, len(edition.rows)}


@pytest.mark.parametrize(
    "other",
    [
        "SMART METERING  PROGRAM",
        "Smart-Metering Programme",
        "Smart Metering Programme (SMP)",
        "Smart Metering Programme (formerly Meters for All)",
    ],
)
def test_spellings_of_one_name_have_one_key(other: str) -> None:
    assert match_key(other) == match_key("Smart Metering Programme")


def test_a_bracketed_word_tells_projects_apart() -> None:
    assert match_key("BT LSP (London)") != match_key("BT LSP (South)")


def test_the_joining_quarter_belongs_to_a_number() -> None:
    assert number_stem(" dft_0050_2021-q4 ") == number_stem("DFT 50 20/21 Q4") == "DFT_0050_2021-Q4"
    assert number_stem("MOJ_0050_2021-Q1") != number_stem("MOJ_0050_2122-Q3")
    assert number_stem("ref  7b") == "REF 7B"


@pytest.mark.parametrize(
    "text", ["Department for Transport", "DFT", "DfT", "department for  transport", "Department for Transport (DfT)"]
)
def test_spellings_of_a_department_have_one_code(text: str) -> None:
    assert department_code(text) == ("DFT", "Department for Transport")


def test_a_successor_is_another_department() -> None:
    codes = [
        department_code(text)[0] for text in ("DoH Capital", "DH", "DHSC", "FCO", "FCDO", "DCLG", "MHCLG", "DLUHC")
    ]
    assert codes == ["DH", "DH", "DHSC", "FCO", "FCDO", "DCLG", "MHCLG", "DLUHC"]


def test_an_unknown_department_is_coded_by_its_text() -> None:
    assert department_code("Office for Tidal Power") == ("OFFICE-FOR-TIDAL-POWER", "Office for Tidal Power")
    assert department_code(" ") == ("UNKNOWN", "")


def test_all_but_one_joint_department_of_the_five_files_are_known(editions: dict[int, Edition]) -> None:
    texts = Counter(row.department for edition in editions.values() for row in edition.rows)
    assert {text for text in texts if len(department_code(text)[0]) > 5} == {"DEFRA & DFT"}
