"""A program with two projects, and who looks at it."""

from datetime import date
from uuid import UUID

import pytest

from application.programs import DeclareProgramHealth, SetTolerance
from application.projects import ApproveBaseline, InitiateProject, ReportStatus
from domain.projects.state import project_id
from domain.projects.words import Rating
from tests.web.site import Site

RAIL, ROAD = project_id("RAIL"), project_id("ROAD")


@pytest.fixture
def program(site: Site) -> UUID:
    found = site.program()
    site.do(SetTolerance(thing=found, time_days=180, cost_bp=1000))
    for code, thing, rating, finish in (
        ("RAIL", RAIL, Rating.RED, date(2031, 1, 1)),
        ("ROAD", ROAD, Rating.GREEN, date(2030, 1, 1)),
    ):
        site.do(InitiateProject(program=found, code=code, name=f"{code.title()} renewal"))
        site.do(ApproveBaseline(thing=thing, finish=date(2030, 1, 1), cost_minor=10**11))
        site.do(ReportStatus(thing=thing, rating=rating, finish=finish, whole_life=145 * 10**10))
    site.do(DeclareProgramHealth(thing=found, rating=Rating.AMBER, narrative="Delivery is feasible."))
    return found
