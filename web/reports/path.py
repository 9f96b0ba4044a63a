"""The path of an issued report: what is reached, what comes next, and how it ended where it did."""

from collections.abc import Sequence
from typing import Any

from domain.reports.words import Meaning, ReportState
from projections.reports.rows import ReportRow, SignatureRow
from projections.things import Names
from web.shared.words import day

STEPS = (ReportState.DRAFTED, ReportState.ISSUED, ReportState.SIGNED)


def path(row: ReportRow, signatures: Sequence[SignatureRow], names: Names) -> list[dict[str, str]]:
    approved = next((each for each in signatures if each.meaning is Meaning.APPROVER), None)
    who = {
        ReportState.DRAFTED: (_name(names, row.drafted_by), day(row.drafted_at)),
        ReportState.ISSUED: (_name(names, row.issued_by), day(row.issued_at) if row.issued_at else ""),
        ReportState.SIGNED: (approved.printed_name, day(approved.signed_at)) if approved else ("", ""),
    }
    ended = row.state not in STEPS
    reached = {ReportState.DRAFTED: True, ReportState.ISSUED: row.issued, ReportState.SIGNED: approved is not None}
    steps = [
        {
            "name": state.label,
            "who": who[state][0],
            "when": who[state][1],
            "state": "done" if reached[state] else "",
        }
        for state in STEPS
        if reached[state] or not ended
    ]
    if not ended:
        return steps
    when = day(row.ended_at) if row.ended_at else ""
    return [*steps, {"name": row.state.label, "who": _name(names, row.ended_by), "when": when, "state": "now"}]


def _name(names: Names, who: Any) -> str:
    found = names.get(who)
    return found.title if found else "Steward" if who else ""
