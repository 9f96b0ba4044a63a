"""What may be decided about an issued report: one function per act, each answering with facts or a refusal."""

from datetime import date
from uuid import UUID

from domain.duties import AUTHOR_REVIEWS, AUTHOR_SIGNS, keep
from domain.kernel import Checks, Facts, refuse
from domain.reports import events as e
from domain.reports.state import REPORT, Report, begin
from domain.reports.words import ACTS, STANDING, Made, Meaning, Narrative, acts
from domain.texts import STORY, text, why

__all__ = ["ACTS", "REPORT", "Report", "acts"]

UNWRITTEN = "Write the summary first; a report is issued with what its author says of it."
OTHER_DOCUMENT = (
    "This form is about another document than the one issued; open the report again and sign what you read."
)
NO_AUTHOR = "Only those who drafted or wrote the report sign as its author; choose reviewer or approver."
DUTIES = {Meaning.REVIEWER: AUTHOR_REVIEWS, Meaning.APPROVER: AUTHOR_SIGNS}


def draft(*, program: UUID, definition: str, position: int, since: int, as_of: date, by: UUID) -> Facts:
    if not 0 <= since < position:
        sentence = f"A report at position {position} compares with an earlier one; give 0 to {position - 1}."
        raise refuse(sentence, "since")
    drafted = e.ReportDrafted(
        program=program, definition=definition, position=position, since=since, as_of=as_of, by=by
    )
    return (drafted,)


def write_narrative(
    report: Report, *, summary: str, this_period: str = "", next_period: str = "", lessons: str = "", by: UUID
) -> Facts:
    checks = begin(report, "write_narrative")
    written = Narrative(
        summary=text(checks, "summary", summary, needed="Say in a few sentences how the program stands.", most=STORY),
        this_period=text(checks, "this_period", this_period, most=STORY),
        next_period=text(checks, "next_period", next_period, most=STORY),
        lessons=text(checks, "lessons", lessons, most=STORY),
    )
    checks.done()
    return () if written == report.narrative else (e.NarrativeWritten(from_=report.narrative, to=written, by=by),)


def may_issue(report: Report) -> None:
    """Refuse before the document is made where it could not be issued anyway."""
    begin(report, "issue").that(report.narrative.summary, "", UNWRITTEN).done()


def issue(report: Report, *, made: Made, by: UUID) -> Facts:
    may_issue(report)
    issued = e.ReportIssued(
        definition=made.definition,
        position=report.position,
        digest=made.digest,
        json_file=made.json_file,
        pdf_file=made.pdf_file,
        root=made.root,
        by=by,
    )
    return (issued,)


def sign(
    report: Report, *, printed_name: str, meaning: Meaning, digest: str, report_version: int, by: UUID, on: date
) -> Facts:
    """`digest` is that of the document which the signer saw, on the page of this version of the report."""
    begin(report, "sign").that(report_version >= 1, "", "Open the report and sign the document you see.").done()
    made = report.made
    if made is None or digest != made.digest:
        raise refuse(OTHER_DOCUMENT)
    may_mean(report, meaning, by)
    signed = e.ReportSigned(
        by=by,
        printed_name=printed_name,
        meaning=meaning,
        digest=made.digest,
        root=made.root,
        report_version=report_version,
        on=on,
    )
    return (signed,)


def supersede(report: Report, *, by_report: UUID, newer: Report, reason: str, by: UUID) -> Facts:
    """`newer` is the report that takes this one's place."""
    checks = begin(report, "supersede")
    reason = why(checks, reason, needed="Say why the report is superseded.")
    same = newer.program == report.program
    checks.that(same, "by_report", "That is a report of another program; choose one of this program.")
    checks.that(newer.state in STANDING, "by_report", "That report is not issued, or no longer stands; issue it first.")
    later = newer.position >= report.position
    checks.that(later or not same, "by_report", "That report is of an earlier position; choose a later one.")
    checks.done()
    return (e.ReportSuperseded(by_report=by_report, reason=reason, by=by),)


def withdraw(report: Report, *, reason: str, by: UUID) -> Facts:
    checks = begin(report, "withdraw")
    reason = why(checks, reason, needed="Say why the report is withdrawn.")
    checks.done()
    return (e.ReportWithdrawn(reason=reason, by=by),)


def may_mean(report: Report, meaning: Meaning, by: UUID) -> None:
    """Refuse a signature that may not mean this: authors sign as such, and only others review and approve."""
    wrote = by in report.authors
    again = any(each.by == by and each.meaning is meaning for each in report.signatures)
    checks = Checks()
    checks.that(not again, "meaning", f"You have signed as {meaning.label.lower()} already; once is enough.")
    checks.that(wrote or meaning is not Meaning.AUTHOR, "meaning", NO_AUTHOR)
    if meaning in DUTIES:
        keep(checks, DUTIES[meaning], "meaning", actor=by, others=report.authors)
    checks.done()
