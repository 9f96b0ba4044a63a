"""Search over everything that has a page, and over the milestones of projects."""

import re
from typing import Any
from uuid import UUID

import msgspec

from projections.asking import like
from projections.projects.rows import MilestoneRow, ProjectRow
from projections.things import PATHS, Names, ThingRow
from projections.view import View

MOST = 25
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
KINDS = ("program", "project", "risk", "issue", "corrective_action")


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found; `inside` says what it belongs to, where that is another thing."""

    path: str
    title: str
    code: str
    state: str
    program: UUID | None
    inside: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """What was found of one kind: the best first, and how many there are in all."""

    kind: str
    hits: list[Hit]
    total: int


def search(view: View, asked: str, *, people: bool = False) -> list[Group]:
    """Things whose code or title holds the text, a code that is exactly it first; then milestones; then `people`."""
    typed = like(asked, 2)
    if typed is None:
        return []
    things = [group for kind in KINDS if (group := _things(view, kind, asked, typed))]
    others = [_milestones(view, typed[:1]), *([_people(view, typed)] if people else [])]
    return [*things, *(group for group in others if group.total)]


def meant(view: View, asked: str, *, most: int = 12) -> list[ThingRow]:
    """The things that somebody means by an id, a code or a name: exactly so, else those that hold the text."""
    if ID.fullmatch(asked.strip().lower()):
        found = Names(view, {UUID(asked.strip())}).get(UUID(asked.strip()))
        return [found] if found else []
    tidy = " ".join(asked.lower().split())
    same = view.select(ThingRow, "lower(code) = ? OR lower(title) = ?", (tidy, tidy), order="kind, code", limit=most)
    held = "lower(title) LIKE ? ESCAPE '\\' OR lower(code) LIKE ? ESCAPE '\\'"
    return same or view.select(ThingRow, held, like(asked, 2) or ("", ""), order="kind, code", limit=most)


def _things(view: View, kind: str, asked: str, typed: tuple[str, ...]) -> Group | None:
    where = "kind = ? AND (lower(title) LIKE ? ESCAPE '\\' OR lower(code) LIKE ? ESCAPE '\\')"
    total = view.count(ThingRow, where, [kind, *typed])
    if not total:
        return None
    exact = [kind, *typed, " ".join(asked.lower().split())]
    rows = view.rows(
        f"SELECT code, title, state, program FROM {view.span(ThingRow)} WHERE {where}"
        f" ORDER BY CASE WHEN lower(code) = ? THEN 0 ELSE 1 END, lower(title), code LIMIT {MOST}",
        exact,
    )
    return Group(kind=kind, hits=[_hit(kind, row) for row in rows], total=total)


def _hit(kind: str, row: tuple[Any, ...]) -> Hit:
    code, title, state, program = row
    home = UUID(program) if program else None
    return Hit(path=f"{PATHS[kind]}/{code}", title=title, code=code, state=state, program=home)


def _people(view: View, typed: tuple[str, ...]) -> Group:
    """By name or e-mail address; people belong to no program."""
    everyone = view.everything
    where = "kind = ? AND (lower(title) LIKE ? ESCAPE '\\' OR lower(code) LIKE ? ESCAPE '\\')"
    rows = everyone.select(ThingRow, where, ("person", *typed), order="lower(title)", limit=MOST)
    hits = [Hit(path=row.path, title=row.title, code=row.code, state=row.state, program=None) for row in rows]
    return Group(kind="person", hits=hits, total=everyone.count(ThingRow, where, ("person", *typed)))


def _milestones(view: View, typed: tuple[str, ...]) -> Group:
    where = "lower(milestones.name) LIKE ? ESCAPE '\\'"
    join = f"{view.span(MilestoneRow)} JOIN {view.span(ProjectRow)} ON projects.id = milestones.project"
    found = view.rows(f"SELECT count(*) FROM {join} WHERE {where}", typed)
    sql = "SELECT milestones.name, projects.code, projects.name, due, milestones.state, projects.program"
    rows = view.rows(f"{sql} FROM {join} WHERE {where} ORDER BY lower(milestones.name), due LIMIT {MOST}", typed)
    hits = [
        Hit(
            path=f"/projects/{code}",
            title=name,
            code="",
            state=state.capitalize(),
            program=UUID(home),
            inside=f"{project}, due {due}",
        )
        for name, code, project, due, state, home in rows
    ]
    return Group(kind="milestone", hits=hits, total=found[0][0])
