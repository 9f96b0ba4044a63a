"""The report's first pages: what it says in short, the program's health, and its projects one by one."""

from typing import NamedTuple

import msgspec

from domain.projects.groups import GROUPS, OVERRUN
from domain.projects.health import (
    MOVED_DAYS,
    MOVED_PROJECTS,
    PROGRAM_HEALTH,
    PROJECT_HEALTH,
    ProgramCounts,
    ProgramHealth,
    ProjectHealth,
    Reading,
    Share,
    computed_program_health,
    program_counts,
)
from domain.projects.schedule import SLIP
from domain.projects.words import Dimension
from domain.risks.matrix import OPEN_RISKS
from domain.rules import Rule
from projections.amounts import plural
from projections.programs import ProgramRow
from projections.projects import queries
from projections.projects.rows import ProjectRow
from projections.reports.document import Figure, Health, Line, ProjectLine, Section, Side
from projections.reports.sources import STEWARD, Sources, name
from projections.reports.texts import cost, count, dated, figure, joined, rated
from projections.tracing.projects import ProjectFacts
from projections.tracing.traces import Input, Inputs

SHARES = {"Red projects": "projects-red", "Amber projects": "projects-amber"}
EXPLAINED = (
    "Declared is what a person judges, and computed is what the rule under “How the figures are made” makes of the "
    "figures of its projects alone; they may differ, because a person weighs what no figure shows and because figures "
    "move after a declaration."
)
SAID = ("projects-red", "projects-amber", "projects-green", "projects-unrated")


class Projects(NamedTuple):
    """The program's open projects, worst confidence first, what they add up to, and what is known of each."""

    rows: tuple[ProjectRow, ...]
    counts: ProgramCounts
    computed: ProgramHealth
    facts: ProjectFacts


def open_projects(sources: Sources) -> Projects:
    found = queries.of_program(sources.now, sources.program.id)
    rows = tuple(sorted((row for row in found if row.open), key=_worst_first))
    counts = program_counts((row.rating, row.slip) for row in rows)
    return Projects(rows, counts, computed_program_health(counts), ProjectFacts(sources.now, rows))


def in_short(sources: Sources, projects: Projects) -> tuple[Line, ...]:
    """Two or three sentences whose figures are data."""
    return (_ratings(sources, projects), *_shares(sources, projects), *_finishes(sources, projects))


def health(sources: Sources, projects: Projects) -> Health:
    program = sources.program
    who = name(sources.names({program.declared_by}), program.declared_by, STEWARD)
    basis = _said_on(sources, who) if program.declared_on else ("Never declared.",)
    unknown = ((f"Not rated: {program.rating_unknown}",),) if program.rating_unknown and not program.rating else ()
    shares = tuple(_share(sources, projects, share) for share in projects.computed.shares)
    nothing = (("No open project has a rating or a finish to compute from.",),)
    return Health(
        declared=Side(rating=_declared(sources), basis=(basis, *unknown)),
        computed=Side(rating=_computed(projects), basis=shares or nothing),
        rule=f"Computed by program rule {projects.computed.rule} from the open projects.",
        explained=EXPLAINED if sources.definition.explains else msgspec.UNSET,
        narrative=program.narrative,
    )


def project_lines(sources: Sources, projects: Projects) -> Section[ProjectLine]:
    facts = projects.facts
    names = sources.names({row.lead for row in projects.rows})
    return Section(
        title="Projects, declared and computed",
        note=("worst confidence first",),
        empty="The program has no open project.",
        rows=tuple(
            ProjectLine(
                code=row.code,
                name=row.name,
                state=row.state.label,
                lead=name(names, row.lead, "no lead"),
                declared=rated(row.rating, (facts.rated(row),)),
                computed=rated(computed.rating, facts.health_inputs(row), rule=PROJECT_HEALTH),
                arithmetic=_arithmetic(facts, row, computed),
                cost=_cost(facts, row),
            )
            for row in projects.rows
            for computed in (facts.health(row),)
        ),
    )


def _worst_first(row: ProjectRow) -> tuple[int, str, str]:
    return (row.rating_rank, row.name.casefold(), row.code)


def _declared(sources: Sources) -> Figure:
    return rated(sources.program.rating, _of_program(sources, "rating", "declared_on"))


def _said_on(sources: Sources, who: str) -> Line:
    when = dated(sources.program.declared_on, _of_program(sources, "declared_on"))
    return joined("Declared ", sources.said(when), f" by {who}.")


