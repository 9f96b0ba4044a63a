"""What is said of one project in one month: a report, a milestone, the month's cost, now and then a new baseline."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid5

from application.projects import tolerances
from domain.kernel import Facts
from domain.programs.state import Program
from domain.projects import costs, milestones, project, status
from domain.projects.state import Project
from domain.projects.status import FULL, StatusReport
from domain.projects.words import MilestoneState, ProjectState, Rating

RATINGS = tuple(Rating)
PHASES = (ProjectState.INITIATED, ProjectState.PLANNING, ProjectState.IN_PROGRESS)
POUND = 100
RATED_ANEW = 0.3  # of the reports
SENTENCES = (
    "The contractor has taken possession of the site and the enabling works go on as planned.",
    "Two of the five suppliers have not confirmed their dates; the board will look at it again next month.",
    "Testing found faults in the interface to the payments service, which are being mended.",
    "The business case was approved and recruitment for the delivery team has begun.",
    "Ground conditions are worse than surveyed, so that the foundation works take six weeks longer.",
    "Users of the pilot are content; the roll-out to the second region is being prepared.",
)
NAMES = ("Business case", "Design frozen", "Contract let", "First user", "Handover")

Act = Callable[[Project], Facts]


class Month:
    """The acts of one month on one project, drawn from a realistic mix."""

    def __init__(self, random: Random, day: date, *, by: UUID, home: Program) -> None:
        self._random = random
        self._day = day
        self._by = by
        self._home = home

    @property
    def acts(self) -> Iterator[Act]:
        yield self._begun
        yield self._reported
        for chance, act in ((0.5, self._forecast), (0.5, self._cost), (0.15, self._achieved), (0.01, self._baselined)):
            if self._random.random() < chance:
                yield act

    def _begun(self, now: Project) -> Facts:
        """The first months: a baseline and milestones, then from phase to phase."""
        if not now.baselines:
            finish = self._day + timedelta(days=self._random.randrange(600, 4000))
            return self._with_baseline(now, finish, self._random.randrange(5, 900) * 1_000_000 * POUND)
        if len(now.milestones) < len(NAMES):
            name = NAMES[len(now.milestones)]
            due = self._day + timedelta(days=150 * (len(now.milestones) + 1))
            named = uuid5(self._by, f"{now.code}/{name}")
            return milestones.plan_milestone(now, milestone=named, name=name, due=due)
        ahead = PHASES[PHASES.index(now.state) + 1 :] if now.state in PHASES else PHASES
        return project.enter_phase(now, phase=ahead[0]) if ahead else ()

    def _reported(self, now: Project) -> Facts:
        said = StatusReport(
            rating=self._random.choice(RATINGS) if self._random.random() < RATED_ANEW else now.rating or Rating.AMBER,
            reason="As the board agreed.",
            finish=self._moved(now.finish or self._day + timedelta(days=900)),
            whole_life_minor=self._dearer(now),
            progress_bp=min(FULL, now.progress_bp + self._random.randrange(0, 250)),
            narrative=" ".join(self._random.sample(SENTENCES, 3)),
            next_steps=self._random.choice(SENTENCES),
        )
        return status.report_status(now, report=said, by=self._by, on=self._day, **tolerances(self._home))

    def _forecast(self, now: Project) -> Facts:
        found = self._open_milestone(now)
        if found is None:
            return ()
        forecast = self._moved(now.milestones[found].due)
        return milestones.forecast_milestone(now, milestone=found, forecast=forecast, confidence_bp=8_000)

    def _achieved(self, now: Project) -> Facts:
        found = self._open_milestone(now)
        if found is None:
            return ()
        return milestones.achieve_milestone(now, milestone=found, on=self._day, evidence="Signed off.", today=self._day)

    def _cost(self, now: Project) -> Facts:
        spent = self._random.randrange(10_000, 4_000_000) * POUND
        return costs.record_cost(
            now,
            period=f"{self._day:%Y-%m}",
            actual_minor=spent,
            planned_minor=spent * 9 // 10,
            earned_minor=spent * 8 // 10,
        )

    def _baselined(self, now: Project) -> Facts:
        return self._with_baseline(now, now.finish, (now.baseline.cost_minor or 0) + POUND if now.baseline else POUND)

    def _with_baseline(self, now: Project, finish: date | None, cost_minor: int) -> Facts:
        held = tolerances(self._home)
        return costs.approve_baseline(now, finish=finish, cost_minor=cost_minor, reason="Agreed.", by=self._by, **held)

    def _open_milestone(self, now: Project) -> UUID | None:
        open_ones = (found for found, each in now.milestones.items() if each.state is not MilestoneState.ACHIEVED)
        return next(open_ones, None)

    def _moved(self, day: date) -> date:
        return day + timedelta(days=self._random.choice((0, 0, 0, 7, 14, 30, -7)))

    def _dearer(self, now: Project) -> int:
        planned = (now.baseline.cost_minor if now.baseline else None) or 1_000_000 * POUND
        return planned + planned * self._random.choice((0, 0, 0, 1, 2, 5)) // 100
