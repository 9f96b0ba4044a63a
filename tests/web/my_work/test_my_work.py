"""What waits for whom: every line leads to the form that settles it, and is gone when it is settled."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD, new_id
from application.issues import AssignIssue, EscalateIssue, RaiseIssue
from application.ledger import Ask
from application.milestones import PlanMilestone
from application.programs import AssignProgramOwner, DeclareProgramHealth, RaiseAsk
from application.projects import AssignLead, InitiateProject, ReportStatus
from application.risks import AssessRisk, EscalateRisk, IdentifyRisk, RequestAcceptance
from domain.people.words import Role
from domain.projects.state import project_id
from domain.projects.words import Rating
from domain.risks.words import Category, Stage, Strength, Tier
from projections.owed.troubles import ACTS
from tests.web.site import Browser, Site, plain
from web.corrective_actions.acts import OFFERS

TODAY = datetime.now(UTC).date()
RAIL = project_id("RAIL")


@pytest.fixture
def program(site: Site) -> UUID:
    found = site.program()
    site.do(InitiateProject(program=found, code="RAIL", name="Rail renewal"))
    return found


def made(site: Site, command: Any, kind: str, *, by: UUID = STEWARD) -> UUID:
    ask = Ask(by=by, at=site.book.now(), command=uuid4())
    site.book.desk.do(command, ask)
    return new_id(ask, kind)


def risk(site: Site, program: UUID, owner: UUID, *, by: UUID = STEWARD) -> UUID:
    named = IdentifyRisk(
        program=program, title="Planning", category=Category.LEGAL, event="It is quashed.", owner=owner
    )
    found = made(site, named, "risk", by=by)
    known: dict[str, Any] = {"stage": Stage.CURRENT, "basis": "Counsel.", "strength": Strength.STRONG}
    site.do(AssessRisk(thing=found, likelihood=2, impact=2, **known))
    return found


def buttons(page: str) -> list[str]:
    return re.findall(r'<a class="btn s" href="([^"]+)"', page[page.index("<main") :])


def opens(browser: Browser, button: str) -> bool:
    """Whether the button's address shows a form."""
    return 'id="act"' in browser.get(button.replace("&amp;", "&")).text


def test_who_owes_nothing_is_told_so(manager: Browser) -> None:
    page = manager.get("/my-work").text
    assert "Nothing waits for you" in page
    assert "0 overdue, 0 this week, 0 later" in plain(page)


def test_the_lead_owes_a_first_status(site: Site, manager: Browser) -> None:
    site.do(AssignLead(thing=RAIL, lead=manager.person))
    page = manager.get("/my-work").text
    assert "Update the status of Rail renewal" in page
    assert buttons(page) == ["/projects/RAIL?act=status"]
    assert opens(manager, buttons(page)[0])
    site.do(ReportStatus(thing=RAIL, rating=Rating.GREEN, narrative="It goes."))
    assert "Update the status" not in manager.get("/my-work").text


def test_a_milestone_is_recorded_when_it_is_due_and_forecast_before(site: Site, manager: Browser) -> None:
    site.do(AssignLead(thing=RAIL, lead=manager.person))
    site.do(ReportStatus(thing=RAIL, rating=Rating.GREEN, narrative="It goes."))
    site.do(PlanMilestone(thing=RAIL, name="Tunnel", due=TODAY - timedelta(days=3)))
    site.do(PlanMilestone(thing=RAIL, name="Opening", due=TODAY + timedelta(days=20)))
    site.do(PlanMilestone(thing=RAIL, name="Far away", due=TODAY + timedelta(days=200)))
    page = manager.get("/my-work").text
    assert (
        page.index("Overdue")
        < page.index("Tunnel: say whether")
        < page.index("Later")
        < page.index("Opening: forecast")
    )
    assert "Far away" not in page
    assert all(opens(manager, button) for button in buttons(page))
    assert 'aria-current="page">My work <span class="count">2</span>' in page


