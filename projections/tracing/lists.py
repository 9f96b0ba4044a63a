"""Lists as figures: what fits the filters of a list, one page of it, and the events by which each row fits."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from domain.corrective_actions.words import OPEN_ACTIONS
from domain.issues.words import OPEN_ISSUES
from domain.programs.words import OPEN_PROGRAMS
from domain.projects.groups import OPEN_PROJECTS
from domain.risks.matrix import HEAT, OPEN_RISKS
from domain.rules import Rule
from projections.amounts import number
from projections.asking import SIZE, Page
from projections.corrective_actions.rows import ActionRow
from projections.issues.rows import IssueRow
from projections.programs import ProgramRow
from projections.projects.rows import ProjectRow
from projections.risks.rows import RiskRow
from projections.rows import Row
from projections.tracing.origins import Origins
from projections.tracing.traces import Input, Trace
from projections.view import View

FITS = Rule(
    "list",
    "A list",
    "Everything of its kind that fits all the filters of the list, in the programs that the reader may see.",
)
OPENS: dict[type[Row], Rule] = {
    ProjectRow: OPEN_PROJECTS,
    RiskRow: OPEN_RISKS,
    IssueRow: OPEN_ISSUES,
    ActionRow: OPEN_ACTIONS,
    ProgramRow: OPEN_PROGRAMS,
}
FIELDS = {  # of a filter whose name is not the field's
    "rating": ("rating",),
    "q": (),
    "sort": (),
    "page": (),
    "stage": (),
    "next": ("next_step",),
    "overdue": ("due", "state"),
    "review": ("review_due",),
    "escalated": ("level",),
}


class Listed(msgspec.Struct, frozen=True):
    """One page of a list as a figure, and how many there are in all."""

    trace: Trace
    total: int
    page: int
    size: int = SIZE


def listed(
    view: View, kind: type[Any], found: Page[Any], *, noun: str, asked: Mapping[str, str], opens: Rule | None = None
) -> Listed:
    """Each row with the fields that the filters asked about; the state stands for being open.

    `opens` is the rule of the list without filters, where it does not show what is open of its kind.
    """
    fields = _fields(kind, asked)
    rows: Sequence[Any] = found.rows
    origins = Origins(view, kind, [row.id for row in rows])
    inputs = tuple(
        Input(thing=row.id, value=_value(row, fields), amount=1, positions=origins.made(row.id, *fields))
        for row in rows
    )
    rule = HEAT if kind is RiskRow and {"likelihood", "impact"} <= set(asked) else FITS
    rule = (
        (opens or OPENS[kind])
        if not set(asked) - {"state", "sort", "page"} and asked.get("state", "open") == "open"
        else rule
    )
    said = ", ".join(f"{name} {value}" for name, value in asked.items() if name not in ("sort", "page"))
    worked = (f"Filtered by {said}.",) if said else ()
    value = number(found.total)
    trace = Trace(title=noun, value=value, rule=rule, worked=worked, inputs=inputs, number=found.total)
    return Listed(trace, found.total, found.page, found.size)


def _fields(kind: type[Row], asked: Mapping[str, str]) -> list[str]:
    prefix = {"inherent": "inherent_", "residual": "residual_"}.get(asked.get("stage", ""), "")
    named = [each for name in ("program", "state", *asked) for each in FIELDS.get(name, (name,))]
    stood = [f"{prefix}{name}" if name in ("likelihood", "impact") else name for name in named]
    return list(dict.fromkeys(name for name in stood if name in kind.__struct_fields__))


def _value(row: Any, fields: Sequence[str]) -> str:
    shown = [name for name in fields if name not in ("program", "project", "owner", "lead")]
    return ", ".join(f"{name.replace('_', ' ')} {_said(getattr(row, name))}" for name in shown)


def _said(value: Any) -> str:
    if value is None:
        return "not set"
    return str(getattr(value, "label", value)).lower() if not isinstance(value, int) else str(value)
