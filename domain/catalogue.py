"""Every feature whose facts may stand in the log; importing this module defines them all."""

from domain.corrective_actions import corrective_action
from domain.imports import file
from domain.issues import issue
from domain.kernel import Aggregate
from domain.people import email, person
from domain.programs import program
from domain.projects import project
from domain.reports import report
from domain.risks import matrix, risk

AGGREGATES: tuple[Aggregate[object], ...] = (
    program.PROGRAM,
    project.PROJECT,
    risk.RISK,
    matrix.RISK_MATRIX,
    issue.ISSUE,
    corrective_action.CORRECTIVE_ACTION,
    report.REPORT,
    person.PERSON,
    email.EMAIL,
    file.IMPORTED_FILE,
)  # type: ignore[assignment]
