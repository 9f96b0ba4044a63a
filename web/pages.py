"""Every page there is, feature by feature."""

from typing import Any

from web.corrective_actions import pages as corrective_actions
from web.home import pages as home
from web.imports import pages as imports
from web.issues import pages as issues
from web.people import pages as people
from web.programs import pages as programs
from web.projects import pages as projects
from web.record import pages as record
from web.risks import pages as risks

PAGES: list[Any] = [
    *home.ROUTES,
    *programs.ROUTES,
    *projects.ROUTES,
    *risks.ROUTES,
    *issues.ROUTES,
    *corrective_actions.ROUTES,
    *record.ROUTES,
    *people.ROUTES,
    *imports.ROUTES,
]
