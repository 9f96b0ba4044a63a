"""Which row versions a person may see, asked of what was read instead of in the query.

A condition on the program would lead the databases to read everything of a program instead of what changed.
"""

from collections.abc import Iterable
from uuid import UUID

from projections.differences.versions import Version
from projections.rows import Row
from projections.view import View, chunks


def may_see(view: View, kind: type[Row]) -> bool:
    """Rows of no program at all, such as people, are for those who see the whole book."""
    return view.programs is None or "program" in kind.__struct_fields__ or kind.WITHIN is not None


def seen(view: View, kind: type[Row], versions: Iterable[Version]) -> list[Version]:
    """The versions of rows of the person's programs, or of rows within something that they may see."""
    found = list(versions)
    programs = view.programs
    if programs is None:
        return found
    if "program" in kind.__struct_fields__:
        return [each for each in found if getattr(each.row, "program", None) in programs]
    if kind.WITHIN is None:
        return []
    column, home = kind.WITHIN
    theirs = _of_view(view, home, {getattr(each.row, column) for each in found})
    return [each for each in found if getattr(each.row, column) in theirs]


def _of_view(view: View, home: type[Row], ids: set[UUID]) -> frozenset[UUID]:
    theirs = set()
    for chunk in chunks(sorted(ids)):
        where = f"id IN ({', '.join('?' * len(chunk))})"
        theirs |= {UUID(row[0]) for row in view.rows(f"SELECT id FROM {view.span(home, where)} WHERE {where}", chunk)}
    return frozenset(theirs)
