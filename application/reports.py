"""What may be asked of issued reports."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar
from uuid import UUID

from application.desk import MANAGERS, Act, Command, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask
from application.ledger.ledger import Change
from domain.kernel import Aggregate, Checks, Facts, refuse
from domain.people.person import PERSON
from domain.reports import report
from domain.reports.state import REPORT, Report
from domain.reports.words import Meaning

NO_MEANING = "Choose what your signature means."
NO_BACK_DATING = "This is dated by the clock when you do it; leave “True since” empty."


class DraftReport(Command, frozen=True, kw_only=True):
    """Draft the report"""

    program: Annotated[UUID, ask("Program", input="program")]
    position: Annotated[
        int | None,
        ask("Position", "The report says what was recorded up to this position. Empty: up to now.", input="number"),
    ] = None
    since: Annotated[
        int | None,
        ask("Compared with position", "Such as that of the report before. Empty: a month earlier.", input="number"),
    ] = None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        head = desk.ledger.head()
        position = head if self.position is None else self.position
        fits = 1 <= position <= head
        Checks().that(fits, "position", f"The book ends at position {head}; give a position from 1 to {head}.").done()
        begun = desk.press.begin(self.program, position, self.since)
        facts = report.draft(
            program=self.program,
            definition=begun.definition,
            position=position,
            since=begun.since,
            as_of=begun.as_of,
            by=ask.by,
        )
        return [desk.load(REPORT, new_id(ask, "report")).facts(facts)]


class ReportAct(Act, frozen=True, kw_only=True):
    """An act on one report."""

    AGGREGATE: ClassVar[Aggregate[Any]] = REPORT


class WriteNarrative(ReportAct, frozen=True, kw_only=True):
    """Write the narrative"""

    summary: Annotated[
        str, ask("Summary", "How the program stands, in a few sentences for who reads nothing else.", input="area")
    ]
    this_period: Annotated[str, ask("This period", "What was done, and what was not.", input="area")] = ""
    next_period: Annotated[str, ask("Next period", "What comes next, and what it needs.", input="area")] = ""
    lessons: Annotated[str, ask("Lessons", "What others should do differently.", input="area", rows=3)] = ""

    def decide(self, state: Report, ask: Ask) -> Facts:
        return report.write_narrative(
            state,
            summary=self.summary,
            this_period=self.this_period,
            next_period=self.next_period,
            lessons=self.lessons,
            by=ask.by,
        )


class IssueReport(ReportAct, frozen=True, kw_only=True):
    """Issue the report"""

    ROLES = MANAGERS

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded = desk.look(self, ask)
        state: Report = loaded.state
        _by_the_clock(ask)
        report.may_issue(state)
        made = desk.press.make(self.thing, state.narrative)
        return [loaded.facts(report.issue(state, made=made, by=ask.by))]


class SignReport(ReportAct, frozen=True, kw_only=True):
    """Sign the report"""

    meaning: Annotated[
        Meaning,
        ask(
            "You sign as", missing=NO_MEANING, choices=tuple((m.value, f"{m.label}: {m.sentence}", "") for m in Meaning)
        ),
    ]
    digest: Annotated[str, ask("Document", input="hidden")]

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded = desk.look(self, ask)
        _by_the_clock(ask)
        if self.meaning is Meaning.APPROVER:
            desk.allow(ask, MANAGERS, loaded.state.program)
        facts = report.sign(
            loaded.state,
            printed_name=_name_of(desk, ask.by),
            meaning=self.meaning,
            digest=self.digest,
            by=ask.by,
            on=ask.today,
        )
        return [loaded.facts(facts)]


class SupersedeReport(ReportAct, frozen=True, kw_only=True):
    """Supersede the report"""

    ROLES = MANAGERS

    by_report: Annotated[
        UUID,
        ask(
            "By the report",
            "The one that takes its place.",
            input="newer_report",
            missing="Choose the report that takes its place.",
        ),
    ]
    reason: Reason

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded, newer = desk.look(self, ask), desk.load(REPORT, self.by_report).state
        if self.by_report == self.thing:
            raise refuse("A report cannot take its own place; choose a later one.", "by_report")
        facts = report.supersede(loaded.state, by_report=self.by_report, newer=newer, reason=self.reason, by=ask.by)
        return [loaded.facts(facts)]


class WithdrawReport(ReportAct, frozen=True, kw_only=True):
    """Withdraw the report"""

    ROLES = MANAGERS

    reason: Reason

    def decide(self, state: Report, ask: Ask) -> Facts:
        return report.withdraw(state, reason=self.reason, by=ask.by)


def _by_the_clock(ask: Ask) -> None:
    if ask.effective_at is not None:
        raise refuse(NO_BACK_DATING, "true_since")


def _name_of(desk: Desk, person: UUID) -> str:
    """The name that is printed with a signature; only people sign."""
    found = desk.load(PERSON, person).found
    if found is None:
        raise refuse("Only a person signs; sign in as yourself.")
    return found.name
