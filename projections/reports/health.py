"""The report's first pages: what it says in short, the program's health, and its projects one by one."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.kernel import Event
from domain.programs import events as p
from domain.projects import events as e
from domain.projects.health import (
    MOVED_DAYS,
    ProgramCounts,
    ProgramHealth,
    ProjectHealth,
    computed_program_health,
    program_counts,
)
from domain.projects.words import Dimension, Rating
from projections.projects import queries
from projections.projects.rows import ProjectRow
from projections.reports.document import Figure, Health, Line, ProjectLine, Section, Side
from projections.reports.sources import STEWARD, Sources, name
from projections.reports.texts import Positions, cost, count, day, plural, rated
from projections.risks.queries import open_reds

AMBERS = (Rating.AMBER, Rating.AMBER_RED)
GREENS = (Rating.GREEN, Rating.AMBER_GREEN)


class Projects(NamedTuple):
    """The program's open projects, worst confidence first, and what they add up to."""

    rows: tuple[ProjectRow, ...]
    counts: ProgramCounts
    computed: ProgramHealth


def open_projects(sources: Sources) -> Projects:
    found = queries.of_program(sources.now, sources.program.id)
    rows = tuple(sorted((row for row in found if row.open), key=_worst_first))
    counts = program_counts((row.rating, row.slip) for row in rows)
    return Projects(rows, counts, computed_program_health(counts))


def in_short(sources: Sources, projects: Projects) -> tuple[Line, ...]:
    """Two or three sentences whose figures are data."""
    return (_ratings(sources, projects), *_shares(sources, projects), *_finishes(sources, projects))


def health(sources: Sources, projects: Projects) -> Health:
    program = sources.program
    who = name(sources.names({program.declared_by}), program.declared_by, STEWARD)
    basis = f"Declared {day(program.declared_on)} by {who}." if program.declared_on else "Never declared."
    unknown = (f"Not rated: {program.rating_unknown}",) if program.rating_unknown and not program.rating else ()
    shares = tuple(f"{share.sentence}: {share.rating.label}." for share in projects.computed.shares)
    nothing = ("No open project has a rating or a finish to compute from.",)
    return Health(
        declared=Side(rating=_declared(sources), basis=(basis, *unknown)),
        computed=Side(rating=rated(projects.computed.rating), basis=shares or nothing),
        rule=f"Computed by program rule {projects.computed.rule} from the open projects.",
        narrative=program.narrative,
    )


def project_lines(sources: Sources, projects: Projects) -> Section[ProjectLine]:
    held = queries.tolerance(sources.now, sources.program.id)
    reds = open_reds(sources.now, sources.program.id)
    names = sources.names({row.lead for row in projects.rows})
    return Section(
        title="Projects, declared and computed",
        note="worst confidence first",
        empty="The program has no open project.",
        rows=tuple(
            ProjectLine(
                code=row.code,
                name=row.name,
                state=row.state.label,
                lead=name(names, row.lead, "no lead"),
                declared=rated(row.rating, sources.last(row.id, e.HealthDeclared)),
                computed=rated(computed.rating),
                arithmetic=_arithmetic(computed),
                cost=_cost(sources, row),
            )
            for row in projects.rows
            for computed in (queries.health(row, held, open_reds=reds.get(row.id, 0)),)
        ),
    )


def _worst_first(row: ProjectRow) -> tuple[int, str, str]:
    return (row.rating_rank, row.name.casefold(), row.code)


def _declared(sources: Sources) -> Figure:
    return rated(sources.program.rating, sources.last(sources.program.id, p.ProgramHealthDeclared))


def _ratings(sources: Sources, projects: Projects) -> Line:
    declared, computed = sources.program.rating, projects.computed.rating
    begin = ("The program is declared ", _declared(sources)) if declared else ("The program has no declared rating",)
    if computed is None:
        return (*begin, "; there are no figures yet to compute one from.")
    join = ", and its figures agree: " if declared is computed else "; its figures say "
    return (*begin, join, rated(computed), ".")


def _shares(sources: Sources, projects: Projects) -> tuple[Line, ...]:
    if not projects.rows:
        return (("It has no open project.",),)
    all_of = count(len(projects.rows), positions=_facts(sources, projects.rows, e.ProjectInitiated))
    groups = {
        "red": [row for row in projects.rows if row.rating is Rating.RED],
        "amber": [row for row in projects.rows if row.rating in AMBERS],
        "green": [row for row in projects.rows if row.rating in GREENS],
        "not rated": [row for row in projects.rows if row.rating is None],
    }
    said: list[str | Figure] = ["It has ", all_of, " open project" if len(projects.rows) == 1 else " open projects"]
    for n, (word, rows) in enumerate((word, rows) for word, rows in groups.items() if rows):
        figure = count(len(rows), positions=_facts(sources, rows, e.HealthDeclared))
        said += [": " if n == 0 else ", ", figure, f" {word}"]
    return ((*said, "."),)


def _finishes(sources: Sources, projects: Projects) -> tuple[Line, ...]:
    far = sorted(
        (row for row in projects.rows if (row.slip or 0) > MOVED_DAYS), key=lambda row: (-(row.slip or 0), row.code)
    )
    if not far:
        measured = projects.counts.measured
        return ((f"No finish has moved by more than {MOVED_DAYS} days.",),) if measured else ()
    figure = count(len(far), positions=_facts(sources, far, e.ScheduleForecastRevised, e.BaselineApproved))
    worst = far[0]
    days = count(worst.slip or 0, plural(worst.slip or 0, "day"), _facts(sources, [worst], e.ScheduleForecastRevised))
    some = " finish has" if len(far) == 1 else " finishes have"
    end = f"it is {worst.name}, by " if len(far) == 1 else f"the furthest is {worst.name}, by "
    return ((figure, f"{some} moved by more than {MOVED_DAYS} days; ", end, days, "."),)


def _facts(sources: Sources, rows: Sequence[ProjectRow], *facts: type[Event]) -> Positions:
    return tuple(sorted({at for row in rows for at in sources.last(row.id, *facts)}))


def _arithmetic(computed: ProjectHealth) -> tuple[str, ...]:
    """Time and cost as they are held against their tolerances; outside them it says so."""
    if not computed.readings:
        return ("No tolerance, or no figure to hold against it.",)
    outside = {reading.dimension for reading in computed.readings if reading.deviation > reading.tolerance}
    return tuple(
        f"{reading.dimension.label}: {reading.sentence}"
        + (", outside tolerance" if reading.dimension in outside and reading.dimension is not Dimension.RISK else "")
        for reading in computed.readings
    )


def _cost(sources: Sources, row: ProjectRow) -> Figure:
    none = "withheld" if row.whole_life_unknown else "not set"
    return cost(row.whole_life_minor, row.currency, sources.last(row.id, e.CostForecastRevised), none)
