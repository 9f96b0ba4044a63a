"""Figures of the portfolio and of one program: how many projects of which kind, what they cost, and their health."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from domain.programs.words import QUIET_PROGRAMS
from domain.projects.groups import GROUPS, WHOLE_LIFE, WITHHELD
from domain.projects.health import PROGRAM_HEALTH, computed_program_health, program_counts
from domain.rules import RECORDED
from projections.amounts import in_full, money, number, share
from projections.overview.health import by_program
from projections.programs import ProgramRow, all_programs
from projections.projects.rows import ProjectRow
from projections.tracing.origins import Origins
from projections.tracing.projects import ProjectFacts, rating_word, worked
from projections.tracing.traces import Input, Trace
from projections.view import View


class Scope(NamedTuple):
    """The open projects that a figure is about: those of one program, or of every program that is not over."""

    view: View
    program: ProgramRow | None
    facts: ProjectFacts

    @property
    def of(self) -> str:
        return f" of {self.program.name}" if self.program else ""


def scope(view: View, program: ProgramRow | None) -> Scope:
    """The same projects as on the overview and on the program's page."""
    order = "length(code), code"
    if program:
        rows = view.select(ProjectRow, "program = ?", (program.id,), order=order)
    else:
        live = {row.id for row in all_programs(view) if not row.state.terminal}
        rows = [row for row in view.select(ProjectRow, order=order) if row.program in live]
    return Scope(view, program, ProjectFacts(view, [row for row in rows if row.open]))


def group(name: str) -> Callable[[Scope], Trace]:
    """The open projects of a group, each counted once."""
    found = GROUPS[name]

    def trace(asked: Scope) -> Trace:
        inputs = asked.facts.group(name)
        text = number(len(inputs))
        worked = (f"{text} of {number(len(asked.facts.rows))} open projects.",) if name != "projects" else ()
        return Trace(
            title=f"{found.rule.title}{asked.of}",
            value=text,
            rule=found.rule,
            worked=worked,
            inputs=inputs,
            number=len(inputs),
        )

    return trace


def cost(asked: Scope, currency: str = "") -> Trace:
    """What the open projects cost in one currency; those without a cost stand there with the reason."""
    wanted = currency or "GBP"
    rows = [row for row in asked.facts.rows if (row.currency or "GBP") == wanted or row.whole_life_minor is None]
    inputs = tuple(asked.facts.cost(row) for row in rows)
    total = sum(each.amount or 0 for each in inputs)
    known = sum(each.amount is not None for each in inputs)
    said = f"{number(known)} of {number(len(asked.facts.rows))} open projects have a whole-life forecast in {wanted}."
    added = (f"They add up to {in_full(total, wanted)}.",) if known else ()
    return Trace(
        title=f"Whole-life cost{asked.of}",
        value=money(total, wanted) if known else "not set",
        rule=WHOLE_LIFE,
        worked=(said, *added),
        inputs=inputs,
        number=total,
    )


def withheld(asked: Scope) -> Trace:
    rows = [row for row in asked.facts.rows if row.whole_life_minor is None and row.whole_life_unknown]
    fields = ("whole_life_minor", "whole_life_unknown")
    inputs = tuple(asked.facts.input(row, *fields, value=row.whole_life_unknown, amount=1) for row in rows)
    title = f"Costs withheld{asked.of}"
    return Trace(title=title, value=number(len(inputs)), rule=WITHHELD, inputs=inputs, number=len(inputs))


def computed_health(asked: Scope) -> Trace:
    """The rating that the figures of a program give: every confidence and every measured finish stands behind it."""
    rows, facts = asked.facts.rows, asked.facts
    health = computed_program_health(program_counts((row.rating, row.slip) for row in rows))
    return Trace(
        title=f"Computed health{asked.of}",
        value=rating_word(health.rating),
        rule=PROGRAM_HEALTH,
        worked=worked(health),
        inputs=tuple(facts.standing(row) for row in rows),
    )


def quiet(view: View, today: date) -> Trace:
    """The programs that the overview only counts."""
    rows = [line.program for line in by_program(view, today).lines if not line.live]
    origins = Origins(view, ProgramRow, [row.id for row in rows])
    inputs = tuple(
        Input(thing=row.id, value=row.state.label, amount=1, positions=origins.made(row.id, "state")) for row in rows
    )
    return Trace(QUIET_PROGRAMS.title, number(len(inputs)), QUIET_PROGRAMS, (), inputs, len(inputs))


def declared_health(view: View, program: ProgramRow) -> Trace:
    origins = Origins(view, ProgramRow, [program.id])
    fields = ("rating", "declared_on") if program.rating else ("rating", "rating_unknown", "declared_on")
    value = rating_word(program.rating)
    said = Input(thing=program.id, value=value, positions=origins.made(program.id, *fields))
    return Trace(title=f"Declared health of {program.name}", value=value, rule=RECORDED, inputs=(said,))


def limits(view: View, program: ProgramRow) -> Trace:
    """The tolerance of a program."""
    origins = Origins(view, ProgramRow, [program.id])
    days = "not set" if program.time_days is None else f"{program.time_days} days"
    cost = "not set" if program.cost_bp is None else f"{share(program.cost_bp)} % of cost"
    inputs = (
        Input(thing=program.id, label="Time", value=days, positions=origins.made(program.id, "time_days")),
        Input(thing=program.id, label="Cost", value=cost, positions=origins.made(program.id, "cost_bp")),
    )
    value = days if days == cost else f"{days}, {cost}"
    return Trace(title=f"Tolerance of {program.name}", value=value, rule=RECORDED, inputs=inputs)
