"""Facts recorded after a report that speak of the time before it, and what the report would have said with them."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from application.ledger import Ledger
from application.ledger.stored import moment
from projections.amounts import currency_in, moneys
from projections.kernel import ReadModel
from projections.record import EntryRow
from projections.reports.document import Figure, ProgramReport, Section
from projections.reports.program import told_from
from projections.reports.rows import ReportRow
from projections.reports.sources import Sources
from projections.reports.supposing import supposed
from projections.view import View

LATER = "program = ? AND position > ? AND effective_at <= ? AND kind <> 'report'"
NAMES = ("code", "name", "title", "age", "what", "to_whom", "question")
NOT_THERE = "Not in the report"
LABELS = {  # as the report itself heads them, where a field is called otherwise
    "cost": "Whole-life cost",
    "open_days": "Open for",
    "arithmetic": "Arithmetic",
    "basis": "Where it comes from",
    "level": "Now",
    "movement": "Moved",
    "response": "What is done",
    "narrative": "What was reported",
    "next_steps": "Next",
}


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """One figure that would read differently; `positions` are those of the later facts that it would come from."""

    section: str
    thing: str
    figure: str
    before: str
    after: str
    positions: tuple[int, ...] = ()


class Supposition(msgspec.Struct, frozen=True, kw_only=True):
    """What would differ, and the facts that could not be folded in because they build on others that came later."""

    others: tuple[Other, ...]
    unfit: tuple[int, ...]


def later_facts(view: View, ledger: Ledger, row: ReportRow) -> list[int]:
    """The positions of facts recorded after the report's position that were true at its moment or before."""
    then = moment(ledger.moment_of(view.tx, row.position))
    found = view.select(EntryRow, LATER, (row.program, row.position, then), order="position")
    return [each.position for each in found]


def supposition(
    view: View, ledger: Ledger, models: Sequence[ReadModel], row: ReportRow, issued: ProgramReport, later: Sequence[int]
) -> Supposition:
    """The document made with the later facts, against the one that was issued, figure by figure."""
    with supposed(view, models, row.program, row.position, later) as (then, unfit):
        sources = Sources(then, ledger, issued.program.code, row.since_position, definition=issued.definition)
        made = told_from(sources, root=issued.root)
    return Supposition(others=tuple(_others(issued, made, frozenset(later))), unfit=tuple(unfit))


def _others(issued: ProgramReport, made: ProgramReport, later: frozenset[int]) -> Iterator[Other]:
    before, after = dict(_told(issued)), dict(_told(made))
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        section, thing, figure = key
        was, becomes = _costs(old, new) if figure == LABELS["cost"] else (_text(old), _text(new))
        if was != becomes:
            yield Other(
                section=section,
                thing=thing,
                figure=figure,
                before=was or NOT_THERE,
                after=becomes or NOT_THERE,
                positions=tuple(at for at in _positions(new) if at in later),
            )


def _costs(old: Any, new: Any) -> tuple[str, str]:
    """Two costs that would be printed alike though they differ are told apart."""
    alike = isinstance(old, Figure) and isinstance(new, Figure) and old.text == new.text
    if alike and isinstance(old.value, int) and isinstance(new.value, int):
        return moneys(old.value, new.value, currency_in(old.text))
    return _text(old), _text(new)


def _text(said: Any) -> str:
    """What stands there: a figure, a text, a sentence with figures in it, or several sentences."""
    if said is None or isinstance(said, str):
        return said or ""
    if isinstance(said, Figure):
        return said.text
    if not any(isinstance(part, tuple) for part in said):
        return "".join(_text(part) for part in said)
    sentences = [_text(part) for part in said]
    return (" " if all(each.endswith(".") for each in sentences) else "; ").join(sentences)


def _positions(said: Any) -> tuple[int, ...]:
    if isinstance(said, Figure):
        return said.positions
    if said is None or isinstance(said, str):
        return ()
    return tuple(dict.fromkeys(at for part in said for at in _positions(part)))


def _told(report: ProgramReport) -> Iterator[tuple[tuple[str, str, str], Any]]:
    """Everything that a report says of its program, under its section, its thing and its heading."""
    for number, line in enumerate(report.in_short, 1):
        yield ("In short", report.program.name, f"Sentence {number}"), line
    for name in ("declared", "computed"):
        side = getattr(report.health, name)
        yield ("Health", report.program.name, _label(name)), side.rating
        yield ("Health", report.program.name, f"{_label(name)}: {LABELS['basis'].lower()}"), side.basis
    yield ("Health", report.program.name, LABELS["narrative"]), report.health.narrative
    for name in report.__struct_fields__:
        section = getattr(report, name)
        if isinstance(section, Section) and name != "changes":
            for row in section.rows:
                yield from _of_row(section.title, row)


def _of_row(title: str, row: Any) -> Iterator[tuple[tuple[str, str, str], Any]]:
    fields = {name: getattr(row, name) for name in row.__struct_fields__}
    thing = " ".join(dict.fromkeys(str(fields[name]) for name in NAMES if name in fields))
    for name, found in fields.items():
        if name not in NAMES and isinstance(found, Figure | str | tuple):
            yield (title, thing, _label(name)), found


def _label(name: str) -> str:
    return LABELS.get(name) or name.replace("_", " ").capitalize()
