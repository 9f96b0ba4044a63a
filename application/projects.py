"""What may be asked of projects."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, TypedDict
from uuid import UUID

from application.desk import MANAGERS, Act, Command, Desk
from application.fields import Reason, ask
from application.ledger import Ask, Loaded
from application.ledger.ledger import Change
from domain.kernel import Aggregate, Checks, Facts, refuse
from domain.programs import program as programs
from domain.programs.state import PROGRAM, Program
from domain.projects import costs, project, status
from domain.projects.state import PROJECT, Project, project_id
from domain.projects.status import StatusReport
from domain.projects.words import CostKind, Gate, ProjectState, Rating
from domain.texts import BODY, STORY, plain, text


class InitiateProject(Command, frozen=True, kw_only=True):
    """Add the project"""

    program: Annotated[UUID, ask("Program", input="program")]
    code: Annotated[str, ask("Code", "Short and yours alone, such as DFT_0050. It never changes.")]
    name: Annotated[str, ask("Name")]
    description: Annotated[str, ask("What it is for", input="area")] = ""
    category: Annotated[str, ask("Category", "Such as infrastructure, transformation or ICT.")] = ""
    start: Annotated[date | None, ask("Start")] = None
    lead: Annotated[UUID | None, ask("Lead", input="person")] = None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        home = desk.load(PROGRAM, self.program)
        here = desk.load(PROJECT, project_id(self.code))
        facts = project.initiate(
            here.found,
            program=self.program,
            code=self.code,
            name=self.name,
            description=self.description,
            category=self.category,
            start=self.start,
            lead=self.lead,
        )
        return [here.facts(facts), home.facts(programs.attach_project(home.state, project=here.stream))]


class ProjectAct(Act, frozen=True, kw_only=True):
    """An act on one project."""

    AGGREGATE: ClassVar[Aggregate[Any]] = PROJECT


WHY_UNKNOWN = "Needed where one was recorded before and is left empty now."


class ReportStatus(ProjectAct, frozen=True, kw_only=True):
    """Record this status"""

    rating: Annotated[
        Rating | None,
        ask(
            "Delivery confidence",
            "What you believe today. The computed rating is shown beside it, never instead of it.",
            input="rating",
        ),
    ] = None
    rating_unknown: Annotated[str, ask("Why there is no rating", WHY_UNKNOWN, aside="Something is not known")] = ""
    finish: Annotated[date | None, ask("Forecast finish")] = None
    finish_unknown: Annotated[str, ask("Why there is no finish date", WHY_UNKNOWN, aside="Something is not known")] = ""
    whole_life: Annotated[int | None, ask("Whole-life cost", "Such as 14.5bn or 2,300,000.", input="money")] = None
    whole_life_unknown: Annotated[str, ask("Why there is no cost", WHY_UNKNOWN, aside="Something is not known")] = ""
    progress_bp: Annotated[int | None, ask("Progress", "Per cent of the work that is done.", input="percent")] = None
    narrative: Annotated[
        str, ask("What happened", "Two or three sentences. They appear as they are in the report.", input="area")
    ] = ""
    next_steps: Annotated[str, ask("What comes next", input="area", rows=3)] = ""
    reason: Annotated[
        str, ask("Reason for a better rating", "Needed where confidence is now better than recorded.")
    ] = ""

    def decide(self, state: Project, ask: Ask) -> Facts:
        raise NotImplementedError

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded = desk.look(self, ask)
        self._fits(loaded.state)
        home = desk.load(PROGRAM, loaded.state.program).found
        facts = status.report_status(
            loaded.state, report=self._report(loaded.state), by=ask.by, on=ask.on, **tolerances(home)
        )
        return [loaded.facts(facts)]

    def _fits(self, state: Project) -> None:
        """What is told on a form is a few sentences; what an edition told at length may stay as it is."""
        checks = Checks()
        below = "A cost is not below zero; enter it without the minus sign."
        checks.that(self.whole_life is None or self.whole_life >= 0, "whole_life", below)
        for name in ("narrative", "next_steps"):
            same = plain(getattr(self, name)) == getattr(state, name)
            text(checks, name, getattr(self, name), most=BODY if same else STORY)
        checks.done()

    def _report(self, state: Project) -> StatusReport:
        """A form speaks of every field it shows: what is left empty and was unknown before stays as it was."""
        said: dict[str, Any] = {"narrative": self.narrative, "next_steps": self.next_steps, "reason": self.reason}
        whole_life = state.costs.get(CostKind.WHOLE_LIFE)
        before = {
            "rating": (self.rating, self.rating_unknown, state.rating),
            "finish": (self.finish, self.finish_unknown, state.finish),
            "whole_life": (self.whole_life, self.whole_life_unknown, whole_life.minor if whole_life else None),
        }
        for name, (value, unknown, recorded) in before.items():
            if value is not None or unknown or recorded is not None:
                said["whole_life_minor" if name == "whole_life" else name] = value
                said[f"{name}_unknown"] = unknown
        if self.progress_bp is not None:
            said["progress_bp"] = self.progress_bp
        return StatusReport(**said)


class RecordReport(ProjectAct, frozen=True, kw_only=True):
    """Record what a source says of the project"""

    report: StatusReport

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded = desk.look(self, ask)
        home = desk.load(PROGRAM, loaded.state.program).found
        facts = status.report_status(loaded.state, report=self.report, by=ask.by, on=ask.on, **tolerances(home))
        return [loaded.facts(facts)]


class ApproveBaseline(ProjectAct, frozen=True, kw_only=True):
    """Approve the baseline"""

    ROLES = MANAGERS

    finish: Annotated[date | None, ask("Baseline finish")] = None
    cost_minor: Annotated[int | None, ask("Baseline whole-life cost", input="money")] = None
    reason: Annotated[str, ask("Reason", "Needed for a new baseline; the old one is kept.", input="area")] = ""

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded = desk.look(self, ask)
        home = desk.load(PROGRAM, loaded.state.program).found
        facts = costs.approve_baseline(
            loaded.state,
            finish=self.finish,
            cost_minor=self.cost_minor,
            reason=self.reason,
            by=ask.by,
            **tolerances(home),
        )
        return [loaded.facts(facts)]


class EnterPhase(ProjectAct, frozen=True, kw_only=True):
    """Enter the phase"""

    phase: Annotated[ProjectState, ask("Phase", input="select")]

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.enter_phase(state, phase=self.phase)


class PassGate(ProjectAct, frozen=True, kw_only=True):
    """Pass the gate"""

    ROLES = MANAGERS

    gate: Annotated[Gate, ask("Gate")]
    note: Annotated[str, ask("What the decision rests on", input="area")] = ""

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.pass_gate(state, gate=self.gate, by=ask.by, on=ask.on, note=self.note)


class RefuseGate(ProjectAct, frozen=True, kw_only=True):
    """Refuse the gate"""

    ROLES = MANAGERS

    gate: Annotated[Gate, ask("Gate")]
    note: Annotated[str, ask("What is missing", input="area")]

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.refuse_gate(state, gate=self.gate, by=ask.by, on=ask.on, note=self.note)


class RecordCost(ProjectAct, frozen=True, kw_only=True):
    """Record the month's cost"""

    period: Annotated[str, ask("Month", "As year and month, such as 2026-04.")]
    actual_minor: Annotated[int, ask("Actual cost", input="money")]
    planned_minor: Annotated[int | None, ask("Planned value", input="money")] = None
    earned_minor: Annotated[int | None, ask("Earned value", input="money")] = None

    def decide(self, state: Project, ask: Ask) -> Facts:
        return costs.record_cost(
            state,
            period=self.period,
            actual_minor=self.actual_minor,
            planned_minor=self.planned_minor,
            earned_minor=self.earned_minor,
        )


