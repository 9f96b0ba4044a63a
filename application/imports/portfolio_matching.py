"""Which project of the book a row of an edition speaks of: by number, then by name within the department.

In the five published editions every number names one project and numbers never change (159 projects of 2022 have the
number they had in 2021, 17 of them under a new name), so a number decides before a name. A name decides only within one
department or between a department and its successor: of the 20 names that stand under two departments, 19 followed a
merger, and the twentieth ("IT Transformation Programme", work and pensions, later the crime agency) is two projects.
Names that differ only by "programme", "project" or "the" are one ("Crossrail", later "Crossrail Programme"): of ten
such pairs nine have the same start too, and the tenth has one name, one department and a later start.
"""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

import msgspec

from application.desk import Desk
from application.imports.finding import all_programs
from application.imports.gmpp import Edition, ProjectRow
from application.imports.gmpp_names import department_code, department_codes, match_key, number_stem
from application.imports.portfolio_texts import code_of, number_in
from domain.programs.state import PROGRAM, program_id
from domain.projects.state import PROJECT, project_id
from domain.projects.words import ProjectState

_SUCCESSORS = {
    "BEIS": ("DBT", "DESNZ", "DSIT", "HMLR"),
    "BIS": ("BEIS", "DFE"),
    "DCLG": ("MHCLG",),
    "DCMS": ("DSIT",),
    "DECC": ("BEIS",),
    "DFID": ("FCDO",),
    "DH": ("DHSC",),
    "DIT": ("DBT",),
    "DLUHC": ("MHCLG",),
    "FCO": ("FCDO",),
    "MHCLG": ("DLUHC",),
}


class Match(msgspec.Struct, frozen=True):
    """A row with the project it speaks of; `known` is None where the row is the project's first."""

    row: ProjectRow
    department: str
    code: str
    known: "KnownProject | None"


class KnownProject(msgspec.Struct, frozen=True):
    """A project of the book as a row may name it."""

    id: UUID
    code: str
    name: str
    number: str
    department: str  # "" where people keep it in a program of their own


class Known:
    """The projects that earlier editions brought in."""

    def __init__(self, desk: Desk, editions: Iterable[Edition]) -> None:
        self._desk = desk
        named = {department_code(row.department)[0] for edition in editions for row in edition.rows}
        self._codes = {*department_codes(), *named, *_of_earlier_imports(desk)}

    def matches(self, edition: Edition) -> list[Match]:
        """One match for each row, in order; of rows that speak of one project only the first."""
        rows = [(row, department_code(row.department)[0]) for row in edition.rows]
        known = {project.id: project for project in (*self._kept_by_departments(), *self._coded(rows))}
        numbers = {project.number: project for project in known.values() if project.number}
        found = {
            place: numbers[n] for place, (row, _) in enumerate(rows) if (n := number_stem(row.number or "")) in numbers
        }
        for key in (match_key, _bare):
            taken = {project.id for project in found.values()}
            names = _by_name((project for project in known.values() if project.id not in taken), key)
            for place, (row, department) in enumerate(rows):
                if place not in found and (project := _named(row, department, names.get(key(row.name), ()))):
                    found[place] = project
        return list(_once(_match(row, code, found.get(place)) for place, (row, code) in enumerate(rows)))

    def absent(self, matches: Iterable[Match]) -> tuple[KnownProject, ...]:
        """The projects that departments have in the book and an edition does not name."""
        named = {match.known.id for match in matches if match.known}
        kept = (known for known in self._kept_by_departments() if known.id not in named and not self._left(known.id))
        return tuple(sorted(kept, key=lambda known: known.name))

    def _left(self, project: UUID) -> bool:
        return self._desk.load(PROJECT, project).state.state is ProjectState.LEFT_PORTFOLIO

    def _kept_by_departments(self) -> Iterator[KnownProject]:
        for code in sorted(self._codes):
            program = self._desk.load(PROGRAM, program_id(code)).found
            for project in sorted(program.projects) if program else ():
                state = self._desk.load(PROJECT, project).state
                if not state.state.terminal or state.state is ProjectState.LEFT_PORTFOLIO:
                    yield self._known(project, department=code)

    def _coded(self, rows: list[tuple[ProjectRow, str]]) -> Iterator[KnownProject]:
        """Projects under the very code that a row would give, wherever people keep them now."""
        homes = {program_id(code): code for code in self._codes}
        for row, department in rows:
            project = project_id(code_of(row, department=department))
            state = self._desk.load(PROJECT, project).found
            if state:
                yield self._known(project, department=homes.get(state.program, ""))

    def _known(self, project: UUID, *, department: str) -> KnownProject:
        state = self._desk.load(PROJECT, project).state
        number = number_in(state.description)
        return KnownProject(project, state.code, state.name, number, department)


def _of_earlier_imports(desk: Desk) -> Iterator[str]:
    """Programs named by a text that is its own code are departments that no table knows."""
    for program in all_programs(desk):
        if department_code(program.state.name)[0] == program.state.code:
            yield program.state.code


def _by_name(projects: Iterable[KnownProject], key: Callable[[str], str]) -> dict[str, list[KnownProject]]:
    names: dict[str, list[KnownProject]] = {}
    for project in projects:
        names.setdefault(key(project.name), []).append(project)
    return names


def _bare(name: str) -> str:
    """The name without the words that come and go."""
    return " ".join(word for word in match_key(name).split() if word not in {"program", "project", "the"})


def _named(row: ProjectRow, department: str, candidates: Iterable[KnownProject]) -> KnownProject | None:
    number = number_stem(row.number or "")
    for known in candidates:
        same_number = not (number and known.number) or known.number == number
        if same_number and (
            known.department in {department, ""} or department in _SUCCESSORS.get(known.department, ())
        ):
            return known
    return None


def _match(row: ProjectRow, department: str, known: KnownProject | None) -> Match:
    return Match(row, department, known.code if known else code_of(row, department=department), known)


def _once(matches: Iterable[Match]) -> Iterator[Match]:
    seen: set[str] = set()
    for match in matches:
        if match.code not in seen:
            seen.add(match.code)
            yield match
