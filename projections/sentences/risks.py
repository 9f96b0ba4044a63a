"""What is told of risks and of the matrix that rates them."""

from domain.risks import events as e
from domain.risks.matrix import RiskMatrixPublished
from domain.risks.words import Stage
from projections.sentences.parts import Part, Sentence, change, person, quote, sentence, strong, tells, thing, words

STAGES = {Stage.INHERENT: "inherent level", Stage.CURRENT: "current level", Stage.RESIDUAL: "residual level"}


@tells(e.RiskIdentified)
def _identified(fact: e.RiskIdentified) -> Sentence:
    place = (" in ", thing(fact.project or fact.program))
    near = f", which may happen by {words(fact.proximity)}" if fact.proximity else ""
    owner = (", owned by ", person(fact.owner))
    texts = (quote(fact.cause), quote(fact.event), quote(fact.effect))
    return sentence("identified the risk ", strong(fact.title), *place, *owner, near, *texts)


@tells(e.RiskReworded)
def _reworded(fact: e.RiskReworded) -> Sentence:
    return sentence(f"reworded the {fact.part.value} ", change("", fact.from_, fact.to))


@tells(e.RiskRecategorised)
def _recategorised(fact: e.RiskRecategorised) -> Sentence:
    return sentence("changed the category ", change("", fact.from_, fact.to))


@tells(e.RiskProximityMoved)
def _proximity_moved(fact: e.RiskProximityMoved) -> Sentence:
    if fact.to is None:
        return sentence("recorded that no day can be named for it", f", which was {words(fact.from_)}")
    if fact.from_ is None:
        return sentence("recorded that it may happen by ", strong(words(fact.to)))
    return sentence("moved the day it may happen by ", change("", fact.from_, fact.to))


@tells(e.RiskOwnerAssigned)
def _owner_assigned(fact: e.RiskOwnerAssigned) -> Sentence:
    return sentence("made ", person(fact.to), " the owner, instead of ", person(fact.from_))


@tells(e.RiskAssessed)
def _assessed(fact: e.RiskAssessed) -> Sentence:
    verb = "assessed" if fact.from_level is None else "reassessed"
    level = _moved("", fact.from_level, fact.level)
    parts = (
        _moved("likelihood", fact.from_likelihood, fact.likelihood),
        _moved("impact", fact.from_impact, fact.impact),
    )
    why = (", justified by", quote(fact.justification)) if fact.justification else ()
    said = (level, ": ", parts[0], ", ", parts[1], f", by matrix version {fact.matrix}")
    return sentence(f"{verb} the {STAGES[fact.stage]} as ", *said, quote(fact.basis), *why)


@tells(e.TreatmentChosen)
def _treatment_chosen(fact: e.TreatmentChosen) -> Sentence:
    return sentence("chose the treatment ", _moved("", fact.from_, fact.treatment), quote(fact.response))


@tells(e.TreatmentActionLinked)
def _action_linked(fact: e.TreatmentActionLinked) -> Sentence:
    return sentence("linked ", thing(fact.action), " as a treatment")


@tells(e.TreatmentActionUnlinked)
def _action_unlinked(fact: e.TreatmentActionUnlinked) -> Sentence:
    return sentence("unlinked ", thing(fact.action), quote(fact.reason))


@tells(e.AcceptanceRequested)
def _acceptance_requested(fact: e.AcceptanceRequested) -> Sentence:
    asked = f" to accept it as {words(fact.level)} until {words(fact.until)}"
    return sentence("asked ", person(fact.approver), asked, quote(fact.argument))


@tells(e.RiskAccepted)
def _accepted(fact: e.RiskAccepted) -> Sentence:
    before = f", instead of {words(fact.from_until)}" if fact.from_until else ""
    seen = f", as seen at its version {fact.seen_version}"
    return sentence("accepted it as ", strong(words(fact.level)), f" until {words(fact.until)}{before}{seen}")


@tells(e.AcceptanceDeclined)
def _acceptance_declined(fact: e.AcceptanceDeclined) -> Sentence:
    return sentence("declined to accept it", quote(fact.reason))


@tells(e.AcceptanceRevoked)
def _acceptance_revoked(fact: e.AcceptanceRevoked) -> Sentence:
    held = f"revoked the acceptance as {words(fact.level)}, which held until {words(fact.until)}"
    return sentence(held, quote(fact.reason))


@tells(e.AcceptanceLapsed)
def _acceptance_lapsed(fact: e.AcceptanceLapsed) -> Sentence:
    held = f"recorded that the acceptance as {words(fact.level)} lapsed: its last day, {words(fact.until)}, has passed"
    return sentence(held)


@tells(e.RiskReviewed)
def _reviewed(fact: e.RiskReviewed) -> Sentence:
    again = change("next review", fact.from_due, fact.next_due)
    return sentence(f"reviewed it on {words(fact.on)}, ", again, quote(fact.note))


@tells(e.RiskEscalated)
def _escalated(fact: e.RiskEscalated) -> Sentence:
    due = f", answer needed by {words(fact.answer_due)}" if fact.answer_due else ""
    return sentence("escalated it ", change("", fact.from_, fact.to), due, quote(fact.reason))


@tells(e.EscalationAnswered)
def _escalation_answered(fact: e.EscalationAnswered) -> Sentence:
    return sentence(f"answered the escalation at the {words(fact.tier).lower()} tier", quote(fact.answer))


@tells(e.RiskDeescalated)
def _deescalated(fact: e.RiskDeescalated) -> Sentence:
    return sentence("brought it down ", change("", fact.from_, fact.to), quote(fact.reason))


@tells(e.RiskOccurred)
def _occurred(fact: e.RiskOccurred) -> Sentence:
    return sentence(f"recorded that it happened on {words(fact.on)}; ", thing(fact.issue), " follows it up")


@tells(e.RiskClosed)
def _closed(fact: e.RiskClosed) -> Sentence:
    return sentence("closed the risk", quote(fact.reason))


@tells(e.RiskReopened)
def _reopened(fact: e.RiskReopened) -> Sentence:
    return sentence("reopened the risk", quote(fact.reason))


@tells(e.RiskWithdrawn)
def _withdrawn(fact: e.RiskWithdrawn) -> Sentence:
    return sentence("withdrew the risk", quote(fact.reason))


@tells(RiskMatrixPublished)
def _matrix_published(fact: RiskMatrixPublished) -> Sentence:
    return sentence("published the risk matrix ", change("version", fact.from_version, fact.version))


def _moved(label: str, before: object, after: object) -> Part:
    """What moved, before and after; what did not, or is new, in plain words."""
    if before is None or before == after:
        return strong(f"{label} {words(after)}".strip())
    return change(label, before, after)
