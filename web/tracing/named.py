"""The figures of the overviews by the names in their addresses, and the lists whose lengths are figures."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from application.ledger import NotFound
from domain.projects.groups import DATED_PROJECTS, GROUPS
from domain.risks.matrix import Level
from domain.risks.words import Stage
from domain.rules import Rule
from projections import programs, timeline
from projections.ageing import BUCKETS
from projections.asking import Page
from projections.corrective_actions import queries as actions
from projections.corrective_actions.rows import ActionRow
from projections.issues import queries as issues
from projections.issues.rows import IssueRow
from projections.programs import ProgramRow
from projections.projects import queries as projects
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.risks import queries as risks
from projections.risks.rows import RiskRow
from projections.tracing import overviews, portfolio, quarters, things
from projections.tracing.traces import Trace
from projections.view import View
from web.programs.listed import Asked as AskedPrograms
from web.programs.listed import listed as listed_programs
from web.values import Unreadable, read_date

R = TypeVar("R")
UNKNOWN = "{name}: choose one of {words}."


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure is about: codes, words, a day, the report it stands in, and which page of what made it."""

    program: str = ""
    project: str = ""
    milestone: str = ""
    risk: str = ""
    issue: str = ""
    action: str = ""
    age: str = ""
    stage: str = ""
    level: str = ""
    currency: str = ""
    group: str = ""
    item: str = ""
    since: str = ""
    quarter: str = ""
    report: str = ""
    seen: str = ""
    page: int = 1


class List(NamedTuple):
    """A list whose number of rows is a figure; `opens` is its rule without filters."""

    kind: type[Any]
    asked: type[Any]
    search: Callable[[View, Any, date], Page[Any]]
    noun: str
    opens: Rule | None = None


Figure = Callable[[View, Asked, date], Trace]


def _programs(view: View, asked: Any, today: date) -> Page[ProgramRow]:
    found = listed_programs(view, asked, today)
    return Page([line.program for line in found.lines], found.total, found.page)


LISTS = {
    "list-programs": List(ProgramRow, AskedPrograms, _programs, "Programs"),
    "list-projects": List(ProjectRow, projects.Asked, lambda view, asked, _: projects.search(view, asked), "Projects"),
    "list-timeline": List(ProjectRow, timeline.Asked, timeline.found, "Timeline", DATED_PROJECTS),
    "list-risks": List(RiskRow, risks.Asked, lambda view, asked, on: risks.search(view, asked, today=on), "Risks"),
    "list-issues": List(IssueRow, issues.Asked, lambda view, asked, on: issues.search(view, asked, today=on), "Issues"),
    "list-corrective-actions": List(
        ActionRow, actions.Asked, lambda view, asked, on: actions.search(view, asked, today=on), "Corrective actions"
    ),
}


def _of_projects(trace: Callable[[portfolio.Scope], Trace]) -> Figure:
    return lambda view, asked, _: trace(_scope(view, asked))


def _of_project(trace: Callable[[View, ProjectRow], Trace]) -> Figure:
    return lambda view, asked, _: trace(view, _found(projects.find(view, asked.project), asked.project))


def _of_program(trace: Callable[[View, ProgramRow], Trace]) -> Figure:
    return lambda view, asked, _: trace(view, program(view, asked.program))


def _cost(view: View, asked: Asked, _: date) -> Trace:
    scope = _scope(view, asked)
    known = sorted({row.currency or "GBP" for row in scope.facts.rows} | {"GBP"})
    return portfolio.cost(scope, _one_of("Currency", asked.currency, known) if asked.currency else "")


def _computed(view: View, asked: Asked, _: date) -> Trace:
    """The rule is one of programs: there is no computed health of all of them together."""
    if not asked.program:
        raise Unreadable("Program: say whose health it is, such as program=DFT.", "program")
    return portfolio.computed_health(_scope(view, asked))


