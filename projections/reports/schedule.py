"""The report's dates: finishes against their baselines, milestones, and what was last reported."""

from uuid import UUID

from domain.projects import events as e
from domain.projects.words import MilestoneState
from projections.projects.rows import MilestoneRow, ProjectRow, ProjectTextRow
from projections.reports.document import Figure, MilestoneLine, Section, SlipLine, StatusLine
from projections.reports.health import Projects
from projections.reports.sources import Sources
from projections.reports.texts import dated, day, moved, shortened

KINDS = {MilestoneState.ACHIEVED: "good", MilestoneState.MISSED: "severe"}


def slips(sources: Sources, projects: Projects) -> Section[SlipLine]:
    """Every open project with a baseline and a forecast, the furthest moved first."""
    known = [row for row in projects.rows if row.slip is not None]
    return Section(
        title="Finishes against their baselines",
        note="grey: baseline; blue: forecast; orange: past the baseline",
        empty="No open project has both a baseline and a forecast of its finish.",
        rows=tuple(
            SlipLine(
                code=row.code,
                name=row.name,
                start=row.start,
                baseline=dated(row.baseline_finish, sources.last(row.id, e.BaselineApproved)),
                baseline_day=row.baseline_finish,
                forecast=dated(row.finish, sources.last(row.id, e.ScheduleForecastRevised)),
                forecast_day=row.finish,
                moved=moved(row.slip, sources.last(row.id, e.ScheduleForecastRevised, e.BaselineApproved)),
            )
            for row in sorted(known, key=lambda row: (-(row.slip or 0), row.name.casefold(), row.code))
            if row.baseline_finish and row.finish
        ),
    )


def milestones(sources: Sources, projects: Projects) -> Section[MilestoneLine]:
    """What is still to come, and what was achieved or missed since the report that this one is compared with."""
    homes = {row.id: row for row in projects.rows}
    shown = [row for row in sources.now.select(MilestoneRow) if row.project in homes and _shown(row, sources.since)]
    return Section(
        title="Milestones",
        note="open ones, and those decided since; earliest first",
        empty="No milestone is open, and none was achieved or missed since.",
        rows=tuple(
            MilestoneLine(
                code=homes[row.project].code,
                project=homes[row.project].name,
                name=row.name,
                due=dated(row.due, (row.position,)),
                forecast=dated(row.achieved_on or row.forecast, (row.position,), "none"),
                moved=moved(row.late, (row.position,)) if row.achieved_on or row.forecast else moved(None),
                state=_state(sources, row),
            )
            for row in sorted(shown, key=lambda row: (row.due, row.name.casefold(), homes[row.project].code))
        ),
    )


def statuses(sources: Sources, projects: Projects) -> Section[StatusLine]:
    """What was reported since, in the words of those who reported it."""
    texts = {row.id: row for row in sources.now.select(ProjectTextRow)}
    return Section(
        title="This period and next",
        note=f"as reported after position {sources.since}" if sources.since else "as last reported",
        empty="No status was reported since.",
        rows=tuple(
            StatusLine(
                code=row.code,
                name=row.name,
                reported=Figure(value=row.reported_on.isoformat(), text=day(row.reported_on), positions=reported),
                narrative=shortened(texts[row.id].narrative),
                next_steps=shortened(texts[row.id].next_steps),
            )
            for row in projects.rows
            for reported in (_reported(sources, row.id),)
            if row.reported_on and reported and _says_something(texts[row.id])
        ),
    )


def _shown(row: MilestoneRow, since: int) -> bool:
    if row.state is MilestoneState.WITHDRAWN:
        return False
    return row.state is MilestoneState.PLANNED or row.position > since


def _state(sources: Sources, row: MilestoneRow) -> Figure:
    late = row.state is MilestoneState.PLANNED and row.due < sources.today
    at_risk = row.state is MilestoneState.PLANNED and (row.late or 0) > 0
    text = "Overdue" if late else "At risk" if at_risk else row.state.label
    kind = "severe" if late else "watch" if at_risk else KINDS.get(row.state, "neutral")
    return Figure(value=row.state.value, text=text, kind=kind, positions=(row.position,))


def _reported(sources: Sources, project: UUID) -> tuple[int, ...]:
    found = sources.last(project, e.StatusReported)
    return found if found and found[0] > sources.since else ()


def _says_something(text: ProjectTextRow) -> bool:
    return bool(text.narrative.strip() or text.next_steps.strip())


def finish_of(row: ProjectRow) -> str:
    """A finish in words, for what changed."""
    return day(row.finish, "unknown" if row.finish_unknown else "not set")
