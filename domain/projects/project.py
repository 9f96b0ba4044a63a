"""What may be decided about a project as a whole: its beginning, name, place, lead, phases, gates and ends."""

from datetime import date
from uuid import UUID

from domain.kernel import Checks, Facts
from domain.programs import codes
from domain.projects import events as e
from domain.projects.state import PROJECT, Project, project_id
from domain.projects.words import ACTS, INSTEAD, NEXT, Gate, ProjectState, acts
from domain.texts import TITLE, text, why

__all__ = ["ACTS", "PROJECT", "Project", "acts", "project_id"]

CODE_LENGTH = 80


def initiate(
    project: Project | None,
    *,
    program: UUID,
    code: str,
    name: str,
    description: str = "",
    category: str = "",
    start: date | None = None,
    lead: UUID | None = None,
) -> Facts:
    checks = Checks()
    code = codes.checked(checks, "code", code, most=CODE_LENGTH)
    taken = f"The code {code} is used by the project {project.name}; give another code." if project else ""
    checks.that(project is None, "code", taken)
    fact = e.ProjectInitiated(
        program=program,
        code=code,
        name=text(checks, "name", name, needed="Give the project a name.", most=TITLE),
        description=text(checks, "description", description),
        category=text(checks, "category", category, most=TITLE),
        start=start,
        lead=lead,
    )
    checks.done()
    return (fact,)


def rename(project: Project, *, name: str) -> Facts:
    checks = begin(project, "rename")
    name = text(checks, "name", name, needed="Give the project a name.", most=TITLE)
    checks.done()
    return () if name == project.name else (e.ProjectRenamed(from_=project.name, to=name),)


def describe(project: Project, *, description: str, category: str) -> Facts:
    checks = begin(project, "describe")
    description = text(checks, "description", description)
    category = text(checks, "category", category, most=TITLE)
    checks.done()
    if (description, category) == (project.description, project.category):
        return ()
    described = e.ProjectDescribed(
        from_description=project.description,
        description=description,
        from_category=project.category,
        category=category,
    )
    return (described,)


def assign_lead(project: Project, *, lead: UUID) -> Facts:
    begin(project, "assign_lead").done()
    return () if lead == project.lead else (e.LeadAssigned(from_=project.lead, to=lead),)


def move(project: Project, *, program: UUID) -> Facts:
    """Go to another program; made together with the detaching and attaching on both programs."""
    begin(project, "move").done()
    return () if program == project.program else (e.ProjectMoved(from_=project.program, to=program),)


def enter_phase(project: Project, *, phase: ProjectState) -> Facts:
    if phase is project.state and not phase.terminal:
        return ()
    checks = begin(project, "enter_phase")
    ways = NEXT[project.state]
    choice = " or ".join(way.label.lower() for way in ways)
    sentence = f"A project that is {project.state.label.lower()} goes on to {choice}; choose from these."
    checks.that(phase in ways or not ways, "phase", sentence)
    for gate in Gate:
        refused = gate.opens is phase and project.gates.get(gate) is False
        checks.that(not refused, "phase", f"The gate “{gate.label}” stands refused; pass it first.")
    checks.done()
    return (e.PhaseEntered(from_=project.state, to=phase),)


def pass_gate(project: Project, *, gate: Gate, by: UUID, on: date, note: str = "") -> Facts:
    checks = begin(project, "pass_gate")
    note = text(checks, "note", note)
    checks.done()
    return () if project.gates.get(gate) is True else (e.GatePassed(gate=gate, by=by, on=on, note=note),)


def refuse_gate(project: Project, *, gate: Gate, by: UUID, on: date, note: str) -> Facts:
    checks = begin(project, "refuse_gate")
    note = text(checks, "note", note, needed="Say what must be done before the gate can be passed.")
    checks.done()
    return () if project.gates.get(gate) is False else (e.GateRefused(gate=gate, by=by, on=on, note=note),)


def close(project: Project, *, reason: str, by: UUID, on: date) -> Facts:
    checks = begin(project, "close")
    reason = why(checks, reason, needed="Say why the project is closed.")
    checks.done()
    return (e.ProjectClosed(reason=reason, by=by, on=on),)


def reopen(project: Project, *, reason: str) -> Facts:
    checks = begin(project, "reopen")
    reason = why(checks, reason, needed="Say why the project is reopened.")
    checks.done()
    return (e.ProjectReopened(closed_on=project.closed_on[-1], reason=reason),)


def cancel(project: Project, *, reason: str, by: UUID) -> Facts:
    checks = begin(project, "cancel")
    reason = why(checks, reason, needed="Say why the project is cancelled.")
    checks.done()
    return (e.ProjectCancelled(from_=project.state, reason=reason, by=by),)


def leave_portfolio(project: Project, *, reason: str) -> Facts:
    """The source of the portfolio no longer names it; that says nothing of how it ended."""
    checks = begin(project, "leave_portfolio")
    reason = why(checks, reason, needed="Say why the project leaves the portfolio.")
    checks.done()
    return (e.ProjectLeftPortfolio(from_=project.state, reason=reason),)


def return_to_portfolio(project: Project, *, reason: str) -> Facts:
    checks = begin(project, "return_to_portfolio")
    reason = why(checks, reason, needed="Say why the project returns to the portfolio.")
    checks.done()
    return (e.ProjectReturnedToPortfolio(to=project.left_from, reason=reason),)


def withdraw(project: Project, *, reason: str) -> Facts:
    """Take back a project that should not have been recorded; it stays readable."""
    checks = begin(project, "withdraw")
    reason = why(checks, reason, needed="Say why the project is withdrawn.")
    checks.done()
    return (e.ProjectWithdrawn(from_=project.state, reason=reason),)


def begin(project: Project, act: str) -> Checks:
    """The checks of an act, with the problem already in them where the project's state does not allow the act."""
    ways = NEXT[project.state]
    instead = INSTEAD.get(project.state) or f"move it to {' or '.join(way.label.lower() for way in ways)} first"
    sentence = f"The project {project.state.standing}; {instead}."
    return Checks().that(act in ACTS[project.state], "", sentence)
