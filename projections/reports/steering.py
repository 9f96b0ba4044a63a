"""The report's decisions, what is asked of others, and what changed since the report before."""

from collections.abc import Iterator
from uuid import UUID

from domain.programs import events as p
from domain.rules import CHANGED, RECORDED
from projections import programs
from projections.amounts import moneys, number
from projections.programs import AskRow, ProgramRow
from projections.projects.rows import ProjectRow
from projections.reports.document import AskLine, ChangeLine, DecisionLine, Figure, Section
from projections.reports.schedule import finish_of
from projections.reports.sources import STEWARD, Sources, name
from projections.reports.texts import NONE, cost, count, dated, due, figure, rated
from projections.tracing.origins import Origins
from projections.tracing.traces import Input

Pairs = tuple[tuple[str, str, str, tuple[str, ...]], ...]  # what, before, after, and the fields that say so
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
                taken=dated(row.day, (Input(thing=row.program, label=row.title, positions=(row.position,)),)),
                by=name(names, row.taken_by, STEWARD),
            )
            for row in sorted(found, key=lambda row: row.position)
        ),
    )


def asks(sources: Sources) -> Section[AskLine]:
    found = [row for row in programs.asks(sources.now, sources.program.id) if row.answered_on is None]
    names = sources.names({row.raised_by for row in found})
    origins = sources.origins(AskRow, [row.id for row in found])
    return Section(
        title="What is asked for",
        note=("unanswered, the earliest due first",),
        empty="Nothing is asked of anybody.",
        rows=tuple(
            AskLine(
                to_whom=row.to_whom,
                question=row.question,
                due=due(row.due, sources.today, (_asked(origins, row),)),
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
        note=("confidence, finishes, baselines and costs; in the order recorded",) if known else (),
        empty="No confidence, finish, baseline or cost changed since." if known else ALL_NEW,
        rows=tuple(sorted(rows, key=lambda row: (row.event.positions, row.code, row.what))),
    )


def _asked(origins: Origins, row: AskRow) -> Input:
    return Input(thing=row.program, label=row.to_whom, positions=origins.made(row.id, "due", "answered_on"))


def _of_program(sources: Sources) -> Iterator[ChangeLine]:
    now, before = sources.program, programs.one(sources.before, sources.program.id)
    if before and before.rating is not now.rating:
        then = Origins(sources.before, ProgramRow, [now.id]).made(now.id, "rating")
        since = sources.origins(ProgramRow, [now.id]).made(now.id, "rating")
        was, became = _of(now.id, rated(before.rating).text, then), _of(now.id, rated(now.rating).text, since)
        yield _line(sources, now, "confidence", was, became)


def _of_projects(sources: Sources, earlier: dict[UUID, ProjectRow]) -> Iterator[ChangeLine]:
    rows = sources.now.select(ProjectRow)
    then, since = (
        Origins(sources.before, ProjectRow, list(earlier)),
        sources.origins(ProjectRow, [row.id for row in rows]),
    )
    for row in rows:
        old = earlier.get(row.id)
        if old is None:
            yield _line(sources, row, "", None, _of(row.id, "in the program", since.made(row.id, "program")))
            continue
        for what, before, after, fields in _pairs(sources, old, row):
            if before != after:
                was, became = (
                    _of(row.id, before, then.made(row.id, *fields)),
                    _of(row.id, after, since.made(row.id, *fields)),
                )
                yield _line(sources, row, what, was, became)


def _pairs(sources: Sources, old: ProjectRow, row: ProjectRow) -> Pairs:
    costs = _costs(old, row) if sources.definition.apart else (_cost(old), _cost(row))
    return (
        ("state", old.state.label, row.state.label, ("state",)),
        ("confidence", rated(old.rating).text, rated(row.rating).text, ("rating",)),
        ("finish", finish_of(old), finish_of(row), ("finish", "finish_unknown")),
        ("baseline", _baseline(old), _baseline(row), ("baseline_finish",)),
        ("whole-life cost", *costs, ("whole_life_minor", "whole_life_unknown")),
    )


def _gone(sources: Sources, earlier: dict[UUID, ProjectRow]) -> Iterator[ChangeLine]:
    """Projects that went to another program: the fact stands in this program's own stream."""
    here = {row.id for row in sources.now.select(ProjectRow)}
    then = Origins(sources.before, ProjectRow, list(earlier))
    detached = {at.fact.project: at.position for at in sources.told(p.ProjectDetached)}
    for row in earlier.values():
        if row.id not in here:
            at = (detached[row.id],) if row.id in detached else ()
            was = _of(row.id, "in the program", then.made(row.id, "program"))
            yield _line(sources, row, "", was, _of(row.id, "in another program", at))


def _baseline(row: ProjectRow) -> str:
    return dated(row.baseline_finish).text


def _cost(row: ProjectRow) -> str:
    return cost(row.whole_life_minor, row.currency, none="withheld" if row.whole_life_unknown else "not set").text


def _costs(old: ProjectRow, row: ProjectRow) -> tuple[str, str]:
    """Two costs of one currency in as many digits as it takes to tell them apart."""
    before, after = old.whole_life_minor, row.whole_life_minor
    if before is None or after is None or old.currency != row.currency:
        return _cost(old), _cost(row)
    return moneys(before, after, row.currency or "GBP")


def _of(thing: UUID, text: str, made: tuple[int, ...]) -> Figure:
    return figure(RECORDED, text, inputs=(Input(thing=thing, positions=made),))


def _line(sources: Sources, row: ProgramRow | ProjectRow, what: str, was: Figure | None, became: Figure) -> ChangeLine:
    """The newest of the events that made the change; its number is what is printed."""
    at = became.positions[-1:]
    event = count(CHANGED, at[0], number(at[0]), (Input(thing=row.id, positions=at),)) if at else NONE
    return ChangeLine(
        code=row.code,
        what=", ".join(filter(None, (row.name, what))),
        before=sources.said(was) if was else "",
        after=sources.said(became),
        event=event,
    )
