"""Turns the bytes of a CSV or XLSX file into rows of text that still know their original row and column."""

import csv
import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Literal

import msgspec
from python_calamine import CalamineWorkbook

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_CELLS = 5_000_000
MAX_COLUMNS = 16_384

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 20
_PLACE = re.compile(rb"""\sr=["']([A-Za-z]{0,3})(\d{1,9})["']""")

EXACT = 1e15  # below this a float holds every whole number


class Unreadable(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """The file as a whole cannot be read; the message is a sentence that ends with what to do."""


class BadCell(msgspec.Struct, frozen=True):
    """One cell that could not be taken over: where it stands (as a spreadsheet counts) and what to do."""

    file: str
    row: int
    column: str
    value: str
    reason: str
    heading: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """Rows of text; row `n` of the file is `rows[n - 1]`, column A is the first cell. Rows may differ in length."""

    name: str
    kind: Literal["csv", "xlsx"]
    rows: tuple[tuple[str, ...], ...]
    sha256: str
    size: int


def read_sheet(name: str, data: bytes) -> Sheet:
    """The first sheet of the file. Raises `Unreadable` and nothing else, whatever the bytes."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"{name} is larger than 20 MB. Split it and read the parts one after another.")
    kind: Literal["csv", "xlsx"] = "xlsx" if data.startswith(b"PK\x03\x04") else "csv"
    rows = _workbook_rows(name, data) if kind == "xlsx" else _text_rows(name, decode(name, data))
    held = _bounded(name, rows)
    if not any(cell.strip() for row in held for cell in row):
        raise Unreadable(f"{name} holds no text. Choose the file that holds the table.")
    return Sheet(name=name, kind=kind, rows=held, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def decode(name: str, data: bytes) -> str:
    """The text of the bytes: UTF-16 where a byte order mark says so, otherwise UTF-8, otherwise Windows-1252."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Unreadable(f"{name} holds NUL bytes, so it is not a plain table. Save it as CSV in UTF-8 or as XLSX.")
        return text
    raise Unreadable(f"The characters of {name} are in no known encoding. Save it as CSV in UTF-8 or as XLSX.")


def delimiter_of(text: str) -> str:
    """The delimiter under which most of the first rows have the same number of cells; the wider table wins a tie."""
    return max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def column_letters(number: int) -> str:
    """Spreadsheet letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text_rows(name: str, text: str) -> Iterator[tuple[str, ...]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
            yield tuple(row)
    except csv.Error as broken:
        raise Unreadable(
            f"{name} is not a regular CSV file ({broken}). Look for a quotation mark that is not closed and mend it."
        ) from broken


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row in islice(reader, _SAMPLE_ROWS) if any(row)]
    except csv.Error:
        return (0.0, 0)
    width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
    return (count / len(widths), width) if width > 1 else (0.0, 0)


def _bounded(name: str, rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Counts the full rectangle, because a reader may have to turn the table on its side."""
    held: list[tuple[str, ...]] = []
    width = 1
    for row in rows:
        held.append(row)
        width = max(width, len(row))
        if width > MAX_COLUMNS or width * len(held) > MAX_CELLS:
            raise Unreadable(f"The table in {name} is too large. Remove empty rows and columns, or split the file.")
    while held and not any(cell.strip() for cell in held[-1]):
        held.pop()
    return tuple(held)


def _workbook_rows(name: str, data: bytes) -> Iterator[tuple[str, ...]]:
    _refuse_bombs(name, data)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as broken:  # a panic of the Rust reader is no Exception
        raise _no_workbook(name) from broken
    for row in rows:
        yield tuple(_cell_text(cell) for cell in row)


def _refuse_bombs(name: str, data: bytes) -> None:
    """The workbook reader allots the whole rectangle at once, so a lone cell far out must be seen first."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Unreadable(f"{name} unpacks to more than 200 MB. Save only the sheet that holds the table.")  # noqa: TRY301
            for part in parts:
                if part.filename.lower().endswith(".xml") and _area(packed.read(part)) > MAX_CELLS:
                    raise Unreadable(f"The table in {name} is too large. Remove far-off cells, or split the file.")  # noqa: TRY301
    except Unreadable:
        raise
    except Exception as broken:  # zipfile raises a dozen kinds on damaged archives
        raise _no_workbook(name) from broken


def _area(xml: bytes) -> int:
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return MAX_CELLS + 1
    height = width = 1
    for letters, digits in _PLACE.findall(xml):
        height = max(height, int(digits))
        width = max(width, _column_number(letters.decode()))
    return height * width


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _no_workbook(name: str) -> Unreadable:
    return Unreadable(f"{name} is damaged or not an XLSX workbook. Open it, save it again as XLSX or CSV, and retry.")


def _cell_text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
