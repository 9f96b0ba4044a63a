"""What may be decided about a program: one function per act, each answering with facts or a refusal."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.kernel import Checks, Facts
from domain.programs import codes
from domain.programs import events as e
from domain.programs.state import PROGRAM, Program, program_id
from domain.programs.words import ACTS, INSTEAD, Decision, acts
from domain.projects.words import Rating
from domain.texts import BODY, STORY, TITLE, plain, text, why

__all__ = ["ACTS", "PROGRAM", "Program", "acts", "program_id"]

CODE_LENGTH = 40
MOST_DAYS = 36_500
MOST_BP = 1_000_000


def propose(
    program: Program | None, *, code: str, name: str, purpose: str = "", owner: UUID | None = None, sponsor: str = ""
) -> Facts:
    checks = Checks()
    code = codes.checked(checks, "code", code, most=CODE_LENGTH)
    taken = f"The code {code} is used by the program {program.name}; give another code." if program else ""
    checks.that(program is None, "code", taken)
    name = text(checks, "name", name, needed="Give the program a name.", most=TITLE)
    purpose = text(checks, "purpose", purpose)
    sponsor = text(checks, "sponsor", sponsor, most=TITLE)
    checks.done()
    return (e.ProgramProposed(code=code, name=name, purpose=purpose, owner=owner, sponsor=sponsor),)


def approve(program: Program, *, by: UUID) -> Facts:
    _begin(program, "approve").done()
    return (e.ProgramApproved(by=by),)


def rename(program: Program, *, name: str) -> Facts:
    checks = _begin(program, "rename")
    name = text(checks, "name", name, needed="Give the program a name.", most=TITLE)
    checks.done()
    return () if name == program.name else (e.ProgramRenamed(from_=program.name, to=name),)


def assign_owner(program: Program, *, owner: UUID) -> Facts:
    _begin(program, "assign_owner").done()
    return () if owner == program.owner else (e.ProgramOwnerAssigned(from_=program.owner, to=owner),)


def attach_project(program: Program, *, project: UUID) -> Facts:
    _begin(program, "attach_project").done()
    return () if project in program.projects else (e.ProjectAttached(project=project),)


def detach_project(program: Program, *, project: UUID, to: UUID) -> Facts:
    """Let a project go to the program `to`; made together with the project's own move."""
    _begin(program, "detach_project").done()
    return (e.ProjectDetached(project=project, to=to),) if project in program.projects else ()


def state_objective(program: Program, *, objective: str) -> Facts:
    checks = _begin(program, "state_objective")
    objective = text(checks, "objective", objective, needed="Say what the program is to achieve.")
    checks.done()
    return () if objective in program.objectives else (e.ObjectiveStated(objective=objective),)


def set_tolerance(program: Program, *, time_days: int, cost_bp: int) -> Facts:
    checks = _begin(program, "set_tolerance")
    days = f"Give the tolerance in time as 0 to {MOST_DAYS} days."
    checks.that(0 <= time_days <= MOST_DAYS, "time_days", days)
    cost = f"Give the tolerance in cost as 0 to {MOST_BP // 100} per cent."
    checks.that(0 <= cost_bp <= MOST_BP, "cost_bp", cost)
    checks.done()
    if (time_days, cost_bp) == (program.time_days, program.cost_bp):
        return ()
    before, cost_before = program.time_days, program.cost_bp
    return (e.ToleranceSet(from_time_days=before, time_days=time_days, from_cost_bp=cost_before, cost_bp=cost_bp),)


