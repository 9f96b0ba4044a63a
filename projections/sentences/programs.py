"""What is told of programs."""

from domain.programs import events as e
from projections.amounts import days, per_cent
from projections.sentences.parts import (
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


@tells(e.ProgramProposed)
def _proposed(fact: e.ProgramProposed) -> Sentence:
    sponsor = f", sponsored by {fact.sponsor}" if fact.sponsor else ""
    owner = (", owned by ", person(fact.owner)) if fact.owner else ()
    return sentence("proposed the program ", strong(fact.name), f" ({fact.code})", sponsor, *owner, quote(fact.purpose))


@tells(e.ProgramApproved)
def _approved(_: e.ProgramApproved) -> Sentence:
    return sentence("approved the program")


@tells(e.ProgramRenamed)
def _renamed(fact: e.ProgramRenamed) -> Sentence:
    return sentence("renamed the program ", change("", fact.from_, fact.to))


@tells(e.ProgramOwnerAssigned)
def _owner_assigned(fact: e.ProgramOwnerAssigned) -> Sentence:
    before = (", instead of ", person(fact.from_)) if fact.from_ else ()
    return sentence("made ", person(fact.to), " the owner", *before)


@tells(e.ProjectAttached)
def _attached(fact: e.ProjectAttached) -> Sentence:
    return sentence("took in the project ", thing(fact.project))


@tells(e.ProjectDetached)
def _detached(fact: e.ProjectDetached) -> Sentence:
    return sentence("let the project ", thing(fact.project), " go to ", thing(fact.to))


@tells(e.ObjectiveStated)
def _objective_stated(fact: e.ObjectiveStated) -> Sentence:
    return sentence("stated an objective", quote(fact.objective))


@tells(e.ToleranceSet)
def _tolerance_set(fact: e.ToleranceSet) -> Sentence:
    time = change("time", days(fact.from_time_days), days(fact.time_days))
    cost = change("cost", per_cent(fact.from_cost_bp), per_cent(fact.cost_bp))
    return sentence("set the tolerances: ", time, ", ", cost)


@tells(e.ProgramHealthDeclared)
def _health_declared(fact: e.ProgramHealthDeclared) -> Sentence:
    if fact.to is None:
        return sentence("declared that the health cannot be rated", quote(fact.unknown), quote(fact.narrative))
    rating = (
        (" ", change("", fact.from_, fact.to)) if fact.from_ not in (None, fact.to) else (" ", strong(words(fact.to)))
    )
    return sentence("declared the health", *rating, quote(fact.narrative))


@tells(e.DecisionRecorded)
def _decision_recorded(fact: e.DecisionRecorded) -> Sentence:
    seen = f", on what was known at position {fact.facts_position}" if fact.facts_position else ""
    return sentence("recorded the decision ", strong(fact.title), f" of {words(fact.on)}{seen}", quote(fact.decision))


@tells(e.AskRaised)
def _ask_raised(fact: e.AskRaised) -> Sentence:
    due = f", due {words(fact.due)}" if fact.due else ""
    return sentence("asked ", strong(fact.to_whom), due, quote(fact.question))


@tells(e.AskAnswered)
def _ask_answered(fact: e.AskAnswered) -> Sentence:
    return sentence("recorded an answer", quote(fact.answer), " to the question", quote(fact.question))


@tells(e.ProgramPutOnHold)
def _put_on_hold(fact: e.ProgramPutOnHold) -> Sentence:
    return sentence("put the program on hold", quote(fact.reason))


@tells(e.ProgramResumed)
def _resumed(_: e.ProgramResumed) -> Sentence:
    return sentence("resumed the program")


@tells(e.ProgramClosingBegun)
def _closing_begun(_: e.ProgramClosingBegun) -> Sentence:
    return sentence("began to close the program")


@tells(e.ProgramClosed)
def _closed(fact: e.ProgramClosed) -> Sentence:
    return sentence("closed the program", quote(fact.reason))


@tells(e.ProgramCancelled)
def _cancelled(fact: e.ProgramCancelled) -> Sentence:
    return sentence("cancelled the program", quote(fact.reason))
