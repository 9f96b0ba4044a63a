"""The issues and corrective actions of the story."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import uuid5

from application import corrective_actions as a
from application import issues as i
from application.desk import Command
from demo.telling import Cast, Happening, Line, Story, command_id
from domain.corrective_actions.words import Kind, Result, Severity
from domain.issues.words import Area

WINDOW = 60
ORDER = ("recorded", "contained", "cause_determined", "plan_approved", "implemented", "verifying", "closed")


def told(story: Story) -> Iterator[Happening]:
    for number, issue in enumerate(story["issues"]):
        yield from _issue(Line("issue", number, start=issue["on"]), issue)
    for number, action in enumerate(story["actions"]):
        yield from _action(Line("corrective_action", number, start=action["on"]), action)


def _issue(line: Line, issue: Story) -> Line:
    course = issue["course"]
    line.say(0, "lead", _raise(issue))
    if course == "open":
        return line
    area = Area(issue["area"])
    line.say(
        1,
        "pm",
        lambda _: i.TriageIssue(thing=line.thing, severity=issue["severity"], priority=issue["priority"], area=area),
    )
    due = line.day + timedelta(days=45)
    line.say(1, "pm", lambda cast: i.AssignIssue(thing=line.thing, to=cast.person("lead"), due=due))
    if course == "triaged":
        return line
    line.say(2, "lead", lambda _: i.StartWork(thing=line.thing))
    if course == "escalated":
        answer = line.day + timedelta(days=30)
        return line.say(
            4, "lead", lambda cast: i.EscalateIssue(thing=line.thing, level=1, to=cast.person("sro"), due=answer)
        )
    if course in {"resolved", "closed"}:
        line.say(20, "lead", lambda _: i.ResolveIssue(thing=line.thing, resolution="Mended, and tried by its users."))
    if course == "closed":
        line.say(6, "pm", lambda _: i.CloseIssue(thing=line.thing))
    return line


def _raise(issue: Story) -> Callable[[Cast], Command]:
    return lambda cast: i.RaiseIssue(
        program=cast.program_of(issue["project"]),
        project=cast.project(issue["project"]),
        title=issue["title"],
        description=issue["description"],
    )


def _action(line: Line, action: Story) -> Line:
    line.say(0, "lead", _record(action))
    stage = action["stage"]
    reached = ORDER.index("closed" if stage.startswith("closed") else stage)
    worked = stage != "closed_ineffective"
    for step in (_contain, _find_cause, _plan, _implement)[:reached]:
        step(line, action)
    if reached > ORDER.index("implemented"):
        _verify(line, worked=worked)
    if reached == ORDER.index("closed"):
        line.say(3, "sro", lambda _: a.CloseCorrectiveAction(thing=line.thing))
    return line


def _record(action: Story) -> Callable[[Cast], Command]:
    return lambda cast: a.RecordNonconformity(
        program=cast.program_of(action["project"]),
        project=cast.project(action["project"]),
        title=action["title"],
        requirement=action["requirement"],
        evidence=action["evidence"],
        severity=Severity(action["severity"]),
        kind=Kind.CORRECTIVE,
        owner=cast.person("lead"),
    )


def _contain(line: Line, _action: Story) -> None:
    line.say(
        1, "lead", lambda _: a.ApplyContainment(thing=line.thing, what="Every case is checked by a second person.")
    )


def _find_cause(line: Line, action: Story) -> None:
    whys = (action["evidence"], "The check came too late.", action["root_cause"])
    line.say(
        7,
        "lead",
        lambda _: a.FindCauseByWhys(
            thing=line.thing, whys=whys, root_cause=action["root_cause"], escape_point="The review before release."
        ),
    )


def _plan(line: Line, action: Story) -> None:
    due = line.day + timedelta(days=40)
    first = line.day + timedelta(days=45)
    line.say(5, "lead", lambda cast: a.ProposePlan(thing=line.thing, steps=_steps(cast, action, due)))
    line.say(
        1,
        "quality",
        lambda _: a.SetCriterion(
            thing=line.thing,
            metric="Cases of the same kind in a month",
            test="The window against the two months before",
            threshold="At most one",
            window_from=first,
            window_to=first + timedelta(days=WINDOW),
        ),
    )
    line.say(2, "pm", lambda _: a.ApprovePlan(thing=line.thing))


def _implement(line: Line, _action: Story) -> None:
    planned = uuid5(command_id(f"{line.key}/3"), "step 0")
    line.say(
        18, "lead", lambda _: a.CompleteStep(thing=line.thing, step=planned, evidence="The new check runs every day.")
    )
    line.say(1, "lead", lambda _: a.MarkImplemented(thing=line.thing))


def _steps(cast: Cast, action: Story, due: date) -> tuple[a.StepRow, ...]:
    what = f"Act on the cause: {action['root_cause'][0].lower()}{action['root_cause'][1:]}."
    return (a.StepRow(what=what, kind=Kind.CORRECTIVE, owner=cast.person("lead"), due=due),)


def _verify(line: Line, *, worked: bool) -> None:
    result = Result.EFFECTIVE if worked else Result.NOT_EFFECTIVE
    measured = "None in two months." if worked else "Three in two months."
    said = "It does not come back." if worked else "It came back; the cause lies deeper."
    line.say(
        WINDOW + 30,
        "quality",
        lambda _: a.VerifyEffect(thing=line.thing, measured=measured, result=result, conclusion=said),
    )
