"""The list of programs: filtered, sorted, a page of it, with the health of each."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import msgspec

from domain.programs.words import ProgramState
from domain.projects.words import Rating
from projections.asking import Words
from projections.overview.health import Line, every_program
from projections.view import View

SIZE = 50


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What part of the list is asked for."""

    WORDS: ClassVar[Words] = {"state": (*ProgramState, "open", "all"), "rating": (*Rating, "none")}
    q: str = ""
    state: str = "open"
    rating: str = ""
    sort: str = "computed"
    page: int = 1


class Listed(msgspec.Struct, frozen=True):
    """One page of the list and how many programs there are in all."""

    lines: list[Line]
    total: int
    page: int


def listed(view: View, asked: Asked, today: date) -> Listed:
    """Programs are few, so they are sorted by what is computed of them, not only by what is stored."""
    lines = [line for line in every_program(view, today) if _fits(line, asked)]
    name = asked.sort.lstrip("-")
    key = SORTS.get(name, SORTS["computed"])
    lines.sort(key=lambda line: line.program.name.lower())
    lines.sort(key=key, reverse=asked.sort.startswith("-"))
    page = min(max(asked.page, 1), max(1, -(-len(lines) // SIZE)))
    return Listed(lines[(page - 1) * SIZE : page * SIZE], len(lines), page)


def _fits(line: Line, asked: Asked) -> bool:
    row = line.program
    text = " ".join(asked.q.lower().split())
    state = {"open": not row.state.terminal, "all": True}.get(asked.state, row.state.value == asked.state)
    rated = not asked.rating or (row.rating.value if row.rating else "none") == asked.rating
    known = asked.state in {"open", "all", *ProgramState}
    return (text in row.name.lower() or text in row.code.lower()) and (state or not known) and rated


def _rank(rating: Rating | None) -> int:
    return len(Rating) if rating is None else rating.rank


SORTS: dict[str, Callable[[Line], Any]] = {
    "name": lambda line: line.program.name.lower(),
    "declared": lambda line: _rank(line.program.rating),
    "computed": lambda line: _rank(line.computed.rating),
    "projects": lambda line: line.figures.counts.projects,
    "red": lambda line: line.figures.counts.red,
    "moved": lambda line: line.figures.counts.moved,
    "cost": lambda line: sum(line.figures.cost.values()),
    "changed": lambda line: line.program.changed_at,
}
