"""What each fact of an issued report changes in its rows."""

from typing import Any

from msgspec.structs import asdict

from application.ledger import Recorded
from domain.reports import events as e
from domain.reports.words import Meaning, ReportState
from projections.kernel import ReadModel, Rows
from projections.reports.rows import NarrativeRow, ReportRow, SignatureRow
from projections.things import ThingRow, next_code

REPORTS = ReadModel("reports", ReportRow, NarrativeRow, SignatureRow)


@REPORTS.on(e.ReportDrafted)
def _drafted(rows: Rows, x: Recorded[e.ReportDrafted]) -> None:
    fact, code = x.fact, next_code(rows, "report")
    program = rows.get(ThingRow, fact.program)
    title = f"{program.title if program else 'A program'} as of {fact.as_of.day} {fact.as_of:%B %Y}"
    rows.put(_new_row(x, code, title))
    rows.put(NarrativeRow(id=x.stream, program=fact.program))
    state = ReportState.DRAFTED.label
    rows.put(ThingRow(id=x.stream, kind="report", code=code, title=title, program=fact.program, state=state))


@REPORTS.on(e.NarrativeWritten)
def _narrative_written(rows: Rows, x: Recorded[e.NarrativeWritten]) -> None:
    rows.change(NarrativeRow, x.stream, **asdict(x.fact.to))
    _change(rows, x)


@REPORTS.on(e.ReportIssued)
def _issued(rows: Rows, x: Recorded[e.ReportIssued]) -> None:
    fact = x.fact
    _enter(
        rows,
        x,
        ReportState.ISSUED,
        definition=fact.definition,
        digest=fact.digest,
        json_file=fact.json_file,
        pdf_file=fact.pdf_file,
        root=fact.root,
        issued_by=fact.by,
        issued_at=x.envelope.recorded_at,
        issued_position=x.position,
    )


@REPORTS.on(e.ReportSigned)
def _signed(rows: Rows, x: Recorded[e.ReportSigned]) -> None:
    fact = x.fact
    signature = SignatureRow(
        report=x.stream,
        position=x.position,
        program=_row(rows, x).program,
        person=fact.by,
        printed_name=fact.printed_name,
        meaning=fact.meaning,
        digest=fact.digest,
        root=fact.root,
        seen_version=fact.report_version,
        version=x.version,
        signed_at=x.envelope.recorded_at,
    )
    rows.put(signature)
    _enter(rows, x, ReportState.SIGNED if fact.meaning is Meaning.APPROVER else _row(rows, x).state)


@REPORTS.on(e.ReportSuperseded)
def _superseded(rows: Rows, x: Recorded[e.ReportSuperseded]) -> None:
    _end(rows, x, ReportState.SUPERSEDED, superseded_by=x.fact.by_report)


@REPORTS.on(e.ReportWithdrawn)
def _withdrawn(rows: Rows, x: Recorded[e.ReportWithdrawn]) -> None:
    _end(rows, x, ReportState.WITHDRAWN)


def _new_row(x: Recorded[e.ReportDrafted], code: str, title: str) -> ReportRow:
    fact = x.fact
    return ReportRow(
        id=x.stream,
        program=fact.program,
        code=code,
        title=title,
        state=ReportState.DRAFTED,
        position=fact.position,
        since_position=fact.since,
        as_of=fact.as_of,
        drafted_by=fact.by,
        drafted_at=x.envelope.recorded_at,
        definition=fact.definition,
        digest="",
        json_file="",
        pdf_file="",
        root="",
        issued_by=None,
        issued_at=None,
        issued_position=None,
        superseded_by=None,
        ending="",
        ended_by=None,
        ended_at=None,
        version=x.version,
        changed_at=x.envelope.recorded_at,
    )


def _end(rows: Rows, x: Recorded[Any], state: ReportState, **changes: Any) -> None:
    when = x.envelope.recorded_at
    _enter(rows, x, state, ending=x.fact.reason, ended_by=x.fact.by, ended_at=when, **changes)


def _enter(rows: Rows, x: Recorded[Any], state: ReportState, **changes: Any) -> None:
    _change(rows, x, state=state, **changes)
    rows.change(ThingRow, x.stream, state=state.label)


def _row(rows: Rows, x: Recorded[Any]) -> ReportRow:
    row = rows.get(ReportRow, x.stream)
    if row is None:
        sentence = f"Report {x.stream} has facts before it was drafted."
        raise LookupError(sentence)
    return row


def _change(rows: Rows, x: Recorded[Any], **changes: Any) -> None:
    rows.change(ReportRow, x.stream, version=x.version, changed_at=x.envelope.recorded_at, **changes)
