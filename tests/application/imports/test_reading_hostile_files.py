"""Whatever the bytes, a reader answers with rows or with one sentence, and text comes back as it was written."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.imports import sources
from application.imports.gmpp import read_edition
from application.imports.sources import Unreadable, read_sheet
from application.imports.templates import read_template, template_xlsx

FILES = [path.read_bytes()[:40_000] for path in sorted((Path(__file__).parents[3] / "demo" / "gmpp").glob("*.csv"))]
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def try_every_reader(data: bytes) -> None:
    for read in (
        lambda: read_edition("file", data, year=2022),
        lambda: read_edition("file", data),
        lambda: read_template("projects", "file", data),
        lambda: read_template("risks", "file", data),
    ):
        try:
            read()
        except Unreadable as refusal:
            sentence = str(refusal)
        else:
            sentence = "Read."
        assert sentence.endswith(".")


@SLOW
@given(st.binary(max_size=2_000))
def test_random_bytes(data: bytes) -> None:
    try_every_reader(data)
    try_every_reader(b"PK\x03\x04" + data)


@SLOW
@given(st.data(), st.sampled_from(FILES))
def test_damaged_editions(data: st.DataObject, file: bytes) -> None:
    cut = data.draw(st.integers(0, len(file)))
    at = data.draw(st.integers(0, cut))
    old, new = data.draw(st.permutations([b",", b";", b"\t", b'"', b"\n", b"20", b"/"]))[:2]
    try_every_reader(file[:at] + data.draw(st.binary(max_size=20)) + file[at:cut].replace(old, new))


@SLOW
@given(st.data())
def test_damaged_workbooks(data: st.DataObject) -> None:
    file = bytearray(template_xlsx("projects"))
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(4, len(file) - 1))] = data.draw(st.integers(0, 255))
    try_every_reader(bytes(file[: data.draw(st.integers(0, len(file)))]))


LINES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=30).map(
    lambda t: "x" + t
)


@SLOW
@given(st.lists(st.tuples(LINES, LINES, LINES), min_size=1, max_size=8))
def test_text_comes_back_exactly(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("one", "two", "three"), *rows])
    assert list(read_sheet("file.csv", text.getvalue().encode()).rows[1:]) == rows


def test_nul_bytes_are_refused() -> None:
    with pytest.raises(Unreadable, match="NUL bytes"):
        read_sheet("file.csv", b"a,b\n1,\x002\n")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        read_sheet("file.csv", b"a" * (sources.MAX_BYTES + 1))


def test_an_empty_file_is_refused() -> None:
    for data in (b"", b"\n , \n", b"\xef\xbb\xbf"):
        with pytest.raises(Unreadable, match="holds no text"):
            read_sheet("file.csv", data)


def test_a_table_that_would_fill_the_memory_when_turned_is_refused() -> None:
    with pytest.raises(Unreadable, match="too large"):
        read_sheet("file.csv", b"\n" * 10_000 + b"," * 10_000)


def test_a_lone_cell_far_out_is_refused_before_the_workbook_is_opened() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.add_worksheet().write_string(1_048_575, 16_383, "far")
    with pytest.raises(Unreadable, match="too large"):
        read_sheet("file.xlsx", held.getvalue())


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_UNPACKED", 1_000_000)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
    with pytest.raises(Unreadable, match="unpacks to more"):
        read_sheet("file.xlsx", held.getvalue())
