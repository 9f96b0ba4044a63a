"""The risks of the story: each takes one of a few courses, so that every state can be looked at."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from application import risks as r
from application.desk import Command
from demo.telling import Cast, Happening, Line, Story, day
from domain.risks.matrix import MATRIX_1, lookup
from domain.risks.words import REVIEW_DAYS, Category, Stage, Strength, Tier, Treatment

YEAR_LESS = 330
SHORT = 120
REVIEWS = 60  # more than the story has room for; what lies after its end is left out


def told(story: Story) -> Iterator[Happening]:
    for number, risk in enumerate(story["risks"]):
        line = Line("risk", number, start=risk["on"])
        line.say(0, "risk", _identify(risk))
        course = COURSES.get(risk["course"])
        if course:
            course(line, risk)
        yield from line


def _assessed(line: Line, risk: Story) -> None:
    worse = min(risk["likelihood"] + 1, 5)
    line.say(4, "risk", _assess(line, Stage.INHERENT, worse, risk["impact"], "As if nothing were done."))
    line.say(2, "risk", _assess(line, Stage.CURRENT, risk["likelihood"], risk["impact"], "Talks with the team."))


def _treated(line: Line, risk: Story) -> None:
    _assessed(line, risk)
    line.say(9, "lead", lambda _: r.ChooseTreatment(thing=line.thing, treatment=Treatment.REDUCE, response=PLAN))
    target = max(risk["likelihood"] - 2, 1)
    line.say(1, "lead", _assess(line, Stage.RESIDUAL, target, risk["impact"], "What the plan should reach."))


def _monitored(line: Line, risk: Story) -> None:
    _treated(line, risk)
    every = _cadence(risk)
    for n in range(REVIEWS):
        line.say(every, "risk", _review(line, after=every, every=every))
        if n % 2:
            likelihood = max(risk["likelihood"] - (n + 1) // 2, 2)
            line.say(1, "risk", _assess(line, Stage.CURRENT, likelihood, risk["impact"], "Reviewed with the team."))


def _accepted(line: Line, risk: Story, *, days: int = YEAR_LESS) -> None:
    _assessed(line, risk)
    _ask_and_accept(line, after=10, until=line.day + timedelta(days=days))


def _kept_accepted(line: Line, risk: Story) -> None:
    """Accepted for less than a year, and asked for again before each end."""
    _accepted(line, risk)
    every, term = _cadence(risk), YEAR_LESS - 40
    for _ in range(4):
        for _ in range(term // every):
            line.say(every, "risk", _review(line, after=every, every=every))
        after = term % every
        _ask_and_accept(line, after=after, until=line.day + timedelta(days=after + YEAR_LESS))


def _cadence(risk: Story) -> int:
    """Days between reviews, a little less than the level allows."""
    return REVIEW_DAYS[lookup(MATRIX_1, risk["likelihood"], risk["impact"])] - 3


def _ask_and_accept(line: Line, *, after: int, until: date) -> None:
    argument = "Nothing within reach lowers it further, and its effect can be borne."

    def request(cast: Cast) -> Command:
        return r.RequestAcceptance(thing=line.thing, approver=cast.person("sro"), until=until, argument=argument)

    line.say(after, "lead", request)
    line.say(3, "sro", lambda _: r.AcceptRisk(thing=line.thing, until=until))


def _lapsed(line: Line, risk: Story) -> None:
    _accepted(line, risk, days=SHORT)
    line.say(SHORT + 1, "pm", lambda _: r.LapseAcceptance(thing=line.thing))


def _occurred(line: Line, risk: Story) -> None:
    _treated(line, risk)
    title, event = risk["title"], f"It came about that {risk['event'].replace('may ', '')}."
    line.say(150, "lead", lambda _: r.RecordOccurrence(thing=line.thing, title=title, description=event))


def _closed(line: Line, risk: Story) -> None:
    _treated(line, risk)
    line.say(60, "risk", _review(line, after=60, every=25))
    line.say(90, "pm", lambda _: r.CloseRisk(thing=line.thing, reason="What could cause it is settled."))


def _escalated(line: Line, risk: Story) -> None:
    _treated(line, risk)
    for to, after in ((Tier.PROGRAM, 25), (Tier.PORTFOLIO, 120)):
        line.say(after, "lead", _escalate(line, to))
        if to is Tier.PROGRAM:
            line.say(9, "pm", lambda _: r.AnswerEscalation(thing=line.thing, answer="The program takes it over."))


def _withdrawn(line: Line, risk: Story) -> None:
    _assessed(line, risk)
    line.say(20, "risk", lambda _: r.WithdrawRisk(thing=line.thing, reason="It is part of another risk already."))


PLAN = "Name one person for each cause, agree dates with the partner, and look at them together every month."
COURSES: dict[str, Callable[[Line, Story], None]] = {
    "assessed": _assessed,
    "treated": _treated,
    "monitoring": _monitored,
    "accepted": _kept_accepted,
    "lapsed": _lapsed,
    "occurred": _occurred,
    "closed": _closed,
    "escalated": _escalated,
    "withdrawn": _withdrawn,
}


def _identify(risk: Story) -> Callable[[Cast], Command]:
    return lambda cast: r.IdentifyRisk(
        program=cast.program_of(risk["project"]),
        project=cast.project(risk["project"]),
        title=risk["title"],
        category=Category(risk["category"]),
        cause=risk["cause"],
        event=risk["event"],
        effect=risk["effect"],
        owner=cast.person("lead"),
        proximity=day(risk["on"]) + timedelta(days=300),
    )


def _assess(line: Line, stage: Stage, likelihood: int, impact: int, basis: str) -> Callable[[Cast], Command]:
    return lambda _: r.AssessRisk(
        thing=line.thing, stage=stage, likelihood=likelihood, impact=impact, basis=basis, strength=Strength.MODERATE
    )


def _review(line: Line, *, after: int, every: int) -> Callable[[Cast], Command]:
    due = line.day + timedelta(days=after + every)
    return lambda _: r.ReviewRisk(thing=line.thing, next_due=due, note="Looked at with the team; the plan holds.")


def _escalate(line: Line, to: Tier) -> Callable[[Cast], Command]:
    reason = "It cannot be lowered with what the tier below has."
    due = line.day + timedelta(days=160)
    return lambda _: r.EscalateRisk(thing=line.thing, to=to, reason=reason, answer_due=due)
