"""What is told of projects, their milestones and what they wait for."""

from domain.projects import events as e
from domain.projects.words import Dimension
from projections.amounts import days, moneys, per_cent
from projections.sentences.parts import (
    Part,
    Sentence,
    change,
    person,
    quote,
    recorded,
    sentence,
    strong,
    tells,
    thing,
    words,
)


@tells(e.ProjectInitiated)
def _initiated(fact: e.ProjectInitiated) -> Sentence:
    start = f", starting {words(fact.start)}" if fact.start else ""
    lead = (", led by ", person(fact.lead)) if fact.lead else ()
    place = (" in ", thing(fact.program))
    return sentence(
        "added the project ", strong(fact.name), f" ({fact.code})", *place, start, *lead, quote(fact.description)
    )


@tells(e.ProjectRenamed)
def _renamed(fact: e.ProjectRenamed) -> Sentence:
    return sentence("renamed the project ", change("", fact.from_, fact.to))


@tells(e.ProjectMoved)
def _moved(fact: e.ProjectMoved) -> Sentence:
    return sentence("moved the project from ", thing(fact.from_), " to ", thing(fact.to))


@tells(e.ProjectDescribed)
def _described(fact: e.ProjectDescribed) -> Sentence:
    same = fact.from_category == fact.category
    category = () if same else (", ", change("category", fact.from_category, fact.category))
    text = quote(fact.description if fact.description != fact.from_description else "")
    return sentence("described the project", *category, text)


@tells(e.LeadAssigned)
def _lead_assigned(fact: e.LeadAssigned) -> Sentence:
    before = (", instead of ", person(fact.from_)) if fact.from_ else ()
    return sentence("made ", person(fact.to), " the lead", *before)


@tells(e.PhaseEntered)
def _phase_entered(fact: e.PhaseEntered) -> Sentence:
    return sentence("moved the project on ", change("", fact.from_, fact.to))


@tells(e.GatePassed)
def _gate_passed(fact: e.GatePassed) -> Sentence:
    return sentence("passed the gate ", strong(fact.gate.label), f" on {words(fact.on)}", quote(fact.note))


@tells(e.GateRefused)
def _gate_refused(fact: e.GateRefused) -> Sentence:
    return sentence("refused the gate ", strong(fact.gate.label), f" on {words(fact.on)}", quote(fact.note))


@tells(e.BaselineApproved)
def _baseline_approved(fact: e.BaselineApproved) -> Sentence:
    before, after = moneys(fact.from_cost_minor, fact.cost_minor, fact.currency)
    parts = [_new_or_moved("finish", words(fact.from_finish), words(fact.finish))]
    parts += [_new_or_moved("cost", before, after)]
    told = [part for part in parts if part]
    between = [", "] if len(told) > 1 else []
    return sentence(
        f"approved baseline {fact.number}",
        *([": "] if told else []),
        *told[:1],
        *between,
        *told[1:],
        quote(fact.reason),
    )


@tells(e.ScheduleForecastRevised)
def _finish_revised(fact: e.ScheduleForecastRevised) -> Sentence:
    return recorded("finish", fact.from_, fact.to, fact.unknown)


@tells(e.StartRecorded)
def _start_recorded(fact: e.StartRecorded) -> Sentence:
    return recorded("start", fact.from_, fact.to, fact.unknown)


@tells(e.CostForecastRevised)
def _cost_revised(fact: e.CostForecastRevised) -> Sentence:
    before, after = moneys(fact.from_minor, fact.to_minor, fact.currency)
    return recorded(fact.kind.label.lower(), before, after, fact.unknown)


@tells(e.CostRecorded)
def _cost_recorded(fact: e.CostRecorded) -> Sentence:
    each = (
        ("actual", fact.from_actual_minor, fact.actual_minor),
        ("planned", fact.from_planned_minor, fact.planned_minor),
        ("earned", fact.from_earned_minor, fact.earned_minor),
    )
    told: list[Part | str] = []
    for name, before, after in each:
        part = _new_or_moved(name, *moneys(before, after, fact.currency))
        told += [", " if told else ": ", part] if part else []
    return sentence(f"recorded the cost of {fact.period}", *told)


@tells(e.ProgressReported)
def _progress_reported(fact: e.ProgressReported) -> Sentence:
    if not fact.from_bp:  # nothing was reported before
        return sentence("reported progress of ", strong(per_cent(fact.to_bp)))
    return sentence("reported progress ", change("", per_cent(fact.from_bp), per_cent(fact.to_bp)))


@tells(e.ProgressCorrected)
def _progress_corrected(fact: e.ProgressCorrected) -> Sentence:
    return sentence(
        "corrected the progress ", change("", per_cent(fact.from_bp), per_cent(fact.to_bp)), quote(fact.reason)
    )


@tells(e.HealthDeclared)
def _health_declared(fact: e.HealthDeclared) -> Sentence:
    if fact.to is None:
        was = f", which was {words(fact.from_)}" if fact.from_ else ""
        return sentence(
            f"declared that delivery confidence cannot be rated{was}", quote(fact.unknown), quote(fact.reason)
        )
    rating = change("", fact.from_, fact.to) if fact.from_ else strong(words(fact.to))
    return sentence("declared delivery confidence ", rating, quote(fact.reason))


