"""What may be asked of issued reports."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from application.approvals import shown
from application.desk import MANAGERS, Act, Command, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask
from application.ledger.ledger import Change
from domain.kernel import Aggregate, Checks, Facts, Problem, Refused, refuse
from domain.people.person import PERSON
from domain.reports import report
from domain.reports.state import REPORT, Report
from domain.reports.words import Meaning

NO_MEANING = "Choose what your signature means."
EXACTLY = "By positions of the record instead"
NO_BACK_DATING = "This is dated by the clock when you do it; leave “True since” empty."


class DraftReport(Command, frozen=True, kw_only=True):
    """Draft the report"""

    program: Annotated[UUID, ask("Program", input="program")]
    as_of: Annotated[
        date | None,
        ask("As it stood at the end of", "The report says what was recorded up to this day. Empty: up to now."),
    ] = None
    compared: Annotated[
        date | None, ask("Compared with the end of", "Such as the day of the report before. Empty: a month earlier.")
    ] = None
    position: Annotated[
        int | None,
        ask("Position", "The number of the last event that the report tells of.", input="number", aside=EXACTLY),
    ] = None
    since: Annotated[
        int | None,
        ask("Compared with position", "Such as that of the report before.", input="number", aside=EXACTLY),
    ] = None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        position, since = self._ends(desk, ask)
        try:
            begun = desk.press.begin(self.program, position, since)
        except Refused as refused:
            raise Refused(*(self._beside(problem) for problem in refused.problems)) from refused
        facts = report.draft(
            program=self.program,
            definition=begun.definition,
            position=position,
            since=begun.since,
            as_of=begun.as_of,
            by=ask.by,
        )
        return [desk.load(REPORT, new_id(ask, "report")).facts(facts)]

    def _ends(self, desk: Desk, ask: Ask) -> tuple[int, int | None]:
        """The position that the report is made at, and the one that it is compared with where one was given."""
        checks, head = Checks(), desk.ledger.head()
        at = _on_a_day(checks, desk, ask, ("as_of", "position"), (self.as_of, self.position))
        since = _on_a_day(checks, desk, ask, ("compared", "since"), (self.compared, self.since))
        position = head if at is None else at
        if self.as_of:
            checks.that(position, "as_of", f"The book begins on {_first_day(desk)}; give that day or a later one.")
        else:
            sentence = f"The book ends at position {head}; give a position from 1 to {head}."
            checks.that(1 <= position <= head, "position", sentence)
        if self.compared and since is not None:
            nothing = "Nothing was recorded between the end of this day and the report; give an earlier day."
            checks.that(since < position or not position, "compared", nothing)
        checks.done()
        return position, since

    def _beside(self, problem: Problem) -> Problem:
        """A problem of a position stands at the day, where a day was given instead."""
        days = {"position": ("as_of", self.as_of), "since": ("compared", self.compared)}
        field, given = days.get(problem.field, ("", None))
        return Problem(field, problem.sentence) if given else problem


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
            report_version=shown(desk.ledger, loaded, self.seen).version,
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


def _on_a_day(
    checks: Checks, desk: Desk, ask: Ask, fields: tuple[str, str], given: tuple[date | None, int | None]
) -> int | None:
    """The position that stood at the end of a day, or the one that was given; both only where they say the same."""
    day, position = given
    checks.that(day is None or day <= ask.today, fields[0], "This day is still to come; give today or an earlier day.")
    if day is None or day > ask.today:
        return position
    found = desk.ledger.position_on(day)
    other = f"At the end of this day the book stood at position {found}, not at {position}; give one of the two."
    checks.that(position in (None, found), fields[0], other)
    return found


def _first_day(desk: Desk) -> str:
    with desk.ledger.database.read() as tx:
        first = desk.ledger.moment_of(tx, 1)
    return f"{first.day} {first:%b %Y}"


def _by_the_clock(ask: Ask) -> None:
    if ask.effective_at is not None:
        raise refuse(NO_BACK_DATING, "true_since")


def _name_of(desk: Desk, person: UUID) -> str:
    """The name that is printed with a signature; only people sign."""
    found = desk.load(PERSON, person).found
    if found is None:
        raise refuse("Only a person signs; sign in as yourself.")
    return found.name
