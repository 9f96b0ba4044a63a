"""The program report, a pure function of its definition, a program, two positions of the log, and a narrative."""

from base64 import b64encode

import msgspec

from application.ledger import Ledger, tree
from domain.reports.words import Narrative
from projections.amounts import number
from projections.reports import actions, health, issues, risks, schedule, steering
from projections.reports.definitions import NEWEST
from projections.reports.document import Period, Program, ProgramReport, Told, figures, sealed
from projections.reports.rules import RULES
from projections.reports.sources import NoReport, Sources, name
from projections.reports.texts import moment
from projections.view import View

__all__ = ["NoReport", "program_report", "told_from", "traced_report"]

PRINTED = (
    "Every underlined figure carries, in brackets, the position in the record of the newest event that made it and "
    "how many more there are; the rules of all figures stand above, and its page shows all events of a figure."
)
UNDERLINED = (
    "Every underlined figure is made by one of the rules above from events of the record, and its page shows all of "
    "them; in print most carry, in brackets, the position of the newest event and how many more there are."
)


def program_report(
    view: View,
    ledger: Ledger,
    code: str,
    *,
    since: int | None = None,
    narrative: Narrative | None = None,
    issued_as: str = "",
    definition: str = NEWEST.name,
) -> ProgramReport:
    """At the view's position, compared with `since` (None: a month earlier). `NoReport` says why there is none."""
    sources = Sources(view, ledger, code, since, definition=definition)
    return sealed(told_from(sources, root=root_at(view), narrative=narrative, issued_as=issued_as))


def traced_report(view: View, ledger: Ledger, code: str, *, since: int | None = None) -> ProgramReport:
    """The same before it is sealed: each figure with everything that it was made from."""
    return told_from(Sources(view, ledger, code, since), root=root_at(view))


def root_at(view: View) -> str:
    """The root of the log at the view's position, spelled as in a checkpoint."""
    return b64encode(tree.root(view.tx, view.at)).decode()


def told_from(sources: Sources, *, root: str, narrative: Narrative | None = None, issued_as: str = "") -> ProgramReport:
    view = sources.now
    projects = health.open_projects(sources)
    return _with_rules(
        ProgramReport(
            definition=sources.definition.name,
            issued_as=issued_as,
            standing=_standing(issued_as),
            title=f"{sources.program.name}, program report",
            position=view.at,
            moment=sources.moment,
            moment_text=moment(sources.moment),
            root=root,
            since=_period(sources),
            program=_program(sources),
            in_short=health.in_short(sources, projects),
            narrative=_told(narrative),
            asks=steering.asks(sources),
            health=health.health(sources, projects),
            projects=health.project_lines(sources, projects),
            slips=schedule.slips(projects),
            milestones=schedule.milestones(sources, projects),
            statuses=schedule.statuses(sources, projects),
            risks=risks.risks(sources),
            issues=issues.issues(sources),
            actions=actions.actions(sources),
            ages=actions.ages(sources),
            decisions=steering.decisions(sources),
            changes=steering.changes(sources),
            checking=_checking(sources),
        )
    )


def _standing(issued_as: str) -> str:
    if not issued_as:
        return "Draft, not issued."
    return (
        f"Issued report {issued_as}. Check it on its page in Steward, or with “steward report verify”; signatures "
        "stand on its page and in its signature sheet."
    )


def _told(narrative: Narrative | None) -> Told | msgspec.UnsetType:
    return Told(**msgspec.structs.asdict(narrative)) if narrative and narrative.summary else msgspec.UNSET


def _with_rules(report: ProgramReport) -> ProgramReport:
    """The rules of its figures, each once, in the order in which they are first used."""
    used = dict.fromkeys(figure.rule for _, figure in figures(report) if figure.rule)
    return msgspec.structs.replace(report, rules=tuple(RULES[key] for key in used))


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
        objectives_title="Objectives" if sources.definition.traced else msgspec.UNSET,
    )


def _checking(sources: Sources) -> tuple[str, ...]:
    position, since = sources.now.at, sources.since
    again = (
        f"Made again at position {number(position)} and compared with position {number(since)}, "
        "this report is the same, byte for byte, whatever was recorded later."
    )
    digest = (
        "The digest is the SHA-256 of this report as JSON, with its names sorted, no spaces and without the digest; "
        "the JSON file holds exactly that, so anyone can compute it again."
    )
    root = (
        "The root is that of the record's tree over its events up to this position; a later record that was changed "
        "or shortened before it has another one."
    )
    return (UNDERLINED if sources.definition.traced else PRINTED, again, digest, root)
