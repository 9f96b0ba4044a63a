"""Plain templates that people fill in, for projects, risks and corrective actions: written here, and read back."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from difflib import get_close_matches

import msgspec
import xlsxwriter

from application.imports.gmpp_values import Money, plain
from application.imports.sources import BadCell, Sheet, Unreadable, column_letters, read_sheet
from application.imports.template_columns import COLUMNS, Column, Kind
from application.imports.template_values import Malformed, minor_units, parsed
from domain.projects.words import Rating

Value = str | int | date | Money | Rating | None

_HEADING_ROWS = 10
_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the same template is the same file, byte for byte


class TemplateRow(msgspec.Struct, frozen=True):
    """One filled-in row: its number in the file, and a value (None where left blank) for every column by field name."""

    row: int
    values: dict[str, Value]


class TemplateSheet(msgspec.Struct, frozen=True):
    """The rows that could be read whole, and every cell that could not."""

    kind: Kind
    rows: tuple[TemplateRow, ...]
    problems: tuple[BadCell, ...]
    source: str
    sha256: str
    size: int


def template_csv(kind: Kind) -> bytes:
    """The empty template with one example row, in UTF-8 with a mark so that spreadsheets open it rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in COLUMNS[kind]])
    writer.writerow([column.example for column in COLUMNS[kind]])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(kind: Kind) -> bytes:
    """The same as a workbook: every cell is text, and each heading carries its hint as a note."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet(kind.capitalize())
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for index, column in enumerate(COLUMNS[kind]):
            sheet.set_column(index, index, max(14, len(column.example) + 2), text)
            sheet.write_string(0, index, column.name, bold)
            sheet.write_comment(0, index, column.note)
            sheet.write_string(1, index, column.example, text)
        sheet.freeze_panes(1, 0)
    return held.getvalue()


def read_template(kind: Kind, name: str, data: bytes) -> TemplateSheet:
    """Reads a filled-in template. Raises `Unreadable` where the headings are not the template's."""
    sheet = read_sheet(name, data)
    heading = _heading(sheet, kind=kind)
    places = _places(sheet.rows[heading], kind=kind)
    problems = list(_unknown_columns(sheet, heading=heading, kind=kind))
    rows = []
    for index, cells in enumerate(sheet.rows[heading + 1 :], start=heading + 1):
        if not any(cell.strip() for cell in cells) or _is_example(cells, places=places, kind=kind):
            continue
        row, found = _row(sheet, index, kind=kind, places=places)
        problems += found
        rows += [] if found else [row]
    return TemplateSheet(
        kind=kind, rows=tuple(rows), problems=tuple(problems), source=name, sha256=sheet.sha256, size=sheet.size
    )


def _heading(sheet: Sheet, *, kind: Kind) -> int:
    scores = [(len(_places(row, kind=kind)), -index) for index, row in enumerate(sheet.rows[:_HEADING_ROWS])]
    score, index = max(scores)
    places = _places(sheet.rows[-index], kind=kind)
    missing = [column.name for column in COLUMNS[kind] if column.needed and column.field not in places]
    if not score or missing:
        raise Unreadable(
            f"{sheet.name} lacks the column {missing[0]!r} of the template for {kind}."
            " Download the template, copy your rows below its headings, and read that file."
        )
    return -index


def _places(cells: tuple[str, ...], *, kind: Kind) -> dict[str, int]:
    """Where each field stands; a heading that comes twice counts the first time."""
    places: dict[str, int] = {}
    for index, cell in enumerate(cells):
        column = _column_named(cell, kind=kind)
        if column is not None:
            places.setdefault(column.field, index)
    return places


def _column_named(heading: str, *, kind: Kind) -> Column | None:
    wanted = _key(heading)
    return next((column for column in COLUMNS[kind] if wanted in {_key(n) for n in column.names}), None)


def _key(heading: str) -> str:
    return "".join(letter for letter in plain(heading).casefold().split("(")[0] if letter.isalnum())


def _unknown_columns(sheet: Sheet, *, heading: int, kind: Kind) -> Iterator[BadCell]:
    names = {_key(name): column.name for column in COLUMNS[kind] for name in column.names}
    seen: Counter[str] = Counter()
    for index, cell in enumerate(sheet.rows[heading]):
        if not cell.strip():
            continue
        known = names.get(_key(cell))
        seen[known or ""] += 1
        if known and seen[known] == 1:
            continue
        near = get_close_matches(_key(cell), names, n=1, cutoff=0.6)
        advice = f"Did you mean {names[near[0]]!r}? Rename or remove it." if near else "Remove it, or ignore this line."
        reason = (
            "This column stands here twice. Remove one of the two." if known else f"There is no such column. {advice}"
        )
        yield _bad(sheet, heading, place=index, reason=reason, heading=cell)


def _is_example(cells: tuple[str, ...], *, places: dict[str, int], kind: Kind) -> bool:
    """The example row is part of the template: whoever leaves it in does not mean it."""
    return all(_at(cells, places.get(column.field)) == column.example for column in COLUMNS[kind])


def _row(sheet: Sheet, index: int, *, kind: Kind, places: dict[str, int]) -> tuple[TemplateRow, list[BadCell]]:
    cells = sheet.rows[index]
    values: dict[str, Value] = {}
    problems: list[BadCell] = []
    for column in COLUMNS[kind]:
        place = places.get(column.field)
        try:
            values[column.field] = parsed(column, _at(cells, place), source=sheet.kind)
        except Malformed as fault:
            problems.append(_bad(sheet, index, place=place or 0, reason=str(fault), heading=column.name))
    try:
        _give_currency(values)
    except Malformed as fault:
        place = places["whole_life_cost"]
        problems.append(_bad(sheet, index, place=place, reason=str(fault), heading="Whole-life cost"))
    return TemplateRow(row=index + 1, values=values), problems


def _give_currency(values: dict[str, Value]) -> None:
    """An amount becomes money only together with the currency that stands in a cell of its own."""
    amount = values.get("whole_life_cost")
    if isinstance(amount, str):
        currency = values.get("currency")
        if not isinstance(currency, str):
            raise Malformed("An amount needs a currency. Write a code such as GBP in the column Currency.")
        values["whole_life_cost"] = Money(minor=minor_units(amount, currency=currency), currency=currency)


def _at(cells: tuple[str, ...], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _bad(sheet: Sheet, index: int, *, place: int, reason: str, heading: str) -> BadCell:
    return BadCell(
        file=sheet.name,
        row=index + 1,
        column=column_letters(place + 1),
        value=_at(sheet.rows[index], place),
        reason=reason,
        heading=heading,
    )
