"""Finds the table of a major projects portfolio edition in a sheet: which heading means what, and which way it runs."""

import re
from collections.abc import Iterator

import msgspec

from application.imports.gmpp_values import plain
from application.imports.sources import Sheet, Unreadable, column_letters

_LONGEST_LABEL = 400
_FEWEST_FIELDS = 4
_SEARCHED_ROWS = 20
_SEARCHED_COLUMNS = 5
_REMARK = r"\b(?:comment\w*|narrative\w*|explanation\w*)\b"
_WHOLE_LIFE = r"\b(?:whole life|wlc)\b"
# Tried from the top: a commentary names the figure it comments on, so commentaries come before figures.
_PATTERNS = (
    ("year", r"(?:(?:edition|report|reporting|publication)s? )?year"),
    ("number", r"(?:(?:gmpp|ipa|mpa|nista|project|programme|program) )*(?:number|no|id|id number|reference|ref)"),
    ("name", r"(?:gmpp )?(?:project|programme|program|project programme)? ?(?:name|title)(?: of (?:the )?project)?"),
    ("department", r"(?:lead |owning |sponsoring )?(?:department|dept|organisation)(?: name| code)?"),
    ("", r".*\bbenefits?\b.*"),
    ("category", r".*\bcategory\b.*"),
    ("rating_comment", rf"(?=.*{_REMARK}).*\b(?:rating|rag|dca|confidence)\b.*"),
    ("schedule_comment", rf"(?=.*{_REMARK}).*\b(?:schedule|dates?|timetable|timeline)\b.*"),
    ("variance_comment", rf"(?=.*{_REMARK}).*\b(?:variance|forecast)\b.*"),
    ("budget_comment", rf"(?=.*{_REMARK}).*(?:{_WHOLE_LIFE}|\b(?:budget\w*|costs?)\b).*"),
    ("", rf".*(?:{_REMARK}|\bvariance\b).*"),
    ("description", r"(?:project |programme )?(?:description|aims)\b.*"),
    ("rating", r".*\b(?:rating|rag|dca|delivery confidence)\b.*"),
    ("start", r".*\bstart(?: date)?\b.*"),
    ("finish", r".*\b(?:end date|finish date|completion date|finish|project end)\b.*"),
    ("whole_life_cost", rf"(?!.*\bforecast\b).*{_WHOLE_LIFE}.*"),
    ("", rf".*{_WHOLE_LIFE}.*"),
    ("year_forecast", r".*\bforecast\b.*"),
    ("year_budget", r".*\b(?:budget|baseline)\b.*"),
)
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _PATTERNS)


class Label(msgspec.Struct, frozen=True):
    """A heading as the file writes it, the field it stands for ("" when for none), and its place along the line."""

    text: str
    field: str
    place: int


class Line(msgspec.Struct, frozen=True):
    """One project: the number of its row (or column, in a table on its side) and its cells."""

    number: int
    cells: tuple[str, ...]

    def at(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""


class Table(msgspec.Struct, frozen=True):
    """The headings and the lines below them; `sideways` when every project is a column."""

    sideways: bool
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]

    def labels_of(self, field: str) -> tuple[Label, ...]:
        return tuple(label for label in self.labels if label.field == field)

    def position(self, line: Line, place: int) -> tuple[int, str]:
        """Row number and column letters of a cell, as a spreadsheet shows them."""
        return (place + 1, column_letters(line.number)) if self.sideways else (line.number, column_letters(place + 1))


def field_of(label: str) -> str:
    """The field that a heading stands for in whichever year's wording, or ""."""
    if len(label) > _LONGEST_LABEL:
        return ""
    words = " ".join(re.findall(r"[a-z0-9]+", plain(label).casefold()))
    return next((field for field, pattern in _COMPILED if pattern.fullmatch(words)), "")


def lay_out(sheet: Sheet) -> Table:
    """The table in the sheet, upright or on its side. Raises `Unreadable` where no headings of the family stand."""
    rows = [(index, row) for index, row in enumerate(sheet.rows[:_SEARCHED_ROWS])]
    columns = [(index, _column(sheet, index)) for index in range(_SEARCHED_COLUMNS)]
    score, sideways, index = max(
        [(_score(row), 0, -i) for i, row in rows] + [(_score(column), 1, -i) for i, column in columns]
    )
    if score < _FEWEST_FIELDS:
        raise Unreadable(
            f"{sheet.name} has no headings of the Government Major Projects Portfolio, such as a project name,"
            " a department and a rating. Choose the file of a yearly edition, or use the template for projects."
        )
    lines = _lines(sheet, sideways=bool(sideways))
    heading = lines[-index]
    labels = tuple(Label(text=text, field=field_of(text), place=i) for i, text in enumerate(heading) if text.strip())
    below = (Line(number=i + 1, cells=cells) for i, cells in enumerate(lines) if i > -index)
    return Table(sideways=bool(sideways), labels=labels, lines=tuple(below))


def _score(cells: tuple[str, ...]) -> int:
    fields = {field_of(cell) for cell in cells} - {""}
    return len(fields) if "name" in fields else 0


def _column(sheet: Sheet, index: int) -> tuple[str, ...]:
    return tuple(row[index] if index < len(row) else "" for row in sheet.rows)


def _lines(sheet: Sheet, *, sideways: bool) -> list[tuple[str, ...]]:
    return list(_columns(sheet)) if sideways else list(sheet.rows)


def _columns(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    width = max(len(row) for row in sheet.rows)
    return (_column(sheet, index) for index in range(width))
