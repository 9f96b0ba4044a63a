"""The facts and people that the tests of issued reports start from."""

from datetime import date
from uuid import UUID

from domain.reports import events as e
from domain.reports.words import Made, Meaning, Narrative

PROGRAM, NEWER, WRITER, READER, CHIEF = (UUID(int=n) for n in range(1, 6))
TODAY = date(2022, 4, 22)
MADE = Made(definition="program/2", digest="sha256:d", json_file="sha256:j", pdf_file="sha256:p", root="cm9vdA==")
TOLD = Narrative(summary="It stands.", lessons="Ask earlier.")

DRAFTED = e.ReportDrafted(program=PROGRAM, definition="program/2", position=44, since=32, as_of=TODAY, by=WRITER)
WRITTEN = e.NarrativeWritten(from_=Narrative(), to=TOLD, by=WRITER)
ISSUED = e.ReportIssued(
    definition="program/2",
    position=44,
    digest="sha256:d",
    json_file="sha256:j",
    pdf_file="sha256:p",
    root="cm9vdA==",
    by=CHIEF,
)
READY = (DRAFTED, WRITTEN)
OUT = (*READY, ISSUED)


def signed(by: UUID, meaning: Meaning) -> e.ReportSigned:
    return e.ReportSigned(
        by=by, printed_name="Ada", meaning=meaning, digest="sha256:d", root="cm9vdA==", report_version=3, on=TODAY
    )


APPROVED = signed(CHIEF, Meaning.APPROVER)
SUPERSEDED = e.ReportSuperseded(by_report=NEWER, reason="A finish was wrong.", by=CHIEF)
WITHDRAWN = e.ReportWithdrawn(reason="Sent by mistake.", by=CHIEF)

FIXED = "what is issued never changes, so draft a new report."
OVER = "The report is superseded; open the report that took its place."
GONE = "The report is withdrawn; draft a new report."
