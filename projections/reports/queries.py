"""Issued reports as people ask for them: the list, one report with its signatures, and its neighbours in time."""

from typing import Any
from uuid import UUID

from domain.reports.words import STANDING, Narrative
from projections.reports.rows import NarrativeRow, ReportRow, SignatureRow
from projections.view import View

NEWEST = "position DESC, length(code) DESC, code DESC"
STAND = f"state IN {tuple(state.value for state in STANDING)}"


def reports(view: View, *, limit: int = 200) -> list[ReportRow]:
    """Drafts and issued ones, the newest first."""
    return view.select(ReportRow, order=NEWEST, limit=limit)


def find(view: View, code: str) -> ReportRow | None:
    found = view.select(ReportRow, "code = ?", (code,))
    return found[0] if found else None


def one(view: View, report: UUID | None) -> ReportRow | None:
    return view.one(ReportRow, report) if report else None


def narrative(view: View, report: UUID) -> Narrative:
    found = view.one(NarrativeRow, report)
    return found.narrative if found else Narrative()


def signatures(view: View, report: UUID | None = None) -> list[SignatureRow]:
    """In the order in which they were given; of one report, or of all."""
    if report is None:
        return view.select(SignatureRow, order="position")
    return view.select(SignatureRow, "report = ?", (report,), order="position")


def standing(view: View, program: UUID) -> list[ReportRow]:
    """What is issued of a program and neither superseded nor withdrawn, the newest first."""
    return view.select(ReportRow, f"program = ? AND {STAND}", (program,), order=NEWEST)


def before(view: View, row: ReportRow) -> ReportRow | None:
    """The report of the same program that was issued of the position before this one's."""
    where = "program = ? AND digest <> '' AND position < ?"
    found = view.select(ReportRow, where, (row.program, row.position), order=NEWEST, limit=1)
    return found[0] if found else None


def recorded_together(view: View, position: int) -> tuple[int, int] | None:
    """The first and last event of the act that a position lies inside; None where it ends with its act."""
    same = "command = (SELECT command FROM events WHERE position = ?)"
    sql = f"SELECT min(position), max(position) FROM events WHERE {same}"
    ((first, last),) = view.rows(sql, (position,))
    return (first, last) if last is not None and last > position else None


def with_file(view: View, digest: str) -> ReportRow | None:
    """The report that a file was issued as, by the digest of the file or of the document in it."""
    values: list[Any] = [digest, digest, digest]
    found = view.select(ReportRow, "json_file = ? OR pdf_file = ? OR digest = ?", values, order=NEWEST, limit=1)
    return found[0] if found else None
