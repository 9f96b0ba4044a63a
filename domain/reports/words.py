"""The vocabulary of issued reports: states, what a signature means, and what an author writes."""

from uuid import UUID

import msgspec

from domain.texts import Word


class ReportState(Word):
    DRAFTED = "drafted"
    ISSUED = "issued"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Meaning(Word):
    """What somebody says by signing."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    APPROVER = "approver"

    @property
    def sentence(self) -> str:
        return SENTENCES[self]


SENTENCES: dict[Meaning, str] = {
    Meaning.AUTHOR: "I wrote this report.",
    Meaning.REVIEWER: "I have reviewed this report and found it correct.",
    Meaning.APPROVER: "I approve this report for release.",
}


class Narrative(msgspec.Struct, frozen=True, kw_only=True):
    """What the author says beside the figures."""

    summary: str = ""
    this_period: str = ""
    next_period: str = ""
    lessons: str = ""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was made: its digest, those of its two files, and the root of the log at its position."""

    definition: str
    digest: str
    json_file: str
    pdf_file: str
    root: str


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    by: UUID
    printed_name: str
    meaning: Meaning


STANDING = (ReportState.ISSUED, ReportState.SIGNED)

ACTS: dict[ReportState, tuple[str, ...]] = {
    ReportState.DRAFTED: ("write_narrative", "issue", "withdraw"),
    ReportState.ISSUED: ("sign", "supersede", "withdraw"),
    ReportState.SIGNED: ("sign", "supersede", "withdraw"),
    ReportState.SUPERSEDED: (),
    ReportState.WITHDRAWN: (),
}

INSTEAD: dict[ReportState, str] = {
    ReportState.DRAFTED: "issue it first",
    ReportState.ISSUED: "what is issued never changes, so draft a new report",
    ReportState.SIGNED: "what is issued never changes, so draft a new report",
    ReportState.SUPERSEDED: "open the report that took its place",
    ReportState.WITHDRAWN: "draft a new report",
}


def instead(state: ReportState) -> str:
    """What to do where the state does not offer what was asked."""
    return f"The report is {state.label.lower()}; {INSTEAD[state]}."


def acts(state: ReportState) -> tuple[str, ...]:
    """What may be asked of a report in this state, by the names of the decisions."""
    return ACTS[state]
