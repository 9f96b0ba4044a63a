"""The facts of an issued report's life, in the past tense and as the log stores them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain.kernel import Event, Upcast
from domain.reports.words import Meaning, Narrative


def _without_version(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "report_version": None}


class ReportDrafted(Event, frozen=True, kw_only=True):
    """Of the program as it stood at `position`, which was recorded on the day `as_of`, compared with `since`."""

    TOPIC: ClassVar[str] = "report.drafted/1"
    program: UUID
    definition: str
    position: int
    since: int
    as_of: date
    by: UUID


class NarrativeWritten(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "report.narrative_written/1"
    from_: Narrative
    to: Narrative
    by: UUID


class ReportIssued(Event, frozen=True, kw_only=True):
    """`digest` is of the document, `json_file` and `pdf_file` of the files kept; `root` is spelled in base64."""

    TOPIC: ClassVar[str] = "report.issued/1"
    definition: str
    position: int
    digest: str
    json_file: str
    pdf_file: str
    root: str
    by: UUID


class ReportSigned(Event, frozen=True, kw_only=True):
    """The name as it was printed, what the signature means, and the document and root that the signer saw.

    `report_version` is the version of the report's stream that the signer saw; unknown before it was kept.
    """

    TOPIC: ClassVar[str] = "report.signed/2"
    EARLIER: ClassVar[Mapping[str, Upcast]] = {"report.signed/1": _without_version}
    by: UUID
    printed_name: str
    meaning: Meaning
    digest: str
    root: str
    report_version: int | None
    on: date


class ReportSuperseded(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "report.superseded/1"
    by_report: UUID
    reason: str
    by: UUID


class ReportWithdrawn(Event, frozen=True, kw_only=True):
    TOPIC: ClassVar[str] = "report.withdrawn/1"
    reason: str
    by: UUID
