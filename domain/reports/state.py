"""What a report's facts add up to: the state that its decisions read."""

from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.kernel import Aggregate, Checks
from domain.reports import events as e
from domain.reports.words import ACTS, Made, Meaning, Narrative, ReportState, Signature, instead


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """`made` is set when it is issued and never changes afterwards; `authors` drafted it or wrote in it."""

    state: ReportState = ReportState.DRAFTED
    program: UUID
    position: int
    since: int
    authors: frozenset[UUID]
    narrative: Narrative = Narrative()
    made: Made | None = None
    signatures: tuple[Signature, ...] = ()
    superseded_by: UUID | None = None


REPORT = Aggregate("report", Report)


def begin(report: Report, act: str) -> Checks:
    """The checks of a decision, which start with whether the state offers the act at all."""
    return Checks().that(act in ACTS[report.state], "", instead(report.state))


@REPORT.on(e.ReportDrafted)
def _drafted(_: Report | None, fact: e.ReportDrafted) -> Report:
    return Report(program=fact.program, position=fact.position, since=fact.since, authors=frozenset({fact.by}))


@REPORT.on(e.NarrativeWritten)
def _narrative_written(report: Report, fact: e.NarrativeWritten) -> Report:
    return replace(report, narrative=fact.to, authors=report.authors | {fact.by})


@REPORT.on(e.ReportIssued)
def _issued(report: Report, fact: e.ReportIssued) -> Report:
    made = Made(
        definition=fact.definition,
        digest=fact.digest,
        json_file=fact.json_file,
        pdf_file=fact.pdf_file,
        root=fact.root,
    )
    return replace(report, state=ReportState.ISSUED, made=made)


@REPORT.on(e.ReportSigned)
def _signed(report: Report, fact: e.ReportSigned) -> Report:
    signature = Signature(by=fact.by, printed_name=fact.printed_name, meaning=fact.meaning)
    state = ReportState.SIGNED if fact.meaning is Meaning.APPROVER else report.state
    return replace(report, state=state, signatures=(*report.signatures, signature))


@REPORT.on(e.ReportSuperseded)
def _superseded(report: Report, fact: e.ReportSuperseded) -> Report:
    return replace(report, state=ReportState.SUPERSEDED, superseded_by=fact.by_report)


@REPORT.on(e.ReportWithdrawn)
def _withdrawn(report: Report, _: e.ReportWithdrawn) -> Report:
    return replace(report, state=ReportState.WITHDRAWN)