def _heat(view: View, asked: Asked, _: date) -> Trace:
    level = _one_of("Level", asked.level, ["none", *(each.value for each in Level)]) if asked.level else ""
    home = program(view, asked.program).id if asked.program else None
    return overviews.heat(view, level, _stage(asked), home)


def _aged(kind: type[Any]) -> Figure:
    return lambda view, asked, today: overviews.aged(view, kind, _one_of("Age", asked.age, list(BUCKETS)), today)


def _attention(view: View, asked: Asked, today: date) -> Trace:
    group = _one_of("Group", asked.group, ["escalated", *overviews.WORDS]) if asked.group else ""
    return overviews.needs(view, today, group, asked.item)


def _moves(view: View, asked: Asked, today: date) -> Trace:
    return overviews.moved(view, today, read_date("Since", asked.since) if asked.since else None)


def _by_quarter(view: View, asked: Asked, today: date) -> Trace:
    """A quarter that is over as it was; the one that is not, now."""
    names = quarters.quarters(today)
    if _one_of("Quarter", asked.quarter or names[-1], names) == names[-1]:
        return portfolio.computed_health(_scope(view, asked))
    return quarters.past_health(view, program(view, asked.program), today, asked.quarter)


FIGURES: dict[str, Figure] = {
    **{name: _of_projects(portfolio.group(name)) for name in GROUPS},
    **{name: _of_project(trace) for name, trace in things.PROJECT.items()},
    "whole-life-cost": _cost,
    "withheld": _of_projects(portfolio.withheld),
    "computed-health": _computed,
    "declared-health": _of_program(portfolio.declared_health),
    "tolerance": _of_program(portfolio.limits),
    "programs-quiet": lambda view, _, today: portfolio.quiet(view, today),
    "milestone": lambda view, asked, _: things.milestone(view, _milestone(view, asked.milestone)),
    "risk-level": lambda view, asked, _: things.risk_level(view, _risk(view, asked.risk), _stage(asked)),
    "heat": _heat,
    "issues-aged": _aged(IssueRow),
    "corrective-actions-aged": _aged(ActionRow),
    "issue-due": lambda view, asked, on: things.due(view, _found(issues.find(view, asked.issue), asked.issue), on),
    "action-due": lambda view, asked, on: things.due(view, _found(actions.find(view, asked.action), asked.action), on),
    "issue-raised": lambda view, asked, _: things.raised(view, _found(issues.find(view, asked.issue), asked.issue)),
    "issue-level": lambda view, asked, _: things.escalated(view, _found(issues.find(view, asked.issue), asked.issue)),
    "action-cycle": lambda view, asked, _: things.cycle(view, _found(actions.find(view, asked.action), asked.action)),
    "risk-next": lambda view, asked, today: things.risk_next(view, _risk(view, asked.risk), today),
    "attention": _attention,
    "moves": _moves,
    "health-by-quarter": _by_quarter,
}


def program(view: View, code: str) -> ProgramRow:
    return _found(programs.find(view, code), code)


def _scope(view: View, asked: Asked) -> portfolio.Scope:
    return portfolio.scope(view, program(view, asked.program) if asked.program else None)


def _risk(view: View, code: str) -> RiskRow:
    return _found(risks.find(view, code), code)


def _milestone(view: View, text: str) -> MilestoneRow:
    try:
        return _found(view.one(MilestoneRow, UUID(text)), text)
    except ValueError:
        raise NotFound(text) from None


def _stage(asked: Asked) -> Stage:
    return Stage(_one_of("Stage", asked.stage or Stage.CURRENT.value, [each.value for each in Stage]))


def _one_of(name: str, word: str, words: list[str]) -> str:
    if word not in words:
        raise Unreadable(UNKNOWN.format(name=name, words=", ".join(words)))
    return word


def _found(row: R | None, code: str) -> R:
    if row is None:
        raise NotFound(code)
    return row
