"""The rows that issued reports are looked at by."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from domain.reports.words import STANDING, Meaning, Narrative, ReportState
from projections.rows import Row


class ReportRow(Row, frozen=True, kw_only=True):
    """A report in the list. What is known from its issuing on is empty before; `ending` says why it ended."""

    TABLE: ClassVar[str] = "reports"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("program",), ("digest",))

    id: UUID
    program: UUID
    code: str
    title: str
    state: ReportState
    position: int
    since_position: int
    as_of: date
    drafted_by: UUID
    drafted_at: datetime
    definition: str
    digest: str
    json_file: str
    pdf_file: str
    root: str
    issued_by: UUID | None
    issued_at: datetime | None
    issued_position: int | None
    superseded_by: UUID | None
    ending: str
    ended_by: UUID | None
    ended_at: datetime | None
    version: int
    changed_at: datetime

    @property
    def issued(self) -> bool:
        """Whether it was ever issued: such a report is kept and can be checked whatever came later."""
        return bool(self.digest)

    @property
    def stands(self) -> bool:
        return self.state in STANDING


class NarrativeRow(Row, frozen=True, kw_only=True):
    """What the author wrote, apart from the list so that the list stays quick."""

    TABLE: ClassVar[str] = "report_narratives"

    id: UUID
    program: UUID
    summary: str = ""
    this_period: str = ""
    next_period: str = ""
    lessons: str = ""

    @property
    def narrative(self) -> Narrative:
        return Narrative(
            summary=self.summary, this_period=self.this_period, next_period=self.next_period, lessons=self.lessons
        )


class SignatureRow(Row, frozen=True, kw_only=True):
    """One signature; every one is kept. `digest` names the document that the signer saw, `seen_version` the page.

    `version` is the signature's own place in the report's stream.
    """

    TABLE: ClassVar[str] = "report_signatures"
    KEY: ClassVar[tuple[str, ...]] = ("report", "position")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)

    report: UUID
    position: int
    program: UUID
    person: UUID
    printed_name: str
    meaning: Meaning
    digest: str
    root: str
    seen_version: int | None
    version: int
    signed_at: datetime