@tells(e.StatusReported)
def _status_reported(fact: e.StatusReported) -> Sentence:
    comes = (", with next steps", quote(fact.next_steps)) if fact.next_steps else ()
    return sentence(f"reported the status of {words(fact.on)}", quote(fact.narrative), *comes)


@tells(e.ExceptionRaised)
def _exception_raised(fact: e.ExceptionRaised) -> Sentence:
    return sentence("raised an exception in ", *_deviation(fact))


@tells(e.ExceptionCleared)
def _exception_cleared(fact: e.ExceptionCleared) -> Sentence:
    return sentence("cleared the exception in ", *_deviation(fact))


@tells(e.MilestonePlanned)
def _milestone_planned(fact: e.MilestonePlanned) -> Sentence:
    return sentence("planned the milestone ", strong(fact.name), f", due {words(fact.due)}")


@tells(e.MilestoneBaselined)
def _milestone_baselined(fact: e.MilestoneBaselined) -> Sentence:
    moved = change("", fact.from_, fact.to)
    return sentence("moved the due date of the milestone ", strong(fact.name), ": ", moved, quote(fact.reason))


@tells(e.MilestoneForecast)
def _milestone_forecast(fact: e.MilestoneForecast) -> Sentence:
    day = change("", fact.from_, fact.to) if fact.from_ not in (None, fact.to) else strong(words(fact.to))
    before, after = per_cent(fact.from_confidence_bp), per_cent(fact.confidence_bp)
    sure = (", ", change("confidence", before, after)) if before != after else ()
    return sentence("forecast the milestone ", strong(fact.name), " for ", day, *sure)


@tells(e.MilestoneAchieved)
def _milestone_achieved(fact: e.MilestoneAchieved) -> Sentence:
    day = f" as achieved on {words(fact.on)}, due {words(fact.due)}"
    return sentence("recorded the milestone ", strong(fact.name), day, quote(fact.evidence))


@tells(e.MilestoneMissed)
def _milestone_missed(fact: e.MilestoneMissed) -> Sentence:
    return sentence(
        "recorded on ",
        words(fact.on),
        " that the milestone ",
        strong(fact.name),
        f", due {words(fact.due)}, was missed",
    )


@tells(e.MilestoneWithdrawn)
def _milestone_withdrawn(fact: e.MilestoneWithdrawn) -> Sentence:
    return sentence("withdrew the milestone ", strong(fact.name), quote(fact.reason))


@tells(e.DependencyRecorded)
def _dependency_recorded(fact: e.DependencyRecorded) -> Sentence:
    return sentence("recorded that it waits for ", thing(fact.on_project))


@tells(e.DependencyRemoved)
def _dependency_removed(fact: e.DependencyRemoved) -> Sentence:
    return sentence("recorded that it no longer waits for ", thing(fact.on_project), quote(fact.reason))


@tells(e.ProjectClosed)
def _closed(fact: e.ProjectClosed) -> Sentence:
    return sentence(f"closed the project on {words(fact.on)}", quote(fact.reason))


@tells(e.ProjectReopened)
def _reopened(fact: e.ProjectReopened) -> Sentence:
    return sentence(f"reopened the project, which was closed on {words(fact.closed_on)}", quote(fact.reason))


@tells(e.ProjectCancelled)
def _cancelled(fact: e.ProjectCancelled) -> Sentence:
    return sentence("cancelled the project, which was ", fact.from_.label.lower(), quote(fact.reason))


@tells(e.ProjectLeftPortfolio)
def _left_portfolio(fact: e.ProjectLeftPortfolio) -> Sentence:
    return sentence("recorded that the project left the portfolio, as ", fact.from_.label.lower(), quote(fact.reason))


@tells(e.ProjectReturnedToPortfolio)
def _returned_to_portfolio(fact: e.ProjectReturnedToPortfolio) -> Sentence:
    return sentence("returned the project to the portfolio as ", fact.to.label.lower(), quote(fact.reason))


@tells(e.ProjectWithdrawn)
def _withdrawn(fact: e.ProjectWithdrawn) -> Sentence:
    return sentence("withdrew the project, which was ", fact.from_.label.lower(), quote(fact.reason))


def _new_or_moved(label: str, before: str, after: str) -> Part | None:
    """A change where the value moved, plain words where it is new or stayed, nothing where there is none."""
    if before and before != after:
        return change(label, before, after)
    return strong(f"{label} {after}") if after else None


def _deviation(fact: e.ExceptionRaised | e.ExceptionCleared) -> tuple[Part | str, ...]:
    sizes = {
        Dimension.TIME: (days(fact.deviation), days(fact.tolerance)),
        Dimension.COST: (per_cent(fact.deviation), per_cent(fact.tolerance)),
        Dimension.RISK: (str(fact.deviation), str(fact.tolerance)),
    }
    found, allowed = sizes[fact.dimension]
    return (strong(fact.dimension.label.lower()), f": {found} against the {allowed} allowed")
