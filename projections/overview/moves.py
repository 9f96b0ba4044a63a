"""What moved between two positions of the book: finishes and ratings of projects, old and new."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec

from domain.projects.words import Rating
from projections.moments import positions_at, then
from projections.projects.rows import ProjectRow
from projections.view import View

SPAN = timedelta(days=31)
COLUMNS = "n.id, n.code, n.name, o.finish, n.finish, o.rating, n.rating, o.finish_unknown, n.finish_unknown"
CHANGED = "n.finish IS DISTINCT FROM o.finish OR n.rating IS DISTINCT FROM o.rating"


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One value of one project that is not what it was; `size` sorts the largest first."""

    project: UUID
    code: str
    name: str
    what: str
    before: Rating | date | None
    after: Rating | date | None
    size: int


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that moved after the end of a day; `position` is where the book stood then."""

    since: date
    position: int
    moves: list[Move]


def since_day(view: View, *, today: date, asked: date | None = None) -> Moved:
    """Against the book at the end of the day asked for, by default 31 days before the day looked at."""
    day = asked or today - SPAN
    position = positions_at(view, [datetime.combine(day + timedelta(days=1), time(), UTC)])[0]
    found = _moves(view, min(position, view.at))
    return Moved(since=day, position=min(position, view.at), moves=sorted(found, key=lambda m: (-m.size, m.name)))


def _moves(view: View, position: int) -> list[Move]:
    if position == view.at:
        return []
    now, was = view.span(ProjectRow), then(view, position).span(ProjectRow)
    join = f"(SELECT * FROM {now}) AS n JOIN (SELECT * FROM {was}) AS o ON o.id = n.id"
    moves: list[Move] = []
    for key, code, name, old, new, rated, rating, old_why, new_why in view.rows(
        f"SELECT {COLUMNS} FROM {join} WHERE {CHANGED}"
    ):
        if old != new and (new or new_why) and (old or old_why):
            moves.append(_finish((UUID(key), code, name), old, new))
        if rated and rated != rating:
            moves.append(_rating((UUID(key), code, name), Rating(rated), Rating(rating) if rating else None))
    return moves


def _finish(of: tuple[UUID, str, str], old: str | None, new: str | None) -> Move:
    before, after = _day(old), _day(new)
    days = abs((after - before).days) if before and after else 0
    project, code, name = of
    return Move(project=project, code=code, name=name, what="finish", before=before, after=after, size=days)


def _rating(of: tuple[UUID, str, str], before: Rating, after: Rating | None) -> Move:
    """Four steps weigh as much as two years, so that both kinds stand in one list."""
    steps = abs(after.rank - before.rank) if after else 1
    project, code, name = of
    return Move(project=project, code=code, name=name, what="confidence", before=before, after=after, size=steps * 183)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
