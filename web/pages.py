"""Every page there is, feature by feature."""

from typing import Any

from web.home import pages as home
from web.projects import pages as projects
from web.record import pages as record

PAGES: list[Any] = [*home.ROUTES, *projects.ROUTES, *record.ROUTES]
