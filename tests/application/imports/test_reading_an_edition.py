"""Editions of other years and layouts are read by what their headings say, and what is withheld stays unknown."""

import csv
import io
from datetime import date

import pytest
import xlsxwriter

from application.imports.gmpp import Edition, YearMissing, edition_date, read_edition
from application.imports.gmpp_values import Money, read_date, read_money, read_rating
from application.imports.sources import Unreadable, column_letters
from domain.projects.words import Rating

OLD_LABELS = (
    "Project Name",
    "Department",
    "MPA RAG Rating\n(a five-point scale)",
    "Description / Aims",
    "Departmental commentary on actions planned or taken on the MPA RAG rating",
    "Project - Start Date",
    "Project - End Date",
    "Departmental narrative on schedule",
    "{fy} Budget (£million)",
    "{fy} Forecast (£million)",
    "Total budgeted whole life costs (£million)",
    "Departmental narrative on budget/forecast variance",
    "Departmental narrative on budgeted whole life costs",
)
OLD_CELLS = (
    "Tidal Gate",
    "DfT",
    "amber / RED",
    "Aim",
    "Doing",
    "01/02/2012",
    "31.12.40",
    "On time",
    "£1.5m",
    "-£0.25m",
    "£1,200.00m",
    "none",
    "why",
)
NEW_LABELS = (
    "GMPP ID Number",
    "Project Name",
    "Department",
    "Annual Report Category",
    "Description / Aims",
    "SRO Delivery Confidence Assessment",
    "IPA Delivery Confidence Assessment",
    "Project - Start Date (Latest approved start date)",
    "Project - End Date (Latest approved end date)",
    "Financial Year Baseline (£m) (including Non-Government Costs)",
    "Financial Year Forecast (£m) (including Non-Government Costs)",
    "Financial Year Variance (%)",
    "TOTAL Baseline Whole Life Costs (£m)",
    "TOTAL Baseline Benefits (£m)",
)
NEW_CELLS = (
    "DFT_0001_1112-Q1",
    "Tidal Gate",
    "DFT",
    "ICT",
    "Aim",
    "Green",
    "Amber",
    "2012-02-01",
    "2040-12-31",
    "1",
    "2",
    "5%",
    "(3)",
    "9",
)


def table(*rows: tuple[str, ...], delimiter: str = ",", encoding: str = "cp1252") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def old(fy: str, *, cells: tuple[str, ...] = OLD_CELLS) -> bytes:
    return table(*((label.format(fy=fy), cell, "") for label, cell in zip(OLD_LABELS, cells, strict=True)))


def row_edition(*rows: tuple[str, ...], name: str = "2023.csv") -> Edition:
    return read_edition(name, table(NEW_LABELS, *rows, delimiter=";"))


@pytest.mark.parametrize(("fy", "year"), [("2012/13", 2013), ("2013/2014", 2014), ("2015-16", 2016), ("2017/18", 2018)])
def test_a_table_on_its_side_of_another_year_is_read(fy: str, year: int) -> None:
    edition = read_edition("data.csv", old(fy))
    project = edition.rows[0]
    assert (edition.year, edition.as_at, len(edition.rows), edition.problems) == (year, date(year - 1, 9, 30), 1, ())
    assert (project.row, project.column, project.name, project.number) == (1, "B", "Tidal Gate", None)
    assert (project.rating.value, project.rating.by, project.rating.raw) == (Rating.AMBER_RED, "IPA", "amber / RED")
    assert (project.start.value, project.finish.value) == (date(2012, 2, 1), date(2040, 12, 31))
    assert project.year_budget.value == Money(minor=150_000_000, currency="GBP")
    assert project.year_forecast.value == Money(minor=-25_000_000, currency="GBP")
    assert project.whole_life_cost.value == Money(minor=120_000_000_000, currency="GBP")
    comments = (project.rating_comment, project.schedule_comment, project.variance_comment, project.budget_comment)
    assert comments == ("Doing", "On time", "none", "why")


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-8"), ("|", "cp1252")]
)
def test_a_later_wording_is_read_in_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    data = table(NEW_LABELS, NEW_CELLS, delimiter=delimiter, encoding=encoding)
    edition = read_edition("GMPP 2023.csv", data)
    project = edition.rows[0]
    assert (edition.year, edition.as_at) == (2023, date(2023, 3, 31))
    assert (project.rating.value, project.rating.by) == (Rating.AMBER, "IPA")
    assert (project.second_rating.value, project.second_rating.by) == (Rating.GREEN, "SRO")
    assert project.whole_life_cost.value == Money(minor=-300_000_000, currency="GBP")
    assert (project.number, project.category) == ("DFT_0001_1112-Q1", "ICT")
    assert edition.unread == ("Financial Year Variance (%)", "TOTAL Baseline Benefits (£m)")