def _of_program(sources: Sources, *fields: str) -> Inputs:
    program = sources.program.id
    return (Input(thing=program, positions=sources.origins(ProgramRow, [program]).made(program, *fields)),)


def _computed(projects: Projects) -> Figure:
    return rated(projects.computed.rating, _standing(projects), rule=PROGRAM_HEALTH)


def _standing(projects: Projects) -> Inputs:
    """The confidence of every open project, and its finish where it has one to measure."""
    return tuple(projects.facts.standing(row) for row in projects.rows)


def _ratings(sources: Sources, projects: Projects) -> Line:
    declared, computed = sources.program.rating, projects.computed.rating
    begin = ("The program is declared ", _declared(sources)) if declared else ("The program has no declared rating",)
    if computed is None:
        return (*begin, "; there are no figures yet to compute one from.")
    join = ", and its figures agree: " if declared is computed else "; its figures say "
    return (*begin, join, _computed(projects), ".")


def _share(sources: Sources, projects: Projects, share: Share) -> Line:
    """One line of the program's arithmetic: the two numbers that it divides, and what that gives."""
    group = SHARES.get(share.subject, "projects-moved")
    said = f"{share.outcome}: {share.rating.label}"
    gives = figure(PROGRAM_HEALTH, said, share.rating.value, inputs=_standing(projects))
    return joined(
        f"{share.subject}: ",
        _group(projects, group),
        " of ",
        _group(projects, "projects"),
        ", ",
        sources.said(gives),
        ".",
    )


def _group(projects: Projects, group: str) -> Figure:
    inputs = projects.facts.group(group)
    return count(GROUPS[group].rule, len(inputs), inputs=inputs)


def _shares(sources: Sources, projects: Projects) -> tuple[Line, ...]:
    if not projects.rows:
        none = sources.said(count(GROUPS["projects"].rule, 0, "no"))
        return (joined("It has ", none, " open project."),)
    some = " open project" if len(projects.rows) == 1 else " open projects"
    said: list[str | Figure] = ["It has ", _group(projects, "projects"), some]
    counted = [(GROUPS[group].word, _group(projects, group)) for group in SAID]
    for n, (word, found) in enumerate((word, found) for word, found in counted if found.value):
        said += [": " if n == 0 else ", ", found, f" {word}"]
    return ((*said, "."),)


def _finishes(sources: Sources, projects: Projects) -> tuple[Line, ...]:
    facts = projects.facts
    far = sorted(
        (row for row in projects.rows if (row.slip or 0) > MOVED_DAYS), key=lambda row: (-(row.slip or 0), row.code)
    )
    if not far:
        none = sources.said(count(MOVED_PROJECTS, 0, "No finish"))
        return (joined(none, f" has moved by more than {MOVED_DAYS} days."),) if projects.counts.measured else ()
    found = count(MOVED_PROJECTS, len(far), inputs=tuple(facts.moved(row, amount=1) for row in far))
    worst = far[0]
    days = count(SLIP, worst.slip or 0, plural(worst.slip or 0, "day"), (facts.moved(worst),))
    some = " finish has" if len(far) == 1 else " finishes have"
    end = f"it is {worst.name}, by " if len(far) == 1 else f"the furthest is {worst.name}, by "
    return ((found, f"{some} moved by more than {MOVED_DAYS} days; ", end, days, "."),)


def _arithmetic(facts: ProjectFacts, row: ProjectRow, computed: ProjectHealth) -> tuple[Line, ...]:
    """Time and cost as they are held against their tolerances; outside them it says so."""
    if not computed.readings:
        return (("No tolerance, or no figure to hold against it.",),)
    return tuple(_reading(facts, row, reading) for reading in computed.readings)


def _reading(facts: ProjectFacts, row: ProjectRow, reading: Reading) -> Line:
    made: dict[Dimension, tuple[Rule, Inputs]] = {
        Dimension.TIME: (SLIP, facts.time(row)),
        Dimension.COST: (OVERRUN, facts.overrun(row)),
        Dimension.RISK: (OPEN_RISKS, facts.risks(row)),
    }
    rule, inputs = made[reading.dimension]
    outside = reading.deviation > reading.tolerance and reading.dimension is not Dimension.RISK
    said = figure(rule, reading.sentence, reading.deviation, inputs=inputs)
    return (f"{reading.dimension.label}: ", said, ", outside tolerance" if outside else "")


def _cost(facts: ProjectFacts, row: ProjectRow) -> Figure:
    none = "withheld" if row.whole_life_unknown else "not set"
    return cost(row.whole_life_minor, row.currency, (facts.cost(row),), none)
