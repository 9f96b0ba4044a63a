"""What is told of issued reports."""

from domain.reports import events as e
from domain.reports.words import Narrative
from projections.amounts import number
from projections.sentences.parts import Sentence, quote, sentence, strong, tells, thing, words

PARTS = {
    "summary": "the summary",
    "this_period": "this period",
    "next_period": "the next period",
    "lessons": "the lessons",
}


@tells(e.ReportDrafted)
def _drafted(fact: e.ReportDrafted) -> Sentence:
    stood = f" as it stood at position {number(fact.position)}, {words(fact.as_of)}"
    return sentence("drafted a report of ", thing(fact.program), stood)


@tells(e.NarrativeWritten)
def _narrative_written(fact: e.NarrativeWritten) -> Sentence:
    moved = [name for name in PARTS if getattr(fact.from_, name) != getattr(fact.to, name)]
    named = ", ".join(PARTS[name] for name in moved) or "the narrative"
    return sentence(f"wrote {named} of the report", quote(_first(fact.to, moved)))


@tells(e.ReportIssued)
def _issued(fact: e.ReportIssued) -> Sentence:
    begin = f"issued the report made at position {number(fact.position)}, digest "
    return sentence(begin, strong(_begin(fact.digest)), ", root ", strong(_begin(fact.root)))


@tells(e.ReportSigned)
def _signed(fact: e.ReportSigned) -> Sentence:
    meaning = strong(f"{fact.meaning.label.lower()}: {fact.meaning.sentence}")
    return sentence("signed the report as ", meaning, f" Signed as {fact.printed_name}, digest {_begin(fact.digest)}")


@tells(e.ReportSuperseded)
def _superseded(fact: e.ReportSuperseded) -> Sentence:
    return sentence("superseded the report by ", thing(fact.by_report), quote(fact.reason))


@tells(e.ReportWithdrawn)
def _withdrawn(fact: e.ReportWithdrawn) -> Sentence:
    return sentence("withdrew the report", quote(fact.reason))


def _begin(hashed: str) -> str:
    """Enough of it to know it again; the whole of it stands in the event."""
    return f"{hashed.removeprefix('sha256:')[:12]}\N{HORIZONTAL ELLIPSIS}"


def _first(narrative: Narrative, names: list[str]) -> str:
    return str(getattr(narrative, names[0])) if names else ""
