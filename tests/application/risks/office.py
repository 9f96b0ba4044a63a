"""A book with one program, one project and the people around its risks, and the shortest way to ask something."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from application.desk import STEWARD, Command, new_id
from application.ledger import Ask
from application.people import AddPerson
from application.programs import ApproveProgram, ProposeProgram
from application.projects import InitiateProject
from application.risks import AcceptRisk, AssessRisk, IdentifyRisk, RequestAcceptance
from domain.kernel import Event
from domain.people.words import Role
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.risks.risk import RISK, Risk
from domain.risks.words import Category, Stage, Strength
from projections.book import Book

DAY = date(2026, 3, 2)
UNTIL = DAY + timedelta(days=90)
HERE, THERE, RAIL, ROAD = program_id("DFT"), program_id("MOD"), project_id("RAIL"), project_id("ROAD")
WORDS: dict[str, Any] = {
    "program": HERE,
    "project": RAIL,
    "title": "Late decision",
    "cause": "A review is open.",
    "event": "The decision comes late.",
    "effect": "Work starts a year later.",
    "category": Category.EXTERNAL,
}


class Office:
    """Whoever asks without saying who is Lena, a contributor of the program."""

    def __init__(self, book: Book, *, day: date = DAY) -> None:
        self.book, self.day, self.until = book, day, day + (UNTIL - DAY)
        for code, name in (("DFT", "Transport"), ("MOD", "Defence")):
            self.do(ProposeProgram(code=code, name=name), by=STEWARD)
            self.do(ApproveProgram(thing=program_id(code)), by=STEWARD)
        self.do(InitiateProject(program=HERE, code="RAIL", name="Rail"), by=STEWARD)
        self.do(InitiateProject(program=THERE, code="ROAD", name="Road"), by=STEWARD)
        self.lena = self.person("Lena Quick", Role.CONTRIBUTOR, HERE)
        self.owner = self.person("Omar Reed", Role.CONTRIBUTOR, HERE)
        self.manager = self.person("Mia Poole", Role.MANAGER, HERE)
        self.sponsor = self.person("Sam Roe", Role.MANAGER, None)

    def person(self, name: str, role: Role, program: UUID | None) -> UUID:
        ask = self.ask(STEWARD)
        email = f"{uuid4().hex[:8]}@example.org"
        self.book.desk.do(AddPerson(name=name, email=email, role=role, program=program), ask)
        return new_id(ask, "person")

    def ask(self, by: UUID, on: date | None = None, *, command: UUID | None = None) -> Ask:
        return Ask(by=by, at=datetime.combine(on or self.day, time(12), UTC), command=command or uuid4())

    def do(self, command: Command, *, by: UUID | None = None, on: date | None = None) -> list[Event]:
        """Carry it out; the facts that it made."""
        receipt = self.book.desk.do(command, self.ask(by or self.lena, on))
        with self.book.database.read() as tx:
            return [event.fact for event in self.book.ledger.at_positions(tx, receipt.positions)]

    def identify(self, **words: Any) -> UUID:
        ask = self.ask(self.lena)
        self.book.desk.do(IdentifyRisk(**{**WORDS, "owner": self.owner, **words}), ask)
        return new_id(ask, "risk")

    def assess(
        self, risk: UUID, likelihood: int, impact: int, *, stage: Stage = Stage.CURRENT, on: date | None = None
    ) -> list[Event]:
        said: dict[str, Any] = {"basis": "Three talks.", "strength": Strength.MODERATE}
        return self.do(AssessRisk(thing=risk, stage=stage, likelihood=likelihood, impact=impact, **said), on=on)

    def assessed(self, likelihood: int = 3, impact: int = 3, **words: Any) -> UUID:
        """A risk with a current level; medium unless said otherwise."""
        risk = self.identify(**words)
        self.assess(risk, likelihood, impact)
        return risk

    def accepted(self, **words: Any) -> UUID:
        """A medium risk that the manager accepted for ninety days."""
        risk = self.assessed(**words)
        self.do(RequestAcceptance(thing=risk, approver=self.manager, until=self.until, argument="It is cheap."))
        self.do(AcceptRisk(thing=risk, until=self.until), by=self.manager)
        return risk

    def state(self, risk: UUID) -> Risk:
        return self.book.ledger.load(RISK, risk).state

    def version(self, risk: UUID) -> int:
        return self.book.ledger.load(RISK, risk).version
