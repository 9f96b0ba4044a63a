"""Facts recorded after a report that speak of the time before it, and what the report would have said with them."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from application.ledger import Ledger
from application.ledger.stored import moment
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
LABELS = {"moved": "moved", "cost": "whole-life cost", "open_days": "open for"}


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
        sources = Sources(then, ledger, issued.program.code, row.since_position)
        made = told_from(sources, root=issued.root)
    return Supposition(others=tuple(_others(issued, made, frozenset(later))), unfit=tuple(unfit))


def _others(issued: ProgramReport, made: ProgramReport, later: frozenset[int]) -> Iterator[Other]:
    before, after = dict(_figures(issued)), dict(_figures(made))
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if _said(old) != _said(new):
            section, thing, figure = key
            positions = tuple(at for at in (new.positions if new else ()) if at in later)
            yield Other(
                section=section,
                thing=thing,
                figure=figure,
                before=_said(old) or "not there",
                after=_said(new) or "not there",
                positions=positions,
            )


def _said(figure: Figure | None) -> str:
    return figure.text if figure else ""


def _figures(report: ProgramReport) -> Iterator[tuple[tuple[str, str, str], Figure]]:
    """Every figure of a report under its section, its thing and its label."""
    for side in ("declared", "computed"):
        yield ("Health", report.program.name, side), getattr(report.health, side).rating
    for name in report.__struct_fields__:
        section = getattr(report, name)
        if isinstance(section, Section) and name != "changes":
            for row in section.rows:
                yield from _of_row(section.title, row)


def _of_row(title: str, row: Any) -> Iterator[tuple[tuple[str, str, str], Figure]]:
    fields = {name: getattr(row, name) for name in row.__struct_fields__}
    thing = " ".join(dict.fromkeys(str(fields[name]) for name in NAMES if name in fields))
    for name, found in fields.items():
        if isinstance(found, Figure):
            yield (title, thing, LABELS.get(name, name.replace("_", " "))), found
