"""The same rows and columns as CSV, XLSX and NDJSON, and no cell that a spreadsheet would run."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any
from unicodedata import category

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from projections.exporting import FORMULAS, LONGEST, UNSEEN, Cell, csv_chunks, harmless, ndjson_chunks, xlsx_bytes

HEADINGS = ("position", "what", "reason")
HOSTILE = st.builds(
    lambda hidden, sign, rest: hidden + sign + rest,
    st.text("\ufeff\u00a0\u200b\u2003\u00ad ", max_size=3),
    st.sampled_from(sorted(FORMULAS)),
    st.text(max_size=20),
)
CELLS = st.one_of(st.text(max_size=30), HOSTILE)
ROWS = st.lists(st.tuples(st.integers(1, 10**9), CELLS, CELLS), max_size=8)
WORST = "=cmd|' /C calc'!A0"


def read_csv(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    text = b"".join(csv_chunks(HEADINGS, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(made: bytes) -> list[list[Any]]:
    sheet: Any = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0)
    return sheet.to_python(skip_empty_area=False)  # type: ignore[no-any-return]


def first_visible(text: str) -> str:
    return next((sign for sign in text if category(sign) not in UNSEEN), "")


@given(ROWS)
@example(
    [(1, WORST, "\t=1+1"), (2, "\ufeff\u200b=1+1", "\uff1d1+1"), (3, '"=1+1', "a\r\n=1+1"), (4, "\0=1", "@SUM(A1)")]
)
def test_no_cell_of_a_csv_begins_like_a_formula(rows: list[tuple[int, str, str]]) -> None:
    found = read_csv(rows)
    assert found[0] == list(HEADINGS)
    assert len(found) == len(rows) + 1
    for row, read in zip(rows, found[1:], strict=True):
        assert int(read[0]) == row[0]
        for was, now in zip(row[1:], read[1:], strict=True):
            assert first_visible(now) not in FORMULAS
            assert now in (was.replace("\0", "\ufffd"), "'" + was.replace("\0", "\ufffd"))


@given(ROWS)
@example([(1, WORST, "http://example.org"), (2, "-1", "00123"), (3, "=HYPERLINK(1)", "TRUE")])
def test_every_text_of_a_workbook_is_a_text(rows: list[tuple[int, str, str]]) -> None:
    made = xlsx_bytes("steward-record", HEADINGS, rows)
    sheet = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    read = read_xlsx(made)
    assert read[0] == list(HEADINGS)
    for row, found in zip(rows, read[1:], strict=True):
        assert found[0] == row[0]
        assert all(isinstance(cell, str) for cell in found[1:])
        assert all(first_visible(cell) not in FORMULAS for cell in found[1:])


@given(ROWS)
def test_lines_of_json_carry_the_texts_as_they_are(rows: list[tuple[int, str, str]]) -> None:
    lines = b"".join(ndjson_chunks(HEADINGS, rows)).splitlines()
    assert [msgspec.json.decode(line) for line in lines] == [dict(zip(HEADINGS, row, strict=True)) for row in rows]


@pytest.mark.parametrize("text", ["", "'=1", "1-1", "a=b", "\N{EN DASH}5", "naïve \N{GRINNING FACE}"])
def test_what_no_sheet_takes_for_a_formula_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_workbook_holds_what_a_cell_can_hold_and_says_that_it_was_cut() -> None:
    made = xlsx_bytes("steward-record", HEADINGS, [(1, "\N{GRINNING FACE}" * 40_000, "x" * LONGEST)])
    row = read_xlsx(made)[1]
    assert len(row[1].encode("utf-16-le")) <= LONGEST * 2
    assert row[1].endswith("\N{HORIZONTAL ELLIPSIS}")
    assert row[2] == "x" * LONGEST


def test_the_same_rows_are_the_same_workbook() -> None:
    assert xlsx_bytes("a", HEADINGS, [(1, "a", None)]) == xlsx_bytes("a", HEADINGS, [(1, "a", None)])
