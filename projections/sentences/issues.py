"""What is told of issues and their escalations."""

from domain.issues import events as e
from domain.issues.words import PRIORITIES, SEVERITIES
from projections.sentences.parts import (
    Part,
    Sentence,
    change,
    person,
    quote,
    sentence,
    strong,
    tells,
    thing,
    words,
)


@tells(e.IssueRaised)
def _raised(fact: e.IssueRaised) -> Sentence:
    place = thing(fact.project or fact.program)
    source = (", from the risk ", thing(fact.from_risk)) if fact.from_risk else ()
    day = f" on {words(fact.on)}"
    return sentence("raised the issue ", strong(fact.title), " in ", place, day, *source, quote(fact.description))


@tells(e.IssueTriaged)
def _triaged(fact: e.IssueTriaged) -> Sentence:
    severity = _moved("severity", _named(SEVERITIES, fact.from_severity), _named(SEVERITIES, fact.severity))
    priority = _moved("priority", _named(PRIORITIES, fact.from_priority), _named(PRIORITIES, fact.priority))
    area = _moved("area", words(fact.from_area), words(fact.area))
    return sentence("triaged the issue: ", severity, ", ", priority, ", ", area)


@tells(e.IssueAssigned)
def _assigned(fact: e.IssueAssigned) -> Sentence:
    before = (", instead of ", person(fact.from_)) if fact.from_ and fact.from_ != fact.to else ()
    due = () if fact.due == fact.from_due else (", ", _moved("due", words(fact.from_due), words(fact.due) or "open"))
    return sentence("made ", person(fact.to), " the owner", *before, *due)


@tells(e.EscalationRaised)
def _escalation_raised(fact: e.EscalationRaised) -> Sentence:
    level = change("level", fact.from_level or "", fact.level)
    whom = person(fact.to) if fact.to else strong(fact.to_whom or "nobody named")
    due = f", answer due {words(fact.due)}" if fact.due else ""
    return sentence("escalated the issue to ", whom, ", ", level, due, quote(fact.reason))


@tells(e.EscalationAcknowledged)
def _escalation_acknowledged(fact: e.EscalationAcknowledged) -> Sentence:
    return sentence(f"acknowledged the escalation at level {fact.level}")


@tells(e.EscalationReturned)
def _escalation_returned(fact: e.EscalationReturned) -> Sentence:
    return sentence("returned the escalation, ", change("level", fact.from_level, fact.to_level), quote(fact.reason))


@tells(e.WorkStarted)
def _work_started(_: e.WorkStarted) -> Sentence:
    return sentence("started work on the issue")


@tells(e.IssueResolved)
def _resolved(fact: e.IssueResolved) -> Sentence:
    return sentence(f"recorded the issue as resolved on {words(fact.on)}", quote(fact.resolution))


@tells(e.IssueReopened)
def _reopened(fact: e.IssueReopened) -> Sentence:
    return sentence("reopened the issue", quote(fact.reason))


@tells(e.IssueClosed)
def _closed(fact: e.IssueClosed) -> Sentence:
    return sentence(f"closed the issue on {words(fact.on)}")


@tells(e.IssueWithdrawn)
def _withdrawn(fact: e.IssueWithdrawn) -> Sentence:
    return sentence("withdrew the issue", quote(fact.reason))


@tells(e.CorrectiveActionLinked)
def _corrective_action_linked(fact: e.CorrectiveActionLinked) -> Sentence:
    return sentence("linked the corrective action ", thing(fact.action))


def _moved(label: str, before: str, after: str) -> Part:
    return (
        change(label, before, after)
        if before and before != after
        else strong(f"{label} {after[:1].lower()}{after[1:]}")
    )


def _named(vocabulary: dict[int, str], value: int | None) -> str:
    return "" if value is None else f"{value} {vocabulary.get(value, '')}".strip()
