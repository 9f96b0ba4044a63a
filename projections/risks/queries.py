"""Risks as people look at them: the register, the heat map, one risk with its history and what is linked."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from domain.programs.codes import normal
from domain.risks.matrix import MATRIX_1, Level, Matrix
from domain.risks.words import Category, RiskState, Stage, Tier
from projections.asking import Page, Words, like, order_by
from projections.risks.rows import (
    ENDED,
    AcceptanceRow,
    AssessmentRow,
    EscalationRow,
    LinkRow,
    MatrixRow,
    RequestRow,
    RiskRow,
    RiskTextRow,
)
from projections.view import View

TERMINAL = tuple(state.value for state in ENDED)
OPEN = f"state NOT IN {TERMINAL}"
MONTHS = 12
PREFIX = {Stage.INHERENT: "inherent_", Stage.CURRENT: "", Stage.RESIDUAL: "residual_"}
NUMBER = "CAST(substr(code, 3) AS BIGINT)"  # R-1000 comes after R-999
SOONEST = f"proximity IS NULL, proximity, {NUMBER}"
SORTS = {
    "code": NUMBER,
    "title": "lower(title)",
    "level": "level_rank",
    "tier": "CASE tier WHEN 'executive' THEN 0 WHEN 'portfolio' THEN 1 WHEN 'program' THEN 2 ELSE 3 END",
    "proximity": "proximity",
    "review": "review_due",
    "changed": "changed_at",
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the register is asked for. `likelihood` and `impact` are those of `stage`."""

    WORDS: ClassVar[Words] = {
        "level": (*Level, "none"),
        "tier": tuple(Tier),
        "category": tuple(Category),
        "stage": tuple(Stage),
        "review": ("overdue",),
        "state": (*RiskState, "open", "escalated", "waiting", "all"),
    }
    q: str = ""
    program: UUID | None = None
    project: UUID | None = None
    level: str = ""
    tier: str = ""
    state: str = "open"
    category: str = ""
    owner: UUID | None = None
    stage: str = ""
    likelihood: int = 0
    impact: int = 0
    review: str = ""
    sort: str = "level"
    page: int = 1


def search(view: View, asked: Asked, *, today: date) -> Page[RiskRow]:
    """One page of the register, the worst level first unless asked otherwise."""
    conditions: dict[str, Any] = {
        "(lower(title) LIKE ? ESCAPE '\\' OR lower(code) LIKE ? ESCAPE '\\')": like(asked.q, 2),
        "program = ?": asked.program,
        "project = ?": asked.project,
        "owner = ?": asked.owner,
        "level = ?": _one_of(Level, asked.level),
        "level IS NULL": () if asked.level == "none" else None,
        "tier = ?": _one_of(Tier, asked.tier),
        "category = ?": _one_of(Category, asked.category),
        **_by_state(asked.state),
        **_by_standing(asked),
        "review_due < ?": today.isoformat() if asked.review == "overdue" else None,
    }
    order = order_by(asked.sort, SORTS, default="level", tie=SOONEST)
    return Page.of(view, RiskRow, conditions, order=order, page=asked.page)


def heat(view: View, *, stage: Stage = Stage.CURRENT, program: UUID | None = None) -> list[list[int]]:
    """How many open risks stand where: rows by likelihood, columns by impact, both from 1."""
    name = PREFIX[stage]
    where, values = ("program = ?", [program]) if program else ("1 = 1", [])
    sql = (
        f"SELECT {name}likelihood, {name}impact, count(*) FROM {view.span(RiskRow)}"
        f" WHERE {OPEN} AND {name}likelihood IS NOT NULL AND {where} GROUP BY {name}likelihood, {name}impact"
    )
    counts = [[0] * 5 for _ in range(5)]
    for likelihood, impact, count in view.rows(sql, values):
        counts[likelihood - 1][impact - 1] = int(count)
    return counts


def top(view: View, *, program: UUID | None = None, limit: int = 5) -> list[RiskRow]:
    """The open risks of the worst level, then those that may happen soonest."""
    where, values = (f"{OPEN} AND program = ?", [program]) if program else (OPEN, [])
    return view.select(RiskRow, where, values, order=f"level_rank, {SOONEST}", limit=limit)


def open_count(view: View, program: UUID | None = None) -> int:
    where, values = (f"{OPEN} AND program = ?", [program]) if program else (OPEN, [])
    return view.count(RiskRow, where, values)


