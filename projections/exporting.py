"""Tables on their way out as CSV, XLSX or NDJSON: the same rows and columns, and nothing that a sheet would run.

A cell that a spreadsheet could take for a formula gets an apostrophe in front (OWASP ASVS 1.2.10); a workbook's texts
are written as texts besides. NDJSON is for programs and carries the texts as they are.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from unicodedata import category

import msgspec
import xlsxwriter

Cell = str | int | None
Rows = Iterable[Sequence[Cell]]
FORMULAS = frozenset("=+-@\t\r\n\0\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\uff0d\N{FULLWIDTH COMMERCIAL AT}")
UNSEEN = ("Zs", "Cf")  # spaces and marks without width, behind which a formula may hide
AT_ONCE = 500
LONGEST_TITLE = 31
LONGEST = 32_767  # what a cell of a workbook holds, in units of UTF-16
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # one moment for every workbook, so that the same rows are the same file
PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def harmless(text: str) -> str:
    """The text as a spreadsheet may open it."""
    first = next((sign for sign in text if category(sign) not in UNSEEN), "")
    tidy = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{tidy}" if first in FORMULAS else tidy


def csv_chunks(headings: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """UTF-8 with a mark, so that spreadsheets open it rightly; lines end as RFC 4180 says."""
    yield "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + _lines([headings])
    for some in _chunks(rows):
        yield _lines(some)


def ndjson_chunks(headings: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """One object a line, its members named by the headings."""
    encoder = msgspec.json.Encoder()
    for some in _chunks(rows):
        yield encoder.encode_lines([dict(zip(headings, row, strict=True)) for row in some])


def xlsx_bytes(title: str, headings: Sequence[str], rows: Rows) -> bytes:
    """A workbook of one sheet, its title letters and dashes; numbers are numbers, everything else is text."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, PLAIN) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(title[:LONGEST_TITLE])
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
        for line, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                _write(sheet, line, place, cell)
    return held.getvalue()


def _chunks(rows: Rows) -> Iterator[list[Sequence[Cell]]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _lines(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode()


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(line, place, cell)
    elif cell:
        sheet.write_string(line, place, _fitting(harmless(cell)))


def _fitting(text: str) -> str:
    if len(text) * 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST * 2:
        return text
    return units[: (LONGEST - 1) * 2].decode("utf-16-le", errors="ignore") + "\N{HORIZONTAL ELLIPSIS}"
