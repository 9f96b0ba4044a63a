"""From files that were sent to what is recorded: read, say what would happen, and carry exactly that out."""

import hashlib

import msgspec

from application.desk import Desk
from application.imports.files import carry
from application.imports.gmpp import Edition, YearMissing, read_edition
from application.imports.portfolio import Plan, plan
from application.imports.sheets import SheetPlan, plan_sheets
from application.imports.template_columns import Kind
from application.imports.templates import TemplateSheet, read_template
from application.imports.uploads import Held
from application.ledger import Ask, Stale
from domain.kernel import Refused

PORTFOLIO = "portfolio"
SHEETS: dict[str, Kind] = {"projects": "projects", "risks": "risks", "actions": "actions"}
Planned = Plan | SheetPlan


class Reading(msgspec.Struct, frozen=True):
    """What the files say; `undated` are the places of editions whose year somebody must say first."""

    editions: tuple[Edition, ...] = ()
    sheets: tuple[TemplateSheet, ...] = ()
    undated: tuple[int, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """The positions that were recorded, and the sentence that ended it early, if one did."""

    positions: tuple[int, ...]
    stopped: str = ""


def read(held: Held) -> Reading:
    """All files or none: raises `Unreadable` for the first that cannot be read."""
    if held.kind in SHEETS:
        kind = SHEETS[held.kind]
        return Reading(sheets=tuple(read_template(kind, file.name, file.data) for file in held.files))
    editions: list[Edition] = []
    undated: list[int] = []
    for place, file in enumerate(held.files):
        try:
            editions.append(read_edition(file.name, file.data, year=file.year))
        except YearMissing:
            undated.append(place)
    return Reading(editions=tuple(editions), undated=tuple(undated))


def plan_of(reading: Reading, desk: Desk, ask: Ask) -> Planned:
    """What would be recorded; nothing is."""
    return plan_sheets(reading.sheets, desk, ask) if reading.sheets else plan(reading.editions, desk, ask)


def fingerprint(planned: Planned) -> str:
    """The same for two plans that would record the same facts of the same rows."""
    steps = [str(step.ask.command) for step in planned.steps]
    facts = [f"{topic} {count}" for topic, count in sorted(planned.facts.items())]
    return hashlib.sha256("\n".join([*steps, *facts]).encode()).hexdigest()[:16]


def record(planned: Planned, desk: Desk) -> Outcome:
    """Carry the plan out, row by row. Where one is refused after all it ends there; doing it again goes on."""
    positions: list[int] = []
    for step in planned.steps:
        try:
            positions += carry(step, desk).positions
        except (Refused, Stale) as refusal:
            return Outcome(tuple(positions), _ended(refusal))
    return Outcome(tuple(positions))


def _ended(refusal: Refused | Stale) -> str:
    why = str(refusal) if isinstance(refusal, Refused) else "Somebody else recorded something of the same thing."
    return f"{why} Send the files again to go on: what is recorded already is not recorded twice."
