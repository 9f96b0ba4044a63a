"""The report's decisions, what is asked of others, and what changed since the report before."""

from collections.abc import Iterator
from uuid import UUID

from domain.programs import events as p
from domain.projects import events as e
from projections import programs
from projections.projects.rows import ProjectRow
from projections.reports.document import AskLine, ChangeLine, DecisionLine, Figure, Section
from projections.reports.schedule import finish_of
from projections.reports.sources import STEWARD, Sources, name
from projections.reports.texts import NOTHING, Positions, cost, count, dated, due, rated

ENDINGS = (e.ProjectClosed, e.ProjectReopened, e.ProjectCancelled, e.ProjectWithdrawn)

ALL_NEW = "The program was not in the book then: everything in this report is new."


def decisions(sources: Sources) -> Section[DecisionLine]:
    found = [row for row in programs.decisions(sources.now, sources.program.id) if row.position > sources.since]
    names = sources.names({row.taken_by for row in found})
    return Section(
        title="Decisions since",
        empty="No decision was recorded since.",
        rows=tuple(
            DecisionLine(
                title=row.title,
                decision=row.decision,
                taken=dated(row.day, (row.position,)),
                by=name(names, row.taken_by, STEWARD),
            )
            for row in sorted(found, key=lambda row: row.position)
        ),
    )


def asks(sources: Sources) -> Section[AskLine]:
    found = [row for row in programs.asks(sources.now, sources.program.id) if row.answered_on is None]
    names = sources.names({row.raised_by for row in found})
    return Section(
        title="What is asked for",
        note="unanswered, the earliest due first",
        empty="Nothing is asked of anybody.",
        rows=tuple(
            AskLine(
                to_whom=row.to_whom,
                question=row.question,
                due=due(row.due, sources.today, (row.position,)),
                raised_by=name(names, row.raised_by, STEWARD),
            )
            for row in sorted(found, key=lambda row: (row.due is None, row.due or sources.today, row.position))
        ),
    )


def changes(sources: Sources) -> Section[ChangeLine]:
    """Confidence, finish, baseline and cost before and after, with the event that made the last step."""
    earlier = {row.id: row for row in sources.before.select(ProjectRow)}
    known = programs.one(sources.before, sources.program.id) is not None
    rows = [*_of_program(sources), *_of_projects(sources, earlier), *_gone(sources, earlier)] if known else []
    return Section(
        title="What changed since",
        note="confidence, finishes, baselines and costs; in the order recorded" if known else "",
        empty="No confidence, finish, baseline or cost changed since." if known else ALL_NEW,
        rows=tuple(sorted(rows, key=lambda row: (row.event.positions, row.code, row.what))),
    )


def _of_program(sources: Sources) -> Iterator[ChangeLine]:
    now, before = sources.program, programs.one(sources.before, sources.program.id)
    if before and before.rating is not now.rating:
        at = sources.last(now.id, p.ProgramHealthDeclared)
        yield _line(now.code, f"{now.name}, confidence", rated(before.rating).text, rated(now.rating).text, at)


def _of_projects(sources: Sources, earlier: dict[UUID, ProjectRow]) -> Iterator[ChangeLine]:
    for row in sources.now.select(ProjectRow):
        old = earlier.get(row.id)
        if old is None:
            at = sources.last(row.id, e.ProjectMoved) or sources.last(row.id, e.ProjectInitiated)
            yield _line(row.code, row.name, "", "in the program", at)
        else:
            yield from _of_project(sources, old, row)


def _of_project(sources: Sources, old: ProjectRow, row: ProjectRow) -> Iterator[ChangeLine]:
    pairs = (
        ("state", old.state.label, row.state.label, (e.PhaseEntered, *ENDINGS)),
        ("confidence", rated(old.rating).text, rated(row.rating).text, (e.HealthDeclared,)),
        ("finish", finish_of(old), finish_of(row), (e.ScheduleForecastRevised,)),
        ("baseline", _baseline(old), _baseline(row), (e.BaselineApproved,)),
        ("whole-life cost", _cost(old), _cost(row), (e.CostForecastRevised,)),
    )
    for what, before, after, facts in pairs:
        if before != after:
            yield _line(row.code, f"{row.name}, {what}", before, after, sources.last(row.id, *facts))


def _gone(sources: Sources, earlier: dict[UUID, ProjectRow]) -> Iterator[ChangeLine]:
    """Projects that went to another program: the fact stands in this program's own stream."""
    here = {row.id for row in sources.now.select(ProjectRow)}
    for row in earlier.values():
        if row.id not in here:
            at = sources.last(sources.program.id, p.ProjectDetached)
            yield _line(row.code, row.name, "in the program", "in another program", at)


def _baseline(row: ProjectRow) -> str:
    return dated(row.baseline_finish).text


def _cost(row: ProjectRow) -> str:
    return cost(row.whole_life_minor, row.currency, none="withheld" if row.whole_life_unknown else "not set").text


def _line(code: str, what: str, before: str, after: str, at: Positions) -> ChangeLine:
    event = count(at[-1], positions=at) if at else Figure(text=NOTHING)
    return ChangeLine(code=code, what=what, before=before, after=after, event=event)
