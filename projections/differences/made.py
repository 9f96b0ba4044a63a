"""What single events changed, field by field."""

from collections.abc import Sequence

from application.ledger.stored import fact_of
from projections.catalogue import READ_MODELS
from projections.differences import finding
from projections.differences.described import DESCRIBED
from projections.differences.telling import Difference, changed_fields, difference, tongue_of
from projections.differences.versions import Moved
from projections.rows import Row
from projections.view import View

Made = dict[int, tuple[Difference, ...]]


def made_by(view: View, positions: Sequence[int]) -> Made:
    """By position, the differences that its event made in what this person may see; empty where it made none."""
    known = sorted({p for p in positions if 0 < p <= view.head})
    moved = moved_by(view, known)
    tongue = tongue_of(view, [each for found in moved.values() for each in found])
    return {
        p: tuple(difference(each, name, (p,), tongue) for each in moved.get(p, ()) for name in changed_fields(each))
        for p in positions
    }


def moved_by(view: View, positions: Sequence[int]) -> dict[int, list[Moved]]:
    """The described rows that each of these events changed."""
    found: dict[int, list[Moved]] = {}
    for kind, at in _touched(view, positions).items():
        for position, moved in finding.at_positions(view, kind, at).items():
            found.setdefault(position, []).extend(moved)
    return found


def _touched(view: View, positions: Sequence[int]) -> dict[type[Row], list[int]]:
    """For each kind of row the positions whose facts its read model has a handler for; the others cannot change it.

    What the log calls by a name that is not known may have changed any.
    """
    if not positions:
        return {}
    marks = ", ".join("?" * len(positions))
    sql = f"SELECT position, topic FROM events WHERE position IN ({marks}) ORDER BY position"
    touched: dict[type[Row], list[int]] = {}
    for position, topic in view.rows(sql, positions):
        fact = fact_of(topic)
        for model in READ_MODELS:
            if fact is None or fact in model.handlers:
                for kind in model.rows:
                    if kind in DESCRIBED:
                        touched.setdefault(kind, []).append(position)
    return touched