class CorrectProgress(ProjectAct, frozen=True, kw_only=True):
    """Correct the progress"""

    progress_bp: Annotated[int, ask("Progress as it truly is", input="percent")]
    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return status.correct_progress(state, progress_bp=self.progress_bp, reason=self.reason, on=ask.on)


class RenameProject(ProjectAct, frozen=True, kw_only=True):
    """Rename the project"""

    name: Annotated[str, ask("Name")]

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.rename(state, name=self.name)


class DescribeProject(ProjectAct, frozen=True, kw_only=True):
    """Describe the project"""

    description: Annotated[str, ask("What it is for", input="area")] = ""
    category: Annotated[str, ask("Category")] = ""

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.describe(state, description=self.description, category=self.category)


class AssignLead(ProjectAct, frozen=True, kw_only=True):
    """Assign the lead"""

    lead: Annotated[UUID, ask("Lead", input="person")]

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.assign_lead(state, lead=self.lead)


class MoveProject(ProjectAct, frozen=True, kw_only=True):
    """Move the project to another program"""

    ROLES = MANAGERS

    program: Annotated[UUID, ask("To the program", input="program", missing="Choose the program it moves to.")]

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.move(state, program=self.program)

    def also(self, desk: Desk, loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        if self.program == loaded.state.program:
            return ()
        old, new = desk.load(PROGRAM, loaded.state.program), desk.load(PROGRAM, self.program)
        return [
            old.facts(programs.detach_project(old.state, project=self.thing, to=self.program)),
            new.facts(programs.attach_project(new.state, project=self.thing)),
        ]


class CloseProject(ProjectAct, frozen=True, kw_only=True):
    """Close the project"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.close(state, reason=self.reason, by=ask.by, on=ask.on)


class ReopenProject(ProjectAct, frozen=True, kw_only=True):
    """Reopen the project"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.reopen(state, reason=self.reason)


class CancelProject(ProjectAct, frozen=True, kw_only=True):
    """Cancel the project"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.cancel(state, reason=self.reason, by=ask.by)


class LeavePortfolio(ProjectAct, frozen=True, kw_only=True):
    """Let the project leave the portfolio"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.leave_portfolio(state, reason=self.reason)


class ReturnToPortfolio(ProjectAct, frozen=True, kw_only=True):
    """Return the project to the portfolio"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.return_to_portfolio(state, reason=self.reason)


class WithdrawProject(ProjectAct, frozen=True, kw_only=True):
    """Withdraw the project"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Project, ask: Ask) -> Facts:
        return project.withdraw(state, reason=self.reason)


class Tolerances(TypedDict):
    """How far finish (days) and cost (basis points) may move before an exception is raised."""

    tolerance_days: int | None
    tolerance_bp: int | None


def tolerances(home: Program | None) -> Tolerances:
    """The program's tolerances."""
    if home is None:
        raise refuse("The project's program is not in the book; import or add the program first.")
    return {"tolerance_days": home.time_days, "tolerance_bp": home.cost_bp}
