"""Reads one yearly edition of the UK Government Major Projects Portfolio, in any of its layouts, into plain structs."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from application.imports.gmpp_labels import Label, Line, Table, lay_out
from application.imports.gmpp_names import match_key, number_stem
from application.imports.gmpp_values import Money, plain, read_date, read_money, read_rating
from application.imports.sources import BadCell, Sheet, Unreadable, read_sheet
from domain.projects.words import Rating

Assessor = Literal["IPA", "SRO", ""]

NO_SUCH_COLUMN = "The edition has no such column"

_FINANCIAL_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[/-]\s*(?:20)?(\d\d)(?!\d)")
_QUARTER = re.compile(
    r"(?:Q[1-4]\s+(?:of\s+)?(20\d\d)\s*[/-]\s*(?:20)?(\d\d)|(20\d\d)\s*[/-]\s*(\d\d)[ -]+Q[1-4])(?!\d)"
)

LAST_AS_AT_SEPTEMBER = 2020  # editions up to this one tell the September before


class YearMissing(Unreadable):
    """Nothing in the file or in its name says which year's edition it is."""


class Rated(msgspec.Struct, frozen=True):
    """A delivery confidence rating and who gave it, or why it is unknown; `raw` is the cell as it stands."""

    value: Rating | None
    unknown: str
    raw: str
    by: Assessor


class Dated(msgspec.Struct, frozen=True):
    """A date, or why it is unknown; `raw` is the cell as it stands."""

    value: date | None
    unknown: str
    raw: str


class Costed(msgspec.Struct, frozen=True):
    """An amount, or why it is unknown; `raw` is the cell as it stands."""

    value: Money | None
    unknown: str
    raw: str


class ProjectRow(msgspec.Struct, frozen=True):
    """One project in one edition; `row` and `column` are the place of its name in the file."""

    row: int
    column: str
    name: str
    number: str | None
    department: str
    category: str
    description: str
    rating: Rated
    second_rating: Rated
    rating_comment: str
    start: Dated
    finish: Dated
    schedule_comment: str
    year_budget: Costed
    year_forecast: Costed
    whole_life_cost: Costed
    variance_comment: str
    budget_comment: str


class Edition(msgspec.Struct, frozen=True):
    """One year's file: its projects, every cell that could not be taken over, and the headings that were not read."""

    year: int
    as_at: date
    rows: tuple[ProjectRow, ...]
    problems: tuple[BadCell, ...]
    unread: tuple[str, ...]
    source: str
    sha256: str
    size: int


def read_edition(name: str, data: bytes, *, year: int | None = None, as_at: date | None = None) -> Edition:
    """Reads the bytes of one edition. Raises `Unreadable` for no table, `YearMissing` where `year` is needed."""
    sheet = read_sheet(name, data)
    table = lay_out(sheet)
    edition = year or _year_of(sheet, table)
    reader = _Reader(sheet, table=table, year=edition)
    rows = tuple(row for line in table.lines if (row := reader.project(line)) is not None)
    return Edition(
        year=edition,
        as_at=as_at or edition_date(edition),
        rows=rows,
        problems=tuple(reader.problems),
        unread=tuple(plain(label.text) for label in table.labels if not label.field),
        source=name,
        sha256=sheet.sha256,
        size=sheet.size,
    )


def edition_date(year: int) -> date:
    """The day whose state an edition reports.

    Up to 2020 an edition reports 30 September of the year before (the 2015 file says "Q2 2014/15", and the publication
    guidance for departments says so). The 2021 file compares with 19/20-Q2 and reports 20/21-Q4, and
    the 2022 file reports 21/22-Q4: 31 March of the edition's own year.
    """
    return date(year, 3, 31) if year > LAST_AS_AT_SEPTEMBER else date(year - 1, 9, 30)


def _year_of(sheet: Sheet, table: Table) -> int:
    sources: tuple[Callable[[], int | None], ...] = (
        lambda: _year_in_column(table),
        lambda: _commonest(_FINANCIAL_YEAR.findall(" ".join(label.text for label in table.labels))),
        lambda: _commonest(_quarters(sheet)),
        lambda: _year_in_name(sheet.name),
    )
    for source in sources:
        if (found := source()) is not None:
            return found
    raise YearMissing(f"{sheet.name} does not say which year's edition it is. Give the year and read the file again.")


def _year_in_column(table: Table) -> int | None:
    years = Counter(
        int(cell)
        for label in table.labels_of("year")
        for line in table.lines
        if re.fullmatch(r"20\d\d", cell := line.at(label.place).strip(), re.ASCII)
    )
    return years.most_common(1)[0][0] if years else None


def _quarters(sheet: Sheet) -> list[tuple[str, str]]:
    text = " ".join(cell for row in sheet.rows for cell in row)
    return [(m[1] or m[3], m[2] or m[4]) for m in _QUARTER.finditer(text)]


def _commonest(years: list[tuple[str, str]]) -> int | None:
    """The year in which most financial years named end; none where no single one is named more than all others."""
    ends = [int(first) + 1 for first, last in years if (int(first) + 1) % 100 == int(last)]
    year, count = Counter(ends).most_common(1)[0] if ends else (0, 0)
    return year if count * 2 > len(ends) else None


