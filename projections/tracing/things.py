"""Figures of one project and of one risk: what is recorded of it, and what is computed from that."""

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.issues.words import IssueState
from domain.projects.groups import OVERRUN
from domain.projects.health import PROJECT_HEALTH
from domain.projects.schedule import MILESTONE_LATE, SLIP
from domain.risks.matrix import RISK_LEVEL, Level
from domain.risks.words import Stage
from domain.rules import OVERDUE, RECORDED, Rule
from projections.amounts import day, days_moved, money, plural, share, share_moved, signed
from projections.corrective_actions.rows import ActionRow
from projections.issues.rows import IssueRow
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.risks import queries
from projections.risks.rows import MatrixRow, RiskRow
from projections.rows import Row
from projections.tracing.origins import Origins
from projections.tracing.projects import ProjectFacts, rating_word
from projections.tracing.traces import Input, Inputs, Trace
from projections.view import View

Value = Callable[[ProjectRow], str]
COMING = Rule(
    "risk-next",
    "What comes next with a risk",
    "The earliest of the day of an answer to its escalation, of the end of its acceptance, and of its next review; "
    "overdue when it lies before the day looked at.",
)


def project_health(view: View, row: ProjectRow) -> Trace:
    """The rating that a project's figures give, with its arithmetic."""
    facts = ProjectFacts(view, [row])
    health = facts.health(row)
    worked = tuple(f"{each.dimension.label}: {each.sentence}: {each.rating.label}." for each in health.readings)
    inputs = facts.health_inputs(row)
    title = f"Computed health of {row.name}"
    return Trace(title=title, value=rating_word(health.rating), rule=PROJECT_HEALTH, worked=worked, inputs=inputs)


def moved(view: View, row: ProjectRow) -> Trace:
    facts = ProjectFacts(view, [row])
    inputs = (
        facts.input(row, "finish", label="Forecast finish", value=day(row.finish, row.finish_unknown or "not set")),
        facts.input(row, "baseline_finish", label="Baseline finish", value=day(row.baseline_finish)),
    )
    value = "not measured" if row.slip is None else f"{signed(row.slip)} days"
    worked = () if row.slip is None else (f"{day(row.finish)} less {day(row.baseline_finish)}: {value}.",)
    return Trace(title=f"Days moved of {row.name}", value=value, rule=SLIP, worked=worked, inputs=inputs)


def overrun(view: View, row: ProjectRow) -> Trace:
    facts = ProjectFacts(view, [row])
    spent, promised = inputs = facts.costs(row)
    value = "not measured" if row.overrun_bp is None else share_moved(row.overrun_bp)
    sum_ = f"{spent.value} less {promised.value}, in per cent of {promised.value}: {value}."
    worked = () if row.overrun_bp is None else (sum_,)
    return Trace(f"Cost beyond the baseline of {row.name}", value, OVERRUN, worked, inputs)


def recorded(title: str, value: Value, *fields: str, rule: Rule = RECORDED) -> Callable[[View, ProjectRow], Trace]:
    """A value of a project as somebody recorded it, by the newest events that set these fields."""

    def trace(view: View, row: ProjectRow) -> Trace:
        said = ProjectFacts(view, [row]).input(row, *fields, value=value(row))
        return Trace(title=f"{title} of {row.name}", value=value(row), rule=rule, inputs=(said,))

    return trace


def amount(title: str, field: str, unknown: str = "") -> Callable[[View, ProjectRow], Trace]:
    """An amount as it was recorded: rounded as pages show it, and in full as what it was made from."""

    def trace(view: View, row: ProjectRow) -> Trace:
        said = ProjectFacts(view, [row]).money(row, field, unknown=unknown)
        value = money(said.minor, said.currency) or said.value
        return Trace(title=f"{title} of {row.name}", value=value, rule=RECORDED, inputs=(said,))

    return trace


PROJECT: dict[str, Callable[[View, ProjectRow], Trace]] = {
    "project-health": project_health,
    "moved": moved,
    "overrun": overrun,
    "confidence": recorded("Declared confidence", lambda row: rating_word(row.rating), "rating", "rating_unknown"),
    "start": recorded("Start", lambda row: day(row.start, row.start_unknown or "not set"), "start", "start_unknown"),
    "finish": recorded(
        "Forecast finish", lambda row: day(row.finish, row.finish_unknown or "not set"), "finish", "finish_unknown"
    ),
    "baseline-finish": recorded("Baseline finish", lambda row: day(row.baseline_finish), "baseline_finish"),
    "cost": amount("Whole-life cost", "whole_life_minor", "whole_life_unknown"),
    "baseline-cost": amount("Baseline cost", "baseline_minor"),
    "year-forecast": amount("Forecast of the year", "year_forecast_minor"),
    "year-budget": amount("Budget of the year", "year_budget_minor"),
    "reported": recorded("Last status", lambda row: day(row.reported_on), "reported_on"),
    "progress": recorded("Progress", lambda row: f"{share(row.progress_bp)} %", "progress_bp"),
}