def open_reds(view: View, program: UUID | None = None) -> dict[UUID, int]:
    """How many open severe risks each project has; projects without any are left out."""
    where, values = (" AND program = ?", [program]) if program else ("", [])
    sql = (
        f"SELECT project, count(*) FROM {view.span(RiskRow)}"
        f" WHERE {OPEN} AND level = ? AND project IS NOT NULL{where} GROUP BY project"
    )
    return {UUID(project): int(count) for project, count in view.rows(sql, [Level.SEVERE, *values])}


def of_project(view: View, project: UUID) -> list[RiskRow]:
    return view.select(RiskRow, f"{OPEN} AND project = ?", (project,), order=f"level_rank, {SOONEST}")


def find(view: View, code: str) -> RiskRow | None:
    found = view.select(RiskRow, "code = ?", (normal(code),))
    return found[0] if found else None


def one(view: View, risk: UUID) -> RiskRow | None:
    return view.one(RiskRow, risk)


def texts(view: View, risk: UUID) -> RiskTextRow | None:
    return view.one(RiskTextRow, risk)


def request(view: View, risk: UUID) -> RequestRow | None:
    return view.one(RequestRow, risk)


def acceptance(view: View, risk: UUID) -> AcceptanceRow | None:
    return view.one(AcceptanceRow, risk)


def escalation(view: View, risk: UUID) -> EscalationRow | None:
    return view.one(EscalationRow, risk)


def assessments(view: View, risk: UUID) -> list[AssessmentRow]:
    """Every assessment of every stage, oldest first."""
    return view.select(AssessmentRow, "risk = ?", (risk,), order="position")


def level_history(view: View, risks: Sequence[UUID], *, today: date) -> dict[UUID, list[int]]:
    """The current level of each risk at the end of the last twelve months and today: 1, low, to 4, severe."""
    if not risks:
        return {}
    marks = ", ".join("?" * len(risks))
    found: dict[UUID, list[AssessmentRow]] = {risk: [] for risk in risks}
    where = f"risk IN ({marks}) AND stage = 'current'"
    for row in view.select(AssessmentRow, where, list(risks), order="day, position"):
        found[row.risk].append(row)
    return {risk: monthly(rows, today) for risk, rows in found.items()}


def monthly(assessments: Sequence[AssessmentRow], today: date) -> list[int]:
    """The level that held on each of the last twelve month ends and today; nothing before the first assessment."""
    ends = [_months_before(today, count) for count in range(MONTHS, 0, -1)]
    known = ([row.level.rank + 1 for row in assessments if row.day <= end] for end in [*ends, today])
    return [ranks[-1] for ranks in known if ranks]


def linked(view: View, risk: UUID) -> list[LinkRow]:
    """What is linked to a risk, oldest first."""
    return view.select(LinkRow, "risk = ?", (risk,), order="position")


def linked_to(view: View, other: UUID) -> list[RiskRow]:
    """The risks that a corrective action treats or follows, or that became an issue."""
    links = view.select(LinkRow, "other = ?", (other,), order="position")
    ids = list(dict.fromkeys(link.risk for link in links))
    if not ids:
        return []
    marks = ", ".join("?" * len(ids))
    return view.select(RiskRow, f"id IN ({marks})", ids, order=f"level_rank, {SOONEST}")


def matrix(view: View, version: int | None = None) -> Matrix:
    """The matrix in force, or one of its versions."""
    row = newest_matrix(view) if version is None else view.one(MatrixRow, version)
    return row.matrix if row else MATRIX_1


def newest_matrix(view: View) -> MatrixRow | None:
    """The matrix that was published last; until one is, the one that ships is in force."""
    found = view.select(MatrixRow, order="version DESC", limit=1)
    return found[0] if found else None


def _one_of(words: type[Level] | type[Tier] | type[Category] | type[RiskState], asked: str) -> str | None:
    return asked if asked in set(words) else None


def _by_state(asked: str) -> dict[str, Any]:
    """`open`, `escalated` and `waiting` are groups; else one state, or all."""
    groups = {"open": OPEN, "escalated": "escalated = 1", "waiting": "waits_for IS NOT NULL"}
    if asked in groups:
        return {groups[asked]: ()}
    return {"state = ?": _one_of(RiskState, asked)}


def _by_standing(asked: Asked) -> dict[str, Any]:
    name = PREFIX[Stage(asked.stage)] if asked.stage in set(Stage) else ""
    return {f"{name}likelihood = ?": asked.likelihood or None, f"{name}impact = ?": asked.impact or None}


def _months_before(day: date, count: int) -> date:
    """The last day of the month that lies `count` months back."""
    months = day.year * 12 + day.month - 1 - count + 1
    return date.fromordinal(date(months // 12, months % 12 + 1, 1).toordinal() - 1)