def declare_health(
    program: Program, *, rating: Rating | None, rating_unknown: str = "", narrative: str = "", by: UUID, on: date
) -> Facts:
    """Declare what is believed; a rating of None needs `rating_unknown`, the reason why there is none."""
    checks = _begin(program, "declare_health")
    why = "" if rating else "Say why there is no rating."
    unknown = text(checks, "rating_unknown", rating_unknown, needed=why)
    checks.that(not (rating and unknown), "rating_unknown", "Give a rating or say why there is none, not both.")
    same = plain(narrative) == program.narrative
    narrative = text(checks, "narrative", narrative, most=BODY if same else STORY)
    checks.done()
    if (rating, unknown, narrative) == (program.rating, program.rating_unknown, program.narrative):
        return ()
    declared = e.ProgramHealthDeclared(
        from_=program.rating, to=rating, unknown=unknown, narrative=narrative, by=by, on=on
    )
    return (declared,)


def record_decision(
    program: Program, *, title: str, decision: str, by: UUID, on: date, facts_position: int | None = None
) -> Facts:
    checks = _begin(program, "record_decision")
    title = text(checks, "title", title, needed="Give the decision a title.", most=TITLE)
    decision = text(checks, "decision", decision, needed="Say what was decided.")
    seen = "Give the position as 1 or more, or leave it out."
    checks.that(facts_position is None or facts_position >= 1, "facts_position", seen)
    checks.done()
    if (on, Decision(title=title, decision=decision, by=by)) in program.decisions:
        return ()
    return (e.DecisionRecorded(title=title, decision=decision, by=by, on=on, facts_position=facts_position),)


def raise_ask(program: Program, *, ask: UUID, to_whom: str, question: str, due: date | None = None, by: UUID) -> Facts:
    checks = _begin(program, "raise_ask")
    to_whom = text(checks, "to_whom", to_whom, needed="Say whom you ask.", most=TITLE)
    question = text(checks, "question", question, needed="Write what you ask for.")
    checks.done()
    if ask in program.asks:
        return ()
    return (e.AskRaised(ask=ask, to_whom=to_whom, question=question, due=due, by=by),)


def answer_ask(program: Program, *, ask: UUID, answer: str, by: UUID, on: date) -> Facts:
    checks = _begin(program, "answer_ask")
    answer = text(checks, "answer", answer, needed="Write the answer.")
    asked = program.asks.get(ask)
    checks.that(asked, "ask", "The program has no such ask; choose one from its list.")
    settled = asked is not None and asked.answer not in {"", answer}
    checks.that(not settled, "ask", "This ask is answered already; raise a new one.")
    checks.done()
    if asked is None or asked.answer:
        return ()
    return (e.AskAnswered(ask=ask, question=asked.question, answer=answer, by=by, on=on),)


def put_on_hold(program: Program, *, reason: str, by: UUID) -> Facts:
    checks = _begin(program, "put_on_hold")
    reason = why(checks, reason, needed="Say why the program is put on hold.")
    checks.done()
    return (e.ProgramPutOnHold(reason=reason, by=by),)


def resume(program: Program, *, by: UUID) -> Facts:
    _begin(program, "resume").done()
    return (e.ProgramResumed(by=by),)


def begin_closing(program: Program, *, by: UUID) -> Facts:
    _begin(program, "begin_closing").done()
    return (e.ProgramClosingBegun(by=by),)


def close(program: Program, *, reason: str, by: UUID, open_projects: Iterable[str]) -> Facts:
    """Close for good; `open_projects` names the attached projects that are not closed, cancelled or withdrawn."""
    checks = _begin(program, "close")
    reason = why(checks, reason, needed="Say why the program is closed.")
    names = ", ".join(open_projects)
    checks.that(not names, "", f"These projects are still open: {names}; close, cancel or move them first.")
    checks.done()
    return (e.ProgramClosed(reason=reason, by=by),)


def cancel(program: Program, *, reason: str, by: UUID) -> Facts:
    checks = _begin(program, "cancel")
    reason = why(checks, reason, needed="Say why the program is cancelled.")
    checks.done()
    return (e.ProgramCancelled(reason=reason, by=by),)


def _begin(program: Program, act: str) -> Checks:
    sentence = f"The program is {program.state.label.lower()}; {INSTEAD[program.state]}."
    return Checks().that(act in ACTS[program.state], "", sentence)