def _year_in_name(name: str) -> int | None:
    if (year := _commonest(_FINANCIAL_YEAR.findall(name))) is not None:
        return year
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", name)
    if len(set(years)) != 1:
        return None
    return int(years[0]) + (1 if re.search(r"sept", name, re.IGNORECASE) else 0)


class _Reader:
    """Reads line after line and gathers what is wrong on the way."""

    def __init__(self, sheet: Sheet, *, table: Table, year: int) -> None:
        self.problems: list[BadCell] = []
        self._sheet = sheet
        self._table = table
        self._year = year
        self._first = {label.field: label for label in reversed(table.labels)}
        self._seen: dict[str, str] = {}
        self._ratings = _assessed(table.labels_of("rating"))
        self._has_year = any(
            line.at(la.place).strip() == str(year) for la in table.labels_of("year") for line in table.lines
        )

    def project(self, line: Line) -> ProjectRow | None:
        filled = {label.field for label in self._table.labels if label.field and line.at(label.place).strip()}
        if not filled or not self._belongs(line, filled=filled):
            return None
        self._note_repetition(line)
        row, column = self._table.position(line, self._first["name"].place)
        first, second = (self._rated(line, label=label, by=by) for label, by in self._ratings)
        return ProjectRow(
            row=row,
            column=column,
            name=plain(self._text(line, "name")),
            number=self._text(line, "number").strip() or None,
            department=self._text(line, "department").strip(),
            category=self._text(line, "category").strip(),
            description=self._text(line, "description"),
            rating=first,
            second_rating=second,
            rating_comment=self._text(line, "rating_comment"),
            start=self._dated(line, "start"),
            finish=self._dated(line, "finish"),
            schedule_comment=self._text(line, "schedule_comment"),
            year_budget=self._costed(line, "year_budget"),
            year_forecast=self._costed(line, "year_forecast"),
            whole_life_cost=self._costed(line, "whole_life_cost"),
            variance_comment=self._text(line, "variance_comment"),
            budget_comment=self._text(line, "budget_comment"),
        )

    def _belongs(self, line: Line, *, filled: set[str]) -> bool:
        if "name" not in filled:
            self._report(
                line, field="name", reason="The project has no name. Write its name, or remove what stands here."
            )
            return False
        if filled == {"name"}:
            self._report(
                line, field="name", reason="Nothing but a name stands here. Fill in the project, or remove it."
            )
            return False
        if self._has_year and self._text(line, "year").strip() != str(self._year):
            sentence = (
                f"The edition is of {self._year}. Correct the year, or read the other year from a file of its own."
            )
            self._report(line, field="year", reason=sentence)
            return False
        return True

    def _note_repetition(self, line: Line) -> None:
        name = plain(self._text(line, "name"))
        row, column = self._table.position(line, self._first["name"].place)
        for key in (f"name {match_key(name) or name}", f"number {number_stem(self._text(line, 'number'))}"):
            if key == "number ":
                continue
            if earlier := self._seen.get(key):
                reason = (
                    f"The same project stands at {earlier} already. Keep one of the two, or tell them apart by name."
                )
                self._report(line, field=key.split()[0], reason=reason)
            self._seen.setdefault(key, f"{column}{row}")

    def _text(self, line: Line, field: str) -> str:
        return line.at(self._first[field].place) if field in self._first else ""

    def _rated(self, line: Line, *, label: Label | None, by: Assessor) -> Rated:
        raw = line.at(label.place) if label else ""
        reading = read_rating(raw)
        self._report_fault(line, label=label, fault=reading.fault)
        return Rated(value=reading.value, unknown=reading.unknown if label else NO_SUCH_COLUMN, raw=raw, by=by)

    def _dated(self, line: Line, field: Literal["start", "finish"]) -> Dated:
        raw, label = self._text(line, field), self._first.get(field)
        reading = read_date(raw, around=self._year, role=field, kind=self._sheet.kind)
        self._report_fault(line, label=label, fault=reading.fault)
        return Dated(value=reading.value, unknown=reading.unknown if label else NO_SUCH_COLUMN, raw=raw)

    def _costed(self, line: Line, field: str) -> Costed:
        raw, label = self._text(line, field), self._first.get(field)
        reading = read_money(raw)
        self._report_fault(line, label=label, fault=reading.fault)
        return Costed(value=reading.value, unknown=reading.unknown if label else NO_SUCH_COLUMN, raw=raw)

    def _report_fault(self, line: Line, *, label: Label | None, fault: str) -> None:
        if label and fault:
            self._report(line, field=label.field, reason=fault, label=label)

    def _report(self, line: Line, *, field: str, reason: str, label: Label | None = None) -> None:
        at = label or self._first[field]
        row, column = self._table.position(line, at.place)
        self.problems.append(
            BadCell(
                file=self._sheet.name,
                row=row,
                column=column,
                value=line.at(at.place),
                reason=reason,
                heading=plain(at.text),
            )
        )


def _assessed(labels: tuple[Label, ...]) -> tuple[tuple[Label | None, Assessor], tuple[Label | None, Assessor]]:
    """The authority's rating, then the owner's own: by what the headings say, otherwise in the order they stand."""
    owners = [label for label in labels if re.search(r"\b(?:sro|owner)", label.text, re.IGNORECASE)]
    others = [label for label in labels if label not in owners]
    first = others.pop(0) if others else None
    second = owners[0] if owners else (others.pop(0) if others else None)
    return (first, "IPA" if first else ""), (second, "SRO" if second else "")
