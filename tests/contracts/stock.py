"""A program in which every act is possible on something, told twice or with hostile words where a test wants it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from application import corrective_actions as c
from application import issues as i
from application import milestones as m
from application import people as p
from application import programs as g
from application import projects as j
from application import reports as t
from application import risks as r
from application.desk import STEWARD, Command, new_id
from application.ledger import Ask
from domain.corrective_actions.words import Kind, Result, Severity
from domain.issues.words import Area
from domain.people.words import Role
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import ProjectState, Rating
from domain.risks.words import Category, Stage, Strength, Tier, Treatment
from projections.book import Book
from tests.web.site import Site

Words = dict[str, Any]
AGO = timedelta(days=60)  # when it was all recorded: what was due since then is overdue today

IMPLEMENTED = 5  # a corrective action that got further than this stage has its window behind it


class Program:
    """One program and everything in it. Lena works and Mia decides; every text of theirs begins with the mark."""

    def __init__(self, site: Site, code: str, mark: str) -> None:
        self.book: Book = site.book
        self.code = code
        self.mark = mark
        self.day: date = (self.book.now() - AGO).date()
        self.id = program_id(code)
        self.mia = self.person("Mia", Role.MANAGER)
        self.lena = self.person("Lena", Role.CONTRIBUTOR)

    def do(self, command: Command, *, by: UUID | None = None) -> Ask:
        ask = Ask(by=by or STEWARD, at=self.book.now() - AGO, command=uuid4())
        self.book.desk.do(command, ask)
        return ask

    def begin(self, kind: str, command: Command) -> UUID:
        return new_id(self.do(command, by=self.lena), kind)

    def person(self, name: str, role: Role) -> UUID:
        """Managers manage all programs; the others are of this one. Names of people are known to all who read."""
        address = f"{name.lower()}-{self.code.lower()}@example.org"
        program = None if role is Role.MANAGER else self.id
        command = p.AddPerson(name=f"{name} {self.code.capitalize()}", email=address, role=role, program=program)
        return new_id(self.do(command), "person")

    def words(self, *names: str) -> Words:
        return {name: f"{self.mark} {name}" for name in names}


def tell(site: Site, code: str, mark: str) -> Program:
    """Every kind of thing in every state in which an act is possible on it."""
    told = Program(site, code, mark)
    _programs(told)
    _projects(told)
    actions = _actions(told)
    _issues(told, actions)
    _risks(told, actions)
    _people(told)
    _reports(told)
    return told


def _programs(told: Program) -> None:
    for code in (told.code, f"{told.code}-HELD", f"{told.code}-ENDING", f"{told.code}-DRAFT"):
        told.do(g.ProposeProgram(code=code, **told.words("name", "purpose", "sponsor"), owner=told.mia))
        told.do(g.StateObjective(thing=program_id(code), **told.words("objective")))
        if not code.endswith("DRAFT"):
            told.do(g.ApproveProgram(thing=program_id(code)))
    told.do(g.PutProgramOnHold(thing=program_id(f"{told.code}-HELD"), **told.words("reason")))
    told.do(g.BeginClosingProgram(thing=program_id(f"{told.code}-ENDING")))
    told.do(g.DeclareProgramHealth(thing=told.id, rating=Rating.AMBER, **told.words("narrative")), by=told.mia)
    told.do(g.RecordDecision(thing=told.id, **told.words("title", "decision")), by=told.mia)
    told.do(g.RaiseAsk(thing=told.id, **told.words("to_whom", "question")), by=told.mia)


def _projects(told: Program) -> None:
    first, second = (_project(told, n) for n in (1, 2))
    for due in (told.day + timedelta(days=9), told.day + timedelta(days=99)):
        told.do(m.PlanMilestone(thing=first, due=due, **told.words("name")), by=told.lena)
    told.do(m.RecordDependency(thing=first, on_project=second), by=told.lena)
    told.do(j.ApproveBaseline(thing=first, finish=told.day, cost_minor=100), by=told.mia)
    status: Words = {"rating": Rating.AMBER, "progress_bp": 2_000, "finish": told.day + timedelta(days=400)}
    told.do(j.ReportStatus(thing=first, **status, **told.words("narrative", "next_steps")), by=told.lena)
    for n, phases in ((3, ()), (4, (ProjectState.IN_PROGRESS, ProjectState.CLOSING))):
        project = _project(told, n)
        for phase in phases:
            told.do(j.EnterPhase(thing=project, phase=phase), by=told.lena)
    told.do(j.LeavePortfolio(thing=_project(told, 5), **told.words("reason")), by=told.mia)
    told.do(j.CancelProject(thing=_project(told, 6), **told.words("reason")), by=told.mia)
    ended = _project(told, 7)
    for phase in (ProjectState.IN_PROGRESS, ProjectState.CLOSING):
        told.do(j.EnterPhase(thing=ended, phase=phase), by=told.lena)
    told.do(j.CloseProject(thing=ended, **told.words("reason")), by=told.mia)


def _project(told: Program, number: int) -> UUID:
    said = told.words("name", "description", "category")
    code = f"{told.code}-P{number}"
    told.do(j.InitiateProject(program=told.id, code=code, **said))
    told.do(j.AssignLead(thing=project_id(code), lead=told.lena))
    return project_id(code)


def _actions(told: Program) -> list[UUID]:
    """One at each stage, the furthest last."""
    return [_action(told, stage) for stage in range(9)]


def _action(told: Program, stage: int) -> UUID:
    said = told.words("title", "requirement", "evidence")
    kinds: Words = {"severity": Severity.MAJOR, "kind": Kind.CORRECTIVE}
    command = c.RecordNonconformity(program=told.id, **said, **kinds, owner=told.lena)
    action = told.begin("corrective_action", command)
    told.do(c.MoveDueDate(thing=action, to=told.day, **told.words("reason")), by=told.lena)
    for reach in _stages(told, action, days=1 if stage > IMPLEMENTED else 300)[:stage]:
        reach()
    return action


def _stages(told: Program, action: UUID, *, days: int) -> list[Any]:
    """What leads from one stage of a corrective action to the next; its window ends after so many days."""
    step = c.StepRow(what=f"{told.mark} step", kind=Kind.CORRECTIVE, owner=told.lena, due=told.day)
    window = {"window_from": told.day, "window_to": told.day + timedelta(days=days)}
    proposals: list[Ask] = []

    def by_lena(kind: Any, **said: Any) -> Ask:
        return told.do(kind(thing=action, **said), by=told.lena)

    def propose() -> None:
        proposals.append(by_lena(c.ProposePlan, steps=(step,)))
        by_lena(c.SetCriterion, **told.words("metric", "test", "threshold"), **window)

    def implement() -> None:
        by_lena(c.MarkImplemented)

    def verify() -> None:
        _later(told, c.VerifyEffect(thing=action, result=Result.NOT_EFFECTIVE, **told.words("measured", "conclusion")))

    return [
        lambda: by_lena(c.ApplyContainment, **told.words("what")),
        lambda: by_lena(c.FindCauseByWhys, whys=(f"{told.mark} why",), **told.words("root_cause", "escape_point")),
        propose,
        lambda: told.do(c.ApprovePlan(thing=action), by=told.mia),
        lambda: by_lena(c.CompleteStep, step=new_id(proposals[0], "step 0"), **told.words("evidence")),
        implement,
        verify,
        lambda: _later(told, c.CloseCorrectiveAction(thing=action)),
    ]


def _later(told: Program, command: Command) -> None:
    told.book.desk.do(command, Ask(by=told.mia, at=told.book.now() - AGO + timedelta(days=9), command=uuid4()))


def _issues(told: Program, actions: list[UUID]) -> None:
    for stage in range(6):
        issue = told.begin("issue", i.RaiseIssue(program=told.id, **told.words("title", "description")))
        for reach in _working(told, issue)[:stage]:
            told.do(reach, by=told.lena if reach.ROLES != i.CloseIssue.ROLES else told.mia)
        told.do(i.LinkAction(thing=issue, action=actions[-1]), by=told.lena)


def _working(told: Program, issue: UUID) -> list[Command]:
    return [
        i.TriageIssue(thing=issue, severity=2, priority=2, area=next(iter(Area))),
        i.StartWork(thing=issue),
        i.EscalateIssue(thing=issue, level=1, to=told.mia, **told.words("reason")),
        i.ResolveIssue(thing=issue, **told.words("resolution")),
        i.CloseIssue(thing=issue),
    ]


def _risks(told: Program, actions: list[UUID]) -> None:
    until = told.day + timedelta(days=200)
    asked: list[UUID] = []
    for n in range(6):
        said = told.words("title", "cause", "event", "effect")
        command = r.IdentifyRisk(program=told.id, **said, category=next(iter(Category)), owner=told.lena)
        risk = told.begin("risk", command)
        asked.append(risk)
        told.do(r.MoveProximity(thing=risk, proximity=until), by=told.lena)
        if n:
            scale: Words = {"likelihood": 2, "impact": 2, "strength": Strength.STRONG}
            told.do(r.AssessRisk(thing=risk, stage=Stage.CURRENT, **scale, **told.words("basis")), by=told.lena)
            told.do(r.ChooseTreatment(thing=risk, treatment=Treatment.REDUCE, **told.words("response")), by=told.lena)
            told.do(r.LinkTreatmentAction(thing=risk, action=actions[n]), by=told.lena)
    for risk in asked[2:4]:
        told.do(r.RequestAcceptance(thing=risk, approver=told.mia, until=until, **told.words("argument")), by=told.lena)
    told.do(r.AcceptRisk(thing=asked[3], until=until), by=told.mia)
    told.do(r.EscalateRisk(thing=asked[4], to=Tier.PORTFOLIO, **told.words("reason")), by=told.lena)
    told.do(r.CloseRisk(thing=asked[5], **told.words("reason")), by=told.lena)


def _reports(told: Program) -> None:
    """A draft that is written, one that was issued, and a newer one that another approved."""
    for stage in (2, 2, 1):
        report = told.begin("report", t.DraftReport(program=told.id))
        told.do(t.WriteNarrative(thing=report, **told.words("summary", "lessons")), by=told.lena)
        if stage > 1:
            told.do(t.IssueReport(thing=report), by=told.mia)


def _people(told: Program) -> None:
    gone = told.person("Gone", Role.AUDITOR)
    told.do(p.DisablePerson(thing=gone, **told.words("reason")))
