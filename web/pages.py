"""Every page there is, feature by feature."""

from typing import Any

from web.access import pages as access
from web.compare import pages as compare
from web.corrective_actions import pages as corrective_actions
from web.duties import pages as duties
from web.evidence import pages as evidence
from web.home import pages as home
from web.imports import pages as imports
from web.issues import pages as issues
from web.my_work import pages as my_work
from web.people import pages as people
from web.programs import pages as programs
from web.projects import pages as projects
from web.proof import pages as proof
from web.proof.files import FILES
from web.record import pages as record
from web.reports import bridging, checking, corrections, issued
from web.reports import pages as reports
from web.risks import pages as risks
from web.timeline import pages as timeline
from web.tracing import pages as tracing

PAGES: list[Any] = [
    *home.ROUTES,
    *my_work.ROUTES,
    *timeline.ROUTES,
    *programs.ROUTES,
    *projects.ROUTES,
    *risks.ROUTES,
    *issues.ROUTES,
    *corrective_actions.ROUTES,
    *record.ROUTES,
    *compare.ROUTES,
    *bridging.ROUTES,
    *checking.ROUTES,
    *corrections.ROUTES,
    *issued.ROUTES,
    *duties.ROUTES,
    *evidence.ROUTES,
    *reports.ROUTES,
    *proof.ROUTES,
    *FILES,
    *access.ROUTES,
    *tracing.ROUTES,
    *people.ROUTES,
    *imports.ROUTES,
]
