"""What is told of corrective actions: the nonconformity, its cause, the plan against it and its effect."""

from domain.corrective_actions import events as e
from domain.corrective_actions.words import Criterion, Method
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


@tells(e.NonconformityRecorded)
def _recorded(fact: e.NonconformityRecorded) -> Sentence:
    kind = f", {fact.severity.label.lower()}, {fact.kind.label.lower()}"
    sources = [thing(each) for each in (fact.source_issue, fact.source_risk) if each]
    source = [part for each in sources for part in (" and ", each)][1:]
    return sentence(
        "recorded the nonconformity ",
        strong(fact.title),
        " in ",
        thing(fact.project or fact.program),
        f"{kind}, on {words(fact.on)}, owned by ",
        person(fact.owner),
        f", due {words(fact.due)}" if fact.due else "",
        *([", from ", *source] if source else []),
        ". Requirement",
        quote(fact.requirement),
        ", evidence",
        quote(fact.evidence),
    )


@tells(e.CorrectiveActionOwnerAssigned)
def _owner_assigned(fact: e.CorrectiveActionOwnerAssigned) -> Sentence:
    return sentence("made ", person(fact.to), " the owner, instead of ", person(fact.from_))


@tells(e.DueDateMoved)
def _due_date_moved(fact: e.DueDateMoved) -> Sentence:
    due = change("", fact.from_, fact.to) if fact.from_ else strong(words(fact.to))
    return sentence("moved the due date to " if not fact.from_ else "moved the due date ", due, quote(fact.reason))


@tells(e.ContainmentApplied)
def _contained(fact: e.ContainmentApplied) -> Sentence:
    return sentence(f"contained it on {words(fact.on)}", quote(fact.what))


@tells(e.ContainmentRemoved)
def _containment_removed(fact: e.ContainmentRemoved) -> Sentence:
    held = [quote(each) for each in fact.what]
    return sentence(f"removed the containment on {words(fact.on)}", *held, ", because", quote(fact.reason))


@tells(e.CauseDetermined)
def _cause_determined(fact: e.CauseDetermined) -> Sentence:
    count = len(fact.whys) if fact.method is Method.FIVE_WHYS else sum(len(b.causes) for b in fact.branches)
    how = f"{count} whys" if fact.method is Method.FIVE_WHYS else f"a fishbone of {count} causes"
    told = [*(quote(why) for why in fact.whys), *(part for b in fact.branches for part in _bone(b.category, b.causes))]
    cause = change("", fact.from_root_cause, fact.root_cause) if fact.from_root_cause else quote(fact.root_cause)
    bare = (", without containment", quote(fact.without_containment)) if fact.without_containment else ()
    caught = (", should have been caught", quote(fact.escape_point))
    return sentence(f"determined the cause by {how} on {words(fact.on)}", *told, ", root cause ", cause, *caught, *bare)


@tells(e.PlanProposed)
def _plan_proposed(fact: e.PlanProposed) -> Sentence:
    steps = f"{len(fact.steps)} step" if len(fact.steps) == 1 else f"{len(fact.steps)} steps"
    told: list[Part | str] = []
    for step in fact.steps:
        told += [quote(step.what), f" {step.kind.label.lower()}, by ", person(step.owner), f", due {words(step.due)}"]
    return sentence(f"proposed version {fact.version} of the plan, {steps}:", *told)


@tells(e.EffectivenessCriterionSet)
def _criterion_set(fact: e.EffectivenessCriterionSet) -> Sentence:
    before = fact.from_
    now = Criterion(
        metric=fact.metric,
        test=fact.test,
        threshold=fact.threshold,
        window_from=fact.window_from,
        window_to=fact.window_to,
    )
    told = change("", _criterion(before), _criterion(now)) if before else strong(_criterion(now))
    return sentence("set the criterion of the effect: ", told)


@tells(e.PlanApproved)
def _plan_approved(fact: e.PlanApproved) -> Sentence:
    before = f", instead of version {fact.from_version}" if fact.from_version else ""
    seen = f", having seen the action at version {fact.seen_version}"
    return sentence(f"approved version {fact.version} of the plan on {words(fact.on)}{before}{seen}")


@tells(e.StepDone)
def _step_done(fact: e.StepDone) -> Sentence:
    return sentence("recorded the step ", strong(fact.what), f" as done on {words(fact.on)}", quote(fact.evidence))


@tells(e.ActionImplemented)
def _implemented(fact: e.ActionImplemented) -> Sentence:
    return sentence(f"recorded the plan as implemented on {words(fact.on)}")


@tells(e.EffectivenessVerified)
def _verified(fact: e.EffectivenessVerified) -> Sentence:
    moved = fact.from_result and fact.from_result != fact.result
    result = change("", fact.from_result, fact.result) if moved else strong(fact.result.label.lower())
    seen = f", having seen the action at version {fact.seen_version}" if fact.seen_version else ""
    judged = (", measured", quote(fact.measured), ", concluded", quote(fact.conclusion))
    return sentence(f"verified the effect on {words(fact.on)}: ", result, *judged, seen)


@tells(e.SystemicChangeRecorded)
def _systemic_change(fact: e.SystemicChangeRecorded) -> Sentence:
    return sentence("recorded a change in the way of working", quote(fact.what))


@tells(e.CapaClosed)
def _closed(fact: e.CapaClosed) -> Sentence:
    return sentence(f"closed cycle {fact.cycle} on {words(fact.on)} as ", strong(fact.outcome.label.lower()))


@tells(e.RecurrenceDetected)
def _recurrence_detected(fact: e.RecurrenceDetected) -> Sentence:
    return sentence(
        f"recorded that it happened again on {words(fact.on)}, after cycle {fact.cycle}", quote(fact.evidence)
    )


@tells(e.CycleOpened)
def _cycle_opened(fact: e.CycleOpened) -> Sentence:
    return sentence(f"opened cycle {fact.cycle}", quote(fact.reason))


@tells(e.CorrectiveActionCancelled)
def _cancelled(fact: e.CorrectiveActionCancelled) -> Sentence:
    return sentence("cancelled the corrective action", quote(fact.reason))


@tells(e.LinkedRisk)
def _linked_risk(fact: e.LinkedRisk) -> Sentence:
    return sentence("linked the risk ", thing(fact.risk))


@tells(e.LinkedIssue)
def _linked_issue(fact: e.LinkedIssue) -> Sentence:
    return sentence("linked the issue ", thing(fact.issue))


def _bone(category: str, causes: tuple[str, ...]) -> list[Part | str]:
    return [f" {category}:", *(quote(cause) for cause in causes)]


def _criterion(criterion: Criterion) -> str:
    window = f"{words(criterion.window_from)} to {words(criterion.window_to)}"
    return f"{criterion.metric}, {criterion.test}, {criterion.threshold}, {window}"
