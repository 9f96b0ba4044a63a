"""In which meanings a person may sign a report, and why not in the others: read from the decision itself."""

from typing import NamedTuple

from application.desk import MANAGERS
from domain.kernel import Refused
from domain.reports.report import may_mean
from domain.reports.state import REPORT, Report
from domain.reports.words import Meaning
from projections.reports.rows import ReportRow
from web.forms import Choice
from web.visit import Visit

NO_MANAGER = "Only a manager of the program approves a report."


class Meanings(NamedTuple):
    """What is offered, and a sentence for each meaning that is left out."""

    offered: list[Choice]
    left_out: list[str]


def meanings(visit: Visit, row: ReportRow) -> Meanings:
    state = visit.book.desk.load(REPORT, row.id).state
    against = {meaning: _against(visit, row, state, meaning) for meaning in Meaning}
    return Meanings(
        [Choice(m.value, f"{m.label}: {m.sentence}") for m, sentence in against.items() if not sentence],
        [f"{m.label} is not offered. {sentence}" for m, sentence in against.items() if sentence],
    )


def _against(visit: Visit, row: ReportRow, state: Report, meaning: Meaning) -> str:
    if meaning is Meaning.APPROVER and not visit.may(MANAGERS, row.program):
        return NO_MANAGER
    try:
        may_mean(state, meaning, visit.person.id)
    except Refused as refused:
        return str(refused)
    return ""
