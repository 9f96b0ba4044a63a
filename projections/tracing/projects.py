"""What is known of projects as inputs of figures: confidence, finish, cost, tolerance and severe risks, with events."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from msgspec.structs import replace

from domain.projects.groups import GROUPS
from domain.projects.health import ProgramHealth, ProjectHealth
from domain.projects.words import Rating
from domain.risks.matrix import Level
from projections.amounts import day, days_moved, in_full, share
from projections.projects import queries
from projections.projects.rows import ProjectRow, ToleranceRow
from projections.risks.queries import OPEN as OPEN_RISKS
from projections.risks.rows import RiskRow
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Inputs
from projections.view import View

NOT_RATED = "Not rated"


class ProjectFacts:
    """Of some projects at the position of a view; each question about events is asked for all of them at once."""

    def __init__(self, view: View, rows: Sequence[ProjectRow]) -> None:
        self.rows = rows
        self._view = view

    @cached_property
    def origins(self) -> Origins:
        return Origins(self._view, ProjectRow, [row.id for row in self.rows])

    def input(
        self, row: ProjectRow, *fields: str, value: str = "", amount: int | None = None, label: str = ""
    ) -> Input:
        made = self.origins.made(row.id, *fields)
        return Input(thing=row.id, label=label, value=value, amount=amount, positions=made)

    def counted(self, row: ProjectRow, name: str) -> Input:
        """As one of a group of open projects."""
        if name == "projects":
            return self.input(row, "program", "state", value=row.state.label, amount=1)
        if name == "projects-moved":
            return self.moved(row, amount=1)
        return self.rated(row, amount=1)

    def group(self, name: str) -> Inputs:
        holds = GROUPS[name].holds
        return tuple(self.counted(row, name) for row in self.rows if row.open and holds(row.rating, row.slip))

    def rated(self, row: ProjectRow, *, amount: int | None = None) -> Input:
        fields = ("rating",) if row.rating else ("rating", "rating_unknown")
        return self.input(row, *fields, value=rating_word(row.rating), amount=amount)

    def moved(self, row: ProjectRow, *, amount: int | None = None) -> Input:
        dates = f"{day(row.baseline_finish)} to {day(row.finish)}"
        value = "no baseline or no forecast" if row.slip is None else f"{days_moved(row.slip)} ({dates})"
        return self.input(row, "finish", "baseline_finish", value=value, amount=amount)

    def standing(self, row: ProjectRow) -> Input:
        """Its confidence and, where it is measured, how far its finish has moved: what a program's health counts."""
        rated = self.rated(row)
        if row.slip is None:
            return rated
        fields = ("finish", "baseline_finish")
        made = {*rated.positions, *self.origins.made(row.id, *fields)}
        return Input(thing=row.id, value=f"{rated.value}, {days_moved(row.slip)}", positions=tuple(sorted(made)))

    def cost(self, row: ProjectRow) -> Input:
        """Its whole-life cost, or why there is none, as what is added up."""
        amount = row.whole_life_minor
        found = self.money(row, "whole_life_minor", unknown="whole_life_unknown")
        return replace(found, amount=amount)

    def money(self, row: ProjectRow, field: str, *, label: str = "", unknown: str = "") -> Input:
        """An amount to its minor unit, so that what is computed from it can be computed again."""
        minor, currency = getattr(row, field), row.currency or "GBP"
        if minor is None:
            fields, none = ((field, unknown), getattr(row, unknown)) if unknown else ((field,), "")
            return self.input(row, *fields, value=none or "not set", label=label)
        found = self.input(row, field, value=in_full(minor, currency), label=label)
        return replace(found, minor=minor, currency=currency)

    def health(self, row: ProjectRow) -> ProjectHealth:
        return queries.health(row, self._tolerances.get(row.program), open_reds=len(self._severe.get(row.id, ())))

    def health_inputs(self, row: ProjectRow) -> Inputs:
        """Everything that its computed rating is made from, and the tolerance that it is held against."""
        return (*self.time(row), *self.overrun(row), *self.risks(row))

    def time(self, row: ProjectRow) -> Inputs:
        held = self._tolerances.get(row.program)
        if held is None or row.slip is None:
            return ()
        limit = Input(
            thing=row.program,
            value=f"{held.time_days} days allowed",
            positions=self._limits.made(row.program, "time_days"),
        )
        return (self.moved(row, amount=row.slip), limit)

    def overrun(self, row: ProjectRow) -> Inputs:
        held = self._tolerances.get(row.program)
        if held is None or row.overrun_bp is None:
            return ()
        made = self._limits.made(row.program, "cost_bp")
        allowed = Input(thing=row.program, value=f"{share(held.cost_bp)} % allowed", positions=made)
        return (*self.costs(row), allowed)

    def costs(self, row: ProjectRow) -> Inputs:
        """What it is to cost, and what was promised."""
        return (
            self.money(row, "whole_life_minor", label="Whole-life cost"),
            self.money(row, "baseline_minor", label="Baseline cost"),
        )

    def risks(self, row: ProjectRow) -> Inputs:
        return tuple(
            Input(
                thing=risk.id,
                value=f"{Level.SEVERE.label}, open",
                positions=self._severe_origins.made(risk.id, "level", "state", "project"),
            )
            for risk in self._severe.get(row.id, ())
        )

    @cached_property
    def _tolerances(self) -> dict[UUID, ToleranceRow]:
        held = {program: queries.tolerance(self._view, program) for program in self._programs}
        return {program: row for program, row in held.items() if row}

    @cached_property
    def _limits(self) -> Origins:
        return Origins(self._view, ToleranceRow, self._programs)

    @property
    def _programs(self) -> list[UUID]:
        return sorted({row.program for row in self.rows})

    @cached_property
    def _severe(self) -> dict[UUID, list[RiskRow]]:
        found: dict[UUID, list[RiskRow]] = defaultdict(list)
        if self.rows:
            where = f"level = ? AND {OPEN_RISKS} AND project IS NOT NULL"
            for risk in self._view.select(RiskRow, where, (Level.SEVERE,), order="length(code), code"):
                found[risk.project or risk.id].append(risk)
        return found

    @cached_property
    def _severe_origins(self) -> Origins:
        mine = {row.id for row in self.rows}
        return Origins(
            self._view, RiskRow, [risk.id for key, some in self._severe.items() if key in mine for risk in some]
        )


def rating_word(rating: Rating | None) -> str:
    return rating.label if rating else NOT_RATED


def worked(health: ProgramHealth) -> tuple[str, ...]:
    """The arithmetic of a program's health, share by share."""
    return tuple(f"{share.sentence}: {share.rating.label}." for share in health.shares)
