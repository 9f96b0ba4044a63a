"""Every page there is, feature by feature."""

from typing import Any

from web.home import pages as home
from web.programs import pages as programs
from web.projects import pages as projects
from web.record import pages as record
from web.risks import pages as risks

PAGES: list[Any] = [*home.ROUTES, *programs.ROUTES, *projects.ROUTES, *risks.ROUTES, *record.ROUTES]
