"""A template comes back as typed rows, and every cell that cannot be read is named with what to write."""

import io
from datetime import date
from typing import get_args

import pytest
import time_machine
import xlsxwriter
from python_calamine import CalamineWorkbook

from application.imports.gmpp_values import Money
from application.imports.sources import Unreadable
from application.imports.template_columns import COLUMNS, Kind
from application.imports.templates import read_template, template_csv, template_xlsx
from domain.projects.words import Rating

KINDS: tuple[Kind, ...] = get_args(Kind)


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_template_holds_no_rows(kind: Kind) -> None:
    for data in (template_csv(kind), template_xlsx(kind)):
        sheet = read_template(kind, "template", data)
        assert (sheet.rows, sheet.problems) == ((), ())


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_a_template_can_be_read(kind: Kind) -> None:
    data = template_csv(kind).replace(b"ada@", b"eve@").replace(b"Market entry", b"Moon")
    sheet = read_template(kind, "file.csv", data)
    assert sheet.problems == ()
    assert None not in sheet.rows[0].values.values()
    assert set(sheet.rows[0].values) == {column.field for column in COLUMNS[kind]}


def test_a_project_is_read_with_money_dates_and_rating() -> None:
    data = (
        b'Programme,Number,Project name,Start date,Cost,Cur,RAG\nMoon,M1,Rover,05/01/2026,"1,250.50",gbp,amber/ red\n'
    )
    row = read_template("projects", "file.csv", data).rows[0]
    assert row.row == 2
    assert row.values["whole_life_cost"] == Money(minor=125_050, currency="GBP")
    assert (row.values["start"], row.values["confidence"]) == (date(2026, 1, 5), Rating.AMBER_RED)
    assert row.values["narrative"] is None


def test_steps_of_the_scales_may_be_words() -> None:
    data = b"Program,Risk,Likelihood,Impact\n"
    data += b"Moon,Dust,Almost certain,2\nMoon,Heat,very low,Severe\nMoon,Cold,4 - likely,3\n"
    rows = read_template("risks", "file.csv", data).rows
    assert [(row.values["likelihood"], row.values["impact"]) for row in rows] == [(5, 2), (1, 5), (4, 3)]


def test_every_bad_cell_is_reported_and_good_rows_are_read() -> None:
    data = b"Program,Title,Owner,Due,Severity\nMoon,Fix,ada@,31.02.2026,hihg\n"
    data += b"Moon,Mend,ada@example.org,2026-08-31,High\n,Sew,,,\n"
    sheet = read_template("actions", "file.csv", data)
    assert [(bad.row, bad.column, bad.value) for bad in sheet.problems] == [
        (2, "E", "hihg"), (2, "C", "ada@"), (2, "D", "31.02.2026"), (4, "A", ""),
    ]  # fmt: skip
    assert "Write high." in sheet.problems[0].reason
    assert [row.values["title"] for row in sheet.rows] == ["Mend"]
    assert sheet.rows[0].values["severity"] == "high"


def test_an_unknown_column_is_reported_with_the_nearest_name() -> None:
    sheet = read_template("risks", "file.csv", b"Program,Title,Liklihood,Title\nMoon,Dust,4,x\n")
    assert [(bad.row, bad.column, bad.value) for bad in sheet.problems] == [(1, "C", "Liklihood"), (1, "D", "Title")]
    assert "'Likelihood'" in sheet.problems[0].reason
    assert len(sheet.rows) == 1


def test_an_amount_needs_a_currency_and_its_digits() -> None:
    data = b"Program,Code,Name,Cost,Currency\nMoon,M1,Rover,12,\nMoon,M2,Lander,1.5,JPY\nMoon,M3,Orbit,12,JPY\n"
    sheet = read_template("projects", "file.csv", data)
    assert [(bad.row, bad.column) for bad in sheet.problems] == [(2, "D"), (3, "D")]
    assert sheet.rows[0].values["whole_life_cost"] == Money(minor=12, currency="JPY")


def test_a_file_without_a_needed_column_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"lacks the column 'Title'.*read that file\.$"):
        read_template("risks", "file.csv", b"Program,Likelihood\nMoon,4\n")


def test_a_template_is_the_same_file_each_time() -> None:
    with time_machine.travel("2030-01-01"):
        later = template_xlsx("risks")
    assert later == template_xlsx("risks")


def test_the_workbook_template_holds_text_only() -> None:
    for kind in KINDS:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(kind))).get_sheet_by_index(0).to_python()
        assert rows == [[c.name for c in COLUMNS[kind]], [c.example for c in COLUMNS[kind]]]


def test_a_workbook_filled_with_real_dates_and_numbers_is_read() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Program", "Title", "Likelihood", "Proximity"])
        sheet.write_row(1, 0, ["Moon", "Dust", 4])
        sheet.write_datetime(1, 3, date(2026, 6, 30), book.add_format({"num_format": "d mmm yyyy"}))
    row = read_template("risks", "file.xlsx", held.getvalue()).rows[0]
    assert (row.values["likelihood"], row.values["proximity"]) == (4, date(2026, 6, 30))
