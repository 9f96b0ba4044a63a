"""People, owners, leads, milestones, dependencies, health, decisions and asks of the story."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid5

from application import milestones, people, programs, projects
from application.desk import Command
from demo.telling import TODAY, Cast, Happening, Line, Story, command_id, day
from domain.people.words import Role
from domain.projects.words import Rating

BEGIN = datetime(2014, 9, 1, 8, tzinfo=UTC)
CAST_ON = "2019-01-07"  # from here on the story has its people; the editions before were taken over by Steward itself
PLANNED_ON = "2021-05-03"
LOOKS = ((0, 0), (120, 20), (230, 35), (330, 60))  # (days after planning, days later than due) of each forecast


def told(story: Story) -> Iterator[Happening]:
    yield from _people(story)
    yield from _ownership(story)
    yield from _milestones(story)
    yield from _waiting(story)
    yield from _health(story)
    yield from _decisions(story)
    yield from _asks(story)


def _people(story: Story) -> Iterator[Happening]:
    for nick, (name, email, role) in story["people"].items():
        yield Happening(BEGIN, "", f"person/{nick}", _add(name, email, role))


def _add(name: str, email: str, role: str) -> Callable[[Cast], Command]:
    return lambda _: people.AddPerson(name=name, email=email, role=Role(role))


def _ownership(story: Story) -> Iterator[Happening]:
    line = Line("owner", 0, start=CAST_ON)
    for code, nick in story["owners"].items():
        line.say(0, "sro", _own(code, nick))
    for code, objective in story["objectives"].items():
        line.say(0, "sro", _aim(code, objective))
    yield from line
    leads = Line("lead", 0, start=PLANNED_ON)
    for name, nick in story["leads"].items():
        leads.say(0, "pm", _lead(name, nick))
    yield from leads


def _own(code: str, nick: str) -> Callable[[Cast], Command]:
    return lambda cast: programs.AssignProgramOwner(thing=cast.program(code), owner=cast.person(nick))


def _aim(code: str, objective: str) -> Callable[[Cast], Command]:
    return lambda cast: programs.StateObjective(thing=cast.program(code), objective=objective)


def _lead(name: str, nick: str) -> Callable[[Cast], Command]:
    return lambda cast: projects.AssignLead(thing=cast.project(name), lead=cast.person(nick))


def _milestones(story: Story) -> Iterator[Happening]:
    for number, milestone in enumerate(story["milestones"]):
        line = Line("milestone", number, start=PLANNED_ON)
        line.say(0, "lead", _plan(milestone))
        due, slips = day(milestone["due"]), number % 3
        before = 0
        for after, late in LOOKS:
            expected = due + timedelta(days=late * slips)
            if line.day + timedelta(days=after - before) < expected:
                line.say(after - before, "lead", _forecast(line, milestone, after, late * slips))
                before = after
        done = due + timedelta(days=LOOKS[-1][1] * slips // 2)
        left = (done - line.day).days
        if left > 0 and datetime.combine(done, time(20, tzinfo=UTC)) < TODAY and number % 5:
            line.say(left, "lead", _achieve(line, milestone, done))
        yield from line
        if "late" in milestone:
            yield _told_late(line, milestone)


def _plan(milestone: Story) -> Callable[[Cast], Command]:
    return lambda cast: milestones.PlanMilestone(
        thing=cast.project(milestone["project"]), name=milestone["name"], due=day(milestone["due"])
    )


def _forecast(line: Line, milestone: Story, after: int, late: int) -> Callable[[Cast], Command]:
    return lambda cast: milestones.ForecastMilestone(
        thing=cast.project(milestone["project"]),
        milestone=line.thing,
        forecast=day(milestone["due"]) + timedelta(days=late),
        confidence_bp=8_500 - after * 5 - late * 10,
    )


def _told_late(line: Line, milestone: Story) -> Happening:
    """What was known to somebody before it was recorded: a report made in between rests on the older date."""
    late = milestone["late"]
    at, since = (datetime.combine(day(late[name]), time(9, 12, tzinfo=UTC)) for name in ("on", "true_since"))
    moved = milestones.ForecastMilestone
    return Happening(
        at,
        "lead",
        f"{line.key}/late",
        lambda cast: moved(
            thing=cast.project(milestone["project"]),
            milestone=line.thing,
            forecast=day(late["forecast"]),
            confidence_bp=6_000,
        ),
        since,
        late["reason"],
    )


def _achieve(line: Line, milestone: Story, on: date) -> Callable[[Cast], Command]:
    return lambda cast: milestones.AchieveMilestone(
        thing=cast.project(milestone["project"]), milestone=line.thing, on=on, evidence="Minutes of the board."
    )


def _waiting(story: Story) -> Iterator[Happening]:
    line = Line("dependency", 0, start=PLANNED_ON)
    for waits, on in story["dependencies"]:
        line.say(1, "pm", _depend(waits, on))
    yield from line


def _depend(waits: str, on: str) -> Callable[[Cast], Command]:
    return lambda cast: milestones.RecordDependency(thing=cast.project(waits), on_project=cast.project(on))


def _health(story: Story) -> Iterator[Happening]:
    for number, said in enumerate(story["health"]):
        yield from Line("health", number, start=said["on"]).say(0, "sro", _declare(said))


def _declare(said: Story) -> Callable[[Cast], Command]:
    return lambda cast: programs.DeclareProgramHealth(
        thing=cast.program(said["program"]), rating=Rating(said["rating"]), narrative=said["narrative"]
    )


def _decisions(story: Story) -> Iterator[Happening]:
    for number, made in enumerate(story["decisions"]):
        yield from Line("decision", number, start=made["on"]).say(0, "sro", _decide(made))


def _decide(made: Story) -> Callable[[Cast], Command]:
    return lambda cast: programs.RecordDecision(
        thing=cast.program(made["program"]), title=made["title"], decision=made["decision"]
    )


def _asks(story: Story) -> Iterator[Happening]:
    for number, asked in enumerate(story["asks"]):
        line = Line("ask", number, start=asked["on"]).say(0, "pm", _raise(asked))
        if asked["answered"]:
            after = (day(asked["answered"]) - day(asked["on"])).days
            line.say(after, "pm", _answer(number, asked))
        yield from line


def _raise(asked: Story) -> Callable[[Cast], Command]:
    return lambda cast: programs.RaiseAsk(
        thing=cast.program(asked["program"]),
        to_whom=asked["to_whom"],
        question=asked["question"],
        due=day(asked["due"]),
    )


def _answer(number: int, asked: Story) -> Callable[[Cast], Command]:
    raised = uuid5(command_id(f"ask/{number}/0"), "ask")
    return lambda cast: programs.AnswerAsk(thing=cast.program(asked["program"]), asked=raised, answer=asked["answer"])
