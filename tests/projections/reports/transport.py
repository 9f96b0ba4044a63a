"""A small program from February to April 2022, told with fixed ids and a fixed clock: the same on every database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from application import corrective_actions as ca
from application import issues as i
from application import milestones
from application import programs as g
from application import projects as p
from application import risks as r
from application.desk import Command, new_id
from application.ledger import Ask
from application.people import AddPerson
from domain.corrective_actions.words import Kind, Severity
from domain.issues.words import Area
from domain.kernel import Aggregate, Event
from domain.people.words import Role
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import Rating
from domain.risks.words import Category, Stage, Strength, Tier, Treatment
from projections.book import Book

BEGIN = datetime(2022, 2, 1, 9, tzinfo=UTC)
MARCH = datetime(2022, 3, 14, 9, 30, tzinfo=UTC)
APRIL = datetime(2022, 4, 20, 14, 2, tzinfo=UTC)
STEWARD = UUID("5d0c1f9e-0000-5000-8000-000000000001")
DFT = program_id("DFT")


class Telling:
    """Carries out commands one after the other, a minute apart, each with the next number as its id."""

    def __init__(self, book: Book, at: datetime = BEGIN) -> None:
        self.book = book
        self.at = at
        self.number = 0

    def do(self, command: Command, *, by: UUID = STEWARD) -> Ask:
        self.number += 1
        self.at += timedelta(minutes=1)
        ask = Ask(by=by, at=self.at, command=UUID(int=self.number))
        self.book.desk.do(command, ask)
        return ask

    def slip(self, aggregate: Aggregate[Any], *facts: Event, by: UUID = STEWARD) -> UUID:
        """A new thing whose facts come past every decision, as an earlier version wrote them."""
        self.number += 1
        self.at += timedelta(minutes=1)
        ask = Ask(by=by, at=self.at, command=UUID(int=self.number))
        here = self.book.ledger.load(aggregate, UUID(int=self.number))
        self.book.ledger.append(ask, here.facts(facts))
        return here.stream

    def new(self, command: Command, kind: str, *, by: UUID = STEWARD) -> UUID:
        return new_id(self.do(command, by=by), kind)


def tell_transport(book: Book) -> Telling:
    """The whole story; its last event is of 20 April 2022."""
    told = Telling(book)
    ada = told.new(AddPerson(name="Ada Lovelace", email="ada@example.org", role=Role.MANAGER), "person")
    told.do(
        g.ProposeProgram(code="DFT", name="Transport", purpose="Rail and road", owner=ada, sponsor="The department")
    )
    told.do(g.ApproveProgram(thing=DFT))
    told.do(g.SetTolerance(thing=DFT, time_days=180, cost_bp=1_000))
    _projects(told, ada)
    risk, issue = _troubles(told, ada)
    told.at = MARCH
    _march(told, ada)
    told.at = APRIL - timedelta(minutes=10)
    _april(told, ada, risk, issue)
    return told


def _projects(told: Telling, ada: UUID) -> None:
    for code, name, baseline in (
        ("RAIL", "Rail Passenger Services", date(2022, 4, 1)),
        ("A417", "A417 Air Balloon", date(2025, 6, 30)),
        ("TRU", "Transpennine Route Upgrade", date(2028, 7, 31)),
    ):
        told.do(p.InitiateProject(program=DFT, code=code, name=name, lead=ada, start=date(2021, 5, 1)))
        told.do(p.ApproveBaseline(thing=project_id(code), finish=baseline, cost_minor=100_000_000_00))
        told.do(_status(code, Rating.AMBER, baseline, "It goes as planned."))
    told.do(milestones.PlanMilestone(thing=project_id("A417"), name="Planning examination ends", due=date(2022, 4, 4)))


def _troubles(told: Telling, ada: UUID) -> tuple[UUID, UUID]:
    risk = told.new(
        r.IdentifyRisk(
            program=DFT, title="Planning decision comes late", event="It does", category=Category.LEGAL, owner=ada
        ),
        "risk",
    )
    told.do(_assessed(risk, 3, 4))
    issue = told.new(i.RaiseIssue(program=DFT, title="Drivers are missing", description="Since January."), "issue")
    told.do(i.TriageIssue(thing=issue, severity=2, priority=1, area=Area.OTHER))
    told.do(
        ca.RecordNonconformity(
            program=DFT,
            title="Reports came late",
            requirement="Monthly by the fifth day",
            evidence="January came on the ninth",
            severity=Severity.MAJOR,
            kind=Kind.CORRECTIVE,
            owner=ada,
            due=date(2022, 4, 10),
        )
    )
    return risk, issue


def _march(told: Telling, ada: UUID) -> None:
    told.do(g.DeclareProgramHealth(thing=DFT, rating=Rating.AMBER, narrative="Delays are likely, and known."), by=ada)
    told.do(g.RaiseAsk(thing=DFT, to_whom="Investment committee", question="May the A417 wait?", due=date(2022, 4, 15)))


def _april(told: Telling, ada: UUID, risk: UUID, issue: UUID) -> None:
    told.do(_status("RAIL", Rating.RED, date(2022, 10, 16), "Extended to October.", "Agree the terms."), by=ada)
    told.do(_status("TRU", Rating.AMBER, date(2041, 10, 17), "Its scope has grown."), by=ada)
    told.do(_assessed(risk, 4, 5))
    told.do(r.ChooseTreatment(thing=risk, treatment=Treatment.REDUCE, response="Scenario plans by 29 April."))
    told.do(r.EscalateRisk(thing=risk, to=Tier.EXECUTIVE, reason="Only they decide", answer_due=date(2022, 5, 1)))
    told.do(i.EscalateIssue(thing=issue, level=1, to_whom="The board", reason="Too few drivers"))
    told.do(g.RecordDecision(thing=DFT, title="Extend the contract", decision="Until October."), by=ada)


def _status(code: str, rating: Rating, finish: date, narrative: str, next_steps: str = "") -> p.ReportStatus:
    return p.ReportStatus(
        thing=project_id(code),
        rating=rating,
        finish=finish,
        narrative=narrative,
        next_steps=next_steps,
        reason="As told",
    )


def _assessed(risk: UUID, likelihood: int, impact: int) -> r.AssessRisk:
    return r.AssessRisk(
        thing=risk,
        stage=Stage.CURRENT,
        likelihood=likelihood,
        impact=impact,
        basis="Talks with the inspectorate",
        strength=Strength.MODERATE,
    )
