"""The program report, first definition: a pure function of the program's code and two positions of the log."""

from application.ledger import Ledger
from projections.reports import actions, health, issues, risks, schedule, steering
from projections.reports.document import Period, Program, ProgramReport, sealed
from projections.reports.sources import NoReport, Sources, name
from projections.reports.texts import moment, number
from projections.view import View

__all__ = ["DEFINITION", "NoReport", "program_report"]

DEFINITION = "program/1"


def program_report(view: View, ledger: Ledger, code: str, *, since: int | None = None) -> ProgramReport:
    """At the view's position, compared with `since` (None: a month earlier). `NoReport` says why there is none."""
    sources = Sources(view, ledger, code, since)
    projects = health.open_projects(sources)
    return sealed(
        ProgramReport(
            definition=DEFINITION,
            title=f"{sources.program.name}, program report",
            position=view.at,
            moment=sources.moment,
            moment_text=moment(sources.moment),
            since=_period(sources),
            program=_program(sources),
            in_short=health.in_short(sources, projects),
            asks=steering.asks(sources),
            health=health.health(sources, projects),
            projects=health.project_lines(sources, projects),
            slips=schedule.slips(sources, projects),
            milestones=schedule.milestones(sources, projects),
            statuses=schedule.statuses(sources, projects),
            risks=risks.risks(sources),
            issues=issues.issues(sources),
            actions=actions.actions(sources),
            ages=actions.ages(sources),
            decisions=steering.decisions(sources),
            changes=steering.changes(sources),
            checking=_checking(view.at, sources.since),
        )
    )


def _period(sources: Sources) -> Period:
    if not sources.since:
        return Period(position=0, moment=None, text="Compared with the time before the book began.")
    at = sources.ledger.moment_of(sources.now.tx, sources.since)
    return Period(
        position=sources.since, moment=at, text=f"Compared with position {number(sources.since)}, {moment(at)}."
    )


def _program(sources: Sources) -> Program:
    row = sources.program
    return Program(
        code=row.code,
        name=row.name,
        purpose=row.purpose,
        state=row.state.label,
        sponsor=row.sponsor,
        owner=name(sources.names({row.owner}), row.owner),
        objectives=row.objectives,
    )


def _checking(position: int, since: int) -> tuple[str, ...]:
    again = (
        f"Made again at position {number(position)} and compared with position {number(since)}, "
        "this report is the same, byte for byte, whatever was recorded later."
    )
    digest = (
        "The digest is the SHA-256 of this report as JSON, with its names sorted, no spaces and without the digest; "
        "the JSON file holds exactly that, so anyone can compute it again."
    )
    figures = (
        "Every underlined figure carries the position of the event that made it last; the record shows that event."
    )
    return (figures, again, digest)
