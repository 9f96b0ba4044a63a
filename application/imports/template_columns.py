"""The columns of the templates: their headings, what may stand below them, and an example of each."""

from typing import Literal

import msgspec

Kind = Literal["projects", "risks", "actions"]
CellKind = Literal["text", "code", "date", "amount", "currency", "rating", "email", "likelihood", "impact", "choice"]


class Column(msgspec.Struct, frozen=True):
    """One column. `name` is its heading, `field` its key in a row that was read, `also` its other headings."""

    name: str
    kind: CellKind
    hint: str
    example: str
    needed: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        return self.name.casefold().replace(" ", "_").replace("-", "_")

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)

    @property
    def note(self) -> str:
        return f"{self.hint} {'Needed.' if self.needed else 'May stay blank.'}"


_PROGRAM = Column(
    "Program", "text", "The program's code or name.", "Market entry", needed=True, also=("Programme", "Program code")
)
_PROJECT = Column(
    "Project", "code", "The project's code, where it concerns one.", "ME-01", also=("Project code", "Project number")
)
_OWNER = Column(
    "Owner", "email", "The e-mail address of the person.", "ada@example.org", also=("Owner e-mail", "Responsible")
)

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "projects": (
        _PROGRAM,
        Column("Code", "code", "A short code.", "ME-01", needed=True, also=("Project code", "Number", "ID")),
        Column(
            "Name",
            "text",
            "The project's name.",
            "Partner onboarding",
            needed=True,
            also=("Project name", "Project", "Title"),
        ),
        Column(
            "Description", "text", "What it is for.", "Brings three partners in", also=("Aims", "Description / aims")
        ),
        Column("Start", "date", "A day, as 2026-12-31.", "2026-01-05", also=("Start date",)),
        Column(
            "Baseline finish",
            "date",
            "The finish that was promised.",
            "2026-09-30",
            also=("Baseline end", "Planned finish"),
        ),
        Column(
            "Forecast finish",
            "date",
            "The finish now expected.",
            "2026-11-15",
            also=("Finish", "End date", "Forecast end"),
        ),
        Column(
            "Whole-life cost",
            "amount",
            "An amount in full, not in millions.",
            "1250000.00",
            also=("Cost", "Budget", "WLC"),
        ),
        Column("Currency", "currency", "A code of three letters.", "GBP", also=("Cur", "Currency code")),
        Column(
            "Confidence",
            "rating",
            "Red, Amber/Red, Amber, Amber/Green or Green.",
            "Amber",
            also=("Rating", "RAG", "Health"),
        ),
        Column(
            "Narrative", "text", "The story behind the rating.", "Two of three signed", also=("Comment", "Commentary")
        ),
    ),
    "risks": (
        _PROGRAM,
        _PROJECT,
        Column(
            "Title",
            "text",
            "The risk in a few words.",
            "Partner loses staff",
            needed=True,
            also=("Risk", "Name", "Risk title"),
        ),
        Column("Cause", "text", "Because of …", "Pay below the market", also=("Root cause",)),
        Column("Event", "text", "… it may happen that …", "Trained people leave", also=("Risk event", "Description")),
        Column("Effect", "text", "… which leads to.", "Answers come late", also=("Consequence", "Impact description")),
        _OWNER,
        Column("Category", "text", "The kind of risk.", "Partner", also=("Type", "Risk category")),
        Column("Likelihood", "likelihood", "1 (rare) to 5 (almost certain).", "4", also=("Probability", "P", "L")),
        Column("Impact", "impact", "1 (minor) to 5 (severe).", "3", also=("I", "Severity")),
        Column(
            "Response",
            "choice",
            "avoid, reduce, transfer or accept.",
            "reduce",
            also=("Treatment", "Strategy"),
            choices=("avoid", "reduce", "transfer", "accept"),
        ),
        Column("Proximity", "date", "The day from which it may happen.", "2026-06-30", also=("Proximity date", "When")),
    ),
    "actions": (
        _PROGRAM,
        _PROJECT,
        Column(
            "Title",
            "text",
            "The action in a few words.",
            "Retrain the night shift",
            needed=True,
            also=("Action", "Name"),
        ),
        Column(
            "Requirement",
            "text",
            "What it must meet.",
            "SLA 4.2: 95 % in 24 hours",
            also=("Required action", "Criteria"),
        ),
        Column("Evidence", "text", "What shows the gap.", "Audit of May", also=("Finding", "Condition")),
        Column(
            "Severity",
            "choice",
            "low, medium, high or critical.",
            "high",
            also=("Priority",),
            choices=("low", "medium", "high", "critical"),
        ),
        Column(
            "Kind",
            "choice",
            "immediate, corrective, preventive or improvement.",
            "corrective",
            also=("Type", "Action type"),
            choices=("immediate", "corrective", "preventive", "improvement"),
        ),
        _OWNER,
        Column("Due", "date", "The last day, as 2026-12-31.", "2026-08-31", also=("Due date", "Deadline")),
    ),
}