def test_the_owner_of_a_program_declares_and_gets_answers(site: Site, program: UUID, manager: Browser) -> None:
    site.do(AssignProgramOwner(thing=program, owner=manager.person))
    site.do(RaiseAsk(thing=program, to_whom="The Treasury", question="May it wait?", due=TODAY - timedelta(days=1)))
    page = manager.get("/my-work").text
    assert page.index("Get an answer from The Treasury") < page.index("Declare the health of Transport")
    assert all(opens(manager, button) for button in buttons(page))
    site.do(DeclareProgramHealth(thing=program, rating=Rating.GREEN))
    assert "Declare the health" not in manager.get("/my-work").text


def test_an_acceptance_waits_for_its_approver_and_for_others_of_the_asker(
    site: Site, program: UUID, manager: Browser
) -> None:
    asker = site.client_for(Role.CONTRIBUTOR, program, name="Ask Er")
    found = risk(site, program, asker.person)
    until = TODAY + timedelta(days=90)
    site.do(RequestAcceptance(thing=found, approver=manager.person, until=until, argument="Cheap."), by=asker.person)
    page = manager.get("/my-work").text
    assert "Accept or decline R-001 Planning" in page
    assert opens(manager, buttons(page)[0])
    theirs = asker.get("/my-work").text
    assert "Acceptance of R-001 Planning" in theirs
    assert "With Petra Moss." in theirs


def test_an_escalation_waits_for_a_manager_who_did_not_raise_it(site: Site, program: UUID, manager: Browser) -> None:
    raiser = site.client_for(Role.MANAGER, program)
    found = risk(site, program, raiser.person)
    site.do(EscalateRisk(thing=found, to=Tier.EXECUTIVE, reason="Nobody here can decide."), by=raiser.person)
    page = manager.get("/my-work").text
    assert "Answer the escalation of R-001" in page
    assert opens(manager, buttons(page)[0])
    assert "Answer the escalation of R-001" not in raiser.get("/my-work").text
    assert "Answer to the escalation of R-001" in raiser.get("/my-work").text


def test_an_issue_waits_for_its_owner_and_its_escalation_for_whom_it_went_to(
    site: Site, program: UUID, manager: Browser
) -> None:
    worker = site.client_for(Role.CONTRIBUTOR, program)
    found = made(site, RaiseIssue(program=program, title="Signals fail"), "issue")
    site.do(AssignIssue(thing=found, to=worker.person, due=TODAY - timedelta(days=2)))
    site.do(EscalateIssue(thing=found, level=1, to=manager.person), by=worker.person)
    theirs, mine = worker.get("/my-work").text, manager.get("/my-work").text
    assert "Triage I-001 Signals fail" in theirs
    assert "2\N{NARROW NO-BREAK SPACE}days" in theirs or "2 days" in theirs
    assert "Take note of the escalation of I-001" in mine
    assert opens(worker, buttons(theirs)[0])
    assert opens(manager, buttons(mine)[0])


def test_every_step_of_a_corrective_action_has_a_form() -> None:
    assert {noun for _, noun in ACTS.values()} <= {offer.noun for offer in OFFERS}


def test_in_the_past_nothing_can_be_done(site: Site, manager: Browser) -> None:
    site.do(AssignLead(thing=RAIL, lead=manager.person))
    site.do(ReportStatus(thing=RAIL, rating=Rating.GREEN, narrative="It goes."))
    page = manager.get("/my-work", at=site.book.ledger.head() - 2).text
    assert "You are looking at the past." in page
    assert "?act=" not in page


def test_what_waits_in_another_program_is_not_shown(site: Site, program: UUID, manager: Browser) -> None:
    other = site.program("MOD", "Defence")
    raiser = site.person(Role.MANAGER, other)
    found = risk(site, other, raiser)
    site.do(EscalateRisk(thing=found, to=Tier.EXECUTIVE, reason="Nobody here can decide."), by=raiser)
    assert "R-001" not in manager.get("/my-work").text
