"""The pages of figures: `/trace/{name}` for the overviews, and a figure of a report by its path in the document."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.ledger import NotFound
from domain.programs.codes import normal
from domain.projects.groups import GROUPS
from domain.risks.matrix import Level
from domain.risks.words import Stage
from projections import programs
from projections.corrective_actions import queries as actions
from projections.corrective_actions.rows import ActionRow
from projections.issues import queries as issues
from projections.issues.rows import IssueRow
from projections.projects import queries as projects
from projections.projects.rows import ProjectRow
from projections.reports.document import Figure, ProgramReport, figures
from projections.reports.program import NoReport, traced_report
from projections.reports.rules import RULES
from projections.risks import queries as risks
from projections.risks.rows import RiskRow
from projections.tracing import overviews, portfolio, quarters, things
from projections.tracing.lists import Listed, listed
from projections.tracing.traces import Trace
from projections.view import View
from web.lists import Listing, listing
from web.shared.kit import link_at
from web.tracing.showing import Paged, page_of, paged
from web.values import read_date, read_number
from web.visit import EVERYONE, READERS, Visit

R = TypeVar("R")
NO_FIGURE = "There is no figure of this name; go back to the page and follow the figure from there."
NOT_IN_IT = "This report has no figure at {path}; open the report and follow the figure from there."


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure is about: codes, words, a day, and which page of what it was made from."""

    program: str = ""
    project: str = ""
    risk: str = ""
    stage: str = ""
    level: str = ""
    currency: str = ""
    group: str = ""
    since: str = ""
    quarter: str = ""
    page: int = 1


class List(NamedTuple):
    """A list whose number of rows is a figure."""

    kind: type[Any]
    asked: type[Any]
    search: Callable[[View, Any, date], Any]
    noun: str


LISTS = {
    "list-projects": List(ProjectRow, projects.Asked, lambda view, asked, _: projects.search(view, asked), "Projects"),
    "list-risks": List(RiskRow, risks.Asked, lambda view, asked, on: risks.search(view, asked, today=on), "Risks"),
    "list-issues": List(IssueRow, issues.Asked, lambda view, asked, on: issues.search(view, asked, today=on), "Issues"),
    "list-corrective-actions": List(
        ActionRow, actions.Asked, lambda view, asked, on: actions.search(view, asked, today=on), "Corrective actions"
    ),
}
OF_PROJECTS: dict[str, Callable[[portfolio.Scope], Trace]] = {
    **{name: portfolio.group(name) for name in GROUPS},
    "withheld": portfolio.withheld,
    "computed-health": portfolio.computed_health,
}
OF_PROGRAM = {"declared-health": portfolio.declared_health, "tolerance": portfolio.limits}


@get("/trace/{name:str}", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit], name: FromPath[str]) -> Response[str]:
    """One figure of an overview at the moment looked at."""
    with visit.view() as view:
        if name in LISTS:
            return _list(visit, view, name)
        asked = listing(visit, Asked)
        today = visit.today(view)
        trace = _trace(view, name, asked.filter, today)
        if trace is None:
            return _none(visit, view, NO_FIGURE)
        shown, tabs = paged(trace, asked.page), _tabs(view, name, asked.filter, today)
        return page_of(visit, view, trace, shown, query=asked, back=_back(asked.filter, view), tabs=tabs)


@get("/reports/programs/{code:str}/figures/{path:str}", opt={"roles": EVERYONE}, sync_to_thread=True)
def figure(visit: NamedDependency[Visit], code: FromPath[str], path: FromPath[str]) -> Response[str]:
    """One figure of a report, by its path in the document, for everyone who may read the report.

    A path means something in one document alone: without a position the address leads to the report as of now.
    """
    if not visit.query.get("at", "").strip():
        return Response("", status_code=303, headers={"Location": f"/reports/programs/{normal(code)}"})
    with visit.view(EVERYONE) as view:
        since = visit.query.get("since", "").strip()
        compared = read_number("Compared with", since) if since else None
        try:
            report = traced_report(view, visit.book.ledger, normal(code), since=compared)
        except NoReport as none:
            return _none(visit, view, str(none))
        found = dict(figures(report)).get(path)
        if found is None or not found.rule:
            return _none(visit, view, NOT_IN_IT.format(path=path[:80]))
        query = listing(visit, Asked)
        trace = _of_report(report, found)
        return page_of(visit, view, trace, paged(trace, query.page), query=query, back=_report(report), report=True)


