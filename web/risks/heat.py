"""The risk matrix as pages draw it: how many risks stand where, and where one risk stands."""

from typing import Any
from uuid import UUID

import msgspec

from domain.risks.matrix import Matrix
from domain.risks.words import Stage
from projections.risks import queries
from projections.risks.rows import RiskRow
from projections.view import View
from web.shared.kit import link_at

MARKS = {Stage.INHERENT: "Inherent", Stage.CURRENT: "Current", Stage.RESIDUAL: "Target"}


class Heat(msgspec.Struct, frozen=True):
    """What `charts.heat` draws: the steps of impact, and a row of cells for each likelihood, the worst on top."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    version: int
    total: int = 0


def risk_heat(view: View, *, stage: Stage = Stage.CURRENT, program: UUID | None = None) -> Heat:
    """The open risks of a program, or of all, counted where they stand; a number opens its list."""
    matrix = queries.matrix(view)
    counts = queries.heat(view, stage=stage, program=program)
    link = link_at(view.at if view.past else None)

    def cell(likelihood: int, impact: int) -> dict[str, Any]:
        count = counts[likelihood - 1][impact - 1]
        where = f"{matrix.likelihoods[likelihood - 1].lower()}, {matrix.impacts[impact - 1].lower()}"
        asked = {"stage": "" if stage is Stage.CURRENT else stage.value, "likelihood": likelihood, "impact": impact}
        return {
            "shade": matrix.shades[likelihood - 1][impact - 1] if count else 0,
            "count": count,
            "href": link("/risks", program=program, **asked),
            "label": f"{count} {'risk' if count == 1 else 'risks'}, {where}",
        }

    caption = f"Open risks by {stage.label.lower()} likelihood (rows) and impact (columns)"
    return Heat(caption, matrix.impacts, _rows(matrix, cell), matrix.version, sum(map(sum, counts)))


def standing(matrix: Matrix, row: RiskRow) -> Heat:
    """Where one risk stands at each stage that was assessed."""

    def cell(likelihood: int, impact: int) -> dict[str, Any]:
        here = [stage for stage in MARKS if row.at(stage) == (likelihood, impact)]
        return {
            "shade": matrix.shades[likelihood - 1][impact - 1],
            "mark": " ".join(MARKS[stage] for stage in here),
            "here": Stage.CURRENT in here,
        }

    caption = "Inherent, current and target position in the risk matrix"
    return Heat(caption, matrix.impacts, _rows(matrix, cell), matrix.version)


def levels(matrix: Matrix) -> Heat:
    """What level the matrix gives to each cell."""

    def cell(likelihood: int, impact: int) -> dict[str, Any]:
        level = matrix.levels[likelihood - 1][impact - 1]
        return {"shade": matrix.shades[likelihood - 1][impact - 1], "mark": level.label}

    caption = "Level by likelihood (rows) and impact (columns)"
    return Heat(caption, matrix.impacts, _rows(matrix, cell), matrix.version)


def _rows(matrix: Matrix, cell: Any) -> tuple[dict[str, Any], ...]:
    steps = range(len(matrix.likelihoods), 0, -1)
    impacts = range(1, len(matrix.impacts) + 1)
    return tuple({"name": matrix.likelihoods[n - 1], "cells": [cell(n, impact) for impact in impacts]} for n in steps)
