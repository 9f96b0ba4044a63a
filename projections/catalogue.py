"""Every read model of the book and, by importing them, every sentence of the record."""

from projections.corrective_actions.handlers import CORRECTIVE_ACTIONS
from projections.duties.handlers import DUTY
from projections.issues.handlers import ISSUES
from projections.kernel import ReadModel
from projections.late import LATE
from projections.people import PEOPLE
from projections.programs import PROGRAMS
from projections.projects.handlers import PROJECTS
from projections.record import RECORD
from projections.reports.handlers import REPORTS
from projections.risks.handlers import RISKS
from projections.sentences import corrective_actions, imports, issues, people, programs, projects, reports, risks
from projections.things import THINGS

SENTENCES = (programs, projects, risks, issues, corrective_actions, people, imports, reports)

# The record comes last: its entries look up the things that the same event may have put or changed.
READ_MODELS: tuple[ReadModel, ...] = (
    *(THINGS, PROGRAMS, PROJECTS, RISKS, ISSUES, CORRECTIVE_ACTIONS, REPORTS, PEOPLE),
    DUTY,
    RECORD,
    LATE,
)
