"""The report's dates: finishes against their baselines, milestones, and what was last reported."""

from domain.projects.schedule import MILESTONE_LATE, MILESTONE_STATE
from domain.projects.words import MilestoneState
from projections.amounts import day, number
from projections.projects.rows import MilestoneRow, ProjectRow, ProjectTextRow
from projections.reports.document import Figure, MilestoneLine, Section, SlipLine, StatusLine
from projections.reports.health import Projects
from projections.reports.sources import Sources
from projections.reports.texts import dated, figure, moved, shortened
from projections.tracing.origins import Origins
from projections.tracing.traces import Input

KINDS = {MilestoneState.ACHIEVED: "good", MilestoneState.MISSED: "severe"}


def slips(projects: Projects) -> Section[SlipLine]:
    """Every open project with a baseline and a forecast, the furthest moved first."""
    known, facts = [row for row in projects.rows if row.slip is not None], projects.facts
    return Section(
        title="Finishes against their baselines",
        note=("grey: baseline; blue: forecast; orange: past the baseline",),
        empty="No open project has both a baseline and a forecast of its finish.",
        rows=tuple(
            SlipLine(
                code=row.code,
                name=row.name,
                start=row.start,
                baseline=dated(row.baseline_finish, (facts.input(row, "baseline_finish"),)),
                baseline_day=row.baseline_finish,
                forecast=dated(row.finish, (facts.input(row, "finish"),)),
                forecast_day=row.finish,
                moved=moved(row.slip, (facts.moved(row),)),
            )
            for row in sorted(known, key=lambda row: (-(row.slip or 0), row.name.casefold(), row.code))
            if row.baseline_finish and row.finish
        ),
    )


def milestones(sources: Sources, projects: Projects) -> Section[MilestoneLine]:
    """What is still to come, and what was achieved or missed since the report that this one is compared with."""
    homes = {row.id: row for row in projects.rows}
    shown = [row for row in sources.now.select(MilestoneRow) if row.project in homes and _shown(row, sources.since)]
    origins = sources.origins(MilestoneRow, [row.id for row in shown])
    return Section(
        title="Milestones",
        note=("open ones, and those decided since; earliest first",),
        empty="No milestone is open, and none was achieved or missed since.",
        rows=tuple(
            MilestoneLine(
                code=homes[row.project].code,
                project=homes[row.project].name,
                name=row.name,
                due=dated(row.due, (_of(origins, row, "due"),)),
                forecast=dated(row.achieved_on or row.forecast, (_of(origins, row, _expected(row)),), "none"),
                moved=moved(row.late, (_of(origins, row, "due", _expected(row)),), rule=MILESTONE_LATE),
                state=_state(sources, origins, row),
            )
            for row in sorted(shown, key=lambda row: (row.due, row.name.casefold(), homes[row.project].code))
        ),
    )


def statuses(sources: Sources, projects: Projects) -> Section[StatusLine]:
    """What was reported since, in the words of those who reported it."""
    texts = {row.id: row for row in sources.now.select(ProjectTextRow)}
    told = sources.origins(ProjectTextRow, [row.id for row in projects.rows])
    return Section(
        title="This period and next",
        note=(f"as reported after position {number(sources.since)}" if sources.since else "as last reported",),
        empty="No status was reported since.",
        rows=tuple(
            StatusLine(
                code=row.code,
                name=row.name,
                reported=reported,
                narrative=shortened(texts[row.id].narrative),
                next_steps=shortened(texts[row.id].next_steps),
            )
            for row in projects.rows
            for reported in (_reported(projects, told, row),)
            if row.reported_on and _says_something(texts[row.id]) and reported.positions[-1] > sources.since
        ),
    )


def _shown(row: MilestoneRow, since: int) -> bool:
    if row.state is MilestoneState.WITHDRAWN:
        return False
    return row.state is MilestoneState.PLANNED or row.position > since


def _expected(row: MilestoneRow) -> str:
    return "achieved_on" if row.achieved_on else "forecast"


def _of(origins: Origins, row: MilestoneRow, *fields: str) -> Input:
    return Input(thing=row.project, label=row.name, positions=origins.made(row.id, *fields))


def _state(sources: Sources, origins: Origins, row: MilestoneRow) -> Figure:
    planned = row.state is MilestoneState.PLANNED
    late, at_risk = planned and row.due < sources.today, planned and (row.late or 0) > 0
    text = "Overdue" if late else "At risk" if at_risk else row.state.label
    kind = "severe" if late else "watch" if at_risk else KINDS.get(row.state, "neutral")
    fields = ("state", "due") if late else ("state", "due", "forecast") if at_risk else ("state",)
    return figure(MILESTONE_STATE, text, row.state.value, kind=kind, inputs=(_of(origins, row, *fields),))


def _reported(projects: Projects, told: Origins, row: ProjectRow) -> Figure:
    """The day of the newest status, by the events that set it and its words."""
    positions = {*projects.facts.origins.made(row.id, "reported_on"), *told.made(row.id, "narrative", "next_steps")}
    return dated(row.reported_on, (Input(thing=row.id, positions=tuple(sorted(positions))),))


def _says_something(text: ProjectTextRow) -> bool:
    return bool(text.narrative.strip() or text.next_steps.strip())


def finish_of(row: ProjectRow) -> str:
    """A finish in words, for what changed."""
    return day(row.finish, "unknown" if row.finish_unknown else "not set")