def test_a_workbook_with_real_dates_serials_and_a_title_above_is_read() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Major projects")
        for place, (label, cell) in enumerate(zip(NEW_LABELS, NEW_CELLS, strict=True)):
            sheet.write_string(2, place, label)
            sheet.write_string(3, place, cell)
        sheet.write_datetime(3, 7, date(2012, 2, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(3, 8, 51501)
    project = read_edition("2023.xlsx", held.getvalue()).rows[0]
    assert (project.row, project.column) == (4, "B")
    assert (project.start.value, project.finish.value) == (date(2012, 2, 1), date(2040, 12, 31))


def test_the_year_is_asked_for_where_nothing_says_it() -> None:
    data = table(NEW_LABELS, NEW_CELLS)
    with pytest.raises(YearMissing, match=r"Give the year and read the file again\.$"):
        read_edition("data.csv", data)
    edition = read_edition("data.csv", data, year=2024, as_at=date(2024, 6, 30))
    assert (edition.year, edition.as_at) == (2024, date(2024, 6, 30))


@pytest.mark.parametrize(
    ("name", "year"), [("GMPP_September_2019.csv", 2020), ("gmpp 2022-23.csv", 2023), ("uk_2024.csv", 2024)]
)
def test_the_year_may_stand_in_the_name(name: str, year: int) -> None:
    assert read_edition(name, table(NEW_LABELS, NEW_CELLS)).year == year


def test_the_quarters_named_in_the_text_give_the_year() -> None:
    cells = (*NEW_CELLS[:4], "As at Q2 2014/15 it went well", *NEW_CELLS[5:])
    assert read_edition("data.csv", table(NEW_LABELS, cells)).year == 2015


def test_the_day_an_edition_reports_moved_with_the_2021_edition() -> None:
    assert [edition_date(year) for year in (2020, 2021)] == [date(2019, 9, 30), date(2021, 3, 31)]


def test_a_row_without_a_name_is_reported_and_the_rest_is_read() -> None:
    nameless = (NEW_CELLS[0], " ", *NEW_CELLS[2:])
    edition = row_edition(nameless, NEW_CELLS)
    assert [(bad.row, bad.column, bad.heading) for bad in edition.problems] == [(2, "B", "Project Name")]
    assert [project.row for project in edition.rows] == [3]


def test_a_project_that_stands_twice_is_reported() -> None:
    again = ("DFT_0002_1112-Q1", "TIDAL GATE (TG)", *NEW_CELLS[2:])
    problems = row_edition(NEW_CELLS, again).problems
    assert [(bad.row, bad.column) for bad in problems] == [(3, "B")]
    assert "stands at B2 already" in problems[0].reason


def test_rows_of_another_year_are_reported_and_left_out() -> None:
    data = table(
        ("year", *NEW_LABELS),
        ("2023", *NEW_CELLS),
        ("2023", "X", "Other", *NEW_CELLS[2:]),
        ("2022", "Y", "Old", *NEW_CELLS[2:]),
    )
    edition = read_edition("data.csv", data)
    assert (edition.year, [row.name for row in edition.rows]) == (2023, ["Tidal Gate", "Other"])
    assert [(bad.row, bad.column, bad.value) for bad in edition.problems] == [(4, "A", "2022")]


def test_malformed_cells_are_reported_where_they_stand() -> None:
    cells = (*NEW_CELLS[:5], "Ambr", *NEW_CELLS[6:8], "31.02.2026", "12..4", *NEW_CELLS[10:])
    edition = row_edition(cells)
    assert [(bad.column, bad.value) for bad in edition.problems] == [("F", "Ambr"), ("I", "31.02.2026"), ("J", "12..4")]
    assert all(bad.file == "2023.csv" and bad.row == 2 and bad.reason.endswith(".") for bad in edition.problems)
    assert edition.rows[0].finish.unknown == "Could not be read: 31.02.2026"


@pytest.mark.parametrize(
    "text",
    [
        "Reset",
        "No DCA",
        "Exempt under Section 43 of the Freedom of\n Information Act",
        "Early planning GMPP project",
        "TBD",
    ],
)
def test_prose_is_the_reason_why_a_value_is_unknown(text: str) -> None:
    reason = " ".join(text.split())
    for reading in (read_rating(text), read_money(text), read_date(text, around=2022, role="finish")):
        assert (reading.value, reading.unknown, reading.fault) == (None, reason, "")


def test_a_blank_is_unknown() -> None:
    assert read_rating(" ").unknown == read_money("").unknown == "Left blank"


@pytest.mark.parametrize("text", ["Amber/red", "Amber/ Red", "Amber-Red", " AMBER  RED ", "amber\N{EN DASH}red"])
def test_a_colour_is_seen_in_any_spelling(text: str) -> None:
    assert read_rating(text).value is Rating.AMBER_RED


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£0", 0),
        ("£ 12,343.96", 1_234_396_000_000),
        ("(1.20)", -120_000_000),
        ("£1.90m", 190_000_000),
        ("£2bn", 200_000_000_000),
        ("-£120.11m", -12_011_000_000),
        ("£\u00a0278", 27_800_000_000),
        ("(£0.01)", -1_000_000),
    ],
)
def test_costs_are_exact_pence(text: str, pence: int) -> None:
    assert read_money(text).value == Money(minor=pence, currency="GBP")


@pytest.mark.parametrize("text", ["12..4", "1,5", "1,2,3", "--3", "£9999999999999"])
def test_a_number_that_is_none_is_malformed(text: str) -> None:
    assert read_money(text).value is None
    assert read_money(text).fault


def test_two_digits_of_a_year_fall_in_the_window_of_the_edition() -> None:
    assert read_date("31.12.98", around=2019, role="start").value == date(1998, 12, 31)
    assert read_date("31.12.98", around=2019, role="finish").value == date(2098, 12, 31)
    assert read_date("30.09.17", around=2019, role="finish").value == date(2017, 9, 30)


@pytest.mark.parametrize(
    "text", ["2026-12-31", "31/12/2026", "31.12.2026\n", "31 December 2026", "31-Dec-26", "2026-12-31 00:00:00"]
)
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert read_date(text, around=2022, role="finish").value == date(2026, 12, 31)


def test_a_serial_number_is_a_date_only_in_a_workbook() -> None:
    assert read_date("51501", around=2022, role="finish", kind="xlsx").value == date(2040, 12, 31)
    assert read_date("51501", around=2022, role="finish").fault


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(Unreadable, match="no headings of the Government Major Projects Portfolio"):
        read_edition("books.csv", b"author,title\nA,B\n")


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
