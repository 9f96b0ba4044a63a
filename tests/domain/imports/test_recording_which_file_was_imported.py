"""Recording which file was imported: once for the same bytes, and only what proves something."""

from typing import Any

import pytest

from domain.imports.file import IMPORTED_FILE, FileImported, Holds, file_id, take_over
from tests.domain.gwt import given

DIGEST = "1f2e" * 16
EDITION: dict[str, Any] = {
    "name": "uk_2022.csv",
    "sha256": DIGEST,
    "size": 81_204,
    "holds": Holds.PORTFOLIO,
    "year": 2022,
}


def test_a_file_is_recorded_once_whatever_it_is_called() -> None:
    given(IMPORTED_FILE).when(take_over, **EDITION).then(FileImported(**EDITION)).when(
        take_over, **{**EDITION, "name": "copy of uk_2022.csv"}
    ).then()


def test_the_same_bytes_read_as_another_year_or_sheet_are_another_file() -> None:
    asked = [(Holds.PORTFOLIO, 2022), (Holds.PORTFOLIO, 2021), (Holds.RISKS, None), (Holds.PROJECTS, None)]
    assert len({file_id(DIGEST, holds=holds, year=year) for holds, year in asked}) == len(asked)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "Give the name of the file."),
        ({"sha256": DIGEST.upper()}, "Give the SHA-256 of the file as 64 digits, 0 to 9 and a to f."),
        ({"size": 0}, "The file is empty; choose the one that holds the table."),
        ({"year": None}, "Give the year of a portfolio edition, and of nothing else."),
        ({"holds": Holds.RISKS}, "Give the year of a portfolio edition, and of nothing else."),
    ],
)
def test_what_proves_nothing_is_refused(changed: dict[str, Any], sentence: str) -> None:
    given(IMPORTED_FILE).when(take_over, **{**EDITION, **changed}).refused(sentence)
