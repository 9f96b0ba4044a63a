"""What one row of an edition says, in the words of the book: the status report, the texts and the code of a project."""

import hashlib
import re
from datetime import date
from typing import Any

from application.imports.gmpp import NO_SUCH_COLUMN, Costed, Dated, ProjectRow, Rated
from application.imports.gmpp_names import match_key, number_stem
from domain.projects.project import CODE_LENGTH
from domain.projects.status import StatusReport
from domain.texts import BODY, TITLE

NUMBER = "GMPP number "
SILENT = "This edition gives no narrative."
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_CUT = "\n[Cut here: the text in the edition is longer.]"
_ASSESSORS = {
    "IPA": "Rated by the Infrastructure and Projects Authority",
    "SRO": "Rated by the senior responsible owner; the authority gave no rating",
}
_STORY = (
    ("Delivery confidence", "rating_comment"),
    ("Schedule", "schedule_comment"),
    ("Budget variance", "variance_comment"),
    ("Whole-life cost", "budget_comment"),
)


def report_of(row: ProjectRow, *, year: int) -> StatusReport:
    """Everything the row says of the project; what its edition has no column for is not mentioned."""
    rated = _rated(row)
    said: dict[str, Any] = {"narrative": narrative_of(row), "currency": "GBP"}
    cells: dict[str, tuple[str, Rated | Dated | Costed]] = {
        "rating": ("rating", rated),
        "start": ("start", row.start),
        "finish": ("finish", row.finish),
        "whole_life": ("whole_life_minor", row.whole_life_cost),
        "year_budget": ("year_budget_minor", row.year_budget),
        "year_forecast": ("year_forecast_minor", row.year_forecast),
    }
    for name, (field, cell) in cells.items():
        if cell.value is None and cell.unknown == NO_SUCH_COLUMN:
            continue
        said[field] = minor_of(cell) if isinstance(cell, Costed) else cell.value
        said[f"{name}_unknown"] = tidy(cell.unknown)
    if "rating" in said:
        said["reason"] = f"{_ASSESSORS.get(rated.by, 'Rated')} in the edition of {year}."
    return StatusReport(**said)


def narrative_of(row: ProjectRow) -> str:
    """Every comment of the row under its heading."""
    parts = [(label, tidy(getattr(row, field))) for label, field in _STORY]
    return fitted("\n\n".join(f"{label}: {text}" for label, text in parts if text) or SILENT)


def description_of(row: ProjectRow, *, number: str) -> str:
    """The aims of the project; its number stands at the end, where a later import finds it again."""
    line = f"{NUMBER}{number}" if number else ""
    aims = fitted(tidy(row.description), most=BODY - len(line) - 2)
    return "\n\n".join(part for part in (aims, line) if part)


def number_in(description: str) -> str:
    """The number that an earlier import left in a description, or nothing."""
    last = description.rpartition("\n")[2]
    return last.removeprefix(NUMBER) if last.startswith(NUMBER) else ""


def code_of(row: ProjectRow, *, department: str) -> str:
    """The project's number where the edition gives one, otherwise department and name."""
    if row.number:
        return number_stem(row.number)
    slug = f"{department}-{match_key(row.name)}".upper().replace(" ", "-")
    kept = "".join(sign for sign in slug if sign.isascii() and (sign.isalnum() or sign in "-&"))
    if kept == slug and len(slug) <= CODE_LENGTH:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:6].upper()
    return f"{kept[: CODE_LENGTH - 7].rstrip('-')}-{digest}"


def name_of(row: ProjectRow) -> str:
    name = " ".join(tidy(row.name).split())
    return name if len(name) <= TITLE else f"{name[: TITLE - 1]}…"


def category_of(row: ProjectRow) -> str:
    return " ".join(tidy(row.category).split())[:TITLE]


def minor_of(cell: Costed) -> int | None:
    return cell.value.minor if cell.value else None


def started_by(row: ProjectRow, day: date) -> bool:
    return row.start.value is not None and row.start.value <= day


def tidy(text: str) -> str:
    """The text without the control characters that old files carry."""
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fitted(text: str, *, most: int = BODY) -> str:
    """The text, cut where the book takes no more, and saying so."""
    return text if len(text) <= most else text[: most - len(_CUT)] + _CUT


def _rated(row: ProjectRow) -> Rated:
    """The authority's rating; where it gave none, the owner's own, if there is one."""
    return row.second_rating if row.rating.value is None and row.second_rating.value is not None else row.rating