def milestone(view: View, row: MilestoneRow) -> Trace:
    """Its days and how late it is."""
    origins = Origins(view, MilestoneRow, [row.id])

    def said(label: str, value: str, *fields: str) -> Input:
        return Input(thing=row.project, label=label, value=value, positions=origins.made(row.id, *fields))

    inputs = (
        said("Due", day(row.due), "due"),
        said("Forecast", day(row.forecast), "forecast"),
        said("Achieved", day(row.achieved_on), "achieved_on"),
        said("State", row.state.label, "state"),
    )
    late = "not measured" if row.late is None else days_moved(row.late)
    worked = (f"Due {day(row.due)}, forecast {day(row.forecast, 'none')}, achieved {day(row.achieved_on, 'not yet')}.",)
    return Trace(row.name, late, MILESTONE_LATE, worked, inputs)


WORDS = {Stage.INHERENT: "Inherent level", Stage.CURRENT: "Level", Stage.RESIDUAL: "Target level"}


def risk_level(view: View, row: RiskRow, stage: Stage = Stage.CURRENT) -> Trace:
    """The level of a risk at a stage: its assessment, and the version of the matrix that gave the level for it."""
    prefix = queries.PREFIX[stage]
    level: Level | None = getattr(row, f"{prefix}level")
    fields = [f"{prefix}{name}" for name in ("likelihood", "impact", "level")]
    made = Origins(view, RiskRow, [row.id]).made(row.id, *fields)
    stood = row.at(stage)
    value = level.label if level else "Not assessed"
    assessed = Input(
        thing=row.id, value=f"likelihood {stood[0]}, impact {stood[1]}" if stood else value, positions=made
    )
    version = _matrix_of(view, row, stage)
    worked, matrix = _looked_up(view, stood, level, version)
    title = f"{WORDS[stage]} of {row.code}"
    return Trace(title=title, value=value, rule=RISK_LEVEL, worked=worked, inputs=(assessed, *matrix))


def risk_next(view: View, row: RiskRow, today: date) -> Trace:
    """The day of what comes next: an answer, the end of an acceptance, a review."""
    days = (("Answer", "answer_due"), ("Acceptance ends", "accepted_until"), ("Review", "review_due"))
    origins = Origins(view, RiskRow, [row.id])
    known = [(label, name, when) for label, name in days if (when := getattr(row, name))]
    inputs = tuple(
        Input(thing=row.id, label=label, value=day(when), positions=origins.made(row.id, name))
        for label, name, when in known
    )
    first = row.coming
    value = f"{first[0]}: {_by_when(first[1], today)}" if first else "no day is set"
    return Trace(f"What comes next for {row.code}", value, COMING, (), inputs)


def said_of(title: str, value: Callable[[Any], str], field: str) -> Callable[[View, IssueRow | ActionRow], Trace]:
    """A value of an issue or a corrective action as somebody recorded it."""

    def trace(view: View, row: IssueRow | ActionRow) -> Trace:
        made = Origins(view, type(row), [row.id]).made(row.id, field)
        return Trace(f"{title} {row.code}", value(row), RECORDED, (), (Input(thing=row.id, positions=made),))

    return trace


raised = said_of("When it was raised:", lambda row: day(row.opened_on), "opened_on")
escalated = said_of("The escalation of", lambda row: f"Level {row.level}", "level")
cycle = said_of("The cycle of", lambda row: str(row.cycle), "cycle")


def due(view: View, row: IssueRow | ActionRow, today: date) -> Trace:
    """When something is due, and by how many days it is late while it is neither resolved nor over."""
    kind: type[Row] = type(row)
    made = Origins(view, kind, [row.id]).made(row.id, "due", "state")
    waits = row.open and row.state is not IssueState.RESOLVED
    late = (today - row.due).days if row.due and waits else 0
    worked = (f"{plural(late, 'day')} before {day(today)}: overdue.",) if late > 0 else ()
    value = "No date" if row.due is None else _by_when(row.due, today)
    value = value if waits else f"{row.state.label}. {f'Due {day(row.due)}' if row.due else value}"
    said = Input(thing=row.id, value=f"{day(row.due, 'no date')}, {row.state.label.lower()}", positions=made)
    return Trace(f"When {row.code} is due", value, OVERDUE, worked, (said,))


def _by_when(due: date, today: date) -> str:
    """The day, or by how much it is past."""
    late = (today - due).days
    return f"Overdue {plural(late, 'day')}" if late > 0 else f"Due {day(due)}"


def _matrix_of(view: View, row: RiskRow, stage: Stage) -> int | None:
    """The version that the newest assessment of this stage was looked up in."""
    found = [each for each in queries.assessments(view, row.id) if each.stage is stage]
    return found[-1].matrix if found else None


def _looked_up(
    view: View, stood: tuple[int, int] | None, level: Level | None, version: int | None
) -> tuple[tuple[str, ...], Inputs]:
    if stood is None or level is None or version is None:
        return (), ()
    matrix = queries.matrix(view, version)
    likelihood, impact = stood
    words = f"“{matrix.likelihoods[likelihood - 1]}” ({likelihood}) and “{matrix.impacts[impact - 1]}” ({impact})"
    worked = (f"Likelihood and impact {words} stand for {level.label} in matrix version {version}.",)
    made = Origins(view, MatrixRow, [version]).made(version, "matrix")
    published = "published" if made else "as Steward ships it"
    return worked, (Input(label=f"Risk matrix version {version}", value=published, positions=made),)