ROUTES: list[Any] = [show, figure]


def _trace(view: View, name: str, asked: Asked, today: date) -> Trace | None:
    """The figure of this name; None where there is none."""
    of_programs: dict[str, Callable[[portfolio.Scope], Trace]] = {
        **OF_PROJECTS,
        "whole-life-cost": partial(portfolio.cost, currency=asked.currency),
    }
    if name in of_programs:
        return of_programs[name](portfolio.scope(view, _program(view, asked.program) if asked.program else None))
    if name in OF_PROGRAM:
        return OF_PROGRAM[name](view, _program(view, asked.program))
    if name in things.PROJECT:
        return things.PROJECT[name](view, _found(projects.find(view, asked.project), asked.project))
    stage = Stage(asked.stage) if asked.stage in set(Stage) else Stage.CURRENT
    if name == "risk-level":
        return things.risk_level(view, _found(risks.find(view, asked.risk), asked.risk), stage)
    if name == "heat-level" and asked.level in set(Level):
        program = _program(view, asked.program).id if asked.program else None
        return overviews.heat_level(view, Level(asked.level), stage, program)
    return _of_a_day(view, name, asked, today)


def _of_a_day(view: View, name: str, asked: Asked, today: date) -> Trace | None:
    """Figures in which the day looked at counts."""
    if name == "attention" and asked.group in ("", "escalated", *overviews.WORDS):
        return overviews.needs(view, today, asked.group)
    if name == "moves":
        return overviews.moved(view, today, read_date("Since", asked.since) if asked.since else None)
    if name == "health-by-quarter":
        program, names = _program(view, asked.program), quarters.quarters(today)
        if asked.quarter in names[:-1]:
            return quarters.past_health(view, program, today, asked.quarter)
        return portfolio.computed_health(portfolio.scope(view, program))
    return None


def _tabs(view: View, name: str, asked: Asked, today: date) -> list[tuple[str, str, bool]]:
    """The other quarters of the same strip."""
    if name != "health-by-quarter":
        return []
    link, names = link_at(view.at if view.past else None), quarters.quarters(today)
    chosen = asked.quarter if asked.quarter in names else names[-1]
    path = f"/trace/{name}"
    return [(each, link(path, program=asked.program, quarter=each), each == chosen) for each in names]


def _list(visit: Visit, view: View, name: str) -> Response[str]:
    each = LISTS[name]
    asked: Listing[Any] = listing(visit, each.asked)
    found: Listed = listed(
        view, each.kind, each.search(view, asked.filter, visit.today(view)), noun=each.noun, asked=asked.filters
    )
    shown = Paged(found.trace.inputs, found.total, found.page)
    path = f"/{name.removeprefix('list-')}"
    back = (each.noun, link_at(view.at if view.past else None)(path, **asked.filters))
    return page_of(visit, view, found.trace, shown, query=asked, back=back)


def _none(visit: Visit, view: View, sentence: str) -> Response[str]:
    about = {"title": "There is no such figure", "nav": "reports" if visit.request.url.path[1:8] == "reports" else ""}
    return visit.page("tracing/none.html", view, status_code=404, about=about, sentence=sentence)


def _program(view: View, code: str) -> programs.ProgramRow:
    return _found(programs.find(view, normal(code)), code)


def _found(row: R | None, code: str) -> R:
    if row is None:
        raise NotFound(code)
    return row


def _back(asked: Asked, view: View) -> tuple[str, str]:
    """The page that shows this figure."""
    link = link_at(view.at if view.past else None)
    for kind, code in (("programs", asked.program), ("projects", asked.project), ("risks", asked.risk)):
        if code:
            return code, link(f"/{kind}/{code}")
    return "Portfolio", link("/")


def _of_report(report: ProgramReport, found: Figure) -> Trace:
    inputs = found.inputs or ()
    number = found.value if isinstance(found.value, int) else None
    title = f"{found.text}, in the report of {report.program.name}"
    return Trace(title=title, value=found.text, rule=RULES[found.rule], inputs=inputs, number=number)


def _report(report: ProgramReport) -> tuple[str, str]:
    at = urlencode({"at": report.position, "since": report.since.position})
    return report.program.name, f"/reports/programs/{report.program.code}?{at}"
